import django.db.models.deletion
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('funding', '0001_tables'),
        ('partnerships', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='bid',
            name='applicant',
            field=models.ForeignKey(blank=True, help_text='The body that asks', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bids', to='partnerships.organisation', verbose_name='asked by'),
        ),
        migrations.AddField(
            model_name='bid',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bid',
            name='decider',
            field=models.ForeignKey(blank=True, help_text='The body that decides', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bids_decided', to='partnerships.organisation', verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='bid',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.programme'),
        ),
    ]
