import django.db.models.deletion
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    dependencies = [
        ('imports', '0003_left_out'),
        ('partnerships', '0003_member_from_precision'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='recordimport',
            name='programme',
            field=models.ForeignKey(db_index=False, help_text='Where each row says for which of its places it is', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='record_imports', to='partnerships.programme'),
        ),
        migrations.AlterField(
            model_name='recordimport',
            name='place',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='record_imports', to='partnerships.place'),
        ),
        migrations.AddConstraint(
            model_name='recordimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('place', None), ('programme__isnull', False)), models.Q(('place__isnull', False), ('programme', None)), _connector='OR'), name='record_import_place_or_programme'),
        ),
    ]
