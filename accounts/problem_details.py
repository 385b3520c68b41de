"""Errors of the API as problem details (RFC 9457), in the language of Accept-Language."""

from collections.abc import Iterator
from http import HTTPStatus
from json import JSONDecodeError
from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

NON_FIELD_ERRORS = api_settings.NON_FIELD_ERRORS_KEY
WHOLE = ""  # the name in `errors` of what concerns no single field
MEDIA_TYPE = "application/problem+json"


class Conflict(APIException):
    """What was asked for does not fit what has become of it meanwhile."""

    status_code = HTTPStatus.CONFLICT


class Unprocessable(APIException):
    """Understood, but it cannot be meant like this."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY


def problem(status: int, sentence: str) -> JsonResponse:
    """For those who answer without REST framework."""
    return JsonResponse(_details(status, sentence), status=status, content_type=MEDIA_TYPE)


def _details(status: int, sentence: str) -> dict[str, Any]:
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status, "detail": sentence}


def answer(exception: Exception, context: dict[str, Any]) -> Response | None:
    """What REST framework calls for an exception; `errors` names the fields that are wrong."""
    response = exception_handler(exception, context)
    if response is None:
        return None
    errors = [{"field": field, "detail": text} for field, text in _by_field(response.data)]
    sentence = _of_json(exception) or _sentence(response.data, errors)
    details = _details(response.status_code, sentence)
    response.data = details | ({"errors": errors} if errors else {})
    response.content_type = MEDIA_TYPE
    return response


def _of_json(exception: Exception) -> str:
    """REST framework knows what is wrong with JSON in English only."""
    cause = exception.__context__
    if not (isinstance(exception, ParseError) and isinstance(cause, JSONDecodeError)):
        return ""
    place = {"line": cause.lineno, "column": cause.colno}
    return _("This is not valid JSON (line %(line)s, column %(column)s).") % place


def _sentence(data: Any, errors: list[dict[str, str]]) -> str:
    if isinstance(data, dict) and "detail" in data:
        return str(data["detail"])
    if isinstance(data, list):
        return " ".join(map(str, data))
    if [one["field"] for one in errors] == [WHOLE]:
        return errors[0]["detail"]
    return _("Please mend: %(fields)s.") % {"fields": ", ".join(one["field"] for one in errors)}


def _by_field(data: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(data, dict) or "detail" in data:
        return
    for field, said in data.items():
        texts = said if isinstance(said, list) else [said]
        yield WHOLE if field == NON_FIELD_ERRORS else field, " ".join(map(str, texts))
