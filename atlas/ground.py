"""What lies under and above the areas of a view: background maps, points and lines."""

from dataclasses import dataclass

from atlas.basemaps import Basemap
from spatial_units.models import MapLayer

NOTHING = "none"  # in an address: not even what is on by default


@dataclass(frozen=True)
class Backdrop:
    """A configured map with the opacity the reader chose, in per cent."""

    basemap: Basemap
    opacity: int

    @property
    def parameter(self) -> str:
        key, usual = self.basemap.key, self.basemap.opacity
        return key if self.opacity == usual else f"{key}:{self.opacity}"


@dataclass(frozen=True)
class Ground:
    """`offered` are the layers these eyes may see, `layers` those that are drawn.

    At most one `base`; `overlays` lie above the areas. `usual` is what `base` and `overlays`
    are where the address says nothing.
    """

    offered: tuple[MapLayer, ...] = ()
    layers: tuple[MapLayer, ...] = ()
    base: Backdrop | None = None
    overlays: tuple[Backdrop, ...] = ()
    usual: tuple[str, str] = ("", "")

    def parameters(self) -> dict[str, str]:
        base = self.base.parameter if self.base else ""
        overlays = ",".join(one.parameter for one in self.overlays)
        return {
            "layers": ",".join(layer.key for layer in self.layers),
            "base": "" if base == self.usual[0] else base or NOTHING,
            "overlays": "" if overlays == self.usual[1] else overlays or NOTHING,
        }


EMPTY = Ground()
