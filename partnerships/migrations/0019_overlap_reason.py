from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):
    """Why two places overlap, and in its history."""

    dependencies = [("partnerships", "0018_action_items")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="reason",
            field=models.CharField(blank=True, db_default="", max_length=300),
        )
        for model in ("placelink", "placelinkevent")
    ]
