"""The gate itself refuses what may not go public, by whatever way somebody comes to it."""

from pathlib import Path
from typing import Any

import pytest

from accounts.models import Job, Region
from indicators.models import Indicator, Policy
from region_files.loading import load
from region_files.reading import read_region_file
from releases import freezing
from releases.figures import figures_of
from releases.hiding import Hiding
from releases.models import CurrentPack, Pack, PublishedFact
from releases.public_rule import may_go_public
from releases.region_reader import RegionReader
from releases.tasks import publish
from spatial_units.models import SpatialLevel
from tests.small_city import SmallCity

REFUSED = "darf noch nicht öffentlich werden"
WISH = {"indicators": "all", "reason": {"de": "an alle", "en": "to all"}}


def indicator_of(region: Region) -> Indicator:
    found = Indicator.objects.select_related("policy", "region", "source", "topic")
    return found.get(region=region, key="exi_u15")


def as_real_city(region: Region) -> Indicator:
    """Kleinstadt with its notice, but its figures now concern somebody."""
    Region.objects.filter(pk=region.pk).update(is_made_up=False)
    assert Region.objects.get(pk=region.pk).texts["notice"]
    return indicator_of(region)


@pytest.mark.django_db(databases="__all__")
class TestTheGate:
    def test_public_numbers_of_a_real_city_do_not_pass(self, town: Region) -> None:
        indicator = as_real_city(town)
        figures = figures_of(RegionReader(town), indicator)
        with pytest.raises(freezing.GateRefuses, match=REFUSED):
            freezing.through_gate(indicator, "public", figures, Hiding())
        assert freezing.through_gate(indicator, "internal", figures, Hiding())

    def test_numbers_let_through_for_the_staff_make_no_public_pack(self, town: Region) -> None:
        indicator = as_real_city(town)
        reader = RegionReader(town)
        shown = freezing.through_gate(
            indicator, "internal", figures_of(reader, indicator), Hiding()
        )
        level = SpatialLevel.objects.get(region=town, key="stadtteil")
        with pytest.raises(freezing.GateRefuses, match=REFUSED):
            freezing.make_pack(reader, indicator, level, "public", shown, {}, {})

    @pytest.mark.parametrize(
        ("rule", "made_up", "allowed"),
        [
            (Policy.Rule.THRESHOLD, False, False),
            (Policy.Rule.THRESHOLD, True, True),
            (Policy.Rule.PUBLISHED_BY_SOURCE, False, True),
            (Policy.Rule.NO_PERSONAL_DATA, False, True),
            ("a rule to come", False, False),
        ],
    )
    def test_what_may_go_public(
        self, town: Region, rule: str, made_up: bool, allowed: bool
    ) -> None:
        indicator = indicator_of(town)
        indicator.policy.rule, indicator.region.is_made_up = rule, made_up
        assert may_go_public(indicator) is allowed

    def test_a_notice_alone_makes_no_made_up_city(self, town: Region) -> None:
        assert town.text("notice")
        assert not may_go_public(as_real_city(town))


@pytest.mark.django_db(transaction=True, databases="__all__")
class TestTheWaysThere:
    def test_a_job_made_by_hand_fails_and_publishes_nothing(self, released_town: Region) -> None:
        as_real_city(released_town)
        before = counts()
        releases = [WISH | {"audience": "internal"}, WISH | {"audience": "public"}]
        job = carried_out(released_town, releases)
        assert job.state == "failed"
        assert REFUSED in job.cause
        assert counts() == before

    def test_a_job_for_the_staff_goes_through(self, released_town: Region) -> None:
        as_real_city(released_town)
        job = carried_out(released_town, [WISH | {"audience": "internal"}])
        assert job.state == "done", job.cause
        assert CurrentPack.objects.filter(audience="internal").exists()

    def test_a_region_file_is_refused_when_read_and_at_the_gate(
        self, transactional_db: None, tmp_path: Path
    ) -> None:
        city = SmallCity(tmp_path)
        honest, _problems = read_region_file(city.file, city.folder)
        assert honest is not None
        del city.spec["region"]["made_up"]
        city.write()
        spec, problems = read_region_file(city.file, city.folder)
        assert spec is None
        assert [one.code for one in problems] == ["region_release_unsafe"]
        unchecked = honest.model_copy(
            update={"region": honest.region.model_copy(update={"made_up": False})}
        )
        report = load(unchecked, city.folder, lambda text: None)
        assert report.job is not None
        publish(report.job.id)
        report.job.refresh_from_db()
        assert report.job.state == "failed"
        assert not Pack.objects.exists()

    def test_what_its_source_has_published_goes_public_without_being_made_up(
        self, transactional_db: None, tmp_path: Path
    ) -> None:
        city = SmallCity(tmp_path)
        del city.spec["region"]["made_up"]
        city.spec["policies"][0] |= {"rule": "published_by_source"}
        city.write()
        spec, _problems = read_region_file(city.file, city.folder)
        assert spec is not None
        report = load(spec, city.folder, lambda text: None)
        assert report.job is not None
        publish(report.job.id)
        assert CurrentPack.objects.filter(audience="public").exists()


def counts() -> dict[str, Any]:
    return {model.__name__: model.objects.count() for model in (CurrentPack, Pack, PublishedFact)}


def carried_out(region: Region, releases: list[dict[str, Any]]) -> Job:
    job = Job.objects.create(region=region, kind="publish", arguments={"releases": releases})
    publish(job.id)
    job.refresh_from_db()
    return job
