import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0015_strength_of_parts'),
        ('people', '0008_what_turned_dates_say'),
        ('records', '0006_draft_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('title', models.CharField(help_text='What it is called', max_length=200)),
                ('audience', models.CharField(help_text='Whom it is to reach', max_length=300, verbose_name='who it is for')),
                ('channels', models.CharField(blank=True, help_text='By what it reaches them, as far as known', max_length=300)),
                ('message', models.TextField(blank=True, help_text='In a few sentences', verbose_name='what it says')),
                ('start', models.DateField(blank=True, help_text='The first day, as far as known', null=True)),
                ('start_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('end', models.DateField(blank=True, help_text='The last day, as far as known', null=True)),
                ('end_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('outcome', models.TextField(blank=True, help_text='Whom it reached, and what they did then', verbose_name='what came of it')),
                ('sort_key', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Lower('title'), output_field=models.CharField(db_collation='C', max_length=200))),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(help_text='The organisation that runs it', on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='partnerships.organisation', verbose_name='run by')),
                ('programme', models.ForeignKey(blank=True, help_text='The programme that it is for', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='partnerships.programme')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='records.source')),
            ],
            options={
                'ordering': ['sort_key', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['sort_key', 'id'], name='campaign_by_title')],
                'constraints': [models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='campaign_dates_in_order', violation_error_message='The end can’t be before the start.'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('audience', ''), _negated=True)), name='campaign_says_what_and_for_whom', violation_error_message='Say what it is called and who it is for.')],
            },
        ),
    ]
