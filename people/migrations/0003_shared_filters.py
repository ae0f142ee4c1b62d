# The rule that lets leads name the first editor of a place is a trigger, set up after all migrations.
import django.db.models.deletion
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    dependencies = [
        ('partnerships', '0002_tables'),
        ('people', '0002_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='savedfilter',
            name='organisation',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='savedfilter',
            name='place',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='savedfilter',
            name='team',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.team'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('team', None)), models.Q(('place', None), ('team', None)), models.Q(('organisation', None), ('place', None)), _connector='OR'), name='saved_filter_of_one_team'),
        ),
    ]
