"""Where a region file meets texts that were changed at the staff desk: the desk's survive.

A text goes back to the file once both say the same, or when the operator says so.
"""

from typing import Any

from accounts.models import Region
from indicators.describing import Texts, give_to_file, reads_alike, texts_of, written_at_desk
from indicators.models import Indicator
from region_files.schema_catalogue import IndicatorSpec
from spatial_units.importing.problems import Problem, Severity


class DeskTexts:
    """The texts of a region as they stand; held until the end of the transaction.

    `file_wins` writes the file's texts over those of the desk.
    """

    def __init__(self, region: Region, *, file_wins: bool) -> None:
        self.region, self.file_wins = region, file_wins
        stored = Indicator.objects.select_for_update(of=("self",)).filter(region=region)
        self.stored = {one.key: texts_of(one).model_dump(mode="json") for one in stored}
        self.written = written_at_desk(region)
        self.problems: list[Problem] = []

    def settled(self, declared: IndicatorSpec) -> dict[str, Any]:
        """What to store for an indicator of the file; `problems` say where the two differ."""
        definition = declared.model_dump(mode="json")
        stored = self.stored.get(declared.key, {})
        ours = {name: stored[name] for name in sorted(self.written[declared.key]) if name in stored}
        differing = {
            name: text for name, text in ours.items() if not reads_alike(text, definition[name])
        }
        to_file = ours if self.file_wins else {k: v for k, v in ours.items() if k not in differing}
        if to_file:
            after = {name: definition[name] for name in to_file}
            give_to_file(self.region, declared.key, to_file, after)
        if differing:
            self._tell(declared.key, differing)
        return definition if self.file_wins else definition | differing

    def _tell(self, key: str, differing: Texts) -> None:
        code = "region_texts_replaced" if self.file_wins else "region_texts_kept"
        facts: dict[str, str | int | float] = {"indicator": key, "texts": ", ".join(differing)}
        self.problems.append(Problem(code, Severity.NOTE, facts=facts))
