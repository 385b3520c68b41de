"""The whole way of a file of boundaries: look, read, put together, compare, store.

The caller holds a transaction and takes it back where this was only a check.
"""

from collections.abc import Callable
from pathlib import Path

from accounts.models import Region
from spatial_units import actions_boundaries, brought
from spatial_units.actions_geodata import Outcome
from spatial_units.desk_words import PLACELESS, for_the_desk, numbers_known
from spatial_units.importing.boundaries import read_boundaries_limited
from spatial_units.importing.boundary_features import Boundaries
from spatial_units.importing.column_guess import guess_code, guess_name, guess_parent
from spatial_units.importing.findings import Findings
from spatial_units.importing.first_look import FirstLook, look_limited
from spatial_units.importing.geodata_settings import BoundarySettings
from spatial_units.importing.layout import BoundarySource, KeyRule
from spatial_units.importing.problems import Problem, has_errors
from spatial_units.models import Area, BoundarySet, GeodataUpload, SpatialLevel
from spatial_units.previewing import preview_of

Tell = Callable[[int, str], None]


def go(upload: GeodataUpload, path: Path, tell: Tell) -> Outcome:
    """From the file to a stored boundary set, as far as it goes without an error."""
    region = upload.region
    said = BoundarySettings.model_validate(upload.settings)
    looked = look_limited(path, said.layer, said.encoding, upload.file_name)
    present = actions_boundaries.present_set(
        actions_boundaries.level_of(region, said), said.valid_from
    )
    findings = Findings("")
    settings = _with_columns(region, said, looked, present, findings)
    problems = [*for_the_desk(looked.problems, said), *findings.problems()]
    outcome = Outcome(settings, problems, looked.plain())
    if has_errors(problems):
        return outcome
    tell(20, "Die Grenzen werden gelesen.")
    read = _read(path, settings)
    outcome.problems += for_the_desk(read.problems, settings)
    outcome.look["epsg"] = read.crs
    no_place = {one.code for one in outcome.problems} & PLACELESS
    if read.crs is not None and read.features and not no_place:
        tell(50, "Die Gebiete werden verglichen.")
        _compare_and_store(upload, outcome, settings, read, present)
    return outcome


def _with_columns(
    region: Region,
    said: BoundarySettings,
    looked: FirstLook,
    present: BoundarySet | None,
    findings: Findings,
) -> BoundarySettings:
    """What was said, with columns that are plain to see; what is not is asked."""
    if not looked.columns:
        return said
    _compare_begin(said, looked, findings)
    areas = list(Area.objects.filter(boundary_set=present).values_list("code", "name"))
    found: dict[str, str] = {}
    code = said.code_column
    if code not in looked.columns:
        guess = guess_code(looked.columns, {one for one, _ in areas})
        found["code_column"] = code = guess.column
        if not guess.is_sure:
            findings.error("which_code_column")
    if not said.without_names and said.name_column not in looked.columns:
        named = guess_name(looked.columns, code, {name for _, name in areas})
        found["name_column"] = named.column
        if not named.is_sure:
            findings.error("which_name_column")
    return said.model_copy(update=found | _parent_found(region, said, looked, code))


def _compare_begin(said: BoundarySettings, looked: FirstLook, findings: Findings) -> None:
    """KomMonitor's files say themselves from when each area holds (docs/kommonitor.md)."""
    days = sorted({cell[:10] for cell in looked.columns.get("validStartDate", []) if cell})
    if days and days[-1] != said.valid_from.isoformat():
        findings.warning(
            "begin_in_the_file",
            said=f"{said.valid_from:%d.%m.%Y}",
            day=".".join(reversed(days[-1].split("-"))),
        )


def _parent_found(
    region: Region, said: BoundarySettings, looked: FirstLook, code: str
) -> dict[str, str]:
    if said.parent_column or said.parent_level:
        return {}
    level = actions_boundaries.level_of(region, said)
    position = level.position if level else -1
    coarser = SpatialLevel.objects.filter(region=region, position__gt=position)
    codes = {
        one.key: _codes_of(actions_boundaries.present_set(one, said.valid_from))
        for one in coarser.order_by("position")
    }
    column, parent = guess_parent(looked.columns, {code}, codes)
    return {"parent_column": column, "parent_level": parent} if column else {}


def _codes_of(boundary_set: BoundarySet | None) -> set[str]:
    return set(Area.objects.filter(boundary_set=boundary_set).values_list("code", flat=True))


def _read(path: Path, settings: BoundarySettings) -> Boundaries:
    source = BoundarySource(
        file=path.name,
        layer=settings.layer or None,
        encoding=settings.encoding or None,
        crs=settings.crs,
        shift=(settings.shift_east, 0.0) if settings.shift_east else None,
        swap_axes=settings.swap_axes,
        code=settings.code_rule(),
        name=None if settings.without_names else KeyRule(column=settings.name_column),
    )
    keep = [settings.parent_column] if settings.parent_column else []
    return read_boundaries_limited(
        path, source, path.parent, drop=settings.drops(), keep_columns=keep
    )


def _compare_and_store(
    upload: GeodataUpload,
    outcome: Outcome,
    settings: BoundarySettings,
    read: Boundaries,
    present: BoundarySet | None,
) -> None:
    assert read.crs is not None
    region, places, findings = upload.region, brought.Places(), Findings("")
    brought.stage(region, read.features, read.crs)
    if settings.close_slivers:
        brought.close_slivers(region, findings)
    outcome.problems = _placed(region, outcome.problems, read.crs, places)
    brought.say_what_does_not_fit(region, present, findings, places)
    outcome.problems += findings.problems()
    outcome.preview = preview_of(region, present, places) | {
        "name": settings.name, "count": len(read.features), "ended": _ended(present, settings),
    }  # fmt: skip
    if has_errors(outcome.problems):
        return
    stored, problems = actions_boundaries.take_over(
        region, settings, read.features, upload.content_hash
    )
    outcome.problems += problems
    outcome.made = stored.key if stored else ""


def _ended(present: BoundarySet | None, settings: BoundarySettings) -> str:
    """The key of the set that ends when this one begins."""
    holds = present and (
        present.valid_during.lower < settings.valid_from
        and (present.valid_during.upper is None or settings.valid_from < present.valid_during.upper)
    )
    return present.key if present and holds else ""


def _placed(
    region: Region, problems: list[Problem], crs: int, places: brought.Places
) -> list[Problem]:
    """The reader's problems about one spot of a border, with their place on the map."""
    numbers: dict[int, int] = {}
    for at, problem in enumerate(problems):
        wkt = brought.place_of_slip(region, str(problem.facts.get("at", "")), crs)
        if wkt is not None:
            numbers[at] = places.add(wkt)
    return numbers_known(problems, numbers)
