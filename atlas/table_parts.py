"""What the table that equals the map shows: plain, frozen values for its template."""

from dataclasses import dataclass
from typing import Literal

from atlas.presenters import Figure
from atlas.presenters_sure import Sureness


@dataclass(frozen=True)
class TableRow:
    code: str
    name: str
    figure: Figure
    class_label: str
    color: str
    url: str
    is_current: bool
    value_url: str = ""
    sure: Sureness | None = None


@dataclass(frozen=True)
class Column:
    """A heading of the table that sorts by `url`; `order` is ascending, descending or none."""

    key: str
    label: str
    url: str
    order: Literal["ascending", "descending", "none"]


@dataclass(frozen=True)
class Table:
    """All areas in the map's view, and above them `wholes`: the city.

    `has_limits`: rows say how sure they are, against what `against` names; `method` and `notes`
    tell how to read that.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    wholes: tuple[TableRow, ...]
    has_classes: bool
    hidden: int = 0  # areas that the filter leaves out
    has_limits: bool = False
    range_heading: str = ""
    against: str = ""
    method: str = ""
    notes: tuple[str, ...] = ()
