"""From a tried draft to an index that counts: measures, a frozen recipe, indicators, a release.

The indicators are drafts of the catalogue: internal readers see them at once, the public only
after review and release, like any other.
"""

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from accounts.actions import record
from accounts.models import Job, Region, User
from accounts.scoping import row_of
from indicators.actions import one_at_a_time
from indicators.catalogue_edits import change, create, put_down
from indicators.catalogue_rows import Declared
from indicators.index_versions import DeclaredBy, freeze
from indicators.models import CompositeIndex, IndexDraft, Indicator, Measure, Policy
from indicators.recipes import Recipe, indicators_in, results_of
from indicators.withdrawing import ChangedMeanwhile
from region_files.desk.index_presets import PRESETS
from region_files.schema_catalogue import IndicatorSpec
from releases.asking import ask_for_release, refuse_narrow_sight
from releases.models import Audience
from spatial_units.models import BoundarySet

LONGEST_KEY = 36
WRITTEN_OUT = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}
POINTS = {"de": "Indexpunkte", "en": "index points"}
CLASS = {"de": "Klasse", "en": "class"}
RULES = [  # from the mildest to the strictest
    Policy.Rule.NO_PERSONAL_DATA,
    Policy.Rule.PUBLISHED_BY_SOURCE,
    Policy.Rule.ROUNDING,
    Policy.Rule.THRESHOLD,
]
REASON = {
    "de": "Index „{name}“, Fassung {version}, in der Datenpflege gebildet",
    "en": "Index “{name}”, version {version}, made at the staff desk",
}


class NothingToMake(Exception):
    """The draft was not tried, or came to no index."""


def can_be_made(draft: IndexDraft) -> bool:
    """Whether every date came to ranks at least."""
    editions = (draft.result or {}).get("editions") or []
    return bool(editions) and all(one["areas"] for one in editions)


def make(draft: IndexDraft, by: User) -> tuple[CompositeIndex, Job | None]:
    """Freeze a draft's recipe and show what it comes to to internal readers; done once.

    Raises NothingToMake, ChangedMeanwhile where the index has another version by now, and
    PermissionDenied for who sees a part of the region only.
    """
    region = draft.region
    refuse_narrow_sight(region, by)
    with transaction.atomic():
        one_at_a_time(region.key)
        held = row_of(draft).select_for_update(of=("self",)).select_related("index").get()
        if held.is_done and held.index:
            return held.index, None
        if not can_be_made(held):
            raise NothingToMake
        if held.index and held.index.version != held.seen:
            raise ChangedMeanwhile
        recipe = _named(held)
        _make_measures(region, recipe, by)
        index = freeze(region, recipe, DeclaredBy.DESK, by)
        shown = _make_indicators(held, index, by)
        row_of(held).update(index=index, is_done=True)
        record(
            "index-frozen", index.name_de, region, by,
            key=index.key, version=index.version, indicators=shown,
        )  # fmt: skip
        facts = {"name": index.name_de, "version": index.version}
        reason = {language: said.format(**facts) for language, said in REASON.items()}
        return index, ask_for_release(region, Audience.INTERNAL, shown, reason, by)


def _named(draft: IndexDraft) -> Recipe:
    """The recipe under its own keys; an index that is changed keeps them."""
    tried: Recipe = draft.recipe
    if draft.index:
        held = draft.index.recipe
        return tried | {one: held[one] for one in ("key", "score", "class_measure")}
    key = _free_key(draft.region, tried["name"]["de"])
    return tried | {
        "key": key, "score": f"{key}_score", "class_measure": f"{key}_class",
    }  # fmt: skip


def _free_key(region: Region, name: str) -> str:
    words = name.lower().translate(WRITTEN_OUT)
    start = f"index_{slugify(words).replace('-', '_')}"[:LONGEST_KEY].rstrip("_")
    taken: set[str] = set()
    for model in (CompositeIndex, Indicator, Measure):
        rows = model._default_manager.filter(region=region, key__startswith=start)
        taken |= set(rows.values_list("key", flat=True))
    for number in range(1, len(taken) + 2):
        key = start if number == 1 else f"{start}_{number}"
        if not {key, f"{key}_score", f"{key}_class"} & taken:
            return key
    raise AssertionError("one of so many numbers is free")


def _make_measures(region: Region, recipe: Recipe, by: User) -> None:
    wanted = {
        recipe["score"]: ("{}, Wert", "{}, score", POINTS),
        recipe["class_measure"]: ("{}, Klasse", "{}, class", CLASS),
    }
    known = Measure.objects.filter(region=region, key__in=wanted).values_list("key", flat=True)
    for key in wanted.keys() - set(known):
        german, english, unit = wanted[key]
        name = {
            "de": german.format(recipe["name"]["de"]), "en": english.format(recipe["name"]["en"]),
        }  # fmt: skip
        declared = {"key": key, "name": name, "unit": unit, "kind": "value"}
        create(region, "measure", declared | {"coordinates": {}, "parts": [], "of_layer": None}, by)


def _make_indicators(draft: IndexDraft, index: CompositeIndex, by: User) -> list[str]:
    """Keys of the indicators that show the index; what is there already is changed."""
    shown = []
    for declared in _declared(draft, index):
        key = declared["key"]
        if held := Indicator.objects.filter(region=draft.region, key=key).first():
            change(draft.region, "indicator", held.definition | declared, by)
            held.refresh_from_db()
            if held.state in (Indicator.State.APPROVED, Indicator.State.IN_REVIEW):
                put_down(held, Indicator.State.DRAFT, "", by)
        else:
            create(draft.region, "indicator", declared, by)
        shown.append(key)
    return shown


def _declared(draft: IndexDraft, index: CompositeIndex) -> list[Declared]:
    """The class, unless there are too few areas for classes, and the score if wished for."""
    has_classes = any(count for one in draft.result["editions"] for _v, count in one["classes"])  # type: ignore[index]
    wanted = [_class_of(draft, index)] if has_classes else []
    if draft.asked["with_score"] or not has_classes:
        wanted.append(_score_of(draft, index, alone=not has_classes))
    full = [IndicatorSpec.model_validate(one).model_dump(mode="json") for one in wanted]
    results = set(results_of(index.recipe).values())
    assert all(one["formula"]["value"] in results for one in full)
    return full


def _class_of(draft: IndexDraft, index: CompositeIndex) -> Declared:
    colors = PRESETS[draft.asked["preset"]].colors
    labels = zip(index.recipe["classes"], colors, strict=True)
    return _common(draft, index) | {
        "key": index.key,
        "name": index.recipe["name"],
        "unit": CLASS,
        "kind": "class",
        "decimals": 0,
        "formula": {"value": index.recipe["class_measure"]},
        "classes": [one | {"color": color} for one, color in labels],
    }


def _score_of(draft: IndexDraft, index: CompositeIndex, *, alone: bool) -> Declared:
    name = index.recipe["name"]
    return _common(draft, index) | {
        "key": index.key if alone else f"{index.key}_value",
        "name": name if alone else {
            "de": f"{name['de']}: Indexwert", "en": f"{name['en']}: index value",
        },
        "unit": POINTS,
        "kind": "index",
        "decimals": 1,
        "formula": {"value": index.recipe["score"]},
        "classification": {"method": "standard_deviation"},
    }  # fmt: skip


def _common(draft: IndexDraft, index: CompositeIndex) -> Declared:
    boundary_set = BoundarySet.objects.select_related("level").get(
        region=draft.region, key=index.recipe["boundary_set"], is_current=True
    )
    return {
        "description": description_of(draft, index.recipe),
        "topic": draft.asked["topic"],
        "source": draft.asked["source"],
        "policy": strictest_policy(draft.region, index.recipe).key,
        "polarity": 1,
        "aggregation": "none",
        "levels": [boundary_set.level.key],
    }


def description_of(draft: IndexDraft, recipe: Recipe) -> dict[str, str]:
    """What was written, or a sentence naming the parts."""
    rows = Indicator.objects.filter(region=draft.region, key__in=indicators_in(recipe))
    by_key = {one.key: one for one in rows}
    parts = [by_key[part["indicator"]] for part in recipe["components"]]
    german = draft.asked["description_de"] or (
        f"Zusammengefasst aus {', '.join(one.name_de for one in parts)}; ein hoher Wert heißt"
        " hohe Belastung im Vergleich der Gebiete."
    )
    english = draft.asked["description_en"] or draft.asked["description_de"] or (
        f"Made of {', '.join(one.name_en for one in parts)}; a high value means a high burden"
        " compared with the other areas."
    )  # fmt: skip
    return {"de": german, "en": english}


def strictest_policy(region: Region, recipe: Recipe) -> Policy:
    """Of the rules of what goes in the one that hides most: the index tells of all of it."""
    keys = [part["indicator"] for part in recipe["components"]]
    parts = Indicator.objects.filter(region=region, key__in=keys)
    found = Policy.objects.filter(region=region, pk__in=parts.values("policy"))
    return max(found.order_by("id"), key=_strictness)


def _strictness(policy: Policy) -> tuple[Any, ...]:
    rule = RULES.index(Policy.Rule(policy.rule))
    size = policy.minimum_count if policy.rule == Policy.Rule.THRESHOLD else policy.base
    return (rule, size, policy.minimum_population, policy.minimum_denominator, policy.protect_zero)
