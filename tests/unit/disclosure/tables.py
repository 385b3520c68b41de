"""Tables for the tests of the gate: those it is measured on, and random ones."""

from hypothesis import strategies as st

from region_files.gate_tables import Cube, argus_cube, berlin_cube, cube_of

__all__ = ["Cube", "argus_cube", "berlin_cube", "cube_of", "cubes"]


@st.composite
def cubes(draw: st.DrawFn) -> Cube:
    """A city of random districts and areas, by a few categories, most counts small."""
    areas: dict[str, list[str]] = {"city": []}
    for district in range(draw(st.integers(1, 3))):
        areas["city"].append(f"d{district}")
        areas[f"d{district}"] = [f"d{district}a{at}" for at in range(draw(st.integers(1, 4)))]
    kinds = {"all": [f"k{at}" for at in range(draw(st.integers(2, 3)))]}
    counts = st.integers(0, 6) | st.integers(0, 80)
    leaves = {
        (area, kind): float(draw(counts))
        for district in areas["city"]
        for area in areas[district]
        for kind in kinds["all"]
    }
    return cube_of(leaves, areas, kinds)
