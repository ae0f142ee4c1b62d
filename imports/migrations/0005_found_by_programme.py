from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Made while others read and write."""

    atomic = False

    dependencies = [("imports", "0004_of_programmes")]

    operations = [
        AddIndexConcurrently(
            "recordimport",
            models.Index(fields=["programme", "kind", "-id"], name="record_import_of_prog"),
        ),
    ]
