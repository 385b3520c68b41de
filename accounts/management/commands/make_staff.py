"""Make a login for a person of an organisation, or give it another password, employer, roles."""

import secrets
from pathlib import Path
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Organisation, User
from accounts.roles import Role

USUAL = [Role.STEWARD.value, Role.PUBLISHER.value]


class Command(BaseCommand):
    help = (
        "Makes a login for an organisation; prints its password once. A known login gets a new one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login")
        parser.add_argument("--organisation", required=True, help="REGION/KEY")
        parser.add_argument(
            "--role",
            action="append",
            choices=Role.values,
            help=f"may stand several times; {', '.join(USUAL)} where none is given",
        )
        parser.add_argument("--password-file", type=Path, help="first line is the password")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = _organisation(options["organisation"])
        user = User.objects.filter(username=options["login"]).first()
        if user is not None and user.is_superuser:
            raise CommandError(f"{user.username} is an operator and works for every region.")
        user = user or User(username=options["login"])
        user.organisation = organisation
        user.roles = options["role"] or user.roles or USUAL
        password = _password(options["password_file"], user)
        user.set_password(password)
        try:
            user.full_clean()
        except ValidationError as reason:
            raise CommandError(" ".join(reason.messages)) from reason
        user.save()
        self.stdout.write(
            f"Login {user.username} works for {organisation} as {', '.join(user.roles)}."
        )
        if options["password_file"] is None:
            self.stdout.write(f"Password, shown only now: {password}")


def _organisation(text: str) -> Organisation:
    region, _, key = text.partition("/")
    found = Organisation.objects.filter(region__key=region, key=key).first()
    if found is None:
        raise CommandError(f"There is no organisation {text!r}; see make_organisation.")
    return found


def _password(file: Path | None, user: User) -> str:
    if file is None:
        return secrets.token_urlsafe(15)
    try:
        password = (file.read_text(encoding="utf-8").splitlines() or [""])[0]
        validate_password(password, user)
    except OSError as reason:
        raise CommandError(f"{file} cannot be read.") from reason
    except ValidationError as reason:
        raise CommandError(" ".join(reason.messages)) from reason
    return password
