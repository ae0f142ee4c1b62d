from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("open_data", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="publicrecord",
            name="holds_from",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
