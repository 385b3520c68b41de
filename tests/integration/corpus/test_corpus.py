"""Two awkward files of each family; script/experiments brings in all of them."""

import pytest

from accounts.models import User
from tests.factories import City
from tests.integration.corpus.files import spread
from tests.integration.corpus.running import Outcome, judged

pytestmark = [
    pytest.mark.django_db(transaction=True, databases="__all__"),
    pytest.mark.timeout(600),
]

FILES_PER_FAMILY = 2
RIGHT_AT_LEAST = 0.8


def test_no_awkward_file_is_silently_wrong_and_most_are_right(city: City, clerk: User) -> None:
    found = [
        judged(family, case, city, clerk)
        for family, cases in spread(FILES_PER_FAMILY).items()
        for case in cases
    ]
    assert len(found) >= 40
    assert [one for one in found if one.outcome == Outcome.WRONG] == []
    right = sum(one.outcome == Outcome.RIGHT for one in found)
    assert right / len(found) >= RIGHT_AT_LEAST
