"""Delivering values by a program: send a file, look at the preview, take it over, take it back.

The same actions and checks as the desk's form; only the way in is another.
"""

import hashlib
from functools import partial

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import JobFailed
from accounts.models import AccessKey, Job, Region, SentOnce, User
from accounts.problem_details import Conflict, Unprocessable
from accounts.tasks import send
from indicators import actions_uploads as actions
from indicators import withdrawing
from indicators.actions_uploads import Then
from indicators.api_answers import by_program
from indicators.api_description import CHECK, COMMIT, DELIVER, DISCARD, STATUS, WITHDRAW
from indicators.api_serializers import (
    DeliverySerializer,
    SettingsSerializer,
    WithdrawalSerializer,
)
from indicators.api_status import address_of, is_open, status_of
from indicators.importing.uploads import UploadSettings
from indicators.models import Upload

ACCEPTED, OK, NO_CONTENT = 202, 200, 204
ASK_AGAIN_AFTER = "2"  # seconds
LONGEST_WORD = 200
YES = {"true": True, "false": False}


@DELIVER
@by_program("POST", query=("dry_run", "accept_warnings"))
def deliveries(request: Request, region: Region) -> Response:
    """Send a file. It is checked; what has no error and no warning is taken over at once.

    With `dry_run=true` it is only checked and waits for `commit`; with `accept_warnings=true`
    warnings hold nothing up. The answer names the address to ask how it stands.
    """
    then = _then(request)
    said = DeliverySerializer(data=request.data, context={"region": region})
    said.is_valid(raise_exception=True)
    word = request.headers.get("Idempotency-Key", "")
    if len(word) > LONGEST_WORD:
        raise ValidationError({"Idempotency-Key": _("At most 200 signs.")})
    upload = _once(request, word, said, then) if word else _received(request, region, said, then)
    return _accepted(request, upload)


def _received(request: Request, region: Region, said: DeliverySerializer, then: Then) -> Upload:
    file = said.validated_data["file"]
    upload, job = actions.receive(region, file, said.settings(), _person(request), then)
    transaction.on_commit(partial(send, job))
    return upload


def _once(request: Request, word: str, said: DeliverySerializer, then: Then) -> Upload:
    """The same word again gives what came of it the first time; whoever is second waits."""
    key = request.auth
    assert isinstance(key, AccessKey)
    asked = _fingerprint(said, then)
    with transaction.atomic():
        held, is_new = SentOnce.objects.get_or_create(
            access_key=key, word=word, defaults={"fingerprint": asked}
        )
        if is_new:
            upload = _received(request, key.region, said, then)
            SentOnce.objects.filter(access_key=key, pk=held.pk).update(made=upload.pk)
            return upload
    if held.fingerprint != asked:
        raise Unprocessable(_("This Idempotency-Key was used for another file or other settings."))
    return upload_of(key.region, held.made or 0)


def _fingerprint(said: DeliverySerializer, then: Then) -> str:
    digest = hashlib.sha256(said.settings().model_dump_json().encode() + then.encode())
    for part in said.validated_data["file"].chunks():
        digest.update(part)
    return digest.hexdigest()


@STATUS
@DISCARD
@by_program("GET", "DELETE")
def delivery(request: Request, region: Region, upload_id: int) -> Response:
    """GET: how a file stands. DELETE: discard it; what is taken over is taken back instead."""
    found = upload_of(region, upload_id)
    if request.method == "GET":
        return _standing(request, found, OK)
    if found.state == Upload.State.COMMITTED:
        raise Conflict(_("This file is taken over already. It can be taken back (withdraw)."))
    actions.discard(found, _person(request))
    return Response(status=NO_CONTENT)


@CHECK
@by_program("POST", query=("dry_run", "accept_warnings"))
def check(request: Request, region: Region, upload_id: int) -> Response:
    """Check the same file again, with other answers; what is not said stays as it was."""
    found, then = upload_of(region, upload_id), _then(request)
    said = SettingsSerializer(data=request.data, partial=True, context={"region": region})
    said.is_valid(raise_exception=True)
    before = UploadSettings.model_validate(found.settings)
    try:
        job = actions.check_again(found, said.settings(before), _person(request), then)
    except JobFailed as reason:
        raise Conflict(str(reason)) from None
    return _sent(request, found, job)


@COMMIT
@by_program("POST")
def commit(request: Request, region: Region, upload_id: int) -> Response:
    """Take a checked file over; asked twice it is still done once."""
    found = upload_of(region, upload_id)
    if found.state == Upload.State.COMMITTED:
        return _standing(request, found, OK)
    if found.state != Upload.State.CHECKED:
        raise Conflict(_("Only a file that is checked and has no errors can be taken over."))
    return _sent(request, found, actions.ask_to_commit(found, _person(request)))


@WITHDRAW
@by_program("POST", query=("dry_run",))
def withdraw(request: Request, region: Region, upload_id: int) -> Response:
    """Take a delivery back, with a reason; with `dry_run=true` only say what that would change."""
    found = upload_of(region, upload_id)
    if found.delivery is None:
        raise Conflict(_("This file is not taken over, so nothing can be taken back."))
    seen = withdrawing.stamp_of(region)
    if _is_said(request, "dry_run"):
        effects = withdrawing.effects_of_turning(found.delivery)
        return Response({name: getattr(effects, name) for name in ("changed", "gone", "back")})
    said = WithdrawalSerializer(data=request.data)
    said.is_valid(raise_exception=True)
    reason = said.validated_data["reason"]
    try:
        withdrawing.turn(
            found.delivery, withdrawn=True, seen=seen, by=_person(request), reason=reason
        )
    except withdrawing.ChangedMeanwhile:
        raise Conflict(_("The data has changed meanwhile. Please ask again.")) from None
    return _standing(request, upload_of(region, upload_id), OK)


def upload_of(region: Region, upload_id: int) -> Upload:
    uploads = Upload.objects.select_related("region", "job", "delivery", "uploaded_by")
    found = uploads.filter(pk=upload_id, region=region).first()
    if found is None:
        raise Http404(_("There is no such uploaded file."))
    return found


def _person(request: Request) -> User:
    assert isinstance(request.user, User)
    return request.user


def _then(request: Request) -> Then:
    if _is_said(request, "dry_run"):
        return Then.WAIT
    return (
        Then.TAKE_OVER_DESPITE_WARNINGS if _is_said(request, "accept_warnings") else Then.TAKE_OVER
    )


def _is_said(request: Request, name: str) -> bool:
    text = request.query_params.get(name, "false")
    if text not in YES:
        raise ValidationError({name: _("Write true or false.")})
    return YES[text]


def _sent(request: Request, upload: Upload, job: Job) -> Response:
    send(job)
    return _accepted(request, upload)


def _accepted(request: Request, upload: Upload) -> Response:
    response = _standing(request, upload_of(upload.region, upload.pk), ACCEPTED)
    response["Location"] = address_of(request, upload)
    return response


def _standing(request: Request, upload: Upload, status: int) -> Response:
    response = Response(status_of(request, upload), status=status)
    if is_open(upload):
        response["Retry-After"] = ASK_AGAIN_AFTER
    return response
