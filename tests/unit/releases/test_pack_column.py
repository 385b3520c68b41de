"""A column of a pack says the same as the whole pack, decoded."""

from releases.pack_column import read_column
from releases.pack_format import Pack, Section, Series, Whole, encode

PERIODS = [
    {"key": year, "kind": "year", "start": f"{year}-01-01", "end": f"{year}-12-31"}
    for year in ("2018", "2019", "2020")
]


def section(key: str, areas: list[str], periods: list[int], series: Series) -> Section:
    return Section(
        boundary_set=key,
        name={"de": key, "en": key},
        valid=("2018-01-01", None),
        shapes="x",
        areas=areas,
        periods=periods,
        series=series,
        deliveries=["made up"] * len(periods),
    )


OLD = Series([[5, None, 0], [None, 7, 3]], {(0, 1): "Q"}, {(1, 2): 3})
NEW = Series([[4, None, 9, 2]], {(0, 1): "L"}, {(0, 0): 8})
CITY = Series([[50], [None], [61]], {(1, 0): "Q"})
PACK = Pack(
    region="r",
    level="l",
    audience="public",
    card={"key": "k", "decimals": 1},
    periods=PERIODS,
    sections=[
        section("old", ["01", "02", "03"], [0, 1], OLD),
        section("new", ["a", "b", "c", "d"], [2], NEW),
    ],
    wholes=[Whole("city", ["0"], ["City"], CITY)],
    classification={},
)


def test_every_cell_is_that_of_the_decoded_pack() -> None:
    for place, code in enumerate(["01", "02", "03"]):
        column = read_column(encode(PACK), {"old": code})
        assert sorted(column.cells) == [0, 1]
        for row, cell in column.cells.items():
            assert cell.number == OLD.values[row][place]
            assert cell.status == OLD.status_of(row, place)
            assert cell.flags == OLD.flags.get((row, place), 0)


def test_an_area_is_followed_into_other_boundaries() -> None:
    column = read_column(encode(PACK), {"old": "03", "new": "c"})
    assert [column.cells[at].number for at in (0, 1, 2)] == [0, 3, 9]
    assert column.filled == {0: 2 / 3, 1: 2 / 3, 2: 3 / 4}
    assert [column.city[at].number for at in (0, 1, 2)] == [50, None, 61]
    assert column.city[1].status == "Q"


def test_peers_are_the_values_of_one_date_on_its_boundaries() -> None:
    column = read_column(encode(PACK), {"old": "01", "new": "a"})
    assert sorted(column.peers(1)) == [3, 7]
    assert sorted(column.peers(2)) == [2, 4, 9]


def test_an_unknown_area_has_no_cells() -> None:
    assert read_column(encode(PACK), {"old": "99", "gone": "01"}).cells == {}
