from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The indexes that lists of figures read, made beside the work."""

    atomic = False

    dependencies = [("pilots", "0015_shared_definitions")]

    operations = [
        AddIndexConcurrently(
            model_name="indicator",
            index=models.Index(fields=["name", "id"], name="indicator_by_name"),
        ),
        AddIndexConcurrently(
            model_name="indicator",
            index=models.Index(
                condition=models.Q(("shared__isnull", False)),
                fields=["shared", "id"],
                name="indicator_by_shared",
            ),
        ),
    ]
