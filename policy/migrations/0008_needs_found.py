from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models import Index, Q


class Migration(migrations.Migration):
    """Made while others read."""

    atomic = False

    dependencies = [("policy", "0007_needs")]

    operations = [
        AddIndexConcurrently(
            "priority",
            Index(
                fields=["answers"],
                condition=Q(answers__isnull=False),
                name="priority_by_needs",
            ),
        ),
    ]
