import django.db.models.deletion
from django.db import migrations, models

TABLE = "partnerships_programme_builds_on"
# What Django called it when it made the table for the relation.
ONCE = "partnerships_programme_b_from_programme_id_to_pro_1dfd1c85_uniq"


class Migration(migrations.Migration):
    """What a programme built on becomes a record of its own, in the table and columns it had."""

    dependencies = [("partnerships", "0022_comments_files_and_saved_filters")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="EarlierProgramme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                db_column="from_programme_id",
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="earlier_links",
                                to="partnerships.programme",
                            ),
                        ),
                        (
                            "earlier",
                            models.ForeignKey(
                                db_column="to_programme_id",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="later_links",
                                to="partnerships.programme",
                            ),
                        ),
                    ],
                    options={"db_table": TABLE, "ordering": ["id"]},
                ),
                migrations.AlterField(
                    model_name="programme",
                    name="builds_on",
                    field=models.ManyToManyField(
                        blank=True,
                        related_name="led_to",
                        through="partnerships.EarlierProgramme",
                        through_fields=("programme", "earlier"),
                        to="partnerships.programme",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="earlierprogramme",
                    constraint=models.UniqueConstraint(
                        fields=("programme", "earlier"), name="earlier_programme_once"
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    f"ALTER TABLE {TABLE} RENAME CONSTRAINT {ONCE} TO earlier_programme_once",
                    f"ALTER TABLE {TABLE} RENAME CONSTRAINT earlier_programme_once TO {ONCE}",
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="earlierprogramme",
            constraint=models.CheckConstraint(
                condition=models.Q(("programme", models.F("earlier")), _negated=True),
                name="earlier_programme_is_another",
            ),
        ),
    ]
