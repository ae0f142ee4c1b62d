from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Money without a known end is counted for each person at sign-in."""

    atomic = False

    dependencies = [("funding", "0003_search_flows")]

    operations = [
        AddIndexConcurrently(
            model_name="flow",
            index=models.Index(
                fields=["id"],
                include=["visibility", "created_by", "team", "programme", "reach_ids"],
                condition=Q(end=None),
                name="flow_without_end",
            ),
        ),
    ]
