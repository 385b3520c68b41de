"""Somebody from outside tries to find out about single persons; he must not succeed.

He speaks HTTP only. The same attack succeeds on a city in which small counts are hidden and
nothing else, which proves that the attack is one.
"""

import random
from collections.abc import Iterator

import pytest

from tests.attacker import asking_slyly, crawling, intervals, kinds, numbers_of_numbers
from tests.attacker.history import PUBLISHED, SUM, History, all_packs
from tests.attacker.knowledge import Attacker
from tests.attacker.protected import Finding, count_of, findings, rounded_secrets, secrets, summary
from tests.attacker.town import BASE, CITY, PERIODS, VISITS, Place, Town
from tests.attacker.town_files import MARKS

pytestmark = pytest.mark.timeout(900)  # the first test that asks waits for the site
FEWEST_FOUND = 50
SHORT = 20  # lines of a message
SAME = [kinds.in_files, kinds.in_the_interface, kinds.in_tables, kinds.in_changes]
INTERVALS = [intervals.in_the_interface, intervals.in_files, intervals.in_pages]
MADE_OF_SHOWN = [
    numbers_of_numbers.in_summaries,
    numbers_of_numbers.in_other_classes,
    numbers_of_numbers.in_comparisons,
    asking_slyly.by_filters,
    asking_slyly.by_order,
    asking_slyly.by_few_areas,
]


def _attack(town: Town, history: History) -> list[Finding]:
    attacker = Attacker(town.places(), history.releases)
    shown = [{indicator for indicator, *_ in figures} for figures in history.releases]
    return findings(attacker, secrets(town, history.corrected, shown))


def test_without_secondary_protection_the_attacker_finds_persons(
    town: Town, half_protected: History
) -> None:
    found = _attack(town, half_protected)
    (figures,) = half_protected.releases
    hidden = [f for f in found if figures.get((f.secret.kind, *_area_and_date(f))) == "Q"]
    assert sum(finding.is_exact for finding in hidden) >= FEWEST_FOUND, summary(found)


def _area_and_date(finding: Finding) -> tuple[str, str, str]:
    _, (level, area), period = finding.secret.what
    return level, area, period


def test_all_releases_together_tell_the_attacker_nothing(town: Town, protected: History) -> None:
    found = _attack(town, protected)
    assert len(found) > FEWEST_FOUND
    narrow = [finding for finding in found if finding.is_too_narrow]
    before = [finding for finding in narrow if _was_known_before(finding, town, protected)]
    assert len(narrow) == len(before), summary(found)
    assert not any(finding.is_exact for finding in before), summary(before)


def _was_known_before(finding: Finding, town: Town, history: History) -> bool:
    """A count that a release is the first to show, and that others had narrowed down as much: no
    rule asked for its protection then, and what was told is told."""
    secret, then = finding.secret, finding.secret.release - 1
    if then < 0 or any(kind == secret.kind for kind, *_ in history.releases[then]):
        return False
    if count_of(town, secret, is_corrected=history.corrected[then]) != secret.count:
        return False
    earlier = Attacker(town.places(), history.releases[: then + 1])
    return earlier.interval(secret.what, then) == (finding.low, finding.high)


def test_rounded_counts_stay_as_open_as_their_base(town: Town, protected: History) -> None:
    """All releases together, one correction among them: five numbers at least for each count."""
    only = [
        {key: shown for key, shown in figures.items() if key[0] == VISITS}
        for figures in protected.releases
    ]
    found = findings(Attacker(town.places(), only), rounded_secrets(town, protected.corrected))
    assert len(found) > FEWEST_FOUND
    assert not [one for one in found if one.high - one.low < BASE - 1]
    numbers = {shown for figures in only for shown in figures.values()}
    assert {float(one) % BASE for one in numbers if not isinstance(one, str)} == {0}
    assert not [one for one in numbers if isinstance(one, str)], "nothing is hidden"


def test_small_counts_are_shown_nowhere(town: Town, protected: History) -> None:
    for figures, is_corrected in zip(protected.releases, protected.corrected, strict=True):
        small = secrets(town, [is_corrected], [{indicator for indicator, *_ in figures}])
        of_kind = {(secret.kind, *secret.what[1], secret.what[2]) for secret in small}
        assert not [key for key in of_kind if figures.get(key, "Q") != "Q"]


@pytest.mark.parametrize("way", SAME)
def test_every_kind_shows_and_hides_the_same(protected: History, way: kinds.Way) -> None:
    _none(way(protected.visitor, protected.key, protected.releases[-1]))


def test_pages_about_an_area_show_and_hide_the_same(town: Town, protected: History) -> None:
    places = _places(town, protected)
    _none(kinds.in_profiles(protected.visitor, protected.key, protected.releases[-1], places))


def _places(town: Town, history: History) -> list[Place]:
    """One area of every level, and blocks with something to hide."""
    hidden = sorted({
        area for (_, level, area, _), shown in history.releases[-1].items()
        if level == "block" and shown == "Q"
    })  # fmt: skip
    quarter = (hidden or town.blocks)[0][:5]
    return [
        *[("block", block) for block in hidden[:3]],
        ("quarter", quarter),
        ("school", town.schools[town.blocks[0]]),
        ("district", quarter[:3]),
        ("city", CITY),
    ]


@pytest.mark.parametrize("way", MADE_OF_SHOWN)
def test_nothing_is_reckoned_or_sorted_from_hidden_numbers(
    protected: History, way: kinds.Way
) -> None:
    _none(way(protected.visitor, protected.key, protected.releases[-1]))


@pytest.mark.parametrize("way", INTERVALS)
def test_intervals_are_what_anybody_reckons_from_printed_numbers(
    protected: History, way: kinds.Way
) -> None:
    """Cases, persons and limits follow from public numbers, so that they tell nothing more."""
    shown = protected.releases[-1]
    ends = [intervals.expected(shown, key) for key in shown if key[0] in intervals.SHARES]
    assert ends.count(None) > 0, "something is hidden"
    assert len(ends) - ends.count(None) > FEWEST_FOUND
    _none(way(protected.visitor, protected.key, shown))
    chance = random.Random(2)
    is_share = {key: key[0] in intervals.SHARES for key in shown}
    leaking = {k: "Q" if is_share[k] and chance.random() < 0.3 else v for k, v in shown.items()}
    assert any(way(protected.visitor, protected.key, leaking)), "a leak would be noticed"
    fewer = {k: "Q" if k[0] == intervals.PEOPLE and chance.random() < 0.3 else v
             for k, v in shown.items()}  # fmt: skip
    assert any(way(protected.visitor, protected.key, fewer)), "one of denominators as well"


def test_classes_of_the_packs_come_from_shown_numbers(protected: History) -> None:
    visitor, key = protected.visitor, protected.key
    assert all_packs(visitor, key, PUBLISHED) == protected.releases[-1]
    found = {url: a.json() for url, a in visitor.answers.items() if "/packs/" in url}
    _none(numbers_of_numbers.in_classes(found, protected.releases))


def test_what_was_withdrawn_is_gone(protected: History) -> None:
    visitor, key = protected.visitor, protected.key
    all_packs(visitor, key, PUBLISHED)
    public_again = {url for url in visitor.answers if "/packs/" in url}
    gone = set(protected.withdrawn_packs) - public_again
    assert gone
    nothing = asking_slyly.addresses_of_nothing(key, "0" * 32)
    _none(asking_slyly.by_old_addresses(visitor, [*sorted(gone), *nothing]))
    listed = visitor.get(f"/api/v1/regions/{key}/indicators/").json()
    assert SUM not in str(listed)


def test_no_byte_tells_what_only_the_office_knows(town: Town, protected: History) -> None:
    visitor, key = protected.visitor, protected.key
    starts = [f"{visitor.site}{path}" for path in ("/", f"/{key}/", f"/en/{key}/")]
    crawled = crawling.crawl(visitor, starts)
    assert len(crawled) > FEWEST_FOUND
    assert not [(a.url, a.status) for a in crawled if a.status not in crawling.FINE]
    everything = visitor.answers.values()
    _none(crawling.marks_in(everything, MARKS))
    shares = (
        100 * count / town.people[block, period]
        for known in (town.counts, town.corrected)
        for (_, block, period), count in known.items()
        if period in PERIODS
    )
    _none(crawling.unrounded_in(everything, shares))


def _none(wrong: Iterator[str] | list[str]) -> None:
    lines = list(wrong)
    assert not lines, "\n".join([f"{len(lines)} in all", *lines[:SHORT]])


@pytest.mark.parametrize("way", [*SAME, *MADE_OF_SHOWN])
def test_each_check_notices_a_leak(protected: History, way: kinds.Way) -> None:
    """Were a third of the shown counts hidden in the packs, every other way would tell them."""
    chance = random.Random(1)
    leaking = {
        key: "Q" if key[1] != "city" and key[3] == kinds.NEWEST and chance.random() < 0.3 else shown
        for key, shown in protected.releases[-1].items()
        if key[0] == "help_young" and key[1] in {"block", "quarter", "city"}
    }
    assert any(way(protected.visitor, protected.key, leaking))
