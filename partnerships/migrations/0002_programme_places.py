from django.db import migrations, models

from records.tables import TablesTogether

PRECISION = [
    ("day", "day"),
    ("month", "month"),
    ("year", "year"),
    ("financial_year", "financial year"),
]


class Migration(TablesTogether):
    dependencies = [("partnerships", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="programme",
            name="places_note",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="What is to be said of them: which could not be linked, and why",
                max_length=300,
                verbose_name="about its places",
            ),
        ),
        migrations.AddField(
            model_name="programmeplace",
            name="named",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="What the source calls the smaller place; blank where it is the place itself",
                max_length=200,
                verbose_name="where in it",
            ),
        ),
        migrations.AddField(
            model_name="programmeplace",
            name="role",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="What part it has, as the source says",
                max_length=200,
                verbose_name="part in it",
            ),
        ),
        migrations.AddField(
            model_name="programmeplace",
            name="note",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="What is to be said of its part and its dates",
            ),
        ),
        migrations.AddField(
            model_name="programmeplace",
            name="valid_from_precision",
            field=models.CharField(
                choices=PRECISION, db_default="day", default="day", max_length=14
            ),
        ),
        migrations.AddField(
            model_name="programmeplace",
            name="valid_to_precision",
            field=models.CharField(
                choices=PRECISION, db_default="day", default="day", max_length=14
            ),
        ),
        migrations.AlterField(
            model_name="programmeplace",
            name="valid_from",
            field=models.DateField(blank=True, null=True, verbose_name="since"),
        ),
        migrations.AlterField(
            model_name="programmeplace",
            name="valid_to",
            field=models.DateField(blank=True, null=True, verbose_name="until"),
        ),
    ]
