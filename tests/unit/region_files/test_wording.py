"""Every message about a region file has its words, in both languages, telling the same."""

import ast
import re
import string
from pathlib import Path

import pytest

import region_files
from indicators.importing import layout as tables
from region_files import misfits, schema, schema_catalogue, schema_indices
from region_files.wording import WORDING_REGIONS
from spatial_units.importing import layout as areas

SOURCES = Path(region_files.__file__).parent


def codes_in(path: Path) -> set[str]:
    texts = [node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
             if isinstance(node, ast.Constant) and isinstance(node.value, str)]  # fmt: skip
    return {text for text in texts if re.fullmatch(r"(region|yaml)_[a-z0-9_]*[a-z0-9]", text)}


def test_every_code_has_words_and_all_words_are_used() -> None:
    used = {code for path in SOURCES.glob("*.py") if not path.name.startswith("wording")
            for code in codes_in(path)}  # fmt: skip
    used -= {"region_id", "region_files"}
    used |= {f"region_expects_{kind}" for kind in {*misfits._EXPECTED.values(), "other"}}
    assert used - set(WORDING_REGIONS) == set()
    assert set(WORDING_REGIONS) - used == set()


@pytest.mark.parametrize("code", sorted(WORDING_REGIONS))
def test_both_languages_tell_the_same_facts(code: str) -> None:
    german, english = WORDING_REGIONS[code]
    facts = [{name for _, name, _, _ in string.Formatter().parse(text) if name}
             for text in (german, english)]  # fmt: skip
    assert facts[0] == facts[1]
    assert re.search(r"\b(fuer|ueber|Schluessel)\b", german) is None
    assert german[-1] in ".}"
    assert english[-1] in ".}"


def test_every_rule_of_the_models_has_german_words() -> None:
    rules = {
        node.args[0].value
        for module in (schema, schema_catalogue, schema_indices, tables, areas)
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "ValueError"
        and isinstance(node.args[0], ast.Constant)
    }
    assert rules == set(misfits.RULES)
    assert set(misfits.RULES.values()) <= set(WORDING_REGIONS)
