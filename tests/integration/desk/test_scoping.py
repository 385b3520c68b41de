"""A page that asks without naming its region gets an error, not another region's rows."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.models import Job, Region
from accounts.scoping import Scoped, Unscoped, answer_scoped, row_of
from indicators.models import Delivery, Slice
from spatial_units.models import Area, BoundarySet, SpatialLevel
from tests.factories import make_city

pytestmark = pytest.mark.django_db

OURS = ("accounts", "spatial_units", "indicators", "releases", "reports", "atlas", "planning")
NOT_OF_ONE_REGION = {"accounts.User"}  # an operator works for all of them


def asked_by_a_page(question: Callable[[], object]) -> object:
    """What a view would get that asks this."""
    answer: list[object] = []

    def view(request: object) -> HttpResponse:
        answer.append(question())
        return HttpResponse()

    answer_scoped(view)(RequestFactory().get("/"))
    return answer[0]


def owners_of(model: type[models.Model]) -> set[str]:
    return {
        field.related_model._meta.label
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model
    }


def test_every_table_that_belongs_to_a_region_is_scoped() -> None:
    found = {model._meta.label: model for app in OURS if apps.is_installed(app)
             for model in apps.get_app_config(app).get_models()}  # fmt: skip
    belongs: set[str] = {"accounts.Region"}
    while True:
        more = {name for name, model in found.items() if owners_of(model) & belongs}
        more -= belongs | NOT_OF_ONE_REGION
        if not more:
            break
        belongs |= more
    bare = [name for name in belongs - {"accounts.Region"}
            if not isinstance(found[name]._default_manager, Scoped)]  # fmt: skip
    assert bare == []
    assert len(belongs) > 30


@pytest.mark.parametrize(
    "question",
    [
        lambda: list(Delivery.objects.all()),
        lambda: Delivery.objects.count(),
        lambda: Delivery.objects.filter(pk=1).first(),
        lambda: Delivery.objects.get(pk=1),
        lambda: Delivery.objects.in_bulk([1, 2]),
        lambda: Delivery.objects.filter(pk=1).exists(),
        lambda: Delivery.objects.filter(pk=1).update(withdrawn_at=None),
        lambda: Delivery.objects.filter(pk=1).delete(),
        lambda: Delivery.objects.exclude(region=1).first(),
        lambda: Delivery.objects.filter(Q(region=1) | Q(pk=1)).first(),
        lambda: Delivery.objects.filter(region__gt=0).first(),
        lambda: Delivery.objects.filter(region__key__startswith="m").first(),
        lambda: Slice.objects.filter(region=1, delivery__in=Delivery.objects.all()).count(),
        lambda: Delivery.objects.filter(region=1).union(Delivery.objects.all()).count(),
        lambda: Job.objects.filter(state="waiting").first(),
    ],
)
def test_a_question_without_a_region_fails(question: Callable[[], object]) -> None:
    with pytest.raises(Unscoped, match="names no region"):
        asked_by_a_page(question)


def test_a_question_with_its_region_is_answered() -> None:
    city = make_city()
    region = Region.objects.get(pk=city.region.pk)
    level = SpatialLevel.objects.filter(region=region).first()
    assert level is not None
    sets = BoundarySet.objects.filter(level=level)
    inhabited = Exists(Area.objects.filter(boundary_set=OuterRef("pk")))
    for question in (
        lambda: SpatialLevel.objects.filter(region=region, pk=level.pk).get(),
        lambda: SpatialLevel.objects.filter(region__key=region.key).count(),
        lambda: row_of(level).select_for_update().get(),
        lambda: Area.objects.filter(boundary_set__level=level).count(),
        lambda: Area.objects.filter(boundary_set__in=sets).first(),
        lambda: sets.filter(inhabited).first(),
        lambda: level.boundaryset_set.count(),
        lambda: Delivery.objects.filter(Q(region=region) | Q(region=region, pk=1)).count(),
        lambda: Delivery.objects.filter(region=region).union(
            Delivery.objects.filter(region=region)
        ).count() + 1,
        lambda: Job.everywhere.count() + 1,
    ):  # fmt: skip
        assert asked_by_a_page(question) is not None


def test_commands_and_the_worker_are_free() -> None:
    assert Delivery.objects.count() == 0
    assert list(Delivery.objects.all()) == []
