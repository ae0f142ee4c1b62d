import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("records", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="note",
            name="stands_on",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("case-studies", "writing a case study"),
                        ("champions", "champions and connectors"),
                        ("count-again", "counting a figure again"),
                        ("directory", "directory pages to look after"),
                        ("figures", "recording a figure"),
                        ("findings", "writing a finding of an evaluation"),
                        ("job-role", "a job role"),
                        ("key-role", "the key job role of a pilot"),
                        ("pilot-add", "proposing a pilot"),
                        ("pilot-evaluation", "how a pilot is evaluated"),
                        ("pilot-start", "the start-up checklist of a pilot"),
                        ("place-partners", "partners in a place"),
                        ("secondments", "secondments"),
                        ("systemic", "systemic barriers and what is asked"),
                        ("who-to-ask", "who to ask"),
                        ("words", "what the words mean"),
                    ],
                    max_length=16,
                ),
                blank=True,
                db_default=[],
                default=list,
                size=None,
                verbose_name="also stands on",
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["stands_on"], name="note_on_pages"
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("stands_on", []), ("source__isnull", False), _connector="OR"),
                name="note_on_pages_has_source",
            ),
        ),
    ]
