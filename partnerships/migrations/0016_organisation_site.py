import django.db.models.deletion
from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):

    dependencies = [
        ('partnerships', '0015_strength_of_parts'),
        ('records', '0006_draft_files'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='site',
            field=models.URLField(blank=True, db_default='', default='', help_text='The public website, the way in for whoever has no account here', max_length=500, verbose_name='website'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='site_listed_on',
            field=models.DateField(blank=True, help_text='The day of the list that gives it', null=True, verbose_name='website listed on'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='site_source',
            field=models.ForeignKey(blank=True, db_index=False, help_text='The list that gives the website; none where somebody here wrote it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisation_sites', to='records.source', verbose_name='source of the website'),
        ),
    ]
