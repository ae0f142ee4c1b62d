"""What the report counts stands in the indexes that it runs over.

What came of what was tried is kept on the barrier from here on: first by triggers, so that nothing
is missed, then for what is there.
"""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models, transaction

from barriers.models.outcomes import OUTCOMES_OF, outcome_triggers

AT_A_TIME = 10_000  # barriers: nobody who saves one waits for all the others
LOCK = "SELECT 1 FROM barriers_barrier WHERE id BETWEEN %s AND %s ORDER BY id"
RULE = ("visibility", "created_by", "team", "programme", "reach_ids", "is_cleared")


def keep_outcomes(apps: Any, schema_editor: Any) -> None:
    """Triggers, and then what there is, some at a time."""
    ActionTried = apps.get_model("barriers", "ActionTried")
    Barrier = apps.get_model("barriers", "Barrier")
    for trigger in outcome_triggers():
        trigger.install(ActionTried)
    last = Barrier.objects.aggregate(last=models.Max("pk"))["last"] or 0
    for first in range(1, last + 1, AT_A_TIME):
        these = [first, first + AT_A_TIME - 1]
        with transaction.atomic(), schema_editor.connection.cursor() as cursor:
            # Locked first, so that what others are just writing is counted
            cursor.execute(f"{LOCK} FOR NO KEY UPDATE", these)
            cursor.execute(
                f"UPDATE barriers_barrier barrier SET outcomes = {OUTCOMES_OF} "  # noqa: S608
                "WHERE barrier.id BETWEEN %s AND %s AND EXISTS (SELECT 1 FROM "
                "barriers_actiontried tried WHERE tried.barrier_id = barrier.id)",
                these,
            )


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("barriers", "0014_open_to_all")]

    operations = [
        migrations.AddField(
            model_name="barrier",
            name="outcomes",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.RunPython(keep_outcomes, migrations.RunPython.noop),
        AddIndexConcurrently(
            model_name="barrier",
            index=models.Index(
                fields=["category", "status"],
                include=[
                    *RULE,
                    *("unlocker", "nature", "stage", "severity", "lever", "outcomes"),
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
