"""Freezing recipes: one that was computed is never changed, a change is a new version."""

from typing import Any

from django.db import transaction

from accounts.models import Region, User
from indicators.models import CompositeIndex, IndexVersion

DeclaredBy = CompositeIndex.DeclaredBy


def freeze(
    region: Region,
    recipe: dict[str, Any],
    declared_by: CompositeIndex.DeclaredBy,
    by: User | None = None,
) -> CompositeIndex:
    """Let a recipe (region_files.schema.CompositeIndexSpec as JSON) count from now on.

    The same recipe again is the same version.
    """
    names = {"name_de": recipe["name"]["de"], "name_en": recipe["name"]["en"]}
    with transaction.atomic():
        held = CompositeIndex.objects.select_for_update()
        index = held.filter(region=region, key=recipe["key"]).first()
        if index is None:
            index = CompositeIndex(region=region, key=recipe["key"], version=0, recipe=None)
        is_new = _said(index.recipe) != _said(recipe)
        index.declared_by = declared_by
        if is_new:
            index.recipe, index.version = recipe, index.version + 1
            index.name_de, index.name_en = names["name_de"], names["name_en"]
        index.save()
        if is_new:
            IndexVersion.objects.create(
                region=region, index=index, number=index.version, recipe=recipe, frozen_by=by,
                **names,
            )  # fmt: skip
    return index


def _said(recipe: Any) -> Any:
    """Without what says nothing, so that a field a newer program knows makes no new version."""
    if isinstance(recipe, dict):
        return {key: _said(one) for key, one in recipe.items() if one not in (None, "", [], {})}
    return [_said(one) for one in recipe] if isinstance(recipe, list) else recipe
