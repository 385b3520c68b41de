"""Awkward files by the API: what a program is told is what a clerk would read, word for word."""

from typing import Any

import pytest

from accounts.models import User
from indicators.models import Upload
from indicators.presenters_problems import problem_rows
from tests.factories import City
from tests.integration.corpus.files import spread
from tests.integration.corpus.making import SIGNS, Case
from tests.integration.uploads.making import uploaded
from tests.integration.uploads.programs import Program

pytestmark = [
    pytest.mark.django_db(transaction=True, databases="__all__"),
    pytest.mark.timeout(600),
]

MOST_FILES = 40  # one of every family, and second ones


def test_a_program_is_told_the_same_as_a_clerk(city: City, clerk: User) -> None:
    program = Program(clerk, city.region)
    families = spread(2)
    cases = [
        (family, of[place])
        for place in (0, 1)
        for family, of in families.items()
        if place < len(of)
    ][:MOST_FILES]
    assert len(cases) == MOST_FILES
    found = {
        (family, case.name): (by_form(case, city, clerk), by_program(case, program))
        for family, case in cases
    }
    assert {name: told for name, told in found.items() if told[0] != told[1]} == {}
    assert {told["state"] for told, _ in found.values()} == {"checked", "refused"}
    assert sum(bool(told["problems"]) for told, _ in found.values()) > 15


def by_form(case: Case, city: City, clerk: User) -> dict[str, Any]:
    form = {"signs": SIGNS, "mode": "patch"}
    upload = uploaded(city, clerk, case.content, name=case.file_name, **form | dict(case.said))
    problems = [
        (row.severity, row.sheet, row.row, row.column, row.sentence, row.asks)
        for row in problem_rows(upload)
    ]
    return told(upload, problems)


def by_program(case: Case, program: Program) -> dict[str, Any]:
    status = program.delivered(
        case.content, query="?dry_run=true", name=case.file_name, **dict(case.said)
    )
    problems = [
        tuple(one[key] for key in ("severity", "sheet", "row", "column", "text", "setting"))
        for one in status["problems"]
    ]
    return told(Upload.objects.get(pk=status["id"]), problems)


def told(upload: Upload, problems: list[Any]) -> dict[str, Any]:
    """What was found out and what was said; places of files and times differ."""
    preview = upload.preview or {}
    return {
        "state": upload.state,
        "problems": problems,
        "settings": upload.settings,
        "lines": preview.get("lines"),
        "values": preview.get("values"),
    }
