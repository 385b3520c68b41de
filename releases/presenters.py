"""What the desk shows of a release before it is made."""

from dataclasses import dataclass

from django.utils.translation import get_language

from indicators.importing.periods import Period
from indicators.queries import Reading
from releases.changes import Example, LevelChange, PeriodChange
from releases.forms import name_of
from releases.preview import IndicatorPreview, Preview


@dataclass(frozen=True)
class PeriodRow:
    """Numbers of areas: with a value, new, changed, gone; hidden, missing, not evaluated."""

    period: Period
    state: str
    values: int
    new: int
    changed: int
    gone: int
    hidden: int
    missing: int
    not_evaluated: int


@dataclass(frozen=True)
class ExampleRow:
    area: str
    period: Period
    old: Reading
    new: Reading


@dataclass(frozen=True)
class LevelRow:
    name: str
    areas: int
    is_first: bool
    moved: list[PeriodRow]
    unmoved: list[PeriodRow]
    examples: list[ExampleRow]


@dataclass(frozen=True)
class HoldChoice:
    value: str
    period: Period
    is_held: bool


@dataclass(frozen=True)
class IndicatorCard:
    """`rule` says why values are hidden; `problem` why nothing can be shown."""

    key: str
    name: str
    rule: str
    levels: list[LevelRow]
    may_hold: list[HoldChoice]
    is_described_anew: bool
    changes: bool
    problem: str

    @property
    def is_holding(self) -> bool:
        return any(choice.is_held for choice in self.may_hold)


def cards_of(preview: Preview) -> list[IndicatorCard]:
    """Those that change first, in the order of the catalogue. Examples are figures of single
    areas; who sees a part of the region only does not come here."""
    cards = [_card(preview, one) for one in preview.indicators]
    return sorted(cards, key=lambda card: not (card.changes or card.problem or card.may_hold))


def _card(preview: Preview, one: IndicatorPreview) -> IndicatorCard:
    policy = one.indicator.policy
    return IndicatorCard(
        key=one.indicator.key,
        name=name_of(one.indicator),
        rule=policy.reason_en if get_language() == "en" else policy.reason_de,
        levels=[_level(preview, level) for level in one.levels],
        may_hold=[
            HoldChoice(f"{one.indicator.key}:{period.key}", period, period.key in one.held)
            for period in one.may_hold
        ],
        is_described_anew=any(level.is_described_anew for level in one.levels),
        changes=one.changes,
        problem=one.problem,
    )


def _level(preview: Preview, of: LevelChange) -> LevelRow:
    level = preview.levels.get(of.level)
    newest_first = of.periods[::-1]
    return LevelRow(
        name=level.plural if level else of.level,
        areas=of.areas,
        is_first=of.is_first,
        moved=[_period(one) for one in newest_first if one.state != "same"],
        unmoved=[_period(one) for one in newest_first if one.state == "same"],
        examples=[_example(preview, one) for one in of.examples],
    )


def _period(of: PeriodChange) -> PeriodRow:
    return PeriodRow(
        of.period, of.state, of.values, of.new, of.changed, of.gone,
        hidden=of.gaps.get("Q", 0),
        missing=of.gaps.get("O", 0),
        not_evaluated=of.gaps.get("L", 0) + of.gaps.get("M", 0),
    )  # fmt: skip


def _example(preview: Preview, of: Example) -> ExampleRow:
    name = preview.area_names.get((of.boundary_set, of.area), of.area)
    return ExampleRow(name, of.period, Reading(*of.old), Reading(*of.new))
