"""The gate's first half: which figures of a release stay hidden, all indicators together."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from accounts.models import Region
from indicators.models import Indicator
from releases.disclosure.rounding import CannotBeRounded
from releases.figures import FiguresByPeriod, figures_of
from releases.hiding import Hiding, hide
from releases.known import known_figures
from releases.models import Audience, CurrentPack
from releases.packing import public_sets, without
from releases.published_indices import without_hidden
from releases.region_reader import RegionReader
from releases.rounded_measures import ExactElsewhere, TwoBases
from releases.subjects import Subject
from releases.universe import NegativeCount


class CannotBeCounted(Exception):
    """A count that is none, or cannot be rounded; the text says which, in German."""


@dataclass(frozen=True)
class Gated:
    """The figures of a release by indicator, before printing, and what of them stays hidden;
    `subjects` are these and all else the public has."""

    figures: Mapping[str, FiguresByPeriod]
    hiding: Hiding
    subjects: Sequence[Subject] = ()


def gated(
    reader: RegionReader,
    audience: str,
    indicators: Sequence[Indicator],
    held_back: Mapping[str, Collection[str]],
    tell: Callable[[float], None] = lambda _: None,
) -> Gated:
    """Work out the indicators' figures; for the public hide what their policies ask for.

    What the public knows of these and of the indicators that stay as they are cannot be
    hidden any more and is taken into account. `held_back` are keys of periods by indicator.
    Raises CannotBeCounted.
    """
    with in_words(reader):
        return _gated(reader, audience, indicators, held_back, tell)


@contextmanager
def in_words(reader: RegionReader) -> Iterator[None]:
    """Turns what is wrong with counts into CannotBeCounted."""
    try:
        yield
    except NegativeCount as where:
        raise CannotBeCounted(_said(reader, where)) from where
    except CannotBeRounded as reason:
        raise CannotBeCounted(_not_rounded(reason)) from reason
    except TwoBases as of:
        raise CannotBeCounted(_two_bases(of)) from of
    except ExactElsewhere as of:
        raise CannotBeCounted(_exact_elsewhere(of)) from of


def _gated(
    reader: RegionReader,
    audience: str,
    indicators: Sequence[Indicator],
    held_back: Mapping[str, Collection[str]],
    tell: Callable[[float], None],
) -> Gated:
    figures = {
        one.key: without(reader, figures_of(reader, one), held_back.get(one.key, ()))
        for one in indicators
    }
    if audience != Audience.PUBLIC:
        return Gated(figures, Hiding())
    others = _others(reader, indicators)
    beside = {one.key: figures_of(reader, one) for one in others}
    known = known_figures(reader, {**figures, **beside}, [*indicators, *others])
    subjects = [
        Subject(one, figures[one.key], public_sets(reader, one), known[one.key])
        for one in indicators
    ]
    subjects += [
        Subject(one, beside[one.key], frozenset(), known[one.key], renewed=False) for one in others
    ]
    hiding = hide(reader, subjects, tell)
    return Gated(without_hidden(reader, indicators, figures, hiding), hiding, subjects)


def public_subjects(reader: RegionReader) -> list[Subject]:
    """What the public has, for those who only look."""
    return [
        Subject(one, figures_of(reader, one), frozenset(), renewed=False)
        for one in public_indicators(reader.region)
    ]


def public_indicators(region: Region) -> list[Indicator]:
    """What the public has."""
    shown = CurrentPack.objects.filter(region=region, audience=Audience.PUBLIC)
    found = Indicator.objects.filter(region=region, key__in=shown.values("indicator_key"))
    return list(found.select_related("policy", "region").order_by("key"))


def _others(reader: RegionReader, indicators: Sequence[Indicator]) -> list[Indicator]:
    """What the public has, and this release says nothing of."""
    named = {one.key for one in indicators}
    return [one for one in public_indicators(reader.region) if one.key not in named]


def _not_rounded(reason: CannotBeRounded) -> str:
    return (
        "Fallzahlen, die gerundet werden sollen, lassen sich nicht so runden, dass alle Summen"
        f" stimmen ({reason}). Abhilfe: Prüfen Sie die genannten Summen in der Lieferung, oder"
        " geben Sie dem Indikator eine Mindestfallzahl statt der Rundung."
    )


def _two_bases(of: TwoBases) -> str:
    first, second = of.bases
    return (
        f"Die Fallzahl „{of.measure}“ soll nach einer Regel auf Vielfache von {first} und nach"
        f" einer anderen auf Vielfache von {second} gerundet werden. Zwei Rundungen derselben Zahl"
        " verraten zusammen mehr als jede für sich. Abhilfe: Geben Sie den Indikatoren, die diese"
        " Fallzahl verwenden, dieselbe Regel."
    )


def _exact_elsewhere(of: ExactElsewhere) -> str:
    return (
        f"Die Fallzahl „{of.measure}“ soll nach einer Regel gerundet werden; nach der Regel eines"
        " anderen Indikators hat die Quelle sie genau veröffentlicht. Die Rundung schützt dann"
        " niemanden. Abhilfe: Geben Sie beiden Indikatoren dieselbe Regel."
    )


def _said(reader: RegionReader, where: NegativeCount) -> str:
    boundaries = reader.lists[where.boundary_set_id].boundary_set.name_de
    return (
        f"Die Fallzahl „{where}“ ist auf „{boundaries}“ in mindestens einem Gebiet negativ. Eine"
        " Zahl von Personen kann das nicht sein. Abhilfe: Berichtigen Sie die Lieferung, oder"
        " rechnen Sie mit einer Formel, die abzieht."
    )
