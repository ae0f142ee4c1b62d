from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):
    dependencies = [
        ("barriers", "0019_asks_by_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="systemicbarrier",
            name="words_changed_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="systemicbarrierevent",
            name="words_changed_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
    ]
