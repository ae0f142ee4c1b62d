from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

ALONE = models.Q(parent__isnull=True, passes_on=False, has_years=False, only_place__isnull=False)
SUMMED = (
    *("visibility", "created_by", "team", "programme", "reach_ids", "amount_low", "amount_high"),
    *("amount_qualifier", "start", "end"),
)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("funding", "0009_flows_that_stand_alone"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="flow",
            index=models.Index(
                fields=["meaning", "only_place"],
                include=SUMMED,
                condition=ALONE,
                name="flow_alone_to_add_up",
            ),
        ),
        AddIndexConcurrently(
            model_name="flow",
            index=models.Index(
                fields=["meaning"],
                include=[*SUMMED, *("id", "parent", "only_place", "passes_on", "has_years")],
                condition=~ALONE,
                name="flow_linked_to_add_up",
            ),
        ),
        AddIndexConcurrently(
            model_name="flow",
            index=models.Index(
                fields=["parent"],
                include=[*SUMMED[:8], "id", "meaning"],
                condition=models.Q(parent__isnull=False),
                name="flow_child",
            ),
        ),
        migrations.AlterField(
            model_name="flow",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="children",
                to="funding.flow",
            ),
        ),
        RemoveIndexConcurrently(model_name="flow", name="flow_to_add_up"),
    ]
