"""What must not be found out, and whether it was: known only to whoever made the town."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.attacker.knowledge import COUNTED, SHARES, Attacker, What
from tests.attacker.town import BASE, PERIODS, THRESHOLD, VISITS, Town


@dataclass(frozen=True)
class Secret:
    """A small count, or the few who are left of all people."""

    kind: str
    what: What
    release: int
    count: int
    people: int = 0  # of whom the count is the rest; 0: the count itself


@dataclass(frozen=True)
class Finding:
    secret: Secret
    low: float
    high: float

    @property
    def is_exact(self) -> bool:
        return self.low == self.high == self.secret.count

    @property
    def is_too_narrow(self) -> bool:
        """Whether the policy is broken: it could be one, and it could be enough."""
        return self.low > 1 or self.high < THRESHOLD or self.high - self.low < THRESHOLD - 1


# What is counted, and for which of them the rest of the people is a count, too.
KINDS = {"only in a sum": ("old",)} | {
    key: measures for key, measures in {**COUNTED, **SHARES}.items() if key != "share_young"
}


def secrets(town: Town, corrected: list[bool], shown: list[set[str]]) -> Iterator[Secret]:
    """Every small count of every area and date, as each release had it.

    `corrected` says of each release whether the counts were put right by then, `shown` which
    indicators it had.
    """
    places = town.places()
    for release, is_corrected in enumerate(corrected):
        for kind, measures in KINDS.items():
            if kind in shown[release] or kind not in {**COUNTED, **SHARES}:
                for place, blocks in places.items():
                    for period in PERIODS:
                        what = (measures, place, period)
                        count = _sum(town, what, blocks, is_corrected=is_corrected)
                        if 0 < count < THRESHOLD:
                            yield Secret(kind, what, release, count)
                        people = sum(town.people[block, period] for block in blocks)
                        is_part = measures in SHARES.values()
                        if is_part and 0 < people - count < THRESHOLD:
                            yield Secret(f"rest of {kind}", what, release, people - count, people)


def rounded_secrets(town: Town, corrected: list[bool]) -> Iterator[Secret]:
    """Every count below the base of what the public gets rounded, as each release had it."""
    for release, is_corrected in enumerate(corrected):
        for place, blocks in town.places().items():
            for period in PERIODS:
                what = ((VISITS,), place, period)
                count = _sum(town, what, blocks, is_corrected=is_corrected)
                if 0 < count < BASE:
                    yield Secret(VISITS, what, release, count)


def count_of(town: Town, secret: Secret, *, is_corrected: bool) -> int:
    """What a secret was at another time; the rest of nobody."""
    blocks = town.places()[secret.what[1]]
    return _sum(town, secret.what, blocks, is_corrected=is_corrected)


def _sum(town: Town, what: What, blocks: list[str], *, is_corrected: bool) -> int:
    measures, _, period = what
    return sum(
        town.count((measure, block, period), is_corrected=is_corrected)
        for measure in measures
        for block in blocks
    )


def findings(attacker: Attacker, all_secrets: Iterator[Secret]) -> list[Finding]:
    """What the attacker knows of each secret. What he believes is checked against the truth."""
    found = []
    for secret in all_secrets:
        low, high = attacker.interval(secret.what, secret.release)
        if secret.people:
            low, high = secret.people - high, secret.people - low
        assert low <= secret.count <= high, f"reckoned wrongly: {secret} in [{low}, {high}]"
        found.append(Finding(secret, low, high))
    return found


def summary(found: list[Finding]) -> str:
    """Counts by kind, for the message of a failing test."""
    all_of = Counter(finding.secret.kind for finding in found)
    narrow = Counter(f.secret.kind for f in found if f.is_too_narrow)
    exact = Counter(f.secret.kind for f in found if f.is_exact)
    lines = [
        f"{kind}: {total} small counts, {narrow[kind]} too narrow, {exact[kind]} exact"
        for kind, total in sorted(all_of.items())
    ]
    worst = [
        one
        for kind in narrow
        for one in [f for f in found if f.is_too_narrow and f.secret.kind == kind][:4]
    ]
    return "\n".join([*lines, *map(str, worst)])
