"""What goes into a pack comes out of it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from releases.pack_format import Pack, Section, Series, Whole, decode, encode

numbers = st.none() | st.integers(-(2**52), 2**52)


@st.composite
def series(draw: st.DrawFn, n_areas: int = 5) -> Series:
    rows = draw(st.lists(st.lists(numbers, min_size=n_areas, max_size=n_areas), max_size=4))
    gaps = [(p, a) for p, row in enumerate(rows) for a, value in enumerate(row) if value is None]
    known = [
        (p, a) for p, row in enumerate(rows) for a, value in enumerate(row) if value is not None
    ]
    status = {cell: draw(st.sampled_from("QLM")) for cell in gaps if draw(st.booleans())}
    flags = {cell: draw(st.integers(1, 63)) for cell in known if draw(st.booleans())}
    return Series(rows, status, flags)


def pack_with(own: Series) -> Pack:
    codes = ["01", "02", "03", "04", "05"]
    section = Section(
        "set", {"de": "Größe", "en": "Size"}, ("2000-01-01", None), "hash", codes,
        list(range(len(own.values))), own, ["delivery"] * len(own.values), "earlier",
        [0, None, 2, 3, 4], {"bezirk": [0, 0, 1, 1, None]},
    )  # fmt: skip
    whole = Whole("stadt", ["00"], ["Stadt"], Series([[1]]))
    return Pack("a", "b", "public", {"decimals": 1}, [], [section], [whole], {"breaks": [1.5]})


@given(series())
def test_a_pack_survives_the_wire(own: Series) -> None:
    assert decode(encode(pack_with(own))) == pack_with(own)


@given(series())
def test_the_same_numbers_make_the_same_bytes(own: Series) -> None:
    assert encode(pack_with(own)) == encode(pack_with(own))


@given(
    st.lists(st.text("0123456789", min_size=4, max_size=4), unique=True)
    | st.lists(st.text("0123456789AZ", max_size=17), unique=True)
)
def test_codes_survive_the_wire_whatever_they_look_like(codes: list[str]) -> None:
    rows = Series([[1] * len(codes)])
    before = [None if place % 3 else len(codes) - place for place in range(len(codes))]
    sent = pack_with(rows)
    sent.sections[0] = replace(sent.sections[0], areas=sorted(codes), before=before)
    assert decode(encode(sent)) == sent


def test_a_gap_without_a_status_is_missing_and_a_zero_is_a_value() -> None:
    own = Series([[0, None, None]], {(0, 2): "Q"})
    assert [own.status_of(0, area) for area in range(3)] == ["A", "O", "Q"]
