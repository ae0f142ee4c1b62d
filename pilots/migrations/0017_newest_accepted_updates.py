from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("pilots", "0016_area_not_pilot"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="update",
            index=models.Index(
                fields=["-period_end", "-id"],
                condition=models.Q(state="accepted"),
                include=["pilot"],
                name="update_accepted_newest",
            ),
        ),
    ]
