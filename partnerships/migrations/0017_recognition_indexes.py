from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes that the list of thanks and the page of a job role read, made beside the work."""

    atomic = False

    dependencies = [("partnerships", "0016_recognition_of_a_role")]

    operations = [
        AddIndexConcurrently(
            model_name="recognition",
            index=models.Index(fields=["on", "id"], name="recognition_by_day"),
        ),
        AddIndexConcurrently(
            model_name="recognition",
            index=models.Index(fields=["post"], name="recognition_by_post"),
        ),
    ]
