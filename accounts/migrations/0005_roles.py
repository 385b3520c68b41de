"""Roles; who worked here before keeps what everybody could do then."""

import django.contrib.postgres.fields
from django.db import migrations, models

ROLES = ["reader", "planner", "steward", "publisher", "statistics", "administrator"]


def keep_what_staff_could_do(apps, schema_editor):
    users = apps.get_model("accounts", "User")
    staff = users.objects.filter(organisation__isnull=False, roles=[])
    staff.update(roles=["steward", "publisher", "statistics"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_made_up_regions"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="roles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("reader", "Internal reader"),
                        ("planner", "Social planner"),
                        ("steward", "Data steward"),
                        ("publisher", "Publishing"),
                        ("statistics", "Statistics office"),
                        ("administrator", "Administrator of access"),
                    ],
                    max_length=16,
                ),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.RunPython(keep_what_staff_could_do, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("roles__contained_by", ROLES)), name="roles_are_known"
            ),
        ),
    ]
