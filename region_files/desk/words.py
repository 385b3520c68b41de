"""What the choices of the catalogue's forms are called on the screen."""

from django.utils.translation import gettext_lazy as _

KINDS = [
    ("share", _("Share: part of a whole, at most 100 %")),
    ("rate", _("Rate: one count per another")),
    ("count", _("Count")),
    ("mean", _("Mean")),
    ("median", _("Median")),
    ("index", _("Index")),
    ("class", _("Class")),
]
KIND_NAMES = {
    "share": _("share"),
    "rate": _("rate"),
    "count": _("count"),
    "mean": _("mean"),
    "median": _("median"),
    "index": _("index"),
    "class": _("class"),
}
AGGREGATIONS = [
    ("ratio", _("Sum of numerators ÷ sum of denominators")),
    ("sum", _("Sum of the finer areas")),
    ("none", _("Not at all: only what is delivered")),
]
POLARITIES = [
    ("1", _("More is a burden")),
    ("-1", _("More is a relief")),
    ("0", _("Neither: it describes")),
]
METHODS = [
    ("quantile", _("Quantiles: equally many areas in each class")),
    ("equal_interval", _("Equal intervals")),
    ("natural_breaks", _("Natural breaks")),
    ("standard_deviation", _("Standard deviations")),
    ("pretty", _("Round numbers")),
    ("manual", _("Fixed limits")),
    ("diverging", _("Around a reference value")),
    ("head_tail", _("Head and tail")),
    ("unclassed", _("No classes")),
]
PALETTES = [
    ("blue", _("blue")),
    ("green", _("green")),
    ("purple", _("purple")),
    ("orange", _("orange")),
    ("grey", _("grey")),
    ("viridis", _("viridis")),
    ("blue_orange", _("blue to orange")),
    ("green_purple", _("green to purple")),
]
MEASURE_KINDS = [
    ("count", _("Count: persons, cases; can be added up")),
    ("amount", _("Amount: euros, square metres; can be added up")),
    ("value", _("Ready value: a mean, a rate; never added up")),
]
MEASURE_KIND_NAMES = {"count": _("count"), "amount": _("amount"), "value": _("ready value")}
MOVE_NAMES = {
    ("draft", "in_review"): _("Ask for review"),
    ("in_review", "draft"): _("Give back as a draft"),
    ("in_review", "approved"): _("Accept the definition"),
    ("approved", "draft"): _("Take back to draft"),
    ("approved", "retired"): _("Put out of force"),
    ("draft", "retired"): _("Put out of force"),
    ("retired", "draft"): _("Take up again as a draft"),
}
