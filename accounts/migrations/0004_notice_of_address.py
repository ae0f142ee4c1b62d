from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("accounts", "0003_daily_letter")]

    operations = [
        AddIndexConcurrently(
            model_name="notice",
            index=models.Index(
                fields=["email", "created_at"],
                condition=models.Q(user=None),
                name="notice_of_address",
            ),
        ),
    ]
