"""The interface's parameters, for its description (/api/schema/)."""

from typing import Literal

from drf_spectacular.utils import OpenApiParameter

from atlas.api_serializers import STATUSES
from atlas.asking import LONGEST_VALUE, PERIOD_PATTERN

KEY_PATTERN = r"^[-a-zA-Z0-9_]+$"
PRINTABLE = {"type": "string", "minLength": 1, "pattern": r"^[^\x00-\x1f\x7f-\x9f]+$"}
LONGEST_SEARCH = 100


def _key(
    name: str, description: str, location: Literal["query", "path"] = OpenApiParameter.QUERY
) -> OpenApiParameter:
    schema = {"type": "string", "minLength": 1, "maxLength": 100, "pattern": KEY_PATTERN}
    return OpenApiParameter(
        name,
        schema,
        location,
        required=location == OpenApiParameter.PATH,
        description=description,
    )


def _period(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(
        name, {"type": "string", "pattern": PERIOD_PATTERN}, description=description
    )


def _number(name: str, lowest: int, highest: int, description: str) -> OpenApiParameter:
    schema = {"type": "integer", "minimum": lowest, "maximum": highest}
    return OpenApiParameter(name, schema, description=description)


LARGEST_PAGE, DEFAULT_PAGE = 10_000, 1_000
LARGEST_OFFSET = 100_000_000

REGION = _key("region_key", "a region, such as demo", OpenApiParameter.PATH)
INDICATOR = _key("indicator_key", "an indicator, such as exi_u15", OpenApiParameter.PATH)
CODE = OpenApiParameter(
    "code",
    {"type": "string", "maxLength": 40, "pattern": r"^[A-Za-z0-9_][A-Za-z0-9_.-]*$"},
    OpenApiParameter.PATH,
    required=True,
    description="code of an area, such as 0101",
)
LEVEL = _key("level", "key of a spatial level, such as stadtteil")
TOPIC = _key("topic", "key of a topic, such as exi")
SEARCH = OpenApiParameter(
    "search",
    PRINTABLE | {"maxLength": LONGEST_SEARCH},
    description="words that all stand in the entry",
)
AREA = OpenApiParameter(
    "area",
    PRINTABLE | {"maxLength": LONGEST_VALUE},
    description="codes of areas, parted by commas",
)
STATUS = OpenApiParameter(
    "status",
    {"type": "string", "pattern": f"^[{''.join(STATUSES)}](,[{''.join(STATUSES)}])*$"},
    description="statuses, parted by commas: A, O, Q, N, L, M",
)
PERIOD = _period(
    "period", "2020, 2020-12-31, 2020-12, 2020-Q4, 2020-H2 or 2020/21: all dates within"
)
PERIOD_FROM = _period("period_from", "only dates that begin on its first day or later")
PERIOD_TO = _period("period_to", "only dates that end on its last day or before")
LIMIT = _number("limit", 1, LARGEST_PAGE, f"rows per answer, {DEFAULT_PAGE} without it")
OFFSET = _number("offset", 0, LARGEST_OFFSET, "rows to leave out at the beginning")
