from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

OPEN_TO_ALL = models.Q(visibility="public") & (models.Q(unlocker=None) | models.Q(is_cleared=True))


class Migration(migrations.Migration):
    """What the public reads is found by index, now with barriers whose publication was agreed."""

    atomic = False

    dependencies = [("barriers", "0013_publications")]

    operations = [
        AddIndexConcurrently(
            model_name="barrier",
            index=models.Index(
                fields=["-updated_at", "-id"],
                include=["reach_ids", "status", "category"],
                condition=OPEN_TO_ALL,
                name="barrier_open_to_all",
            ),
        ),
        AddIndexConcurrently(
            model_name="barrier",
            index=GinIndex(
                fields=["reach_ids"], condition=OPEN_TO_ALL, name="barrier_open_to_all_reach"
            ),
        ),
        AddIndexConcurrently(
            model_name="barrier",
            index=models.Index(
                fields=["category"],
                include=["id", "reach_ids"],
                condition=OPEN_TO_ALL,
                name="barrier_open_to_all_kind",
            ),
        ),
        RemoveIndexConcurrently(model_name="barrier", name="barrier_public"),
        RemoveIndexConcurrently(model_name="barrier", name="barrier_public_reach"),
        RemoveIndexConcurrently(model_name="barrier", name="barrier_public_kind"),
    ]
