"""The catalogue entry that travels in a pack, as it read when the pack was made."""

from typing import Any

from indicators.models import Indicator, Measure
from indicators.statistics.derivation_grammar import names_in, read_expression
from releases.cards_index import editions_of
from releases.derived_inputs import is_worked_out
from spatial_units.models import BoundarySet


def pack_card(indicator: Indicator, sets: list[BoundarySet], rounded_to: int = 0) -> dict[str, Any]:
    """The entry with whom to name, what the formula is made of, the base its counts are rounded
    by, and the recipe of a composite index, if there are such."""
    more: dict[str, Any] = {"rounded_to": rounded_to} if rounded_to else {}
    if made := editions_of(indicator):
        more["index"] = made
    return (
        card_of(indicator)
        | {
            "attributions": _attributions(indicator, sets),
            "measures": _measures(indicator),
        }
        | more
    )


def _attributions(indicator: Indicator, sets: list[BoundarySet]) -> list[str]:
    """Whom to name: the source of the numbers first, then those of the borders."""
    named = [indicator.source.attribution, *(found.attribution for found in sets)]
    return list(dict.fromkeys(words for words in named if words))


def _measures(indicator: Indicator) -> dict[str, dict[str, str]]:
    """The names of what the formula is made of, by key."""
    formula = indicator.definition["formula"]
    if is_worked_out(indicator):
        return _operands(indicator)
    ratio = formula.get("ratio") or {"numerator": [], "denominator": []}
    terms = [*ratio["numerator"], *ratio["denominator"], *(formula.get("count") or [])]
    keys = {term.removeprefix("-") for term in [*terms, formula.get("value") or ""]}
    found = Measure.objects.filter(region_id=indicator.region_id, key__in=keys).order_by("key")
    return {one.key: {"de": one.name_de, "en": one.name_en} for one in found}


def _operands(indicator: Indicator) -> dict[str, dict[str, str]]:
    """The names of what an expression names, in its order."""
    named = names_in(read_expression(indicator.definition["formula"]["derived"]))
    keys = list(dict.fromkeys(one.key for one in named))
    rows: dict[str, Measure | Indicator] = {
        one.key: one
        for model in (Measure, Indicator)
        for one in model._default_manager.filter(region_id=indicator.region_id, key__in=keys)
    }
    return {key: {"de": rows[key].name_de, "en": rows[key].name_en} for key in keys if key in rows}


def card_of(indicator: Indicator) -> dict[str, Any]:
    """The catalogue entry as it reads now."""
    definition, source, policy = indicator.definition, indicator.source, indicator.policy
    kept = (
        "key", "name", "description", "interpretation", "unit", "kind", "decimals", "polarity",
        "metadata_url", "formula", "classification", "classes", "headline", "tags", "target",
    )  # fmt: skip
    plain = {key: definition[key] for key in kept}
    plain |= {key: definition[key] for key in ("method", "next_review") if definition.get(key)}
    return plain | {
        "topic": {
            "key": indicator.topic.key,
            "name": {"de": indicator.topic.name_de, "en": indicator.topic.name_en},
        },
        "source": {
            "publisher": source.publisher,
            "title": {"de": source.title_de, "en": source.title_en},
            "licence": source.licence,
            "licence_url": source.licence_url,
            "attribution": source.attribution,
            "url": source.url,
            "update_interval": definition.get("update_interval") or source.update_interval,
        },
        "policy": {
            "rule": policy.rule,
            "reason": {"de": policy.reason_de, "en": policy.reason_en},
        },
    }
