from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """New rows are held to it; those there are name no job role yet."""

    dependencies = [("barriers", "0011_owner_and_kinds")]

    operations = [
        AddConstraintNotValid(
            model_name="barrier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("unlocker_post", None), ("unlocker__isnull", False), _connector="OR"
                ),
                name="barrier_post_has_unlocker",
            ),
        ),
    ]
