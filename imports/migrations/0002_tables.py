import django.db.models.deletion
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('imports', '0001_tables'),
        ('partnerships', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='recordimport',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='record_imports', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='recordimport',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='readrow',
            name='record_import',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='read_rows', to='imports.recordimport'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='record_import',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='file_rows', to='imports.recordimport'),
        ),
        migrations.AddField(
            model_name='importedrecord',
            name='record_import',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='records', to='imports.recordimport'),
        ),
        migrations.AddIndex(
            model_name='recordimport',
            index=models.Index(fields=['place', 'kind', '-id'], name='record_import_of_place'),
        ),
        migrations.AddConstraint(
            model_name='recordimport',
            constraint=models.CheckConstraint(condition=models.Q(('undone_at', None), ('imported_at__isnull', False), _connector='OR'), name='record_import_undone_after'),
        ),
        migrations.AddConstraint(
            model_name='readrow',
            constraint=models.UniqueConstraint(fields=('record_import', 'number'), name='read_row_once'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(fields=('record_import', 'number'), name='import_row_once'),
        ),
        migrations.AddIndex(
            model_name='importedrecord',
            index=models.Index(fields=['reference'], name='imported_record_reference'),
        ),
        migrations.AddConstraint(
            model_name='importedrecord',
            constraint=models.UniqueConstraint(fields=('record_import', 'object_id'), name='imported_record_once'),
        ),
    ]
