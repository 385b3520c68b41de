"""One value in a pack: which boundary set and row an area, a level and a period mean."""

from dataclasses import dataclass

from releases.pack_format import Pack, Section


@dataclass(frozen=True)
class ValuePlace:
    """`period` is a position in the pack's periods, `row` that of the section."""

    section: Section
    row: int
    area: int
    period: int

    @property
    def code(self) -> str:
        return self.section.areas[self.area]

    @property
    def delivery(self) -> str:
        """The keys of the deliveries behind the value, parted by commas."""
        return self.section.deliveries[self.row]


def places_of(pack: Pack, code: str, stand: str = "") -> dict[int, ValuePlace]:
    """Where an area has a row, by period in order of time.

    `stand` names a boundary set; one that does not know the code is passed over. A code may
    mean different areas in different sets: each period has that of the set it lies on.
    """
    found: dict[int, ValuePlace] = {}
    knowing = [one for one in pack.sections if code in one.areas]
    wanted = [one for one in knowing if one.boundary_set == stand] or knowing
    for section in wanted:
        area = section.areas.index(code)
        for row, period in enumerate(section.periods):
            found[period] = ValuePlace(section, row, area, period)
    return dict(sorted(found.items(), key=lambda item: (pack.periods[item[0]]["end"], item[0])))
