from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """New rows are held to it; those there are have no time yet."""

    dependencies = [("barriers", "0009_closings")]

    operations = [
        AddConstraintNotValid(
            model_name="barrier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("time_high__isnull", True),
                    models.Q(
                        ("time_high__gt", models.F("time_low")), ("time_qualifier", "exactly")
                    ),
                    _connector="OR",
                ),
                name="barrier_time_in_order",
                violation_error_message="The higher end of a range must be more than the lower end.",
            ),
        ),
    ]
