"""The examples on the pages of docs/methods are true, and no page is without one."""

import doctest
from pathlib import Path

import pytest

METHODS = Path(__file__).resolve().parents[3] / "docs" / "methods"
NO_METHODS = {"README.md", "awkward-files.md"}  # a list, and the report of an experiment
PAGES = sorted(page.name for page in METHODS.glob("*.md") if page.name not in NO_METHODS)


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_are_true(page: str) -> None:
    found = doctest.testfile(str(METHODS / page), module_relative=False, encoding="utf-8")
    assert found.attempted > 0, f"docs/methods/{page} shows no figure that can be recomputed"
    assert found.failed == 0


def test_every_page_is_listed() -> None:
    told = (METHODS / "README.md").read_text(encoding="utf-8")
    assert [page for page in PAGES if f"]({page})" not in told] == []
