"""A region file as if its sources let nobody see small counts."""

from indicators.metadata import Text
from region_files.schema import RegionFile, ReleaseSpec
from region_files.schema_catalogue import IndicatorSpec, PolicySpec


def stricter(spec: RegionFile, minimum_count: int) -> RegionFile:
    """The same region under another key, every policy a threshold rule.

    Its one release shows the public all that can be protected: ready values have no counts.
    """
    reason = Text(
        de=f"Probe: Fallzahlen unter {minimum_count} bleiben geheim",
        en=f"Trial: counts below {minimum_count} stay secret",
    )
    shown = tuple(one.key for one in spec.indicators if _has_counts(one))
    return spec.model_copy(
        update={
            "region": spec.region.model_copy(update={"key": f"{spec.region.key}-streng"}),
            "policies": tuple(_threshold(one, minimum_count, reason) for one in spec.policies),
            "release": (ReleaseSpec(audience="public", indicators=shown, reason=reason),),
        }
    )


def _has_counts(indicator: IndicatorSpec) -> bool:
    return indicator.formula.value is None


def _threshold(policy: PolicySpec, minimum_count: int, reason: Text) -> PolicySpec:
    return PolicySpec(key=policy.key, rule="threshold", minimum_count=minimum_count, reason=reason)
