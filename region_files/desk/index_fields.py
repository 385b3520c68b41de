"""What the index builder's form is made of, and how what was stored comes back into it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import localize
from django.utils.translation import gettext as _

from region_files.desk.index_choices import IndexChoices
from region_files.desk.index_presets import Recipe, preset_of


class ReasonsField(forms.CharField):
    """`10010203 | Grund | reason` → {code: {"de", "en"}}; without English as in German."""

    codes: set[str] = set()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def clean(self, value: Any) -> dict[str, dict[str, str]]:
        text: str = super().clean(value)
        return dict(self._read(line) for line in text.splitlines() if line.strip())

    def _read(self, line: str) -> tuple[str, dict[str, str]]:
        code, *said = (part.strip() for part in line.split("|"))
        if len(said) not in (1, 2) or not said[0]:
            raise ValidationError(
                _("“%(line)s”: please write code | reason (German) | reason (English).")
                % {"line": line.strip()}
            )
        if code not in self.codes:
            raise ValidationError(_("“%(code)s” is no area of these boundaries.") % {"code": code})
        return code, {"de": said[0], "en": said[1] if said[1:] and said[1] else said[0]}


def people_in(choices: IndexChoices) -> list[tuple[str, str]]:
    """Indicators that count something, which people may be."""
    return [
        (one.key, str(one.indicator.name))
        for one in choices.components
        if one.indicator.kind == "count"
    ]


def used_components(cleaned: Mapping[str, Any]) -> list[str]:
    return [key.removeprefix("use:") for key, used in cleaned.items()
            if key.startswith("use:") and used]  # fmt: skip


def stored(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft remembers besides its recipe."""
    kept = ("description_de", "description_en", "topic", "source", "with_score", "preset")
    return {name: cleaned[name] for name in kept} | {"name_de": cleaned["name_de"]}


def initial_of(recipe: Recipe, asked: Mapping[str, Any]) -> dict[str, Any]:
    """A recipe and what else was asked as the form's fields hold it."""
    people = recipe.get("minimum_population") or {}
    found: dict[str, Any] = {
        "name_de": recipe["name"]["de"],
        "name_en": recipe["name"]["en"],
        "preset": preset_of(recipe),
        "anchor": recipe.get("anchor") or "",
        "periods": recipe.get("periods") or [recipe["period"]],
        "missing": recipe["missing"],
        "people": people.get("indicator", ""),
        "least": people.get("least"),
        "exclusions": "\n".join(_line(recipe, code) for code in recipe["exclude"]),
    }
    for part in recipe["components"]:
        key = part["indicator"]
        found |= {
            f"use:{key}": True,
            f"direction:{key}": str(part["direction"]),
            f"weight:{key}": localize(part["weight"]),
        }
    return found | dict(asked)


def _line(recipe: Recipe, code: str) -> str:
    reason = recipe["reasons"].get(code) or {"de": "", "en": ""}
    return f"{code} | {reason['de']} | {reason['en']}"
