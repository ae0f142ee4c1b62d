from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Made while others read and write."""

    atomic = False

    dependencies = [("funding", "0009_what_turned_dates_say")]

    operations = [
        AddIndexConcurrently(
            "ending",
            models.Index(
                condition=models.Q(
                    ("tell_by__isnull", False),
                    models.Q(("outcome__in", ("goes_on", "other_money", "stops")), _negated=True),
                ),
                fields=["tell_by", "id"],
                name="ending_to_tell",
            ),
        ),
    ]
