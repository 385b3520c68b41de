"""What drives a composite index and how sure it is, per area: a table for a German Excel."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from atlas import formats
from atlas.exports.safe_texts import harmless
from atlas.presenters_index import Found
from atlas.presenters_index_areas import columns_of
from atlas.wording import in_language

BYTE_ORDER_MARK = "\ufeff"


def index_csv(found: Found) -> str:
    """Areas in the order of their codes; empty cells for those without the index.

    The last lines say source, licence, dates and how the figures were made.
    """
    assert found.examination is not None
    opened = io.StringIO()
    table = csv.writer(opened, delimiter=";", lineterminator="\r\n")
    table.writerow([*_headings(), *map(harmless, columns_of(found.edition))])
    for at in range(len(found.examination.body["areas"])):
        table.writerow(list(_cells(found, at)))
    table.writerow([])
    table.writerows(_origin(found))
    return BYTE_ORDER_MARK + opened.getvalue()


def _headings() -> list[str]:
    return [
        _("Code"), _("Area"), _("Class"), _("Score"), _("Rank"), _("Rank (median of all draws)"),
        _("Rank from (5 of 100 draws)"), _("Rank to (95 of 100 draws)"),
        _("Share of draws in the highest class (%)"),
    ]  # fmt: skip


def _cells(found: Found, at: int) -> Iterator[str]:
    assert found.examination is not None
    body = found.examination.body
    code = body["areas"][at]
    classes = {str(one["value"]): in_language(one["name"]) for one in found.edition["classes"]}
    yield harmless(code)
    yield harmless(found.names.get(code, code))
    yield harmless(classes.get(str(body["classes"][at]), ""))
    yield _number(body["score"][at], 1)
    for key in ("rank", "median", "lower", "upper", "worst"):
        yield _number(body[key][at], 0)
    for row in body["scaled"]:
        yield _number(row[at], 2)


def _number(value: float | None, decimals: int) -> str:
    """As Excel reads it in German: no thousands sign, a hyphen as minus."""
    return "" if value is None else f"{value:.{decimals}f}".replace(".", ",")


def _origin(found: Found) -> Iterator[list[str]]:
    assert found.examination is not None
    view, body = found.view, found.examination.body
    source = view.card["source"]
    yield [_("Index"), harmless(in_language(view.card["name"]))]
    yield [_("Data as of"), view.period_label()]
    yield [_("Boundaries"), harmless(in_language(view.section.name))]
    yield [_("Attribution"), harmless(source["attribution"])]
    yield [_("Licence"), harmless(source["licence"])]
    yield [_("Draws"), formats.number(body["draws"], 0)]
    yield [_("Worked out again from the printed figures of the parts.")]
