"""Recipes of indices, as region files and docs/methods/presets.md have them, and towns to try."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from indicators.recipes import finish_of, rule_of, tree_of
from indicators.statistics.arrays import BoolArray, FloatArray
from indicators.statistics.class_rules import Rule
from indicators.statistics.comparable import Scale
from indicators.statistics.composite_index import IndexResult, composite_index
from indicators.statistics.index_tree import Part
from region_files.schema_indices import CompositeIndexSpec

PROJECT = Path(__file__).resolve().parents[3]
PAGE = PROJECT / "docs" / "methods" / "presets.md"
FILES = ("publications/uk", "publications/wales", "publications/pennsylvania",
         "publications/germany", "publications/packages/asem",
         "publications/packages/nuts1", "regions/berlin", "demo/region")  # fmt: skip
N = 120

Values = dict[str, FloatArray]


@dataclass(frozen=True)
class Preset:
    root: Part
    finish: Scale
    rule: Rule
    missing: Any

    @property
    def leaves(self) -> list[Part]:
        return list(self.root.leaves())

    @property
    def is_principal(self) -> bool:
        return any(domain.anchor for domain in self.root.domains())

    def of(self, values: Values, included: BoolArray | None = None, **more: Any) -> IndexResult:
        everywhere = np.full(len(next(iter(values.values()))), True)
        wishes = {"rule": self.rule, "finish": self.finish, "missing": self.missing, **more}
        inside = everywhere if included is None else included
        return composite_index(self.root, values, inside, **wishes)

    def town(self, seed: int = 1, n: int = N) -> Values:
        """Components that hang together the way their directions say."""
        rng = np.random.default_rng(seed)
        burden = rng.gamma(2, 1, n)
        return {
            leaf.key: 50 + leaf.direction * 5 * (burden + 0.5 * rng.normal(0, 1, n))
            for leaf in self.leaves
        }

    def turned(self) -> "Preset":
        """Every component the other way, but where a logarithm would have none."""
        return replace(self, root=_turned(self.root))


def _turned(part: Part) -> Part:
    if part.parts:
        return replace(part, parts=tuple(map(_turned, part.parts)))
    return part if part.transform != "none" else replace(part, direction=-part.direction)


@cache
def presets() -> dict[str, Preset]:
    found = {}
    for file in FILES:
        text = (PROJECT / "fixtures" / f"{file}.yaml").read_text(encoding="utf-8")
        for one in yaml.safe_load(text)["indices"]:
            found[one["key"]] = _preset(one)
    return found | {key: _preset(one) for key, one in of_the_page().items()}


def of_the_page() -> dict[str, dict[str, Any]]:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return {one["key"]: one for block in blocks for one in yaml.safe_load(block)}


def _preset(told: dict[str, Any]) -> Preset:
    if "period" in told:
        told = told | {"period": str(told["period"])}
    recipe = CompositeIndexSpec.model_validate(told).model_dump(mode="json")
    root = tree_of(recipe, told["key"])
    return Preset(root, finish_of(recipe), rule_of(recipe), recipe["missing"])
