"""What the two cities publish, and what somebody scraped meanwhile."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.attacker import packs
from tests.attacker.knowledge import Key, Shown
from tests.attacker.town import LEVELS, VISITS, Town
from tests.attacker.town_files import write_town
from tests.attacker.visiting import Visitor

PUBLISHED = (
    "people", "help_all", "help_young", "help_middle", "share_young", "share_seeking", VISITS,
)  # fmt: skip
SUM = "help_sum"  # young and middle together; published once and withdrawn
WITHDRAW = """
from accounts.models import User
from releases.models import Release
from releases.withdrawing import withdraw
reason = {"de": "Ein Fehler", "en": "A mistake"}
release = Release.objects.filter(region__key="%s", audience="public").latest("id")
assert withdraw(release, reason, User.objects.get(), brings_back=False)
"""


class Operator(Protocol):
    """Whoever runs the site."""

    @property
    def folder(self) -> Path:
        """Where files may be written."""

    def load(self, region_file: Path, *, is_protected: bool, first: str = "") -> None:
        """Carry out a region file; `first` is Python to run before."""


@dataclass
class History:
    """What was seen of each release; `corrected` says which data a release had."""

    key: str
    visitor: Visitor
    releases: list[dict[Key, Shown]]
    corrected: list[bool]
    withdrawn_packs: list[str]


def publish_unprotected(operator: Operator, town: Town, visitor: Visitor) -> History:
    """One release, small counts hidden and nothing else."""
    file = write_town(town, "halb", operator.folder / "halb", is_corrected=False)
    operator.load(file, is_protected=False)
    return History("halb", visitor, [all_packs(visitor, "halb", PUBLISHED)], [False], [])


def publish_history(operator: Operator, town: Town, visitor: Visitor) -> History:
    """A release, a corrected one with a sum of ages that is withdrawn, and that without the sum."""
    key, folder = "ganz", operator.folder / "ganz"
    history = History(key, visitor, [], [], [])
    steps = [(False, False), (True, True), (True, False)]
    for number, (is_corrected, with_sum) in enumerate(steps):
        file = write_town(town, key, folder, is_corrected=is_corrected, with_sum=number > 0)
        if not with_sum:
            _only(file, PUBLISHED)
        first = WITHDRAW % key if history.withdrawn_packs else ""
        operator.load(file, is_protected=True, first=first)
        scraper = Visitor(visitor.site)
        published = (*PUBLISHED, SUM) if with_sum else PUBLISHED
        history.releases.append(all_packs(scraper, key, published))
        history.corrected.append(is_corrected)
        if with_sum:
            history.withdrawn_packs = [url for url in scraper.answers if "/packs/" in url]
    return history


def _only(region_file: Path, indicators: tuple[str, ...]) -> None:
    text = region_file.read_text()
    listed = f"audience: public\n  indicators: [{', '.join(indicators)}]"
    region_file.write_text(text.replace("audience: public", listed))


def all_packs(visitor: Visitor, region: str, indicators: tuple[str, ...]) -> dict[Key, Shown]:
    """All numbers the maps fetch; a number that travels in two packs is the same in both."""
    found: dict[Key, Shown] = {}
    for indicator in indicators:
        for level in LEVELS:
            page = visitor.get(f"/{region}/map/", indicator=indicator, level=level)
            address = re.search(r"/packs/\w+\.json", page.text)
            assert address, f"{page.url}: {page.status}"
            for key, shown in packs.figures_of(visitor.get(address.group()).json()):
                assert found.setdefault(key, shown) == shown, f"{page.url} {key}"
    return found
