"""Asks are listed by the day to answer, page by page."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("barriers", "0018_practice")]

    operations = [
        AddIndexConcurrently(
            model_name="escalation",
            index=models.Index(fields=["answer_by", "id"], name="escalation_by_day"),
        )
    ]
