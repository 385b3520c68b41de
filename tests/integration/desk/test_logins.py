"""Organisations, logins and passwords."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Organisation, Region, User
from accounts.queries import works_for

pytestmark = pytest.mark.django_db(databases="__all__")

PASSWORD = "ein langer Satz 26"


@pytest.fixture
def office(town: Region) -> Organisation:
    call_command("make_organisation", "musterdorf", "statistik", "Amt für Statistik")
    return Organisation.objects.get(region=town, key="statistik")


def test_an_organisation_is_made_and_renamed(office: Organisation) -> None:
    call_command("make_organisation", "musterdorf", "statistik", "Statistikstelle")
    office.refresh_from_db()
    assert office.name == "Statistikstelle"


@pytest.mark.parametrize("bad", [["atlantis", "a", "A"], ["musterdorf", "zwei Wörter", "A"]])
def test_an_organisation_needs_a_region_and_a_key(office: Organisation, bad: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("make_organisation", *bad)


def test_a_password_is_shown_once_and_lets_in(
    office: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("make_staff", "kim", organisation="musterdorf/statistik")
    password = capsys.readouterr().out.rsplit(": ", 1)[1].strip()
    user = User.objects.get(username="kim")
    assert user.check_password(password)
    assert works_for(user, office.region)
    assert not user.is_superuser


def test_a_password_from_a_file_is_not_shown(
    office: Organisation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "password"
    file.write_text(PASSWORD + "\n")
    call_command("make_staff", "kim", organisation="musterdorf/statistik", password_file=file)
    assert PASSWORD not in capsys.readouterr().out
    assert User.objects.get(username="kim").check_password(PASSWORD)


def test_a_weak_password_makes_no_login(office: Organisation, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("passwort")
    with pytest.raises(CommandError):
        call_command("make_staff", "kim", organisation="musterdorf/statistik", password_file=file)
    assert not User.objects.filter(username="kim").exists()


@pytest.mark.parametrize(
    ("login", "organisation"),
    [("kim", "musterdorf/nichts"), ("zwei wörter", "musterdorf/statistik")],
)
def test_a_login_needs_a_name_and_an_organisation(
    office: Organisation, login: str, organisation: str
) -> None:
    with pytest.raises(CommandError):
        call_command("make_staff", login, organisation=organisation)


def test_an_operator_is_not_made_a_clerk(office: Organisation) -> None:
    User.objects.create_superuser("betrieb")
    with pytest.raises(CommandError):
        call_command("make_staff", "betrieb", organisation="musterdorf/statistik")


def test_people_change_their_password(clerk: Client) -> None:
    user = User.objects.get(username="kim")
    user.set_password(PASSWORD)
    user.save()
    clerk.force_login(user)
    new = "noch ein langer Satz"
    wrong = clerk.post("/accounts/password/", {"old_password": "x", "new_password1": new})
    assert wrong.status_code == 200
    assert set(wrong.context["form"].errors) == {"old_password", "new_password2"}
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    page = clerk.post("/accounts/password/", sent, follow=True)
    assert "Ab jetzt melden Sie sich mit dem neuen Passwort an." in page.content.decode()
    user.refresh_from_db()
    assert user.check_password(new)


def test_a_password_is_changed_by_who_is_signed_in() -> None:
    assert Client().get("/accounts/password/").status_code == 302
    assert Client().get("/accounts/password/done/").status_code == 302
