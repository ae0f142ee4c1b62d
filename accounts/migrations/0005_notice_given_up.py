"""Administrators look through the letters that could not be sent."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("accounts", "0004_notice_of_address")]

    operations = [
        AddIndexConcurrently(
            model_name="notice",
            index=models.Index(
                fields=["created_at", "id"],
                condition=models.Q(("failed", ""), _negated=True),
                name="notice_given_up",
            ),
        ),
    ]
