"""What the report counts stands in the indexes that it runs over."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

RULE = ("visibility", "created_by", "team", "programme", "reach_ids", "is_cleared")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("barriers", "0014_open_to_all")]

    operations = [
        AddIndexConcurrently(
            model_name="barrier",
            index=models.Index(
                fields=["category", "status"],
                include=[
                    *RULE,
                    *("unlocker", "nature", "stage", "severity", "lever"),
                    *("logged_on", "logged_on_precision", "closed_on", "id"),
                ],
                name="barrier_counted",
            ),
        ),
        RemoveIndexConcurrently(model_name="barrier", name="barrier_by_kind"),
        AddIndexConcurrently(
            model_name="barrier",
            index=models.Index(
                fields=["logged_on", "id"],
                include=[*RULE, "status", "category", "unlocker"],
                condition=models.Q(
                    status__in=["needs_owner", "open", "worked_on", "escalated"],
                    logged_on__isnull=False,
                ),
                name="barrier_open_longest",
            ),
        ),
        AddIndexConcurrently(
            model_name="barrier",
            index=models.Index(
                fields=["cost_low"],
                include=[*RULE, "cost_high", "status", "category", "unlocker", "id"],
                condition=models.Q(cost_low__isnull=False),
                name="barrier_with_cost",
            ),
        ),
        AddIndexConcurrently(
            model_name="barrier",
            index=models.Index(
                fields=["time_low"],
                include=[*RULE, "time_high", "status", "category", "unlocker", "id"],
                condition=models.Q(time_low__isnull=False),
                name="barrier_with_time",
            ),
        ),
        AddIndexConcurrently(
            model_name="actiontried",
            index=models.Index(fields=["barrier", "outcome"], name="action_tried_outcome"),
        ),
    ]
