"""What the public must not see of several indicators together, and why.

Counts are protected period by period, all indicators that share a measure at once: hiding a
rate is of no use while another indicator shows its numerator.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from accounts.models import Region
from indicators.models import Indicator
from releases.disclosure.primary import too_few
from releases.disclosure.protecting import Protection, protect
from releases.few_people import Residents
from releases.figure_book import FigureBook
from releases.figures import Place
from releases.linked_derived import DerivedLinks
from releases.linked_indices import HiddenSoFar, links_of
from releases.patterns import protected
from releases.region_reader import RegionReader
from releases.revisions import bounds_of
from releases.states import State, States, facts_so_far
from releases.subjects import Subject, connected, measures_behind, rule_of, sums_of
from releases.tables import InPeriod, is_corrected
from releases.universe import Strand, Universe

BoolArray = NDArray[np.bool_]
Letters = NDArray[np.str_]

PRIMARY, SECONDARY, LINKED = "P", "S", "L"
BELOW = 10.0  # hiding a denominator, such as the population, costs so many times more
BELOW_STAYS = inf


@dataclass
class Hiding:
    """(n_areas,) letters by indicator and place: empty where a figure is shown, else why not.

    What nobody can protect any more is found by the audit.
    """

    letters: dict[str, dict[Place, Letters]] = field(default_factory=dict)
    unmet: int = 0  # small counts of figures that nothing which may be hidden protects

    def of(self, indicator: Indicator, place: Place) -> Letters | None:
        """None where nothing of an indicator had to be looked at.

        Raises KeyError for figures a rule protects that nobody has looked at.
        """
        found = self.letters.get(indicator.key, {})
        return found[place] if rule_of(indicator.policy).protects else found.get(place)

    def add(self, subject: Subject, place: Place, hidden: BoolArray, letter: str) -> bool:
        """Hide more of a subject's figures, where there are any; whether that is more than was.

        What nobody has looked at stays so.
        """
        own = self.letters.get(subject.indicator.key, {})
        if place not in own and subject.rule.protects:
            return False
        value = subject.figures[place].value
        letters = own.get(place, np.full(len(value), "", dtype="<U1"))
        wanted = hidden & ~np.isnan(value) & ((letters == "") | (letter == PRIMARY))
        is_more = bool(np.any(wanted & (letters == "")))
        if wanted.any():
            letters = np.where(wanted, letter, letters)
            self.letters.setdefault(subject.indicator.key, {})[place] = letters
        return is_more

    def look_at(self, subject: Subject) -> None:
        """Note that a subject needs no protection of its own."""
        own = self.letters.setdefault(subject.indicator.key, {})
        for place, found in subject.figures.items():
            own.setdefault(place, np.full(len(found.value), "", dtype="<U1"))

    def areas(self, subject: Subject, place: Place) -> BoolArray | None:
        """(n_areas,) what this release hides of a subject where the public sees it."""
        letters = self.letters.get(subject.indicator.key, {}).get(place)
        return None if letters is None or place[0] not in subject.sets else letters != ""


def is_left_open(region: Region) -> bool:
    """Only for the test that plays the attacker."""
    return region.is_made_up and not settings.SECONDARY_SUPPRESSION


def hide(
    reader: RegionReader,
    subjects: Sequence[Subject],
    tell: Callable[[float], None] = lambda _: None,
    *,
    is_kept: bool = True,
) -> Hiding:
    """Protect what the subjects' rules ask for in all of them together.

    What is hidden is kept for the next release unless nothing is published (`is_kept`).
    Raises NegativeCount. `tell` hears the share done.
    """
    hiding = Hiding()
    involved = connected(reader, subjects)
    sums = sums_of(reader.region)
    book, states = FigureBook(reader), States(reader, involved)
    periods = sorted({period for one in involved for _, period in one.figures})
    for done, period in enumerate(periods):
        tell(done / len(periods))
        here = [one for one in involved if any(at == period for _, at in one.figures)]
        universe = universe_of(book, here, period, sums)
        may_tell = is_corrected(here, period) or bool(bounds_of(universe, here))
        earlier = _earlier(states, period, universe) if may_tell else []
        _hide_in(InPeriod(period, universe, here, earlier), hiding, is_kept=is_kept)
    for one in subjects:
        if one.renewed and one.is_rounded:
            hiding.letters[one.indicator.key] = _shares_of_too_few(one)
    derived = DerivedLinks(reader, subjects)
    for one, _ in derived.links:
        hiding.look_at(one)
    _hide_areas_of_few(reader, subjects, hiding)
    _hide_linked(reader, subjects, derived, hiding)
    return hiding


def _hide_areas_of_few(reader: RegionReader, subjects: Sequence[Subject], hiding: Hiding) -> None:
    """Needs no secondary suppression: what sums tell of such a figure is a count that is large
    enough by its own rule. Above it was taken as told, so no small count leans on it."""
    residents = Residents(reader)
    for one in subjects:
        if one.renewed and one.indicator.policy.minimum_population:
            for place in one.figures:
                few = residents.too_few(one.indicator.policy, place)
                hiding.add(one, place, few, PRIMARY)


def _hide_linked(
    reader: RegionReader, subjects: Sequence[Subject], derived: DerivedLinks, hiding: Hiding
) -> None:
    """Again and again, since what is computed may be made of what is computed, too."""
    links, so_far = links_of(reader, subjects), HiddenSoFar(reader)

    def shown(one: Subject, place: Place) -> BoolArray | None:
        if place not in one.figures:
            return None
        if one.renewed:
            hidden = hiding.areas(one, place)
            return ~hidden if hidden is not None else _seen_as_it_is(one, place)
        before = one.before.get(place)
        return None if before is None else before.as_now & ~so_far.areas(one, place)

    is_more = True
    while is_more:
        is_more = False
        for link in links:
            for one in link.components:
                own = hiding.areas if one.renewed else so_far.areas
                if (hidden := own(one, link.place)) is not None:
                    is_more |= hiding.add(link.index, link.place, hidden, LINKED)
        for one, tree in derived.links:
            for place, hidden in derived.hidden(one, tree, shown).items():
                is_more |= hiding.add(one, place, hidden, LINKED)


def _seen_as_it_is(one: Subject, place: Place) -> BoolArray | None:
    """Of figures nobody had to look at; what a rule protects must have been."""
    if one.rule.protects or place[0] not in one.sets:
        return None
    return np.ones(len(one.figures[place].value), dtype=bool)


def _shares_of_too_few(one: Subject) -> dict[Place, Letters]:
    """Rounded counts need no hiding; a share of next to nobody, or of nobody after rounding, says
    nothing."""
    fewest = max(one.rule.minimum_denominator, 1)
    return {
        place: np.where(found.denominator < fewest, PRIMARY, "")
        for place, found in one.figures.items()
        if found.denominator is not None
    }


def _earlier(states: States, period: int, universe: Universe) -> list[State]:
    """Counts before a correction: what was told of them tells of those that did not change."""
    reader = universe.reader
    so_far = facts_so_far(reader, reader.periods[period].key)
    return states.before(period, universe, [fact for fact in so_far if states.concern(fact)])


def universe_of(
    book: FigureBook,
    subjects: Iterable[Subject],
    period: int,
    sums: Mapping[str, Sequence[str]],
) -> Universe:
    """All counts behind the subjects in one period, linked."""
    universe = Universe(book.reader)
    for one in subjects:
        own = {set_id: found for (set_id, at), found in one.figures.items() if at == period}
        universe.tell(one.formula, own)
    for key in sorted({key for one in subjects for key in measures_behind(one.formula, sums)}):
        if found := book.of_measure(key, period):
            universe.tell_measure(key, found)
    universe.link(sums)
    return universe


def _protection(here: InPeriod, *, is_kept: bool) -> Protection:
    region = here.universe.reader.region
    if not is_kept:
        return _with_denominators_last(here)
    table = here.table(BELOW)
    if is_left_open(region):
        return Protection(set(table.needs) | set(table.gone))
    return protected(region, table, lambda: _with_denominators_last(here))


def _with_denominators_last(here: InPeriod) -> Protection:
    """These are hidden only where it cannot be done without."""
    found = protect(here.table(BELOW_STAYS))
    return protect(here.table(BELOW, found.hidden)) if found.unmet else found


def _letters(here: InPeriod, subject: Subject, set_id: int, hidden: set[int]) -> Letters:
    found = subject.figures[set_id, here.period]
    told = here.universe.told[subject.formula]
    parts = _any_in(hidden, told.parts, set_id)
    below = _any_in(hidden, [told.below] if told.below else [], set_id)
    is_small = np.zeros(len(found.value), dtype=bool)
    if subject.rule.protects:
        is_small = too_few(subject.rule, found.parts, found.denominator)
        reason = np.where(parts, SECONDARY, np.where(below, LINKED, ""))
    else:
        reason = np.where(parts | below, LINKED, "")
    return np.where(is_small, PRIMARY, reason)


def _any_in(hidden: set[int], strands: Sequence[Strand], set_id: int) -> BoolArray:
    """(n_areas,) whether one of the strands' cells is hidden."""
    wanted = np.array(sorted(hidden), dtype=np.int64)
    return np.asarray(
        np.any(
            [np.isin(one.cells[set_id], wanted) for one in strands if set_id in one.cells], axis=0
        )
        if strands
        else False
    )


def _hide_in(here: InPeriod, hiding: Hiding, *, is_kept: bool) -> None:
    found = _protection(here, is_kept=is_kept)
    hiding.unmet += len(found.unmet & here.seen())
    for one in here.subjects:
        for set_id, period in one.figures:
            if one.renewed and period == here.period:
                letters = _letters(here, one, set_id, found.hidden)
                hiding.letters.setdefault(one.indicator.key, {})[set_id, period] = letters
