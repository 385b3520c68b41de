"""Changing what people read about an indicator; the numbers stay, the next release shows it."""

from typing import Any

from django.db import transaction

from accounts.actions import record
from accounts.models import User
from indicators.actions import hash_of
from indicators.metadata import IndicatorTexts
from indicators.models import Indicator
from indicators.withdrawing import ChangedMeanwhile


def texts_of(indicator: Indicator) -> IndicatorTexts:
    """The texts as they stand; what an older declaration did not know is empty."""
    known = indicator.definition
    return IndicatorTexts.model_validate(
        {name: known[name] for name in IndicatorTexts.model_fields if name in known}
    )


def version_of(indicator: Indicator) -> str:
    """Names what stands there now, so that two people do not overwrite each other."""
    return hash_of(texts_of(indicator).model_dump(mode="json"))


def describe(indicator: Indicator, texts: IndicatorTexts, seen: str, by: User) -> bool:
    """Write the texts down; False where they stand so already.

    `seen` is the `version_of` what the person changed. Raises ChangedMeanwhile where other
    texts stand there now.
    """
    new = texts.model_dump(mode="json")
    with transaction.atomic():
        held = Indicator.objects.select_for_update(of=("self",)).get(id=indicator.id)
        old = texts_of(held).model_dump(mode="json")
        if new == old:
            return False
        if seen != version_of(held):
            raise ChangedMeanwhile
        held.definition |= new
        held.name_de, held.name_en = texts.name.de, texts.name.en
        held.save(update_fields=["definition", "name_de", "name_en"])
        changed = [name for name in new if new[name] != old[name]]
        record(
            "indicator-described", held.key, held.region, by,
            before=_only(old, changed), after=_only(new, changed),
        )  # fmt: skip
    return True


def _only(texts: dict[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: texts[name] for name in names}
