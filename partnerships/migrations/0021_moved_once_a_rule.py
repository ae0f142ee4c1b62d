from django.db import migrations, models


class Migration(migrations.Migration):
    """A row may name what gives way in two columns: the journal holds it once for each."""

    atomic = False

    dependencies = [("partnerships", "0020_two_bodies")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "CREATE UNIQUE INDEX CONCURRENTLY moved_row_once_a_rule ON partnerships_moved "
                    '(reorganisation_id, "table", rule, row_id)',
                    "DROP INDEX CONCURRENTLY moved_row_once_a_rule",
                )
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="moved",
                    constraint=models.UniqueConstraint(
                        models.F("reorganisation"),
                        models.F("table"),
                        models.F("rule"),
                        models.F("row_id"),
                        name="moved_row_once_a_rule",
                    ),
                )
            ],
        ),
        migrations.RemoveConstraint(model_name="moved", name="moved_row_once"),
    ]
