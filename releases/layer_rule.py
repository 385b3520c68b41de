"""Whether what an indicator shows is counted from a layer that only the staff see."""

from indicators.dependencies import Circle, delivered_behind, makers_of
from indicators.models import Indicator, Measure
from indicators.statistics.formula import measures_of, read_formula
from spatial_units.models import MapLayer


def rests_on_a_layer_that_is_not_public(indicator: Indicator) -> bool:
    """At any remove; a layer that is gone is not public."""
    counted = Measure.objects.filter(region=indicator.region_id, of_layer__isnull=False)
    if not (layers := dict(counted.values_list("key", "of_layer__layer"))):
        return False
    seen = MapLayer.objects.filter(region=indicator.region_id, is_public=True)
    public = set(seen.values_list("key", flat=True))
    closed = {key for key, layer in layers.items() if layer not in public}
    return bool(closed and closed & _behind(indicator))


def _behind(indicator: Indicator) -> set[str]:
    own = set(measures_of(read_formula(indicator.definition["formula"])))
    try:
        behind = delivered_behind(makers_of(indicator.region))
    except Circle:
        return own  # nothing is computed then
    return own.union(*(behind.get(key, frozenset()) for key in own))
