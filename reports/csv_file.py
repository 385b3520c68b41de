"""The profile as a table that a German Excel opens: semicolons, decimal commas, a BOM."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import formats
from atlas.exports.columns import LIMITS
from atlas.exports.safe_texts import harmless
from atlas.presenters import Figure
from atlas.presenters_sure import Sureness
from atlas.wording import MEASURED, status_text
from reports.presenters import Profile, Row

BYTE_ORDER_MARK = "\ufeff"


def profile_csv(region: Region, shown: Profile) -> str:
    opened = io.StringIO()
    table = csv.writer(opened, delimiter=";", lineterminator="\r\n")
    table.writerow(_headings(region))
    for topic in shown.topics:
        for row in topic.rows:
            table.writerow(_cells(shown, topic.name, row))
    return BYTE_ORDER_MARK + opened.getvalue()


def _headings(region: Region) -> list[str]:
    return [
        _("Level"), _("Code"), _("Area"), _("Boundaries"), _("Topic"), _("Indicator key"),
        _("Indicator"), _("Unit"), _("Date"), _("Value"), _("Status"), _("Remarks"),
        *(str(words) for words in (LIMITS["lower"], LIMITS["upper"])),
        _("Value for %(region)s") % {"region": region.name}, _("Position"), _("Source"),
        _("Audience"),
    ]  # fmt: skip


def _cells(shown: Profile, topic: str, row: Row) -> Iterator[str]:
    place = (shown.level_name, shown.code, shown.name, shown.place.boundaries, topic)
    yield from map(harmless, (*place, row.key, row.name, row.unit, row.period))
    yield _number(row.figure)
    yield row.figure.status_text or status_text(MEASURED, is_computed=row.is_computed)
    yield ", ".join((*row.figure.flags, *((row.newer,) if row.newer else ())))
    yield from _ends(row.sure)
    yield _number(row.city) if row.city else ""
    yield row.position.text if row.position else ""
    yield harmless(row.source)
    yield _("internal") if row.is_internal else _("public")


def _ends(sure: Sureness | None) -> tuple[str, str]:
    return (_written(sure.lower), _written(sure.upper)) if sure else ("", "")


def _number(figure: Figure) -> str:
    """As a number, without unit and without thousands; a gap is empty, its status says why."""
    if figure.value is None:
        return ""
    return _written(figure.value)


def _written(value: float) -> str:
    return f"{value:.15g}".replace(".", formats.signs()[0])
