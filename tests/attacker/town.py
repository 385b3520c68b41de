"""A made-up town whose every person is known to us: hundreds of random hierarchies in one region.

Each district is a hierarchy of its own; blocks form quarters and districts by their codes, and
school districts beside that tree, some of them across two districts. The counts are small.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

THRESHOLD = 5
PERIODS = ("2022-12-31", "2023-12-31")
AGES = ("young", "middle", "old")  # add up to all who get help
COUNTS = (*AGES, "seeking")
VISITS = "visits"
BASE = 5  # visits are rounded to multiples of it
CITY = "09999999"
LEVELS = ("block", "quarter", "school", "district", "city")
SMALL = 0.12  # share of counts of 1 to 4
NOBODY = 0.10  # share of counts of 0

Place = tuple[str, str]  # level, code
Cell = tuple[str, str, str]  # measure, block, period


@dataclass
class Town:
    """`counts` and `people` by cell and (block, period); `schools` is each block's school."""

    blocks: list[str]
    schools: dict[str, str]
    people: dict[tuple[str, str], int]
    counts: dict[Cell, int]
    corrected: dict[Cell, int] = field(default_factory=dict)
    visits: dict[Cell, int] = field(default_factory=dict)  # the public gets them rounded
    visits_corrected: dict[Cell, int] = field(default_factory=dict)

    def place_of(self, level: str, block: str) -> str:
        match level:
            case "block":
                return block
            case "quarter":
                return block[:5]
            case "school":
                return self.schools[block]
            case "district":
                return block[:3]
        return CITY

    def places(self) -> dict[Place, list[str]]:
        """The blocks of every area of every level."""
        found: dict[Place, list[str]] = {}
        for level in LEVELS:
            for block in self.blocks:
                found.setdefault((level, self.place_of(level, block)), []).append(block)
        return found

    def count(self, cell: Cell, *, is_corrected: bool) -> int:
        counts, corrected = self.counts, self.corrected
        if cell[0] == VISITS:
            counts, corrected = self.visits, self.visits_corrected
        return corrected.get(cell, counts[cell]) if is_corrected else counts[cell]


def make_town(seed: int, districts: int) -> Town:
    """The same town for the same seed."""
    chance = random.Random(seed)
    blocks = [block for number in range(1, districts + 1) for block in _blocks(chance, number)]
    people = {
        (block, period): size + chance.randrange(9)
        for block in blocks
        for size in [_people(chance)]
        for period in PERIODS
    }
    counts = {
        (measure, block, period): _count(chance, people[block, period])
        for block in blocks
        for period in PERIODS
        for measure in COUNTS
    }
    town = Town(blocks, _schools(chance, blocks), people, counts)
    _keep_ages_within_people(town)
    _correct(chance, town)
    _let_visit(random.Random(seed + 1), town)
    return town


def _let_visit(chance: random.Random, town: Town) -> None:
    """Counts of up to 40, many small ones; a few were wrong by one to twelve."""
    for cell in [(VISITS, block, period) for block in town.blocks for period in PERIODS]:
        town.visits[cell] = chance.choice([chance.randrange(0, 5), chance.randrange(0, 41)])
    for block in chance.sample(town.blocks, len(town.blocks) // 20):
        cell = (VISITS, block, PERIODS[-1])
        town.visits_corrected[cell] = town.visits[cell] + chance.randrange(1, 13)


def _blocks(chance: random.Random, district: int) -> Iterator[str]:
    """Codes such as 0170203: district 017, its quarter 02, block 03; many have one child only."""
    for quarter in range(1, chance.choice([1, 1, 2, 3]) + 1):
        for block in range(1, chance.choice([1, 1, 2, 3]) + 1):
            yield f"{district:03}{quarter:02}{block:02}"


def _schools(chance: random.Random, blocks: list[str]) -> dict[str, str]:
    """Every one to three neighbouring blocks, seldom across a district's border."""
    schools: dict[str, str] = {}
    number, room, before = 0, 0, ""
    for block in blocks:
        leaves = block[:3] != before and chance.random() < 0.8
        if room == 0 or leaves:
            number, room = number + 1, chance.choice([1, 2, 3])
        schools[block] = f"S{number:03}"
        room, before = room - 1, block[:3]
    return schools


def _people(chance: random.Random) -> int:
    return chance.choice([chance.randrange(12, 30), *[chance.randrange(60, 600)] * 7])


def _count(chance: random.Random, people: int) -> int:
    """Mostly enough, often small, now and then nobody, seldom all but a few."""
    drawn = chance.random()
    if drawn < SMALL:
        return chance.randrange(1, THRESHOLD)
    if drawn < SMALL + NOBODY:
        return 0
    if people < 30 and drawn > 0.8:
        return people - chance.randrange(0, THRESHOLD)
    return min(chance.randrange(THRESHOLD, 60), people)


def _keep_ages_within_people(town: Town) -> None:
    """Nobody is of two ages: what is too much is taken from the old, then from the middle."""
    for (block, period), people in town.people.items():
        room = people
        for age in AGES:
            room -= (taken := min(town.counts[age, block, period], room))
            town.counts[age, block, period] = taken


def _correct(chance: random.Random, town: Town) -> None:
    """A few counts of the newest date were wrong by one to three, in one age each."""
    for block in chance.sample(town.blocks, len(town.blocks) // 40):
        cell = (chance.choice(COUNTS), block, PERIODS[-1])
        wrong = town.counts[cell]
        others = sum(town.counts[age, block, PERIODS[-1]] for age in AGES if age != cell[0])
        room = town.people[block, PERIODS[-1]] - (others if cell[0] in AGES else 0)
        town.corrected[cell] = min(room, wrong + chance.randrange(1, 4)) if wrong < room else wrong
