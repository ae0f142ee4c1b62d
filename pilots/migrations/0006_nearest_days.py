from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Made while others read and write."""

    atomic = False

    dependencies = [("pilots", "0005_what_turned_dates_say")]

    operations = [
        AddIndexConcurrently(
            "indicatorplan",
            models.Index(
                condition=models.Q(("valid_to", None)), fields=["due", "id"], name="plan_by_day"
            ),
        ),
    ]
