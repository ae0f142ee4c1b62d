import django.contrib.postgres.fields
from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):
    dependencies = [
        ("pilots", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="casestudy",
            name="impacts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("decisions", "inclusive decision making"),
                        ("resources", "resource sharing"),
                        ("planning", "strategic planning"),
                        ("innovation", "innovation"),
                        ("engagement", "community engagement"),
                        ("inclusion", "social inclusion"),
                        ("preparedness", "emergency preparedness"),
                        ("recovery", "crisis recovery"),
                    ],
                    max_length=12,
                ),
                blank=True,
                db_default=[],
                default=list,
                help_text="Of the eight that City-REDI names; empty where nobody has said",
                size=None,
                verbose_name="possible impacts that it is about",
            ),
        ),
        migrations.AddField(
            model_name="evaluationfinding",
            name="impacts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("decisions", "inclusive decision making"),
                        ("resources", "resource sharing"),
                        ("planning", "strategic planning"),
                        ("innovation", "innovation"),
                        ("engagement", "community engagement"),
                        ("inclusion", "social inclusion"),
                        ("preparedness", "emergency preparedness"),
                        ("recovery", "crisis recovery"),
                    ],
                    max_length=12,
                ),
                blank=True,
                db_default=[],
                default=list,
                help_text="Of the eight that City-REDI names; empty where nobody has said",
                size=None,
                verbose_name="possible impacts that it is about",
            ),
        ),
    ]
