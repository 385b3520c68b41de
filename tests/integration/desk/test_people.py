"""Administering access: invite, change, lock out; nobody gives rights to themselves."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEntry, Organisation, Region, User
from accounts.people import tree_of
from accounts.roles import Role
from accounts.second_factor import has_second_factor
from tests.factories import make_city
from tests.integration.desk.conftest import DESK, give_second_factor, signed_in, staff_of

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def boss(town: Region) -> User:
    return staff_of(town, "chefin", [Role.ADMINISTRATOR])


@pytest.fixture
def office(boss: User) -> Organisation:
    assert boss.organisation
    return boss.organisation


def said(office: Organisation, **other: Any) -> dict[str, Any]:
    return {"organisation": office.pk, "roles": ["steward"], "last_name": "Ute Ö."} | other


def test_the_invited_choose_a_password_by_the_link_and_are_in(
    boss: User, office: Organisation
) -> None:
    client = signed_in(boss)
    page = client.post(f"{DESK}people/new/", said(office, username="ute")).content.decode()
    found = re.search(r"http://testserver(/accounts/password/new/[^\"]+)", page)
    assert found
    guest = Client()
    form = guest.get(found[1])
    new = "ein recht langer Satz"
    guest.post(form.headers["Location"], {"new_password1": new, "new_password2": new})
    guest.post("/accounts/login/", {"username": "ute", "password": new})
    assert guest.get(f"{DESK}upload/").status_code == 200
    entry = AuditEntry.objects.get(action="person-invited")
    assert (entry.user, entry.subject, entry.detail["roles"]) == (boss, "ute", ["steward"])


@pytest.mark.parametrize("name", ["UTE", "chefin", "", "a b", "x" * 151])
def test_a_name_that_cannot_be_is_refused_in_words(
    boss: User, office: Organisation, name: str
) -> None:
    staff_of(office.region, "ute")
    answer = signed_in(boss).post(f"{DESK}people/new/", said(office, username=name))
    assert answer.status_code == 400
    assert 'class="error"' in answer.content.decode()


def test_a_change_counts_at_once_and_is_recorded(boss: User, office: Organisation) -> None:
    ute = staff_of(office.region, "ute", [Role.STEWARD])
    client = signed_in(ute)
    assert client.get(f"{DESK}upload/").status_code == 200
    signed_in(boss).post(f"{DESK}people/{ute.pk}/", said(office, roles=["reader"], is_active="on"))
    assert client.get(f"{DESK}upload/").status_code == 403
    signed_in(boss).post(f"{DESK}people/{ute.pk}/", said(office, roles=["reader"]))
    assert client.get(f"{DESK}upload/").status_code == 302
    newest = AuditEntry.objects.filter(action="person-changed").latest("id")
    assert (newest.detail["before"]["active"], newest.detail["after"]["active"]) == (True, False)


def test_nobody_gives_rights_to_themselves(boss: User, office: Organisation) -> None:
    client = signed_in(boss)
    client.post(f"{DESK}people/{boss.pk}/", said(office, roles=["statistics", "administrator"]))
    boss.refresh_from_db()
    assert (boss.roles, boss.is_active, boss.last_name) == (["administrator"], True, "Ute Ö.")


def test_a_new_link_ends_the_old_password(boss: User, office: Organisation) -> None:
    ute = staff_of(office.region, "ute", second_factor=False)
    ute.set_password("ein recht langer Satz")
    ute.save()
    signed_in(boss).post(f"{DESK}people/{ute.pk}/link/")
    guest = Client()
    guest.post("/accounts/login/", {"username": "ute", "password": "ein recht langer Satz"})
    assert guest.get(DESK).status_code == 302


def test_the_second_factor_of_others_can_be_removed_ones_own_not(
    boss: User, office: Organisation
) -> None:
    ute = staff_of(office.region, "ute")
    client = signed_in(boss)
    client.post(f"{DESK}people/{ute.pk}/second-factor/")
    assert has_second_factor(ute), "nobody said that they are sure"
    client.post(f"{DESK}people/{ute.pk}/second-factor/", {"is_sure": "on"})
    client.post(f"{DESK}people/{boss.pk}/second-factor/", {"is_sure": "on"})
    assert (has_second_factor(ute), has_second_factor(boss)) == (False, True)


def test_who_administers_sets_up_a_second_factor_first(town: Region) -> None:
    boss = staff_of(town, "chefin", [Role.ADMINISTRATOR], second_factor=False)
    client = signed_in(boss)
    answer = client.get(f"{DESK}people/")
    assert answer.headers["Location"].startswith("/accounts/second-factor/?for=")
    assert "zweiten Faktor" in client.get(answer.headers["Location"]).content.decode()
    give_second_factor(boss)
    assert client.get(f"{DESK}people/").status_code == 200


def test_people_of_other_regions_and_operators_are_not_there(
    boss: User, office: Organisation
) -> None:
    elsewhere = staff_of(make_city("andernorts").region, "fremd")
    operator = User.objects.create_superuser("betrieb", organisation=office)
    client = signed_in(boss)
    for one in (elsewhere, operator):
        assert client.get(f"{DESK}people/{one.pk}/").status_code == 404
        assert client.post(f"{DESK}people/{one.pk}/link/").status_code == 404
    foreign = elsewhere.organisation_id
    answer = client.post(f"{DESK}people/new/", {"organisation": foreign, "roles": ["reader"]})
    assert answer.status_code == 400


def test_organisations_form_a_tree_without_circles(boss: User, office: Organisation) -> None:
    client = signed_in(boss)
    below = {"name": "Jugendamt", "key": "jugend", "kind": "department", "parent": office.pk}
    assert client.post(f"{DESK}organisations/new/", below).status_code == 302
    child = Organisation.objects.get(key="jugend")
    circle = {"name": office.name, "kind": "department", "parent": child.pk}
    assert client.post(f"{DESK}organisations/{office.pk}/", circle).status_code == 400
    assert [(depth, one.key) for depth, one in tree_of(office.region)] == [
        (0, "statistik"),
        (1, "jugend"),
    ]
