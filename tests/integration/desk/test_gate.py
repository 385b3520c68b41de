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
from releases.pack_format import decode
from releases.public_rule import may_go_public
from releases.region_reader import RegionReader
from releases.tasks import publish
from spatial_units.models import SpatialLevel
from tests.small_city import SmallCity

REFUSED = "darf nicht öffentlich werden"
READY = {"formula": {"value": "poor_children"}, "aggregation": "none"}
WISH = {"indicators": "all", "reason": {"de": "an alle", "en": "to all"}}


def indicator_of(region: Region) -> Indicator:
    found = Indicator.objects.select_related("policy", "region", "source", "topic")
    return found.get(region=region, key="exi_u15")


def with_ready_values(region: Region) -> Indicator:
    """The indicator under its threshold, but without counts that could be protected."""
    found = indicator_of(region)
    found.definition |= READY
    found.save(update_fields=["definition"])
    return found


@pytest.mark.django_db(databases="__all__")
class TestTheGate:
    def test_public_numbers_nobody_can_protect_do_not_pass(self, town: Region) -> None:
        indicator = with_ready_values(town)
        figures = figures_of(RegionReader(town), indicator)
        with pytest.raises(freezing.GateRefuses, match=REFUSED):
            freezing.through_gate(indicator, "public", figures, Hiding())
        assert freezing.through_gate(indicator, "internal", figures, Hiding())

    def test_numbers_let_through_for_the_staff_make_no_public_pack(self, town: Region) -> None:
        indicator = with_ready_values(town)
        reader = RegionReader(town)
        shown = freezing.through_gate(
            indicator, "internal", figures_of(reader, indicator), Hiding()
        )
        level = SpatialLevel.objects.get(region=town, key="stadtteil")
        with pytest.raises(freezing.GateRefuses, match=REFUSED):
            freezing.make_pack(reader, indicator, level, "public", shown, {}, {})

    @pytest.mark.parametrize(
        ("rule", "formula", "allowed"),
        [
            (Policy.Rule.THRESHOLD, {"count": ["poor_children"]}, True),
            (Policy.Rule.THRESHOLD, {"value": "poor_children"}, False),
            (Policy.Rule.PUBLISHED_BY_SOURCE, {"value": "poor_children"}, True),
            (Policy.Rule.NO_PERSONAL_DATA, {"value": "poor_children"}, True),
            ("a rule to come", {"count": ["poor_children"]}, False),
        ],
    )
    def test_what_may_go_public(
        self, town: Region, rule: str, formula: dict[str, Any], allowed: bool
    ) -> None:
        indicator = indicator_of(town)
        indicator.policy.rule, indicator.definition["formula"] = rule, formula
        assert may_go_public(indicator) is allowed

    def test_a_real_city_s_counts_may(self, town: Region) -> None:
        Region.objects.filter(pk=town.pk).update(is_made_up=False)
        assert may_go_public(indicator_of(town))


@pytest.mark.django_db(transaction=True, databases="__all__")
class TestTheWaysThere:
    def test_a_job_made_by_hand_fails_and_publishes_nothing(self, released_town: Region) -> None:
        with_ready_values(released_town)
        before = counts()
        releases = [WISH | {"audience": "internal"}, WISH | {"audience": "public"}]
        job = carried_out(released_town, releases)
        assert job.state == "failed"
        assert REFUSED in job.cause
        assert counts() == before

    def test_a_job_for_the_staff_goes_through(self, released_town: Region) -> None:
        with_ready_values(released_town)
        job = carried_out(released_town, [WISH | {"audience": "internal"}])
        assert job.state == "done", job.cause
        assert CurrentPack.objects.filter(audience="internal").exists()

    def test_a_region_file_is_refused_when_read_and_at_the_gate(
        self, transactional_db: None, tmp_path: Path
    ) -> None:
        city = SmallCity(tmp_path)
        honest, _problems = read_region_file(city.file, city.folder)
        assert honest is not None
        city.spec["indicators"][0] |= READY
        city.write()
        spec, problems = read_region_file(city.file, city.folder)
        assert spec is None
        assert [one.code for one in problems] == ["region_release_unsafe"]
        report = load(honest, city.folder, lambda text: None)
        assert report.job is not None
        with_ready_values(Region.objects.get())
        publish(report.job.id)
        report.job.refresh_from_db()
        assert report.job.state == "failed"
        assert not Pack.objects.exists()

    def test_a_real_city_hides_what_its_threshold_asks_for(
        self, transactional_db: None, tmp_path: Path
    ) -> None:
        city = SmallCity(tmp_path)
        del city.spec["region"]["made_up"]
        city.write()
        spec, _problems = read_region_file(city.file, city.folder)
        assert spec is not None
        report = load(spec, city.folder, lambda text: None)
        assert report.job is not None
        publish(report.job.id)
        pack = CurrentPack.objects.get(audience="public", level_key="stadtteil").pack
        (section,) = decode(bytes(pack.body)).sections
        shown = {code: section.series.status.get((0, at)) for at, code in enumerate(section.areas)}
        assert shown["03"] == "Q"

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
