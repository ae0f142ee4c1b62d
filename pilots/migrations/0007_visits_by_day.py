from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The index that the planner of visits reads, made beside the work."""

    atomic = False

    dependencies = [("pilots", "0006_find_lessons")]

    operations = [
        AddIndexConcurrently(
            model_name="engagement",
            index=models.Index(
                fields=["on_key", "id"],
                condition=models.Q(
                    ("kind", "visit"), models.Q(("state", "called_off"), _negated=True)
                ),
                name="engagement_visits_by_day",
            ),
        ),
    ]
