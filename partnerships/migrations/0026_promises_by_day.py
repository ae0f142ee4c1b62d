from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("partnerships", "0025_reports_about_any_record_and_withdrawn_replies"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="actionitem",
            index=models.Index(fields=["due", "id"], name="action_item_by_day"),
        ),
    ]
