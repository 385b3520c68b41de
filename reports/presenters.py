"""What an area profile shows: plain, frozen values for templates and files.

Texts are in the reader's language and numbers already printed. How the values come about is
told in `presenters_profile`, `presenters_rows` and `presenters_place`.
"""

from dataclasses import dataclass

from atlas.presenters import Figure, Page
from atlas.presenters_sparkline import Sparkline
from atlas.presenters_sure import Sureness


@dataclass(frozen=True)
class Link:
    """`note` stands behind the link: a Gebietsstand, a key; `key` is where others lead to it."""

    label: str
    url: str
    note: str = ""
    key: str = ""


@dataclass(frozen=True)
class Notice:
    """A sentence about boundaries, and the areas it is about."""

    text: str
    areas: tuple[Link, ...] = ()


@dataclass(frozen=True)
class AreaGroup:
    """Areas under a heading: of a level, of a parent."""

    title: str
    areas: tuple[Link, ...]


@dataclass(frozen=True)
class Place:
    """Where an area lies. `parents`: the coarsest first, `note` is the name of the level."""

    boundaries: str
    versions: tuple[Link, ...]
    notices: tuple[Notice, ...]
    parents: tuple[Link, ...]
    children: AreaGroup | None
    neighbours: tuple[Link, ...]


@dataclass(frozen=True)
class Position:
    """In which fifth of the areas a value lies: 0 (lowest values) to 4 (highest).

    `left` is the edge of its box in a row of five, each 14 wide with the space behind it.
    """

    fifth: int
    text: str

    @property
    def left(self) -> int:
        return 14 * self.fifth


@dataclass(frozen=True)
class Row:
    """One indicator in the profile.

    `period` is the date of the value; `newer` says which newer figures there are, for other
    boundaries only. `deviation`, `position`, `sparkline`, `trend` are empty where they would say
    nothing; `course` says whether the values rise or fall clearly, `sure` is the interval of a
    share or rate whose denominator is public. `reason` tells why a value is held back,
    `last_known` the newest value before a gap.
    """

    key: str
    name: str
    url: str
    map_url: str
    value_url: str
    unit: str
    figure: Figure
    period: str
    newer: str
    city: Figure | None
    deviation: str
    position: Position | None
    sentence: str
    reason: str
    last_known: str
    sparkline: Sparkline | None
    trend: str
    course: str
    sure: Sureness | None
    description: str
    interpretation: str
    source: str
    is_headline: bool
    is_internal: bool
    is_computed: bool

    @property
    def remark(self) -> str:
        return " ".join(filter(None, (self.reason, self.last_known, self.newer)))


@dataclass(frozen=True)
class Elsewhere:
    """A sentence about indicators that only other levels have, and where each is found."""

    text: str
    indicators: tuple[Link, ...]


@dataclass(frozen=True)
class TopicRows:
    key: str
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Profile:
    """The page. `absent`: published indicators without figures on these boundaries.

    `completeness` says how many of all indicators are here; empty where none is missing.
    """

    page: Page
    name: str
    code: str
    level_key: str
    level_name: str
    level_plural: str
    city_name: str
    is_city: bool
    place: Place
    key_figures: tuple[Row, ...]
    topics: tuple[TopicRows, ...]
    absent: tuple[Link, ...]
    elsewhere: tuple[Elsewhere, ...]
    completeness: str
    small_map_url: str
    map_url: str
    csv_url: str
    permalink: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class AreaListPage:
    """All areas of a level, in groups by the area they lie in; `others` are the other levels."""

    page: Page
    groups: tuple[AreaGroup, ...]
    boundaries: str
    others: tuple[Link, ...]
