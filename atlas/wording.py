"""Words for codes: statuses, flags, methods, kinds, notes. English here, German in locale/."""

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from indicators.statistics.notes import Note

Words = str | Promise

MEASURED = "A"
# SDMX code of a gap → words, sign in tables, name of its hatch; in the order of legends
GAPS: dict[str, tuple[Words, str, str]] = {
    "O": (_lazy("no data"), ".", "missing"),
    "Q": (_lazy("suppressed for confidentiality"), "•", "suppressed"),
    "L": (_lazy("not evaluated"), "/", "not_evaluated"),
    "M": (_lazy("not applicable"), "x", "not_applicable"),
}
FLAGS: dict[int, Words] = {
    1: _lazy("provisional"),
    2: _lazy("revised"),
    4: _lazy("estimated"),
    8: _lazy("converted"),
    16: _lazy("of limited reliability"),
    32: _lazy("computed"),
}
FLAG_KEYS = {
    1: "provisional",
    2: "revised",
    4: "estimated",
    8: "converted",
    16: "unreliable",
    32: "computed",
}
METHODS: dict[str, Words] = {
    "regional_default": _lazy("Regional default"),
    "quantile": _lazy("Quantiles (equal numbers of areas)"),
    "natural_breaks": _lazy("Natural breaks (Fisher–Jenks)"),
    "equal_interval": _lazy("Equal intervals"),
    "standard_deviation": _lazy("Standard deviation"),
    "pretty": _lazy("Round numbers"),
    "head_tail": _lazy("Head/tail breaks"),
    "diverging": _lazy("Around a reference value"),
    "unclassed": _lazy("Unclassed (continuous)"),
    "manual": _lazy("Own breaks"),
}
KINDS: dict[str, Words] = {
    "count": _lazy("count"),
    "share": _lazy("share"),
    "rate": _lazy("rate"),
    "mean": _lazy("mean"),
    "median": _lazy("median"),
    "index": _lazy("index"),
    "class": _lazy("class of an index"),
}
INTERVALS: dict[str, Words] = {
    "once": _lazy("once"),
    "two-yearly": _lazy("every two years"),
    "yearly": _lazy("yearly"),
    "half-yearly": _lazy("every half-year"),
    "quarterly": _lazy("quarterly"),
    "monthly": _lazy("monthly"),
    "irregular": _lazy("irregularly"),
}
NOTES: dict[str, Words] = {
    "all_gaps": _lazy("No area has a value that may be shown."),
    "constant": _lazy("All areas have the same value."),
    "fell_back_to_equal_interval": _lazy(
        "No breaks are laid down for this level; equal intervals are shown instead."
    ),
    "zero_class_ignored": _lazy("A class of its own for zero is not possible here."),
    "ties_fewer_classes": _lazy(
        "Many areas have the same value: %(kept)s instead of %(asked)s classes."
    ),
    "few_values": _lazy("There are only %(distinct)s different values: %(kept)s classes."),
    "empty_classes_merged": _lazy("Classes without areas were joined with the next ones."),
    "few_for_standard_deviation": _lazy("Standard deviation says little with only %(n)s values."),
    "breaks_coincide_after_rounding": _lazy(
        "Some breaks are equal once rounded; %(kept)s of %(given)s remain."
    ),
    "no_heavy_tail": _lazy("Few very high values are missing here; this method suits badly."),
    "sampled": _lazy("The breaks were reckoned from %(sample)s of %(n)s values."),
    "clipped_outliers": _lazy(
        "Outliers have the colour of the scale's end: %(below)s below, %(above)s above."
    ),
    "one_sided": _lazy("All values lie on one side of the reference value."),
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
    return str(GAPS[status][0]) if status in GAPS else _("no data")


def status_text(status: str) -> str:
    """A status in words, a measured one too."""
    return _("measured") if status == MEASURED else gap(status)


def flags(code: int) -> tuple[str, ...]:
    return tuple(str(words) for flag, words in FLAGS.items() if code & flag)
