from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations
from django.db.models import Index, Q

ALONE = Q(parent__isnull=True, passes_on=False, has_years=False, only_place__isnull=False)
SUMMED = (
    *("visibility", "created_by", "team", "programme", "reach_ids", "amount_low", "amount_high"),
    *("amount_qualifier", "start", "end", "is_payment"),
)
LINKED = ("id", "parent", "only_place", "passes_on", "has_years")


class Migration(migrations.Migration):
    """Made while others read: until then a sum looks up in the row whether it is a payment."""

    atomic = False

    dependencies = [("funding", "0004_payments")]

    operations = [
        RemoveIndexConcurrently("flow", "flow_alone_to_add_up"),
        AddIndexConcurrently(
            "flow",
            Index(
                fields=["meaning", "only_place"],
                include=SUMMED,
                condition=ALONE,
                name="flow_alone_to_add_up",
            ),
        ),
        RemoveIndexConcurrently("flow", "flow_linked_to_add_up"),
        AddIndexConcurrently(
            "flow",
            Index(
                fields=["meaning"],
                include=[*SUMMED, *LINKED],
                condition=~ALONE,
                name="flow_linked_to_add_up",
            ),
        ),
    ]
