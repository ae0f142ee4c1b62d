from django.db import migrations, models


class Migration(migrations.Migration):
    """What stands for the words of a form that was sent, so that they are known when sent again."""

    dependencies = [("records", "0003_changes_by_time")]

    operations = [
        migrations.AddField(
            model_name="spenttoken",
            name="digest",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
    ]
