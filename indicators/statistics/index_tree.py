"""A composite index of any depth: domains of domains of components, reckoned from the leaves.

Each domain brings its parts to one scale, combines them, and is a part of the next. What every
area and number went through is kept, so that a reader can check it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

import numpy as np

from indicators.statistics.arrays import BoolArray, FloatArray
from indicators.statistics.combining import Combination, combined
from indicators.statistics.comparable import AS_IT_IS, Scale, comparable, says_nothing

Transform: TypeAlias = Literal["none", "log1p"]
Missing: TypeAlias = Literal["strict", "lenient"]


@dataclass(frozen=True)
class Part:
    """A leaf, which is a component by its `key`, or a domain made of `parts`.

    `direction` is +1 where more is worse and `weight` counts among its brothers. Of a leaf
    `transform` is applied first and `missing_as` takes the place of a gap. A domain brings its
    parts to a `scale`, combines them and keeps `decimals` of the result.
    """

    key: str
    parts: tuple["Part", ...] = ()
    direction: int = 1
    weight: float = 1.0
    transform: Transform = "none"
    missing_as: float | None = None
    scale: Scale = AS_IT_IS
    combination: Combination = "sum"
    decimals: int | None = None

    def __post_init__(self) -> None:
        if self.direction not in {-1, 1}:
            raise ValueError(f"{self.key}: the direction must be 1 or -1, not {self.direction}.")
        if not 0 < self.weight < np.inf:
            raise ValueError(f"{self.key}: the weight must be positive, not {self.weight}.")

    def domains(self) -> Iterator["Part"]:
        """This one first, where it is one."""
        if self.parts:
            yield self
        for part in self.parts:
            yield from part.domains()

    def leaves(self) -> Iterator["Part"]:
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True)
class Reckoned:
    """(n_areas,) each, NaN for areas that were not evaluated. `total` is the root's number;
    `domains` those of the other domains and `scaled` all parts on the scale they were
    combined on, by key; `used` the components as they went in, transformed; `dropped` are
    components that do not differ between areas."""

    total: FloatArray
    evaluated: BoolArray
    renormalised: BoolArray
    domains: Mapping[str, FloatArray]
    scaled: Mapping[str, FloatArray]
    used: Mapping[str, FloatArray]
    dropped: tuple[str, ...]


def reckon(
    root: Part,
    values: Mapping[str, FloatArray],
    included: BoolArray,
    *,
    missing: Missing = "strict",
    least_share: float = 2 / 3,
) -> Reckoned:
    """Work an index out from (n_areas,) `values` by component, in any unit, NaN for gaps.

    Areas that are not `included` are in no mean and get nothing. "strict" asks for every
    component; "lenient" for at least `least_share` of the parts of each domain, whose weights
    are then raised. A component that does not differ is dropped where its scale needs spread.
    """
    raw = {leaf.key: _transformed(leaf, values[leaf.key]) for leaf in root.leaves()}
    share = least_share if missing == "lenient" else 1.0
    root_left, evaluated = _without_flat(root, raw, included, share)
    kept = {leaf.key for leaf in _leaves(root_left)}
    nothing = np.full(included.shape, np.nan)
    used = {key: np.where(evaluated, row, np.nan) if key in kept else nothing
            for key, row in raw.items()}  # fmt: skip
    work = _Work(used)
    total = work.of(root)
    gaps = [np.isnan(raw[key]) for key in kept]
    return Reckoned(
        total=np.where(evaluated, total, np.nan),
        evaluated=evaluated,
        renormalised=evaluated & (np.any(gaps, axis=0) if gaps else False),
        domains={key: row for key, row in work.domains.items() if key != root.key},
        scaled={key: row for key, row in work.scaled.items() if key in kept or key in work.domains},
        used={key: row for key, row in used.items() if key in kept},
        dropped=tuple(leaf.key for leaf in root.leaves() if leaf.key not in kept),
    )


def _transformed(leaf: Part, values: FloatArray) -> FloatArray:
    if np.isinf(values).any():
        raise ValueError(f"{leaf.key}: a value is infinite.")
    found = (
        values if leaf.missing_as is None else np.where(np.isnan(values), leaf.missing_as, values)
    )
    if leaf.transform == "none":
        return np.asarray(found)
    if np.any(found <= -1):
        raise ValueError(f"{leaf.key}: a logarithm of 1 + x needs x above -1.")
    return np.asarray(np.log1p(found))


def _leaves(root: Part | None) -> list[Part]:
    return list(root.leaves()) if root else []


def _without_flat(
    root: Part, raw: Mapping[str, FloatArray], included: BoolArray, share: float
) -> tuple[Part | None, BoolArray]:
    """The tree without components that say nothing, and the areas that have enough of the rest.

    Dropping a component can let areas in, and these can give another its spread; so both are
    asked in turn until nothing is left to drop.
    """
    left: Part | None = root
    while left is not None:
        evaluated = included & _has_enough(left, raw, share)
        flat = {
            leaf.key
            for domain in left.domains()
            for leaf in domain.parts
            if not leaf.parts
            and says_nothing(np.where(evaluated, raw[leaf.key], np.nan), domain.scale)
        }
        if not flat or not evaluated.any():
            return left, evaluated
        left = _pruned(left, flat)
    return None, np.zeros(included.shape, dtype=bool)


def _has_enough(part: Part, raw: Mapping[str, FloatArray], share: float) -> BoolArray:
    if not part.parts:
        return ~np.isnan(raw[part.key])
    present = np.sum([_has_enough(one, raw, share) for one in part.parts], axis=0)
    return np.asarray((present > 0) & (present >= share * len(part.parts)))


def _pruned(part: Part, flat: set[str]) -> Part | None:
    if not part.parts:
        return None if part.key in flat else part
    left = tuple(kept for one in part.parts if (kept := _pruned(one, flat)))
    return replace(part, parts=left) if left else None


@dataclass
class _Work:
    raw: Mapping[str, FloatArray]
    domains: dict[str, FloatArray] = field(default_factory=dict)
    scaled: dict[str, FloatArray] = field(default_factory=dict)

    def of(self, part: Part) -> FloatArray:
        if not part.parts:
            return self.raw[part.key]
        rows = [
            self._on_scale(one, comparable(self.of(one), part.scale, direction=one.direction))
            for one in part.parts
        ]
        found = combined(np.array(rows), [one.weight for one in part.parts], part.combination)
        if part.decimals is not None:
            found = np.round(found, part.decimals)
        self.domains[part.key] = found
        return found

    def _on_scale(self, part: Part, row: FloatArray) -> FloatArray:
        self.scaled[part.key] = row
        return row
