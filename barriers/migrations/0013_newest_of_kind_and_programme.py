from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("barriers", "0012_open_to_users_by_reach"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="barrier",
            index=models.Index(
                fields=["category", "-updated_at", "-id"],
                include=("visibility", "created_by", "team", "programme", "reach_ids", "status"),
                name="barrier_kind_newest",
            ),
        ),
        AddIndexConcurrently(
            model_name="barrier",
            index=models.Index(
                condition=models.Q(("programme__isnull", False)),
                fields=["programme", "status"],
                include=("visibility", "created_by", "team", "reach_ids", "updated_at", "id"),
                name="barrier_of_programme",
            ),
        ),
    ]
