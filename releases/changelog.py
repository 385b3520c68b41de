"""The text of a release, made from what it changes: which indicators, periods, how many values."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from releases.changes import named_period
from sozialmonitor.templatetags.formats import period as period_text

MOST_LINES = 20


def changelog(records: list[dict[str, Any]]) -> dict[str, str]:
    """The text in both languages; `records` are those of releases.changes.as_record."""
    texts = {}
    for language in ("de", "en"):
        with override(language):
            texts[language] = _text(records, language)
    return texts


def _text(records: list[dict[str, Any]], language: str) -> str:
    said = [line for record in records if (line := _line(record, language))]
    lines = said[:MOST_LINES]
    if left := len(said) - len(lines):
        lines.append(ngettext("… and one more indicator.", "… and %(n)s more indicators.", left)
                     % {"n": left})  # fmt: skip
    sources = list(dict.fromkeys(record["source"] for record in records if _moves(record)))
    if sources:
        lines.append(_("Source: %(names)s") % {"names": "; ".join(sources)})
    return "\n".join(lines)


def _moves(record: dict[str, Any]) -> bool:
    return bool(record["new"] or record["changed"] or record["gone"] or record["new_periods"])


def _line(record: dict[str, Any], language: str) -> str:
    """One indicator; nothing where only what nobody reads has changed."""
    name = record["name"][language]
    parts = [*_periods(record), *_counts(record)]
    if not parts and record["is_described_anew"]:
        parts = [_("description changed")]
    return f"{name}: {'; '.join(parts)}." if parts else ""


def _periods(record: dict[str, Any]) -> list[str]:
    parts = []
    if new := record["new_periods"]:
        first = record["is_first"]
        said = _("for the first time, %(periods)s") if first else _("new for %(periods)s")
        parts.append(said % {"periods": _span(new)})
    if record["gone_periods"]:
        parts.append(_("no longer with %(periods)s") % {"periods": _span(record["gone_periods"])})
    return parts


def _counts(record: dict[str, Any]) -> list[str]:
    parts = []
    if n := record["new"]:
        parts.append(ngettext("one new value", "%(n)s new values", n) % {"n": n})
    if n := record["changed"]:
        counted = ngettext("one changed value", "%(n)s changed values", n) % {"n": n}
        parts.append(f"{counted} ({_span(record['changed_periods'])})")
    if n := record["gone"]:
        parts.append(ngettext("one value gone", "%(n)s values gone", n) % {"n": n})
    return parts


def _span(periods: list[dict[str, str]]) -> str:
    """One or two periods by name, more as from – to."""
    names = [period_text(named_period(one)) for one in periods]
    return " – ".join((names[0], names[-1])) if len(names) > 2 else ", ".join(names)
