"""Trying another rule of secrecy: the worker says what it would hide, and nothing changes."""

import pytest
from django.test import Client

from accounts.models import Job, Region
from indicators.models import Indicator, Policy
from releases.models import CurrentPack, HidingPattern, RuleTrial
from releases.tasks import try_rule
from tests.integration.desk.conftest import signed_in, staff_of

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

PAGE = "/desk/musterdorf/secrecy/trial/"
WISH = {"policy": "sozialdaten", "minimum_count": "25", "minimum_denominator": "0"}


@pytest.fixture
def clerk(released_town: Region) -> Client:
    return signed_in(staff_of(released_town, "ute"))


def tried(clerk: Client, **changed: str) -> RuleTrial:
    asked = clerk.post(PAGE, WISH | changed)
    job = Job.objects.get(kind="try-rule", state="waiting")
    assert asked.headers["Location"] == f"/desk/musterdorf/jobs/{job.id}/"
    try_rule(job.id)
    job.refresh_from_db()
    assert (job.state, job.message) == ("done", "Die Regel ist durchgerechnet.")
    assert PAGE in clerk.get(f"/desk/musterdorf/jobs/{job.id}/").content.decode()
    return RuleTrial.objects.latest("id")


def hidden(trial: RuleTrial, level: str = "stadtteil") -> int:
    cost = dict(trial.costs["exi_u15"][level])
    return sum(cost.values()) - cost.pop("figures")


def test_a_higher_limit_hides_more_and_changes_nothing(clerk: Client) -> None:
    packs = list(CurrentPack.objects.values_list("pack_id", flat=True))
    as_now, stricter = tried(clerk, minimum_count="3"), tried(clerk)
    assert 0 < hidden(as_now) < hidden(stricter)
    assert list(CurrentPack.objects.values_list("pack_id", flat=True)) == packs
    assert Policy.objects.get().minimum_count == 3
    text = clerk.get(PAGE).content.decode()
    assert "Fallzahlen unter 25 verborgen" in text
    assert "SGB-II-Quote unter 15" in text


def test_a_trial_leaves_no_pattern_for_later_releases(clerk: Client) -> None:
    before = set(HidingPattern.objects.values_list("id", flat=True))
    tried(clerk)
    assert set(HidingPattern.objects.values_list("id", flat=True)) == before


def test_zero_and_few_people_are_hidden_on_demand(clerk: Client) -> None:
    plain = hidden(tried(clerk, minimum_count="3"))
    assert hidden(tried(clerk, minimum_count="3", protect_zero="on")) > plain
    assert hidden(tried(clerk, minimum_count="3", minimum_denominator="250")) > plain


def test_ready_values_would_be_public_no_longer(clerk: Client, released_town: Region) -> None:
    indicator = Indicator.objects.get(region=released_town, key="exi_u15")
    indicator.definition |= {"formula": {"value": "poor_children"}, "aggregation": "none"}
    indicator.save(update_fields=["definition"])
    trial = tried(clerk)
    assert trial.barred == ["exi_u15"]
    assert "nicht mehr öffentlich" in clerk.get(PAGE).content.decode()


def test_asking_twice_makes_one_job(clerk: Client) -> None:
    first, second = clerk.post(PAGE, WISH), clerk.post(PAGE, WISH)
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("policy", "keine"), ("minimum_count", "1"), ("minimum_count", "viele"),
     ("minimum_denominator", "-1")],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field(clerk: Client, field: str, wrong: str) -> None:
    page = clerk.post(PAGE, WISH | {field: wrong})
    assert page.status_code == 400
    assert list(page.context["form"].errors) == [field]
    assert not Job.objects.filter(kind="try-rule").exists()
