"""Two awkward files of each family; script/experiments brings in all of them."""

from pathlib import Path

import pytest

from accounts.models import User
from tests.factories import City
from tests.integration.corpus.files import corpus, spread
from tests.integration.corpus.reporting import PAGE, write_page
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


def test_the_page_tells_of_all_files_and_a_run_of_some_leaves_it_alone(
    city: City, clerk: User, tmp_path: Path
) -> None:
    made = sum(map(len, corpus().values()))
    assert f"\n{made} of {made} files brought in, " in PAGE.read_text(encoding="utf-8")
    ((family, (case,)), *_) = spread(1).items()
    one = judged(family, case, city, clerk)
    write_page(tmp_path / "page.md", [one], made)
    assert not (tmp_path / "page.md").exists()
    write_page(tmp_path / "page.md", [one], 1)
    assert "1 of 1 files brought in, 100.0 % right." in (tmp_path / "page.md").read_text()
