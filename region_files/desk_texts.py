"""Where a region file meets a catalogue that was changed at the staff desk: the desk's word stays.

Field by field: what the desk changed stays, the rest follows the file. A field goes back to the
file once both say the same, or when the operator says so.
"""

from typing import Any

from accounts.actions import record
from accounts.models import AuditEntry, Region
from indicators.catalogue_rows import Declared, stored
from indicators.describing import Texts, give_to_file, reads_alike, written_at_desk
from indicators.metadata import KINDS, IndicatorTexts, Kind
from indicators.models import Topic
from region_files.schema import Source
from region_files.schema_catalogue import IndicatorSpec, MeasureSpec, PolicySpec, TopicSpec
from spatial_units.importing.problems import Problem, Severity

SECTIONS: dict[Kind, str] = {
    "topic": "topics",
    "measure": "measures",
    "source": "sources",
    "policy": "policies",
    "indicator": "indicators",
}
BELONG_TOGETHER = frozenset({"kind", "formula", "aggregation", "classes"})


class DeskTexts:
    """The catalogue of a region as it stands; held until the end of the transaction.

    `file_wins` writes the file's word over that of the desk.
    """

    def __init__(self, region: Region, *, file_wins: bool) -> None:
        self.region, self.file_wins = region, file_wins
        self.stored = {kind: stored(region, kind, locked=True) for kind in KINDS}
        self.written = {kind: written_at_desk(region, kind) for kind in KINDS}
        self.problems: list[Problem] = []

    def settled(
        self, kind: Kind, declared: IndicatorSpec | MeasureSpec | PolicySpec | Source | TopicSpec
    ) -> Declared:
        """What to store for something the file declares; `problems` say where the two differ."""
        definition = declared.model_dump(mode="json")
        ours = self._ours(kind, declared.key)
        differing = {
            name: text for name, text in ours.items() if not reads_alike(text, definition[name])
        }
        to_file = ours if self.file_wins else {k: v for k, v in ours.items() if k not in differing}
        if to_file:
            after = {name: definition[name] for name in to_file}
            give_to_file(self.region, kind, declared.key, to_file, after)
        if differing:
            self._tell(kind, declared.key, differing)
        return definition if self.file_wins else definition | differing

    def _ours(self, kind: Kind, key: str) -> Declared:
        """The fields the desk had the last word on; a formula never without what fits to it."""
        held = self.stored[kind].get(key, {})
        names = set(self.written[kind][key])
        if kind == "indicator" and names & BELONG_TOGETHER:
            names |= BELONG_TOGETHER
        return {name: held[name] for name in sorted(names - {"key"}) if name in held}

    def _tell(self, kind: Kind, key: str, differing: Texts) -> None:
        only_texts = kind == "indicator" and differing.keys() <= IndicatorTexts.model_fields.keys()
        if only_texts:
            code = "region_texts_replaced" if self.file_wins else "region_texts_kept"
        else:
            code = "region_catalogue_replaced" if self.file_wins else "region_catalogue_kept"
        facts: dict[str, str | int | float] = {"texts": ", ".join(differing)}
        facts |= {"indicator": key} if only_texts else {"section": SECTIONS[kind], "key": key}
        self.problems.append(Problem(code, Severity.NOTE, facts=facts))

    def place_topics(self, declared: list[str]) -> None:
        """In the file's order, topics of the desk behind; in the desk's where it set one."""
        ordered = AuditEntry.objects.filter(
            region=self.region, action__in=("topics-ordered", "topics-ordered-from-file")
        )
        last = ordered.order_by("id").last()
        ours: list[str] = last.detail["after"] if last and last.action == "topics-ordered" else []
        wanted = declared if self.file_wins or not ours else ours
        rest = [key for key in stored(self.region, "topic") if key not in declared]
        every = [key for key in wanted if key in declared or key in rest]
        every += [key for key in [*declared, *rest] if key not in every]
        for position, key in enumerate(every):
            Topic.objects.filter(region=self.region, key=key).update(position=position)
        self._tell_order(declared, ours, every)

    def _tell_order(self, declared: list[str], ours: list[str], every: list[str]) -> None:
        alike = [key for key in ours if key in declared] == declared
        if not ours:
            return
        if self.file_wins or alike:
            record("topics-ordered-from-file", "", self.region, None, before=ours, after=every)
        if not alike:
            code = "region_catalogue_replaced" if self.file_wins else "region_catalogue_kept"
            facts: dict[str, Any] = {"section": "topics", "key": "*", "texts": ", ".join(ours)}
            self.problems.append(Problem(code, Severity.NOTE, facts=facts))
