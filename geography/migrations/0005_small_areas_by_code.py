from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Made while others read and write."""

    atomic = False

    dependencies = [("geography", "0004_small_areas")]

    operations = [
        AddIndexConcurrently(
            model_name="locality",
            index=models.Index(
                condition=models.Q(("ward_code", ""), _negated=True),
                fields=["ward_code"],
                name="locality_by_ward_code",
            ),
        ),
        AddIndexConcurrently(
            model_name="locality",
            index=models.Index(
                condition=models.Q(("board_code", ""), _negated=True),
                fields=["board_code"],
                name="locality_by_board_code",
            ),
        ),
        AddIndexConcurrently(
            model_name="locality",
            index=models.Index(
                condition=models.Q(("deprivation_rank__isnull", False)),
                fields=["release", "deprivation_rank"],
                name="locality_by_deprivation",
            ),
        ),
    ]
