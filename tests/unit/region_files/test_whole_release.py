"""A whole release under a stricter rule: what is released, and how its figures are judged."""

import os
import subprocess
from collections import Counter
from dataclasses import replace

import pytest

from region_files.cross_checks import cross_checks
from region_files.reading import read_region_file
from region_files.schema import RegionFile
from region_files.stricter import stricter
from region_files.whole_release import WholeRelease, judged
from region_files.worker_watch import Worker, WorkerGone, peak_megabytes
from tests.conftest import ROOT

BERLIN = WholeRelease(
    name="Berlin",
    figures=67_186,
    why=Counter(P=203, S=242, L=2),
    small=203,
    small_in_view=0,
    unmet=0,
    checked=369,
    too_well=[],
    steps=35,
    seconds=44.0,
    audit_seconds=16.0,
    megabytes=525.0,
)


@pytest.fixture
def berlin() -> RegionFile:
    spec, problems = read_region_file(ROOT / "fixtures/regions/berlin.yaml")
    assert spec is not None, problems
    return spec


def test_the_stricter_copy_is_a_region_file_beside_the_first(berlin: RegionFile) -> None:
    copy = RegionFile.model_validate(stricter(berlin, 10).model_dump())
    assert copy.region.key == "berlin-streng"
    assert [problem.code for problem in cross_checks(copy)] == [
        problem.code for problem in cross_checks(berlin)
    ]
    assert copy.deliveries == berlin.deliveries


def test_in_the_stricter_copy_every_policy_hides_small_counts(berlin: RegionFile) -> None:
    assert {(one.rule, one.minimum_count) for one in stricter(berlin, 10).policies} == {
        ("threshold", 10)
    }
    assert {one.rule for one in berlin.policies} == {"published_by_source"}


def test_the_stricter_copy_releases_what_has_counts(berlin: RegionFile) -> None:
    (release,) = stricter(berlin, 10).release
    assert release.audience == "public"
    assert release.indicators == (
        "dem_pop", "dem_u6", "dem_u18", "dem_1826", "dem_65p", "dem_female",
        "mig_for", "mig_bg", "mig_germanbg",
    )  # fmt: skip


def failed(made: WholeRelease) -> list[str]:
    return [one.name for one in judged(made) if not one.holds]


def test_a_release_that_protects_all_passes() -> None:
    assert failed(BERLIN) == []


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (replace(BERLIN, figures=0, why=Counter()), "figures in view"),
        (replace(BERLIN, small_in_view=1), "figures of few people no map shows"),
        (replace(BERLIN, why=Counter(P=203, S=299, L=2)), "hidden besides"),
        (replace(BERLIN, unmet=1), "small counts nothing protects"),
        (
            replace(BERLIN, too_well=[(3.0, 5.0)]),
            "counts no attacker narrows too far, of all that is public",
        ),
        (replace(BERLIN, steps=2), "steps of progress seen"),
        (replace(BERLIN, megabytes=1000.5), "the worker's peak memory"),
    ],
)
def test_each_fault_is_told(made: WholeRelease, name: str) -> None:
    assert failed(made) == [f"Berlin: {name}"]


def test_slowness_is_said_and_no_fault() -> None:
    assert failed(replace(BERLIN, seconds=9999.0, audit_seconds=9999.0)) == []


def test_memory_is_that_of_the_process_and_its_children() -> None:
    with subprocess.Popen(["sh", "-c", "sleep 60 & wait"], start_new_session=True) as process:
        worker = Worker(process.pid)
        while len(worker.peaks) < 2:
            worker.look()
        assert worker.megabytes == pytest.approx(sum(worker.peaks.values()))
        os.killpg(process.pid, 15)
        process.wait()
        with pytest.raises(WorkerGone, match="has ended"):
            worker.look()
        assert worker.megabytes > 0, "what it took before it ended still counts"


def test_a_process_of_this_size_takes_some_memory() -> None:
    assert 10 < peak_megabytes(os.getpid()) < 100_000
