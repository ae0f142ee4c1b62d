from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("barriers", "0011_withdrawn_answers"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="barrier",
            index=GinIndex(
                condition=models.Q(("visibility__in", ["network", "public"])),
                fields=["reach_ids"],
                name="barrier_open_to_users_reach",
            ),
        ),
    ]
