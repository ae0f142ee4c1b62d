from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Made while others read and write."""

    atomic = False

    dependencies = [("funding", "0010_ending_to_tell")]

    operations = [
        AddIndexConcurrently(
            "ending",
            models.Index(
                condition=models.Q(("outcome", "stops")),
                fields=["tell_by", "id"],
                name="ending_that_stops",
            ),
        ),
        AddIndexConcurrently(
            "monitoringreturn",
            models.Index(
                condition=models.Q(("state__in", ["due", "sent"]), ("withdrawn_at", None)),
                fields=["place", "due"],
                name="return_of_place",
            ),
        ),
    ]
