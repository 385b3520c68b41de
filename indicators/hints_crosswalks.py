"""Numerator and denominator of a rate that were converted by different crosswalks."""

from accounts.models import Region
from indicators.matching import Matched
from indicators.models import Indicator, Slice
from indicators.statistics.formula import measures_of, read_formula
from spatial_units.importing.findings import Findings
from spatial_units.models import Crosswalk


def say_two_crosswalks(region: Region, matched: Matched, findings: Findings) -> None:
    """A warning for each indicator that would mix this file's crosswalk with another one."""
    if matched.conversion is None:
        return
    crosswalk = matched.conversion.crosswalk
    pieces = [one for one in matched.pieces if one.boundary_set == crosswalk.to_set_id]
    here = {one.measure for one in pieces}
    elsewhere = _converted_otherwise(crosswalk, {one.period for one in pieces})
    for indicator in Indicator.objects.filter(region=region):
        keys = set(measures_of(read_formula(indicator.definition["formula"])))
        other = sorted((keys - here) & set(elsewhere))
        if keys & here and other:
            findings.warning(
                "upload_two_crosswalks", indicator=indicator.name_de, other=elsewhere[other[0]]
            )


def _converted_otherwise(crosswalk: Crosswalk, periods: set[str]) -> dict[str, str]:
    """Key and name of measures whose newest values on the same areas came by another one."""
    found = Slice.objects.filter(
        boundary_set=crosswalk.to_set_id, period__key__in=periods, delivery__withdrawn_at=None
    ).select_related("delivery", "measure", "period")
    newest = {(one.measure.key, one.period.key): one for one in found.order_by("delivery_id")}
    return {
        key: one.measure.name_de
        for (key, _), one in newest.items()
        if one.delivery.recipe.get("crosswalk", {}).get("id", crosswalk.pk) != crosswalk.pk
    }
