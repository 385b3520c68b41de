"""What the map page shows of layers and background maps: choices, keys, places by area."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from atlas import formats
from atlas.basemaps import Basemap
from atlas.ground import Backdrop, Ground
from atlas.queries_layers import Feature, features_of
from atlas.selection import MapView
from atlas.symbols import DASHES, DRAWN, OTHER_COLOR, color_at
from atlas.wording import in_language
from spatial_units.models import MapLayer

SWATCH_LINE = 4


@dataclass(frozen=True)
class LayerKey:
    """How one category is drawn: a symbol's path in a box of 20, or a line's dashes."""

    label: str
    color: str
    path: str
    dash: str

    @property
    def scaled_dash(self) -> str:
        """The dashes of a line that is as wide as the swatch's."""
        return " ".join(f"{float(part) * SWATCH_LINE:g}" for part in self.dash.split())


@dataclass(frozen=True)
class Place:
    """A point or line in words; `details` are (label, text)."""

    name: str
    category: str
    details: tuple[tuple[str, str], ...]
    position: int


@dataclass(frozen=True)
class LayerChoice:
    """A layer to switch on. `places` lie in the selected area, where one is and it is shown."""

    key: str
    name: str
    kind: str
    count: int
    is_shown: bool
    is_internal: bool
    origin: str
    url: str
    page_url: str
    least_zoom: float
    keys: tuple[LayerKey, ...]
    other: LayerKey
    columns: tuple[str, ...]
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class BackdropChoice:
    key: str
    name: str
    attribution: str
    opacity: int
    is_shown: bool


@dataclass(frozen=True)
class LayersPanel:
    """Everything of the panel; `is_empty` where there is nothing to choose."""

    layers: tuple[LayerChoice, ...] = ()
    bases: tuple[BackdropChoice, ...] = ()
    overlays: tuple[BackdropChoice, ...] = ()
    has_base: bool = False
    carried: tuple[tuple[str, str], ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not (self.layers or self.bases or self.overlays)

    @property
    def shown(self) -> tuple[LayerChoice, ...]:
        return tuple(layer for layer in self.layers if layer.is_shown)


def layers_panel(view: MapView) -> LayersPanel:
    ground = view.ground
    return LayersPanel(
        layers=tuple(layer_choice(view, layer) for layer in ground.offered),
        bases=_backdrops(ground, "base"),
        overlays=_backdrops(ground, "overlay"),
        has_base=ground.base is not None,
    )


def layer_choice(view: MapView, layer: MapLayer) -> LayerChoice:
    is_shown = layer in view.ground.layers
    places: tuple[Place, ...] = ()
    if is_shown and view.area:
        places = places_in(layer, view.section.boundary_set, view.area)
    return LayerChoice(
        key=layer.key,
        name=layer.name,
        kind=layer.kind,
        count=layer.count,
        is_shown=is_shown,
        is_internal=not layer.is_public,
        origin=origin_of(layer),
        url=url_of(view, layer),
        page_url=reverse("layer", args=[view.region.key, layer.key]),
        least_zoom=layer.least_zoom,
        keys=keys_of(layer, view.ground.offered),
        other=LayerKey(_("other"), OTHER_COLOR, DRAWN["circle"], ""),
        columns=tuple(in_language(column["name"]) for column in layer.columns),
        places=places,
    )


def url_of(view: MapView, layer: MapLayer) -> str:
    if layer.is_public:
        return f"/layers/{layer.hash}.json"
    return reverse("internal-layer", args=[view.region.key, layer.hash])


def origin_of(layer: MapLayer) -> str:
    """Source, licence and date of a layer as one line."""
    parts = {
        "source": layer.attribution,
        "licence": layer.licence,
        "date": formats.iso_day(layer.as_of.isoformat()),
    }
    return _("%(source)s, %(licence)s, as of %(date)s") % parts


def keys_of(layer: MapLayer, offered: tuple[MapLayer, ...]) -> tuple[LayerKey, ...]:
    """The categories' signs; colours go on from layer to layer, so that few come twice."""
    before = [other for other in offered if other.position < layer.position]
    first = sum(max(1, len(other.categories)) for other in before)
    declared = layer.categories or [{"name": None, "symbol": "circle"}]
    return tuple(
        LayerKey(
            label=in_language(one["name"]) if one["name"] else layer.name,
            color=color_at(first + at),
            path=DRAWN[one["symbol"]],
            dash=DASHES[at % len(DASHES)],
        )
        for at, one in enumerate(declared)
    )


def category_of(layer: MapLayer, feature: Feature) -> str:
    """The name of a feature's category, empty where the layer has none."""
    if not layer.categories:
        return ""
    if feature.category == -1:
        return _("other")
    return in_language(layer.categories[feature.category]["name"])


def place_of(layer: MapLayer, feature: Feature, position: int) -> Place:
    labels = [in_language(column["name"]) for column in layer.columns]
    return Place(
        name=feature.name or _("without a name"),
        category=category_of(layer, feature),
        details=tuple(
            (label, text) for label, text in zip(labels, feature.texts, strict=True) if text
        ),
        position=position,
    )


def places_in(layer: MapLayer, boundary_set: str, code: str) -> tuple[Place, ...]:
    """What of a layer lies in an area, by name."""
    found = [
        place_of(layer, feature, position)
        for position, feature in enumerate(features_of(layer))
        if code in feature.areas.get(boundary_set, ())
    ]
    return tuple(sorted(found, key=lambda place: formats.sort_key(place.name)))


def ground_config(view: MapView) -> dict[str, Any]:
    """What static/js/ground.js gets to know."""
    panel = layers_panel(view)
    return {
        "layers": [
            {
                "key": one.key, "name": one.name, "kind": one.kind, "count": one.count,
                "url": one.url, "page_url": one.page_url, "origin": one.origin,
                "least_zoom": one.least_zoom, "columns": list(one.columns),
                "is_internal": one.is_internal, "keys": [vars(key) for key in one.keys],
                "other": vars(one.other),
            }
            for one in panel.layers
        ],
        "backdrops": [
            {
                "key": one.key, "name": name_of(one), "role": one.role, "tiles": one.tiles,
                "attribution": one.attribution, "max_zoom": one.max_zoom, "opacity": one.opacity,
            }
            for one in settings.BASEMAPS
        ],
    }  # fmt: skip


def ground_state(ground: Ground) -> dict[str, Any]:
    """The part of the client's state (static/js/state.js); lists of keys, `key:opacity`."""
    return {
        "layers": [layer.key for layer in ground.layers],
        "base": ground.base.parameter if ground.base else "",
        "overlays": [one.parameter for one in ground.overlays],
    }


def usual_ground_state(ground: Ground) -> dict[str, Any]:
    """The same where the address says nothing."""
    base, overlays = ground.usual
    return {"layers": [], "base": base, "overlays": [key for key in overlays.split(",") if key]}


def name_of(basemap: Basemap) -> str:
    return basemap.name.en if get_language() == "en" else basemap.name.de


def _backdrops(ground: Ground, role: str) -> tuple[BackdropChoice, ...]:
    shown: dict[str, Backdrop] = {one.basemap.key: one for one in ground.overlays}
    if ground.base:
        shown[ground.base.basemap.key] = ground.base
    return tuple(
        BackdropChoice(
            key=one.key,
            name=name_of(one),
            attribution=one.attribution,
            opacity=shown[one.key].opacity if one.key in shown else one.opacity,
            is_shown=one.key in shown,
        )
        for one in settings.BASEMAPS
        if one.role == role
    )
