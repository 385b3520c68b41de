"""What the reader of files finds, turned into what a clerk at the desk is told or asked.

The reader speaks to the author of a region file ("declare crs"); the desk has a form. And
what the reader mends by itself is only mended here once somebody has agreed.
"""

from spatial_units.importing.geodata_settings import BoundarySettings, FileSettings
from spatial_units.importing.problems import Problem, Severity
from spatial_units.importing.wording import add_wording
from spatial_units.wording_desk import WORDING_DESK

add_wording(WORDING_DESK)

# Said by the reader → said here.
_OTHER_WORDS = {
    "crs_not_given": "which_crs",
    "crs_unknown": "which_crs",
    "crs_no_such": "which_crs",
    "crs_does_not_fit": "impossible_crs",
    "swapped_axes_suspected": "axes_seem_swapped",
    "layer_not_chosen": "which_layer",
    "layer_not_found": "which_layer",
    "encoding_wrong_in_file": "which_encoding",
    "key_empty": "code_missing",
}
# Told area by area, with a place on the map, by `brought`.
_TOLD_ELSEWHERE = {
    "areas_overlap", "gaps_between_areas", "duplicate_code", "outside_region",
    "shapefile_without_prj", "crs_overridden", "borders_differ", "axes_swapped",
}  # fmt: skip
# Mended by the reader; here that is asked first.
_TO_AGREE = {"geometry_repaired": "shape_invalid", "geometry_parts_dropped": "shape_with_lines"}

# What the form answers without touching the file: code → field.
ANSWERED_BY = {
    "which_code_column": "code_column",
    "which_name_column": "name_column",
    "which_crs": "crs",
    "impossible_crs": "crs",
    "area_elsewhere": "crs",
    "axes_seem_swapped": "swap_axes",
    "which_layer": "layer",
    "which_encoding": "encoding",
    "shape_invalid": "mend_invalid",
    "shape_with_lines": "mend_invalid",
    "area_is_the_whole": "drop",
    "overlap_narrow": "close_slivers",
    "gap_narrow": "close_slivers",
    "set_begins_that_day": "valid_from",
    "column_not_found": "code_column",
    "column_empty": "code_column",
    "leading_zeros_lost": "pad",
    "too_many_categories": "category_column",
    "crosswalk_which_basis": "basis",
    "crosswalk_no_basis": "basis",
    "crosswalk_other_basis": "basis",
    "crosswalk_zeros_lost": "pad",
    "crosswalk_swapped": "from_set",
    "crosswalk_set_gone": "from_set",
}
PLACELESS = {"which_crs", "impossible_crs", "axes_seem_swapped"}  # nothing can be drawn


def for_the_desk(problems: list[Problem], settings: FileSettings) -> list[Problem]:
    """The reader's problems in the desk's words; the file's name is known already."""
    agreed = isinstance(settings, BoundarySettings) and settings.mend_invalid
    return [_said(one, agreed) for one in problems if one.code not in _TOLD_ELSEWHERE]


def _said(problem: Problem, agreed: bool) -> Problem:
    code = _OTHER_WORDS.get(problem.code, problem.code)
    severity = problem.severity
    if problem.code in _TO_AGREE and not agreed:
        code, severity = _TO_AGREE[problem.code], Severity.ERROR
    facts = {"found": "", **problem.facts} if code == "which_crs" else problem.facts
    said = vars(problem) | {"code": code, "severity": severity, "file": "", "facts": facts}
    return Problem(**said)


def numbers_known(problems: list[Problem], places: dict[int, int]) -> list[Problem]:
    """The problems with the number of their place on the map, by their place in the list."""
    return [
        Problem(**(vars(one) | {"facts": one.facts | {"place": places[at]}}))
        if at in places
        else one
        for at, one in enumerate(problems)
    ]
