from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_notices_by_what_they_are_about"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="told_in",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=models.SET_NULL,
                related_name="tells",
                to="accounts.notice",
            ),
        ),
    ]
