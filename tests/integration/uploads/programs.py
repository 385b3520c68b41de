"""A program that delivers by the API, with somebody's access key."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts import access_keys
from accounts.models import AccessKey, Job, Region, User
from indicators import tasks
from indicators.models import Upload

SAID = {"level": "stadtteil", "source": "amt", "mode": "patch"}


class Program:
    """Speaks HTTP only; `work` is what the worker would do meanwhile."""

    def __init__(
        self, user: User, region: Region, scope: AccessKey.Scope = AccessKey.Scope.DELIVER
    ) -> None:
        self.region = region
        name = f"Einwohnerverfahren {AccessKey.objects.count() + 1}"
        self.key, self.words = access_keys.make(user, region, name, scope, 365)
        self.below = f"/api/v1/regions/{region.key}/deliveries/"
        self.client = Client(headers={"Authorization": f"Bearer {self.words}"})

    def send(
        self,
        content: bytes,
        name: str = "a.xlsx",
        query: str = "",
        headers: dict[str, str] | None = None,
        **said: object,
    ) -> Any:
        plain = {
            key: json.dumps(value) if isinstance(value, dict) else value
            for key, value in (SAID | said).items()
        }
        file = SimpleUploadedFile("x", content)
        file.name = name
        return self.client.post(
            f"{self.below}{query}", plain | {"file": file}, headers=headers or {}
        )

    def delivered(self, content: bytes, query: str = "", **said: Any) -> dict[str, Any]:
        """A file sent, and how it stands when nothing is under way any more."""
        answer = self.send(content, query=query, **said)
        assert answer.status_code == 202, answer.content
        return self.settled(answer.json()["id"])

    def settled(self, upload_id: int) -> dict[str, Any]:
        while True:
            status = self.get(upload_id).json()
            if not status["is_open"]:
                return dict(status)
            work(upload_id)

    def get(self, upload_id: int) -> Any:
        return self.client.get(f"{self.below}{upload_id}/")

    def post(self, upload_id: int, step: str, said: dict[str, Any] | None = None) -> Any:
        """`step`: "commit/", "withdraw/?dry_run=true"."""
        address = f"{self.below}{upload_id}/{step}"
        return self.client.post(address, said or {}, content_type="application/json")

    def discard(self, upload_id: int) -> Any:
        return self.client.delete(f"{self.below}{upload_id}/")


def work(upload_id: int) -> None:
    """Carry out the job that is under way."""
    job = Job.objects.get(upload=Upload.objects.get(pk=upload_id))
    carry = {"check-upload": tasks.check_upload, "commit-upload": tasks.commit_upload}
    carry[job.kind](job.pk)
