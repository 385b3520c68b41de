"""The key of values begins with the slice, so that new rows go to the index's end."""

from django.db import migrations, models

TABLE = "indicators_measurevalue"


def keyed_by(*columns: str) -> str:
    return (
        f"ALTER TABLE {TABLE} DROP CONSTRAINT {TABLE}_pkey,"
        f" ADD CONSTRAINT {TABLE}_pkey PRIMARY KEY ({', '.join(columns)})"
    )


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_uploads")]

    operations = [
        migrations.RunSQL(
            keyed_by("slice_id", "area_id", "region_id"),
            keyed_by("region_id", "slice_id", "area_id"),
            state_operations=[
                migrations.AlterField(
                    "measurevalue",
                    "pk",
                    models.CompositePrimaryKey(
                        "slice_id", "area_id", "region_id", blank=True, editable=False,
                        primary_key=True, serialize=False,
                    ),
                )
            ],
        )
    ]
