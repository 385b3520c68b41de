"""The four real regions: their files are right, complete and say where the data are from."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from region_files.files import named_files
from region_files.reading import expand_each, read_region_file
from region_files.schema import RegionFile
from region_files.schema_catalogue import Text
from spatial_units.importing.wording import say

PROJECT = Path(__file__).resolve().parents[3]
REGIONS = PROJECT / "fixtures" / "regions"
DATA = Path(os.environ.get("SHARED_DATA") or PROJECT.parent / "shared/data")
KEYS = ("berlin", "koeln", "leipzig", "zwickau")


def region(key: str) -> RegionFile:
    found, problems = read_region_file(REGIONS / f"{key}.yaml")
    assert found is not None, [say(problem, "en") for problem in problems]
    assert problems == []
    return found


def texts(value: Any) -> list[Text]:
    """All texts people read, wherever they stand."""
    if isinstance(value, Text):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in texts(part)]
    if hasattr(value, "model_fields_set"):
        return [text for name in type(value).model_fields for text in texts(getattr(value, name))]
    return []


@pytest.mark.parametrize("key", KEYS)
def test_a_shipped_file_has_no_fault(key: str) -> None:
    assert region(key).region.key == key


@pytest.mark.parametrize("key", KEYS)
def test_every_file_it_names_is_there(key: str) -> None:
    if not DATA.is_dir():
        pytest.skip("left out: ../shared/data is absent (set SHARED_DATA to where it lies)")
    found, problems = read_region_file(REGIONS / f"{key}.yaml", DATA)
    assert [say(problem, "en") for problem in problems] == []
    assert found is not None


@pytest.mark.parametrize("key", KEYS)
def test_all_levels_have_the_agreed_keys(key: str) -> None:
    agreed = {
        "planungsraum", "bezirksregion", "prognoseraum", "bezirk", "stadtviertel", "stadtteil",
        "stadtbezirk", "ortsteil", "gemeinde", "gemeindeverband", "kreis", "stadt",
    }  # fmt: skip
    assert {level.key for level in region(key).levels} <= agreed


@pytest.mark.parametrize("key", KEYS)
def test_german_is_written_with_umlauts_and_english_is_not_german(key: str) -> None:
    for text in texts(region(key)):
        spelled_out = (
            r"\b(fuer|ueber|Koeln|Auslaender\w*|Bevoelkerung|jaehr\w*|Haeuser|Erwerbs\w*faehig\w*)"
        )
        assert re.search(spelled_out, text.de) is None, text.de
        assert text.de.strip() and text.en.strip()  # noqa: PT018
        assert re.search(r"\b(der|die|das|und|nicht|je 100)\b", text.en) is None, text.en


@pytest.mark.parametrize("key", KEYS)
def test_every_source_says_licence_and_where_the_official_file_is(key: str) -> None:
    for source in region(key).sources:
        assert source.attribution, source.key
        assert source.licence, source.key
        assert source.licence_url.startswith("https://"), source.key
        assert source.url.startswith("https://"), source.key
        assert len(source.attribution) <= 300, source.key
    page = (PROJECT / "docs" / "data-sources.md").read_text(encoding="utf-8")
    for source in region(key).sources:
        assert source.url in page, source.key


@pytest.mark.parametrize("key", KEYS)
def test_the_public_sees_only_what_was_published(key: str) -> None:
    assert {policy.rule for policy in region(key).policies} == {"published_by_source"}
    assert {release.audience for release in region(key).release} == {"public"}


def test_berlin_has_three_sets_of_planungsraeume_that_follow_each_other() -> None:
    sets = [spec for spec in region("berlin").boundary_sets if spec.level == "planungsraum"]
    assert [spec.count for spec in sets] == [447, 448, 542]
    assert [str(spec.valid_to) for spec in sets] == ["2018-12-31", "2020-12-31", "None"]


def test_berlin_checks_the_published_totals_and_classes() -> None:
    checks = region("berlin").checks
    totals = {total.period[:4]: total.sum for total in checks.totals}
    assert totals["2015"] == 3_610_156
    assert totals["2018"] == 3_748_148
    assert totals["2019"] == 3_769_495
    assert totals["2020"] == 3_769_962
    assert totals["2021"] == 3_775_480
    assert totals["2024"] == 3_897_145
    assert totals["2025"] == 3_913_644
    assert {equal.computed for equal in checks.equal} == {
        "mss_status_class", "mss_dynamik_class", "mss_gruppe_class",
    }  # fmt: skip


def test_the_indices_of_berlin_follow_the_published_method() -> None:
    indices = {index.key: index for index in region("berlin").indices}
    assert set(indices) == {
        f"mss-{part}-{year}" for part in ("status", "dynamik") for year in (2013, 2017, 2019)
    }
    status = indices["mss-status-2019"]
    assert [component.measure for component in status.components] == [
        "mss_s1_share", "mss_s3_share", "mss_s4_share",
    ]  # fmt: skip
    assert (status.ddof, status.cuts, status.right_closed) == (0, (-1, 1, 1.5), (False, True, True))


def test_koeln_publishes_small_counts_with_a_reason() -> None:
    (policy,) = region("koeln").policies
    assert "1 und 2" in policy.reason.de


def test_leipzig_shows_the_mean_age_first() -> None:
    leipzig = region("leipzig")
    (age,) = [one for one in leipzig.indicators if one.key == leipzig.region.default_indicator]
    assert (age.name.de, leipzig.region.default_level) == ("Durchschnittsalter", "ortsteil")


def test_a_hidden_count_of_leipzig_is_no_zero() -> None:
    (since,) = [one for one in region("leipzig").deliveries if one.key == "arbeitslose-ab-2018"]
    assert since.signs["0"] == "suppressed"
    assert since.values.long is not None
    assert "ue_long" not in since.values.long.measures


def test_zwickau_names_its_boundary_set_for_years_before_it() -> None:
    assert all(delivery.boundary_set for delivery in region("zwickau").deliveries)


@pytest.mark.parametrize("key", KEYS)
def test_the_whole_file_is_also_plain_yaml(key: str) -> None:
    text = (REGIONS / f"{key}.yaml").read_text(encoding="utf-8")
    assert set(yaml.safe_load(text)) <= set(RegionFile.model_fields)


@pytest.mark.parametrize("key", KEYS)
def test_every_loop_ends(key: str) -> None:
    assert all(expand_each(delivery.each) for delivery in region(key).deliveries)
    assert all(not file.startswith("/") for _, file in named_files(region(key)))
