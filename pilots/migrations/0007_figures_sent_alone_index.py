from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("pilots", "0006_figures_sent_alone"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="actual",
            index=models.Index(
                condition=models.Q(("superseded", False), ("waits", True)),
                fields=["indicator"],
                name="actual_waiting",
            ),
        ),
    ]
