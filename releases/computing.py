"""Bringing what is computed up to date before a release: measures of layers, indices and derived
indicators, in turn.

Only what is made of something new, corrected or withdrawn is computed again.
"""

from accounts.actions import HeldJob, JobFailed
from accounts.models import Region
from indicators.dependencies import Circle, in_order, makers_of
from indicators.derived_names import Names, names_of
from indicators.index_reading import IndexCannotBeComputed
from indicators.indices import compute_index
from indicators.layer_measures import (
    LayerCannotBeCounted,
    compute_of_layer,
    withdraw_what_no_layer_has,
)
from indicators.models import CompositeIndex, Measure
from indicators.statistics.derivation_grammar import ExpressionRefused
from releases.derived import compute_derived
from releases.region_reader import RegionReader


def compute_all(held: HeldJob, region: Region) -> None:
    """Raises JobFailed with words for the reader."""
    names = names_of(region)
    withdraw_what_no_layer_has(region)
    try:
        makers = in_order(makers_of(region, names))
    except Circle as circle:
        raise JobFailed(
            f"Was berechnet wird, braucht einander im Kreis: {circle}. Abhilfe: Nehmen Sie eines"
            " davon aus dem Rezept oder dem Ausdruck des anderen heraus."
        ) from circle
    for done, maker in enumerate(makers):
        kind, _, key = maker.key.partition("/")
        share = 10 * done // max(len(makers), 1)
        if kind == "index":
            _compute_index(held, share, CompositeIndex.objects.get(region=region, key=key))
        elif kind == "layer":
            _count(held, share, Measure.objects.get(region=region, key=key))
        else:
            _compute_derived(held, share, region, names, key)


def _count(held: HeldJob, share: int, measure: Measure) -> None:
    held.tell(share, f"Aus der Ebene gezählt: {measure.name_de}")
    try:
        compute_of_layer(measure)
    except LayerCannotBeCounted as lacking:
        raise JobFailed(
            f"Die Messgröße „{measure.name_de}“ lässt sich nicht aus ihrer Ebene zählen: Dort fehlt"
            f" „{lacking}“. Abhilfe: Ergänzen Sie es in der Regionsdatei und laden Sie sie neu."
        ) from lacking


def _compute_index(held: HeldJob, share: int, index: CompositeIndex) -> None:
    held.tell(share, f"Index: {index.name_de}")
    try:
        compute_index(index)
    except IndexCannotBeComputed as reason:
        raise JobFailed(
            f"Der Index „{index.name_de}“ lässt sich nicht berechnen: {reason}."
        ) from reason


def _compute_derived(held: HeldJob, share: int, region: Region, names: Names, key: str) -> None:
    name = names.indicators[key]["name"]["de"]
    held.tell(share, f"Abgeleitet: {name}")
    try:
        compute_derived(RegionReader(region), names, key)
    except ExpressionRefused as reason:
        raise JobFailed(
            f"Der Indikator „{name}“ lässt sich nicht ableiten: Sein Ausdruck passt nicht mehr zum"
            " Katalog. Abhilfe: Öffnen Sie ihn im Katalog; dort steht, was daran falsch ist."
        ) from reason
