"""Even if a check let a file through, GDAL itself can open five formats and nothing else."""

from pathlib import Path

from spatial_units.importing.gdal_reader import ALLOWED_DRIVERS
from spatial_units.importing.problems import Problem
from spatial_units.importing.sandbox import run_limited
from tests.unit.importing.making import feature, geojson, square, table


def look(path: Path) -> object:
    return run_limited("tests.unit.importing.gdal_probe:look", {"path": str(path)})


def test_all_drivers_but_ours_are_off(tmp_path: Path) -> None:
    seen = look(geojson(tmp_path / "x.geojson", [feature("1", square(12, 51))]))
    assert isinstance(seen, dict)
    assert set(seen["drivers"]) == ALLOWED_DRIVERS
    assert seen["features"] == 1


def test_a_vrt_is_refused_by_gdal_itself(tmp_path: Path) -> None:
    secret = geojson(tmp_path / "secret.json", [feature("1", square(12, 51))])
    vrt = f"<OGRVRTDataSource><OGRVRTLayer name='secret'><SrcDataSource>{secret}" \
          "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"  # fmt: skip
    seen = look(table(tmp_path / "x.geojson", vrt))
    assert isinstance(seen, dict)
    assert not isinstance(seen, Problem)
    assert seen["features"] == "DataSourceError"


def test_no_address_is_fetched(tmp_path: Path) -> None:
    for address in ("/vsicurl/http://127.0.0.1:9/x.geojson", "http://127.0.0.1:9/x.geojson"):
        seen = run_limited("tests.unit.importing.gdal_probe:look", {"path": address})
        assert isinstance(seen, dict)
        assert seen["features"] == "DataSourceError"
