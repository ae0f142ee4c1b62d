from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models import Index, Q


class Migration(migrations.Migration):
    """Made while others read: until then all that was decided is gone through for the few that were
    above a limit."""

    atomic = False

    dependencies = [("governance", "0003_meetings")]

    operations = [
        AddIndexConcurrently(
            "decision",
            Index(
                fields=["-decided_on", "-id"],
                condition=Q(within_limit=False),
                name="decision_above_limit",
            ),
        ),
    ]
