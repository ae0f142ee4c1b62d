from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("funding", "0007_monitoring_returns"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="flow",
            index=models.Index(
                fields=["meaning", "kind"],
                include=(
                    *("visibility", "created_by", "team", "programme", "reach_ids"),
                    *("id", "parent", "amount_low", "amount_high", "amount_qualifier"),
                    *("start", "end"),
                ),
                name="flow_to_add_up",
            ),
        ),
        RemoveIndexConcurrently(model_name="flow", name="flow_by_meaning"),
    ]
