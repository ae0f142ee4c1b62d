from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models import Index, Q


class Migration(migrations.Migration):
    """Made while others read."""

    atomic = False

    dependencies = [("policy", "0003_strategy")]

    operations = [
        AddIndexConcurrently(
            "priority",
            Index(
                fields=["regards"],
                condition=Q(regards__isnull=False),
                name="priority_by_strategy",
            ),
        ),
    ]
