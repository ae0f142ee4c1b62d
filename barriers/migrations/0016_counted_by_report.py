"""What the report counts stands in the indexes that it runs over."""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models, transaction

from barriers.models.outcomes import BITS_OF

AT_A_TIME = 10_000  # barriers: nobody who saves one waits for all the others
RULE = ("visibility", "created_by", "team", "programme", "reach_ids", "is_cleared")


def count_what_was_tried(apps: Any, schema_editor: Any) -> None:
    """Before triggers kept it; some barriers at a time, and as often as need be."""
    Barrier = apps.get_model("barriers", "Barrier")
    last = Barrier.objects.aggregate(last=models.Max("pk"))["last"] or 0
    for first in range(1, last + 1, AT_A_TIME):
        these = [first, first + AT_A_TIME - 1]
        with transaction.atomic(), schema_editor.connection.cursor() as cursor:
            # Locked first, so that what others are just writing is counted
            cursor.execute(
                "SELECT 1 FROM barriers_barrier WHERE id BETWEEN %s AND %s "
                "ORDER BY id FOR NO KEY UPDATE",
                these,
            )
            cursor.execute(
                f"UPDATE barriers_barrier barrier SET outcome_bits = {BITS_OF} "  # noqa: S608
                f"WHERE barrier.id BETWEEN %s AND %s AND outcome_bits <> {BITS_OF}",
                these,
            )


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("barriers", "0015_outcomes")]

    operations = [
        migrations.RunPython(count_what_was_tried, migrations.RunPython.noop),
        AddIndexConcurrently(
            model_name="barrier",
            index=models.Index(
                fields=["category", "status"],
                include=[
                    *RULE,
                    *("unlocker", "nature", "stage", "severity", "lever", "outcome_bits"),
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
