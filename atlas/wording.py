"""Words for codes: statuses, flags, methods, kinds, notes. English here, German in locale/."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from indicators.statistics.notes import Note

Words = str | Promise

MEASURED = "A"
# Flags of what was reckoned here, not delivered: brought to other areas by shares, or computed.
RECKONED = 8 | 32
INCOMPLETE = 64  # a sum or rate that leaves out areas whose values are missing
RECKONED_KINDS = ("index", "class")
# SDMX code of a gap → words, sign in tables, name of its hatch; in the order of legends
GAPS: dict[str, tuple[Words, str, str]] = {
    "O": (_("no data"), ".", "missing"),
    "Q": (_("suppressed for confidentiality"), "•", "suppressed"),
    "N": (_("not open to you"), "◦", "suppressed"),  # only atlas/narrowing.py writes it
    "L": (_("not evaluated"), "/", "not_evaluated"),
    "M": (_("not applicable"), "x", "not_applicable"),
}
FLAGS: dict[int, Words] = {
    1: _("provisional"),
    2: _("revised"),
    4: _("estimated"),
    8: _("converted"),
    16: _("of limited reliability"),
    32: _("computed"),
    INCOMPLETE: _("incomplete"),
}
FLAG_KEYS = {
    1: "provisional",
    2: "revised",
    4: "estimated",
    8: "converted",
    16: "unreliable",
    32: "computed",
    INCOMPLETE: "incomplete",
}
METHODS: dict[str, Words] = {
    "regional_default": _("Regional default"),
    "quantile": _("Quantiles (equal numbers of areas)"),
    "natural_breaks": _("Natural breaks (Fisher–Jenks)"),
    "equal_interval": _("Equal intervals"),
    "standard_deviation": _("Standard deviation"),
    "pretty": _("Round numbers"),
    "head_tail": _("Head/tail breaks"),
    "diverging": _("Around a reference value"),
    "unclassed": _("Unclassed (continuous)"),
    "manual": _("Own breaks"),
}
CHANGE_METHODS: dict[str, Words] = {
    "symmetric": _("Same readable limits up and down from zero"),
    "diverging": _("Equal steps up and down from zero"),
    "quantile": _("Equal numbers of areas on each side of zero"),
}
THRESHOLD_METHOD: Words = _("Equal numbers of areas on each side of the threshold")
OPENNESS: dict[str, Words] = {  # of the figures that staff see
    "public": _("public"),
    "partly": _("partly internal"),
    "internal": _("internal"),
}
VIEW_KINDS: dict[str, Words] = {
    "values": _("Values"),
    "change": _("Change"),
    "threshold": _("Threshold"),
}
WAY_NAMES: dict[str, Words] = {  # how a change is told
    "points": _("percentage points"),
    "absolute": _("absolute"),
    "percent": _("per cent"),
}
KINDS: dict[str, Words] = {
    "count": _("count"),
    "share": _("share"),
    "rate": _("rate"),
    "mean": _("mean"),
    "median": _("median"),
    "index": _("index"),
    "class": _("class of an index"),
}
INTERVALS: dict[str, Words] = {
    "once": _("once"),
    "two-yearly": _("every two years"),
    "yearly": _("yearly"),
    "half-yearly": _("every half-year"),
    "quarterly": _("quarterly"),
    "monthly": _("monthly"),
    "irregular": _("irregularly"),
}
NOTES: dict[str, Words] = {
    "all_gaps": _("No area has a value that may be shown."),
    "constant": _("All areas have the same value."),
    "fell_back_to_equal_interval": _(
        "No breaks are laid down for this level; equal intervals are shown instead."
    ),
    "zero_class_ignored": _("A class of its own for zero is not possible here."),
    "ties_fewer_classes": _(
        "Many areas have the same value: %(kept)s instead of %(asked)s classes."
    ),
    "few_values": _("There are only %(distinct)s different values: %(kept)s classes."),
    "empty_classes_merged": _("Classes without areas were joined with the next ones."),
    "few_for_standard_deviation": _("Standard deviation says little with only %(n)s values."),
    "breaks_coincide_after_rounding": _(
        "Some breaks are equal once rounded; %(kept)s of %(given)s remain."
    ),
    "no_heavy_tail": _("This method suits a few very high values; there are none here."),
    "sampled": _("The breaks were reckoned from %(sample)s of %(n)s values."),
    "clipped_outliers": _(
        "Outliers have the colour of the scale's end: %(below)s below, %(above)s above."
    ),
    "few_changes": _("There are only %(distinct)s different sizes of change."),
    "limits_joined": _(
        "Many areas change by about the same: %(kept)s instead of %(asked)s classes on each side."
    ),
    "one_sided": _("All values lie on one side of the reference value."),
}


def in_language(text: dict[str, str] | None) -> str:
    """A declared text in the reader's language."""
    if not text:
        return ""
    return text.get(get_language() or "de") or text.get("de", "")


def note(said: Note) -> str:
    """A remark of the classification in words; one without words of ours shows its key."""
    return str(NOTES.get(said.key, said.key)) % said.params


def gap(status: str) -> str:
    return str(GAPS[status][0]) if status in GAPS else gettext("no data")


def status_text(status: str, *, is_computed: bool = False) -> str:
    """A status in words, a measured or computed one too."""
    if status != MEASURED:
        return gap(status)
    return gettext("computed") if is_computed else gettext("measured")


def is_computed(card: dict[str, Any], flags: int = 0) -> bool:
    """Whether a value with this catalogue entry and these flags was reckoned, not delivered.

    Reckoned are ratios and sums of measures, indices, whoever made them, what a release added
    up from smaller areas, and counts that were converted from earlier areas. A finished value
    of a source counts as measured.
    """
    formula = card.get("formula") or {}
    has_sum = len(formula.get("count") or ()) > 1
    made = bool(formula.get("ratio")) or has_sum or card["kind"] in RECKONED_KINDS
    return made or bool(flags & RECKONED)


def flags(code: int) -> tuple[str, ...]:
    return tuple(str(words) for flag, words in FLAGS.items() if code & flag)
