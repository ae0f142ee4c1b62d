"""Public barriers of one kind are found by index: the page of each place counts them."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("barriers", "0003_categories")]

    operations = [
        AddIndexConcurrently(
            model_name="barrier",
            index=models.Index(
                fields=["category"],
                include=["id", "reach_ids"],
                condition=models.Q(visibility="public", unlocker=None),
                name="barrier_public_kind",
            ),
        )
    ]
