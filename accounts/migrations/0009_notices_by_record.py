from django.db import migrations, models

from records.tables import TablesTogether

# What these said was of the reader's own account, roles and work, or of nobody's record. Of which
# record the others told nobody kept: their words are left out, and their page says who reads it.
OF_NO_RECORD = (
    "barrier-answer-link",
    "daily",
    "data_loaded",
    "due",
    "follow-ask",
    "invitation",
    "role",
    "role_asked",
    "roles_to_confirm",
    "sign_in",
    "you_said",
)


def note_unknown(apps, schema_editor):
    rows = apps.get_model("accounts", "Notice").objects.exclude(kind__in=OF_NO_RECORD)
    rows.update(about_unknown=True)


class Migration(TablesTogether):
    dependencies = [
        ("accounts", "0008_notices_by_the_email_that_tells_them"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="about_model",
            field=models.CharField(blank=True, db_default="", max_length=60),
        ),
        migrations.AddField(
            model_name="notice",
            name="about_id",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="lines",
            field=models.JSONField(
                blank=True, db_default=models.Value([], models.JSONField()), default=list
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="about_unknown",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunPython(note_unknown, migrations.RunPython.noop),
    ]
