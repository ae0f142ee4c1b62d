from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Made while others read and write."""

    atomic = False

    dependencies = [("barriers", "0005_guidance_read")]

    operations = [
        AddIndexConcurrently(
            "escalation",
            models.Index(
                condition=models.Q(("state", "sent")),
                fields=["acknowledge_by", "id"],
                name="escalation_unheard",
            ),
        ),
    ]
