"""Words for how sure a value is. English here, German in locale/."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

INTERVAL: Words = _("Interval (95 %)")
METHODS: dict[str, Words] = {  # by uncertainty.Way
    "share": _("Interval (95 %) after Wilson, reckoned from the printed share and its denominator"),
    "rate": _(
        "Interval (95 %) after Byar, below ten cases exact (Poisson), reckoned from the printed "
        "rate and its denominator"
    ),
    "change": _(
        "Interval (95 %) of the change after Newcombe, reckoned from both printed shares and their "
        "denominators"
    ),
}
LEVELS: dict[int, Words] = {  # of comparison.py
    2: _("clearly higher"),
    1: _("rather higher"),
    0: _("not clearly different"),
    -1: _("rather lower"),
    -2: _("clearly lower"),
}
CHANGES: dict[int, Words] = {
    1: _("clearly risen"),
    0: _("not clearly changed"),
    -1: _("clearly fallen"),
}
SIGNS: tuple[Words, ...] = (  # of small_numbers.RELIABILITY_SIGNS
    "",
    _("( ) few cases"),
    _("/ fewer than 30 people"),
)
MEANING: Words = _("( ): of limited validity; /: not reliable.")
FALSE_ALARMS: Words = _(
    "“Rather” is what chance alone shows in 5 of 100 areas that do not differ, “clearly” in 2 of "
    "1,000. An area that makes up more than a fifth of the whole is held against the rest."
)
SLOW_CHANGE: Words = _(
    "A change is clear where its whole interval lies on one side of nought. Chance alone shows "
    "that in 5 of 100 areas."
)
SMOOTHING: dict[str, Words] = {
    "begin": _("Smooth the values"),
    "end": _("Show the published values"),
    "words": _(
        "Smoothed: values of few people are drawn towards the value of all areas together, the "
        "fewer, the more (empirical Bayes, Marshall). They are estimates, not the published values."
    ),
}
