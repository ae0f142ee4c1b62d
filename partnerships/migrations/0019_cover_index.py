from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("partnerships", "0018_cover"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("covers__isnull", False)),
                fields=["covers", "valid_to"],
                name="assignment_cover",
            ),
        ),
    ]
