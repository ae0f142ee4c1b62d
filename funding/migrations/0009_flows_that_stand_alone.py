from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):
    """What is there counts as linked until ``run_due`` has looked at it, under the new triggers."""

    dependencies = [
        ("funding", "0008_flows_to_add_up"),
    ]

    operations = [
        migrations.AddField(
            model_name="flow",
            name="passes_on",
            field=models.BooleanField(db_default=True, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="flow",
            name="has_years",
            field=models.BooleanField(db_default=True, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="flow",
            name="only_place",
            field=models.BigIntegerField(editable=False, null=True),
        ),
    ]
