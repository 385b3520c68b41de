"""A composite index of any depth: domains of domains of components, reckoned from the leaves.

Each domain brings its parts to one scale, combines them, and is a part of the next. What every
area and number went through is kept, so that a reader can check it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

import numpy as np

from indicators.statistics.arrays import BoolArray, FloatArray
from indicators.statistics.combining import Combination, combined
from indicators.statistics.comparable import (
    AS_IT_IS,
    STANDARDISED,
    Scale,
    comparable,
    moments,
    says_nothing,
)
from indicators.statistics.notes import Refused
from indicators.statistics.outliers import Outliers, Treated, treated
from indicators.statistics.principal import Principal, first_component

Transform: TypeAlias = Literal["none", "log1p"]
Missing: TypeAlias = Literal["strict", "lenient"]
LEAST_WEIGHT = 1e-9


@dataclass(frozen=True)
class Part:
    """A leaf, which is a component by its `key`, or a domain made of `parts`.

    `direction` is +1 where more is worse and `weight` counts among its brothers. Of a leaf
    `missing_as` takes the place of a gap, `transform` is applied, and `outliers` are pulled in. A
    domain brings its parts to a `scale`, combines them and keeps `decimals` of the result. With an
    `anchor`, the key of a part, the weights of its parts are those of their first principal
    component, on which the anchor loads above 0; their own weights do not count.
    """

    key: str
    parts: tuple["Part", ...] = ()
    direction: int = 1
    weight: float = 1.0
    transform: Transform = "none"
    missing_as: float | None = None
    outliers: Outliers = "none"
    scale: Scale = AS_IT_IS
    combination: Combination = "sum"
    anchor: str | None = None
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
    combined on, by key; `used` the components as they went in, transformed and treated; `dropped`
    are components that do not differ between areas. `treated` tells by component what was done
    with outliers, where something was, `principal` by domain where weights came from data, and
    `moments` are mean and deviation of what was standardised."""

    total: FloatArray
    evaluated: BoolArray
    renormalised: BoolArray
    domains: Mapping[str, FloatArray]
    scaled: Mapping[str, FloatArray]
    used: Mapping[str, FloatArray]
    dropped: tuple[str, ...]
    treated: Mapping[str, Treated]
    principal: Mapping[str, Principal]
    moments: Mapping[str, tuple[float, float]]


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
    Raises Refused where a number is infinite, has no logarithm or no product, and where there are
    no weights.
    """
    raw = {leaf.key: _transformed(leaf, values[leaf.key]) for leaf in root.leaves()}
    share = least_share if missing == "lenient" else 1.0
    root_left, evaluated = _without_flat(root, raw, included, share)
    kept = {leaf.key for leaf in _leaves(root_left)}
    nothing = np.full(included.shape, np.nan)
    used = {key: _inside(evaluated, row) if key in kept else nothing for key, row in raw.items()}
    changes = {leaf.key: change for leaf in root.leaves() if leaf.outliers == "coinr"
               if (change := treated(used[leaf.key])).how != "untouched"}  # fmt: skip
    used |= {key: change.values for key, change in changes.items()}
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
        treated=changes,
        principal=work.principal,
        moments=work.moments,
    )


def with_weights(part: Part, principal: Mapping[str, Principal]) -> Part:
    """The tree with the weights that were found given in advance."""
    if not part.parts:
        return part
    found = principal.get(part.key)
    known = dict(zip(found.parts, found.weights, strict=True)) if found else {}
    parts = tuple(
        replace(with_weights(one, principal), weight=known.get(one.key, LEAST_WEIGHT))
        if found
        else with_weights(one, principal)
        for one in part.parts
    )
    return replace(part, parts=parts, anchor=None)


def _inside(evaluated: BoolArray, row: FloatArray) -> FloatArray:
    return row if evaluated.all() else np.where(evaluated, row, np.nan)


def _transformed(leaf: Part, values: FloatArray) -> FloatArray:
    if np.isinf(values).any():
        raise Refused("infinite_value", component=leaf.key)
    found = (
        values if leaf.missing_as is None else np.where(np.isnan(values), leaf.missing_as, values)
    )
    if leaf.transform == "none":
        return np.asarray(found)
    if np.any(found <= -1):
        raise Refused("no_logarithm", component=leaf.key)
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
            if not leaf.parts and says_nothing(_inside(evaluated, raw[leaf.key]), domain.scale)
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
    principal: dict[str, Principal] = field(default_factory=dict)
    moments: dict[str, tuple[float, float]] = field(default_factory=dict)

    def of(self, part: Part) -> FloatArray:
        if not part.parts:
            return self.raw[part.key]
        first = self._on_scale(part.parts[0], part.scale)
        rows = np.empty((len(part.parts), *first.shape))  # one piece of memory: 1/3 of the time
        for at, one in enumerate(part.parts):
            rows[at] = first if at == 0 else self._on_scale(one, part.scale)
            self.scaled[one.key] = rows[at]
        found = combined(rows, self._weights(part, rows), part.combination)
        if part.decimals is not None:
            found = np.round(found, part.decimals)
        self.domains[part.key] = found
        return found

    def _weights(self, part: Part, rows: FloatArray) -> Sequence[float]:
        """Given, or found in the parts that are there."""
        if part.anchor is None:
            return [one.weight for one in part.parts]
        there: BoolArray = np.asarray(~np.isnan(rows).all(axis=1))
        keys = [one.key for one, is_there in zip(part.parts, there, strict=True) if is_there]
        if not keys:
            return [0.0] * len(part.parts)
        if part.anchor not in keys:
            raise Refused("principal_no_anchor", anchor=part.anchor)
        found = first_component(rows[there], keys, anchor=part.anchor)
        self.principal[part.key] = found
        weights = dict(zip(keys, found.weights, strict=True))
        return [weights.get(one.key, 0.0) for one in part.parts]

    def _on_scale(self, part: Part, scale: Scale) -> FloatArray:
        row, known = self.of(part), None
        if scale.way in STANDARDISED:
            known = self.moments[part.key] = moments(row, scale)
        return comparable(row, scale, direction=part.direction, moments=known)
