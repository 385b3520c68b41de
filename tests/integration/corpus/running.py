"""Bring awkward files in as a clerk would, and judge what comes of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from accounts.models import User
from indicators import actions_uploads as actions
from indicators import tasks
from indicators.models import Delivery, MeasureValue, Slice, Upload
from indicators.presenters_problems import ProblemRow, problem_rows
from spatial_units.models import Area
from tests.factories import City
from tests.integration.corpus.making import SIGNS, Case, Place, Values
from tests.integration.uploads.making import uploaded

WORDS = 150


class Outcome(StrEnum):
    """A file that was to be taken over and was stopped is asked (a field of the form answers it)
    or refused; `elsewhere` was stopped as it should, but for another place."""

    RIGHT = "right"
    ASKED = "asked"
    REFUSED = "refused"
    ELSEWHERE = "elsewhere"
    WARNED = "warned"
    WRONG = "silently wrong"


@dataclass(frozen=True)
class Judged:
    """A file and what came of it; `words` say it in a line."""

    family: str
    case: Case
    outcome: Outcome
    words: str


def judged(family: str, case: Case, city: City, by: User) -> Judged:
    """Check a file, take it over where that is possible, look, and take it back."""
    form = {"signs": SIGNS, "mode": "patch"}
    upload = uploaded(city, by, case.content, name=case.file_name, **form | dict(case.said))
    problems = problem_rows(upload)
    if upload.state != "checked":
        told = [row for row in problems if row.severity == "error"]
        return Judged(family, case, *_of_stopped(case, told, upload))
    tasks.commit_upload(actions.ask_to_commit(upload, by).id)
    upload.refresh_from_db()
    assert upload.state == "committed", (family, case.name, upload.job.message)
    found = taken_over(upload.delivery)
    Delivery.objects.filter(pk=upload.delivery_id).update(withdrawn_at=timezone.now())
    return Judged(family, case, *_of_taken(case, problems, found))


def taken_over(delivery: Delivery) -> dict[str, dict[str, float | str]]:
    """What a delivery holds, as `Values`; an empty one is no slice."""
    codes = dict(Area.objects.filter(region=delivery.region).values_list("id", "code"))
    found: dict[str, dict[str, float | str]] = {}
    for one in Slice.objects.filter(delivery=delivery).select_related("measure", "period"):
        values = MeasureValue.objects.filter(slice_id=one.id, region_id=delivery.region_id)
        found[f"{one.measure.key} {one.period.key}"] = {
            codes[row.area_id]: row.value if row.obs_status == "A" else row.obs_status
            for row in values
        }
    return found


def _of_stopped(case: Case, told: list[ProblemRow], upload: Upload) -> tuple[Outcome, str]:
    words = " / ".join(map(_line, told[:2])) or f"job: {upload.job.message}"
    if case.place and (_names(case.place, told) or case.place == Place()):
        return Outcome.RIGHT, words
    if case.values is None:
        return Outcome.ELSEWHERE, words
    asked = bool(told) and all(row.asks for row in told)
    return (Outcome.ASKED if asked else Outcome.REFUSED), words


def _of_taken(case: Case, problems: list[ProblemRow], found: Values) -> tuple[Outcome, str]:
    if case.values is not None and _known(found) == _known(case.values):
        return Outcome.RIGHT, ""
    words = "; ".join([_differences(case.values or {}, found), *map(_line, problems[:2])])
    if case.place and case.place != Place() and _names(case.place, problems):
        return Outcome.WARNED, words
    return Outcome.WRONG, words


def _names(place: Place, told: Iterable[ProblemRow]) -> bool:
    return any(_points_at(place, row) for row in told)


def _points_at(place: Place, row: ProblemRow) -> bool:
    """By row and column, or by the cell's name in the sentence, as "D5"."""
    if place.row and re.search(rf"\b[A-Z]{{1,3}}{place.row}\b", row.sentence):
        return True
    return (
        (place.row is None or row.row == place.row)
        and (not place.column or place.column in row.column)
        and (row.row, row.column) != (None, "")
    )


def _known(values: Values) -> dict[str, dict[str, float | str]]:
    """An area without data and one left out are the same in an addition."""
    kept = {
        key: {code: cell for code, cell in of.items() if cell != "O"} for key, of in values.items()
    }
    return {key: of for key, of in kept.items() if of}


def _differences(wanted: Values, found: Values) -> str:
    if not wanted:
        return f"taken over: {_short(found)}"
    gone = {key: _minus(wanted[key], found.get(key, {})) for key in wanted}
    came = {key: _minus(found[key], wanted.get(key, {})) for key in found}
    return f"expected {_short(gone)}, taken over {_short(came)}"


def _minus(one: Mapping[str, object], other: Mapping[str, object]) -> dict[str, object]:
    return {code: cell for code, cell in one.items() if other.get(code) != cell}


def _short(values: Mapping[str, Mapping[str, object]]) -> str:
    return str({key: dict(of) for key, of in values.items() if of})[:WORDS]


def _line(row: ProblemRow) -> str:
    place = ", ".join(
        part for part in (f"row {row.row}" if row.row else "", row.column[:40]) if part
    )
    asks = f" [asks {row.asks}]" if row.asks else ""
    return f"{place}: {row.sentence[:WORDS]}{asks}" if place else f"{row.sentence[:WORDS]}{asks}"
