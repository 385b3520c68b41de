"""How /api/schema/ describes delivering by a program, with examples."""

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
)

from accounts.problem_details import MEDIA_TYPE
from indicators import api_serializers as shapes

KEY_PATTERN = r"^[-a-zA-Z0-9_]+$"
REGION = OpenApiParameter(
    "region_key",
    {"type": "string", "pattern": KEY_PATTERN, "maxLength": 100},
    OpenApiParameter.PATH,
    description="a region, such as demo",
)
UPLOAD = OpenApiParameter(
    "upload_id",
    {"type": "integer", "minimum": 0, "maximum": 2**63 - 1},
    OpenApiParameter.PATH,
    description="number of the file, from the answer to sending it",
)
DRY_RUN = OpenApiParameter(
    "dry_run", {"type": "boolean"}, description="only check; wait for commit"
)
ACCEPT_WARNINGS = OpenApiParameter(
    "accept_warnings", {"type": "boolean"}, description="warnings hold nothing up"
)
ONCE = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "maxLength": 200, "pattern": r"^[\x21-\x7e]+$"},
    OpenApiParameter.HEADER,
    description="any word of your own; repeated within a week it gives the first answer again",
)

SETTINGS = {
    "level": "stadtteil", "source": "amt", "mode": "patch", "period": "2024-12-31",
    "notation": "german", "sheet": "", "measure": "", "crosswalk": 0,
    "pad": False, "signs": {"x": "suppressed"}, "items": {}, "layout": None,
}  # fmt: skip
STANDING: dict[str, Any] = {
    "id": 17,
    "url": "https://monitor.example.org/api/v1/regions/demo/deliveries/17/",
    "state": "checked",
    "is_open": False,
    "file_name": "einwohner-2024.csv",
    "size": 2310,
    "content_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "received_at": "2026-11-22T09:30:00+00:00",
    "received_by": "kim",
    "settings": SETTINGS,
    "sheets": [],
    "job": {"kind": "check-upload", "state": "done", "percent": 100,
            "message": "Die Datei ist geprüft.", "cause": ""},
    "problems": [
        {"code": "unknown_area", "severity": "warning", "sheet": "", "row": 12,
         "column": "Schlüssel", "setting": "",
         "text": "Das Gebiet „99“ gibt es auf dieser Ebene nicht."},
    ],
    "preview": {
        "values": 62, "new": 60, "changed": 2, "unchanged": 0, "disappearing": 0, "lines_left": 0,
        "lines": [{"measure": "Einwohner", "period": "2024-12-31",
                   "boundary_set": "Stadtteile 2020", "new": 60, "changed": 2, "unchanged": 0,
                   "disappearing": 0}],
    },
    "delivery": None,
}  # fmt: skip
EXAMPLE = OpenApiExample("checked, waits for commit", STANDING, response_only=True)


def _problem(description: str) -> OpenApiResponse:
    return OpenApiResponse(shapes.ProblemDetailsSerializer, description)


REFUSALS: dict[Any, Any] = {
    (400, MEDIA_TYPE): _problem("a setting or parameter is wrong or unknown"),
    (401, MEDIA_TYPE): _problem("no access key, or one that is wrong, expired or withdrawn"),
    (403, MEDIA_TYPE): _problem("the key, or its person, may not deliver"),
    (404, MEDIA_TYPE): _problem("no such region for this key, or no such file"),
    (415, MEDIA_TYPE): _problem("neither a form nor JSON"),
    (429, MEDIA_TYPE): _problem("too many wrong keys from this address; see Retry-After"),
}
CONFLICT = {(409, MEDIA_TYPE): _problem("does not fit what has become of the file")}
TAKEN = {202: OpenApiResponse(shapes.StatusSerializer, "a job is under way", [EXAMPLE])}
STANDS = {200: OpenApiResponse(shapes.StatusSerializer, "how the file stands", [EXAMPLE])}
TAGS = ["deliveries"]

DELIVER = extend_schema(
    tags=TAGS,
    operation_id="deliver",
    parameters=[REGION, DRY_RUN, ACCEPT_WARNINGS, ONCE],
    request={"multipart/form-data": shapes.DeliverySerializer},
    responses=TAKEN
    | REFUSALS
    | {
        (413, MEDIA_TYPE): _problem("the file is too large"),
        (422, MEDIA_TYPE): _problem("the Idempotency-Key was used for something else"),
    },
)
STATUS = extend_schema(
    methods=["GET"],
    tags=TAGS,
    operation_id="delivery",
    parameters=[REGION, UPLOAD],
    responses=STANDS | REFUSALS,
)
DISCARD = extend_schema(
    methods=["DELETE"],
    tags=TAGS,
    operation_id="discard_delivery",
    parameters=[REGION, UPLOAD],
    responses={204: OpenApiResponse(description="discarded")} | REFUSALS | CONFLICT,
)
CHECK = extend_schema(
    tags=TAGS,
    operation_id="check_delivery",
    parameters=[REGION, UPLOAD, DRY_RUN, ACCEPT_WARNINGS],
    request={"application/json": shapes.SettingsSerializer(partial=True)},
    responses=TAKEN | REFUSALS | CONFLICT,
)
COMMIT = extend_schema(
    tags=TAGS,
    operation_id="commit_delivery",
    parameters=[REGION, UPLOAD],
    request=None,
    responses=TAKEN | STANDS | REFUSALS | CONFLICT,
)
WITHDRAW = extend_schema(
    tags=TAGS,
    operation_id="withdraw_delivery",
    parameters=[REGION, UPLOAD, DRY_RUN],
    request={"application/json": shapes.WithdrawalSerializer},
    responses={
        200: OpenApiResponse(
            shapes.WithdrawnSerializer, "how the file stands; with dry_run what would change"
        )
    }
    | REFUSALS
    | CONFLICT,
)
