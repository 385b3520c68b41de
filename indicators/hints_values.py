"""What of a single value is possible, yet rather a slip: the hints of an upload, for one cell."""

from dataclasses import replace

import numpy as np
from django.utils.translation import get_language

from indicators.comparing import preview_of
from indicators.hints import say_all
from indicators.importing.wording_values import WORDING_VALUES
from indicators.matching import Matched
from indicators.models import Measure
from indicators.pieces import Piece
from indicators.presenters_problems import sentence_of
from indicators.single_values import Entry
from spatial_units.importing.findings import Findings
from spatial_units.importing.wording import add_wording
from spatial_units.queries import areas_of

add_wording(WORDING_VALUES)


def hints_of(entry: Entry) -> list[str]:
    """Sentences in the reader's language; nothing is written. As with an upload, each kind once."""
    findings = Findings("")
    matched = _as_an_upload(entry)
    measures = {one.key: one for one in Measure.objects.filter(region=entry.region)}
    preview_of(entry.region, matched, measures, findings, complete=False)
    say_all(entry.region, matched, measures, findings, complete=False)
    of_a_value = [
        replace(problem, code=problem.code.replace("upload_", "value_", 1))
        for problem in findings.problems()
    ]
    return [sentence_of(problem, get_language() or "de") for problem in of_a_value]


def _as_an_upload(entry: Entry) -> Matched:
    """The entry as the only value of a file that adds it."""
    lies_on = entry.area.boundary_set
    value = np.nan if entry.new.value is None else entry.new.value
    piece = Piece(
        entry.measure.key,
        lies_on.pk,
        entry.period.key,
        np.array([entry.area.id], dtype=np.int64),
        np.array([value]),
        np.array([entry.new.status]),
    )
    return Matched(pieces=[piece], lists={lies_on.pk: areas_of(lies_on)})
