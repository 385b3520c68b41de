"""From an address to what lies under and above the areas; nobody is refused a page for it."""

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas.access import Access
from atlas.basemaps import Basemap
from atlas.ground import NOTHING, Backdrop, Ground
from atlas.queries_layers import layers_of
from atlas.remarks import Answer, echo


def read_ground(query: QueryDict, region: Region, access: Access) -> tuple[Ground, tuple[str, ...]]:
    """What the address asks for, and sentences about what there is not.

    Lists come as `a,b` or, from a form without script, as several parameters.
    """
    answer = Answer()
    basemaps: tuple[Basemap, ...] = settings.BASEMAPS
    bases = {one.key: one for one in basemaps if one.role == "base"}
    others = {one.key: one for one in basemaps if one.role == "overlay"}
    usual = Ground(base=_first([b for b in bases.values() if b.on]), overlays=_on(others))
    offered = layers_of(region, access)
    keys = _words(query, "layers")
    known = {layer.key for layer in offered}
    for key in keys:
        if key not in known:
            answer.replaced(_("There is no map layer “%(key)s” here."), key=echo(key))
    base = _backdrops(query, "base", bases, answer)
    overlays = _backdrops(query, "overlays", others, answer)
    ground = Ground(
        offered=offered,
        layers=tuple(layer for layer in offered if layer.key in keys),
        base=usual.base if base is None else next(iter(base), None),
        overlays=usual.overlays if overlays is None else overlays,
        usual=_as_parameters(usual),
    )
    return ground, tuple(answer.remarks)


def _as_parameters(usual: Ground) -> tuple[str, str]:
    base = usual.base.parameter if usual.base else ""
    return base, ",".join(one.parameter for one in usual.overlays)


def _first(found: list[Basemap]) -> Backdrop | None:
    return Backdrop(found[0], found[0].opacity) if found else None


def _on(overlays: dict[str, Basemap]) -> tuple[Backdrop, ...]:
    return tuple(Backdrop(one, one.opacity) for one in overlays.values() if one.on)


def _words(query: QueryDict, name: str) -> list[str]:
    words = [word.strip() for text in query.getlist(name) for word in text.split(",")]
    return list(dict.fromkeys(word for word in words if word))


def _backdrops(
    query: QueryDict, name: str, known: dict[str, Basemap], answer: Answer
) -> tuple[Backdrop, ...] | None:
    """The maps named as `key` or `key:opacity`, in the operator's order; None: nothing is said."""
    words = _words(query, name)
    if not words:
        return None
    asked: dict[str, str] = {}
    for word in words:
        key, _colon, opacity = word.partition(":")
        if key in known:
            asked[key] = opacity
        elif key != NOTHING:
            answer.replaced(_("There is no background map “%(key)s” here."), key=echo(key))
    return tuple(
        Backdrop(one, _opacity(asked[key], one)) for key, one in known.items() if key in asked
    )


def _opacity(text: str, basemap: Basemap) -> int:
    is_good = text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= 100
    return int(text) if is_good else basemap.opacity
