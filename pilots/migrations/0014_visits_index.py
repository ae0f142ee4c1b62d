from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("pilots", "0013_visits"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="engagement",
            index=models.Index(
                condition=models.Q(("pilot", None)),
                fields=["place", "on_key"],
                name="engagement_of_no_pilot",
            ),
        ),
        AddIndexConcurrently(
            model_name="engagement",
            index=models.Index(
                condition=models.Q(("kind", "visit"), ("state", "planned")),
                fields=["created_by", "on"],
                name="engagement_planned_by",
            ),
        ),
    ]
