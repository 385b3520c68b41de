"""Existing indicators were declared by their region file and count as approved."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_key_of_values_by_slice")]

    operations = [
        migrations.AddField(
            "indicator",
            "declared_by",
            models.CharField(
                choices=[("file", "File"), ("desk", "Desk")], default="file", max_length=4
            ),
        ),
        migrations.AddField(
            "indicator",
            "state",
            models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("in_review", "in review"),
                    ("approved", "approved"),
                    ("retired", "out of force"),
                ],
                default="approved",
                max_length=9,
            ),
        ),
    ]
