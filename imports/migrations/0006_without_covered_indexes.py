import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Taken away while others read and write: another index of each table begins with the column."""

    atomic = False

    dependencies = [("imports", "0005_found_by_programme")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    "DROP INDEX CONCURRENTLY IF EXISTS "
                    "imports_importedrecord_record_import_id_9a2bdc1f",
                    "CREATE INDEX CONCURRENTLY imports_importedrecord_record_import_id_9a2bdc1f "
                    "ON imports_importedrecord (record_import_id)",
                )
            ],
            [
                migrations.AlterField(
                    "importedrecord",
                    "record_import",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="records",
                        to="imports.recordimport",
                    ),
                )
            ],
        ),
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    "DROP INDEX CONCURRENTLY IF EXISTS imports_importrow_record_import_id_b2153283",
                    "CREATE INDEX CONCURRENTLY imports_importrow_record_import_id_b2153283 "
                    "ON imports_importrow (record_import_id)",
                )
            ],
            [
                migrations.AlterField(
                    "importrow",
                    "record_import",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file_rows",
                        to="imports.recordimport",
                    ),
                )
            ],
        ),
    ]
