"""A long table whose names the catalogue does not know: asked once, remembered for the source."""

import pytest
from django.test import Client

from accounts.models import User
from indicators import actions_uploads as actions
from indicators import tasks
from indicators.models import MeasureValue, Upload
from indicators.presenters_problems import problem_rows
from tests.factories import City
from tests.integration.uploads.making import FIRST, committed, sheet, uploaded

NAMES = ["Bev. insg.", "Summe der Zeilen"]


def long_table(day: str, *names: str) -> bytes:
    rows: list[list[object]] = [
        [code, day, name, value] for code, value in FIRST.items() for name in names
    ]
    return sheet(["Schlüssel", "Stichtag", "Merkmal", "Wert"], *rows)


def asked(upload: Upload) -> set[str]:
    return {row.asks for row in problem_rows(upload) if row.severity == "error"}


@pytest.mark.django_db(transaction=True)
def test_the_clerk_says_once_what_the_names_are(city: City, clerk: User, client: Client) -> None:
    first = uploaded(city, clerk, long_table("31.12.2020", *NAMES))
    assert first.state == "refused"
    assert asked(first) == {"items"}
    client.force_login(clerk)
    address = f"/desk/{city.region.key}/upload/{first.pk}/"
    page = client.get(address).content.decode()
    assert page.index("Bev. insg.") < page.index("Summe der Zeilen")
    answers = {"level": "stadtteil", "source": "amt", "mode": "patch", "notation": "ask",
               "item_0": "pop", "item_1": "-"}  # fmt: skip
    assert client.post(address + "check/", answers).status_code == 302
    first.refresh_from_db()
    assert first.job is not None
    tasks.check_upload(first.job.pk)
    first.refresh_from_db()
    assert first.state == "checked", first.findings
    tasks.commit_upload(actions.ask_to_commit(first, clerk).pk)
    first.refresh_from_db()
    assert first.delivery is not None
    slices = first.delivery.slice_set.values_list("id", flat=True)
    values = MeasureValue.objects.filter(slice_id__in=list(slices)).values_list("value", flat=True)
    assert sorted(values) == sorted(map(float, FIRST.values()))

    following = committed(city, clerk, long_table("31.12.2021", *NAMES))
    assert following.delivery is not None
    assert following.delivery.slice_set.get().measure.key == "pop"


@pytest.mark.django_db(transaction=True)
def test_leaving_all_out_is_a_question_too(city: City, clerk: User) -> None:
    said = {NAMES[0]: "-"}
    upload = uploaded(city, clerk, long_table("31.12.2020", NAMES[0]), items=said)
    assert (upload.state, asked(upload)) == ("refused", {"items"})


@pytest.mark.django_db(transaction=True)
def test_two_names_for_one_measure_are_refused(city: City, clerk: User) -> None:
    said = dict.fromkeys(NAMES, "pop")
    upload = uploaded(city, clerk, long_table("31.12.2020", *NAMES), items=said)
    assert (upload.state, asked(upload)) == ("refused", {"items"})


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_names_no_measure_counts_for_nothing(city: City, clerk: User) -> None:
    upload = uploaded(city, clerk, long_table("31.12.2020", NAMES[0]), items={NAMES[0]: "gone"})
    assert (upload.state, asked(upload)) == ("refused", {"items"})
