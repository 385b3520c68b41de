"""Keeping derived indicators in step with the catalogue: what each comes to, and its measure."""

from django.db.models import QuerySet

from accounts.models import Region
from accounts.scoping import row_of
from indicators.catalogue_rows import MADE
from indicators.derived_names import formula_of, made_measure, names_of
from indicators.models import Indicator, Measure
from indicators.statistics.derivation_grammar import ExpressionRefused


def measures_delivered(region: Region) -> QuerySet[Measure]:
    """All measures but those that are worked out for a derived indicator."""
    return Measure.objects.filter(region=region).exclude(key__startswith=MADE)


def settle(region: Region) -> None:
    """Write down what each expression comes to now, and see to the measures that take values.

    Called after every change of the catalogue. An expression that fits no longer stays as it
    was; the next release names it.
    """
    names = names_of(region)
    if not names.derived:
        return
    for indicator in Indicator.objects.filter(region=region, key__in=names.derived):
        try:
            formula = formula_of(indicator.key, names)
        except ExpressionRefused:
            continue
        if indicator.definition["formula"] != formula:
            definition = indicator.definition | {"formula": formula}
            row_of(indicator).update(definition=definition)
        if formula["value"]:
            _make_measure(indicator)


def _make_measure(indicator: Indicator) -> None:
    unit = indicator.definition["unit"]
    Measure.objects.update_or_create(
        region=indicator.region,
        key=made_measure(indicator.key),
        defaults={
            "name_de": indicator.name_de,
            "name_en": indicator.name_en,
            "unit_de": unit["de"],
            "unit_en": unit["en"],
            "kind": Measure.Kind.VALUE,
        },
    )
