import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Taken away while others read and write: the index of ``flow_place_once`` begins with it."""

    atomic = False

    dependencies = [("funding", "0006_price_years")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    "DROP INDEX CONCURRENTLY IF EXISTS funding_flowplace_flow_id_f90152c2",
                    "CREATE INDEX CONCURRENTLY funding_flowplace_flow_id_f90152c2 "
                    "ON funding_flowplace (flow_id)",
                )
            ],
            [
                migrations.AlterField(
                    "flowplace",
                    "flow",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="place_links",
                        to="funding.flow",
                    ),
                )
            ],
        ),
    ]
