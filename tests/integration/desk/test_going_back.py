"""Small things a newcomer stumbled over at the desk."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Region
from region_files.desk.forms_formula import formula_fields
from tests.integration.desk.conftest import DESK, give_second_factor, staff_of
from tests.integration.desk.test_releasing import URL, WISH
from tests.integration.desk.test_single_values import check

pytestmark = pytest.mark.django_db(databases="__all__")


def test_back_shows_a_check_page_again(clerk: Client) -> None:
    """Chromium asks nobody again for an answer to a form: it keeps it, or shows an error."""
    pages: list[Any] = [clerk.post(URL, WISH | {"step": "check"}), check(clerk)]
    for page in pages:
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "private, no-cache"
    assert "no-store" in clerk.get(URL).headers["Cache-Control"]


def test_a_release_that_changes_nothing_says_so(clerk: Client) -> None:
    said = "Nach jetzigem Stand ändert diese Freigabe nichts."
    wish = WISH | {"audience": "public"}
    assert said in clerk.post(URL, wish | {"step": "check"}).content.decode()
    dated = wish | {"step": "commit", "publish_at": "2030-12-24T10:00", "is_published": "on"}
    planned = clerk.post(URL, dated, follow=True)
    assert "releases/planned/" in planned.redirect_chain[-1][0]
    assert said in planned.content.decode()


def test_a_wrong_code_leaves_the_label_as_it_was(town: Region) -> None:
    kim = staff_of(town, "kim", second_factor=False)
    kim.set_password("ein recht langer Satz")
    kim.save()
    give_second_factor(kim)
    client = Client()
    client.post(
        "/accounts/login/", {"username": "kim", "password": "ein recht langer Satz"}, follow=True
    )
    page = client.post("/accounts/login/code/", {"code": "000000"}).content.decode()
    assert "Code aus der App" in page
    assert "Authentifizierungscode" not in page


def test_a_formula_of_five_terms_fills_the_lists() -> None:
    terms = ["a", "b", "c", "d", "-e"]
    fields = formula_fields({"count": terms})
    assert (fields["numerator"], fields["formula_text"]) == (terms, "")


def test_a_wrong_address_is_told_politely(clerk: Client) -> None:
    page = clerk.post(f"{DESK}people/new/", {"username": "x", "email": "kein"}).content.decode()
    assert "Geben Sie eine gültige E-Mail-Adresse an." in page
