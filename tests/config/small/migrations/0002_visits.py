from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("small", "0001_places")]
    operations = [
        migrations.CreateModel(
            "Visit",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("day", models.DateField()),
            ],
        ),
        AddIndexConcurrently("visit", models.Index(fields=["day"], name="visit_by_day")),
    ]
