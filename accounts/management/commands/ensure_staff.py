"""Make the first staff login, once, and keep its password in a file only the operator reads."""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.models import User

LOGIN = "verwaltung"


class Command(BaseCommand):
    help = "Makes the first staff login if there is none and says where its password lies."

    def handle(self, *args: Any, **options: Any) -> None:
        note = Path(settings.STATE_DIR) / "initial-login.txt"
        if not User.objects.exists():
            password = secrets.token_urlsafe(15)
            User.objects.create_superuser(LOGIN, password=password)
            note.parent.mkdir(parents=True, exist_ok=True)
            note.touch(mode=0o600)
            note.write_text(f"{LOGIN} {password}\n")
        if note.exists():
            name, password = note.read_text().split()
            self.stdout.write(f"Staff login: {name} / {password} (kept in {note.name})")
