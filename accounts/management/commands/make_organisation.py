"""Make or rename the organisation that people of a region work for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug

from accounts.models import Organisation, Region


class Command(BaseCommand):
    help = "Makes an organisation of a region, or renames the one with that key."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("region", help="key of the region, such as leipzig")
        parser.add_argument("key", help="short key, such as statistik")
        parser.add_argument("name", help="as people call it, such as Amt für Statistik")

    def handle(self, *args: Any, **options: Any) -> None:
        region = Region.objects.filter(key=options["region"]).first()
        if region is None:
            raise CommandError(f"There is no region {options['region']!r}.")
        try:
            validate_slug(options["key"])
        except ValidationError as reason:
            raise CommandError("The key may hold letters, digits, - and _ only.") from reason
        _row, is_new = Organisation.objects.update_or_create(
            region=region, key=options["key"], defaults={"name": options["name"]}
        )
        done = "made" if is_new else "renamed"
        self.stdout.write(f"Organisation {region.key}/{options['key']} {done}.")
