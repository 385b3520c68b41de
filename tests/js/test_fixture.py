"""The pack that JavaScript tests read is the one Python writes today."""

from tests.js import make_change_fixture
from tests.js.make_pack_fixture import FIXTURE, text


def test_the_pack_for_the_javascript_tests_is_what_python_encodes_now() -> None:
    assert FIXTURE.read_text(encoding="utf-8") == text()


def test_the_changes_for_the_javascript_tests_are_what_python_reckons_now() -> None:
    made = make_change_fixture
    assert made.FIXTURE.read_text(encoding="utf-8") == made.text()
