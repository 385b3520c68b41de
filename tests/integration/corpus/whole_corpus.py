"""All awkward files, and the table of docs/methods/awkward-files.md. No part of the usual suite:
its name keeps it out, script/experiments names it. FILES_PER_FAMILY takes fewer of each family,
and then the page stays as it is."""

import os
import sys

import pytest

from accounts.models import User
from tests.factories import City
from tests.integration.corpus.files import corpus, spread
from tests.integration.corpus.reporting import PAGE, write_page
from tests.integration.corpus.running import Judged, Outcome, judged

pytestmark = [
    pytest.mark.django_db(transaction=True, databases="__all__"),
    pytest.mark.timeout(3600),
]

MOST = int(os.environ.get("FILES_PER_FAMILY") or sys.maxsize)


def test_no_awkward_file_is_silently_wrong(city: City, clerk: User) -> None:
    made = sum(map(len, corpus().values()))
    found: list[Judged] = []
    for family, cases in spread(MOST).items():
        found += [judged(family, case, city, clerk) for case in cases]
    write_page(PAGE, found, made)
    wrong = [
        (one.family, one.case.name, one.words) for one in found if one.outcome == Outcome.WRONG
    ]
    assert wrong == []
