from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("pilots", "0010_updates_put_right")]

    operations = [
        AddIndexConcurrently(
            model_name="actual",
            index=models.Index(
                condition=models.Q(("replaces__isnull", False)),
                fields=["replaces"],
                name="actual_by_replaced",
            ),
        ),
    ]
