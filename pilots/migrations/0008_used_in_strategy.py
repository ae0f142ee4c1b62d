import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0015_strength_of_parts'),
        ('pilots', '0007_strength_of_parts'),
        ('records', '0006_draft_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='UsedIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('title', models.CharField(help_text='The strategy, policy or other document', max_length=300, verbose_name='used in')),
                ('on', models.DateField(blank=True, null=True, verbose_name='when it was used')),
                ('on_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('how', models.TextField(blank=True, help_text='As far as it is known', verbose_name='what was used, and for what')),
                ('case_study', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='used_in', to='pilots.casestudy')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lesson', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='used_in', to='pilots.lesson')),
                ('organisation', models.ForeignKey(blank=True, help_text='The organisation whose document it is', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='used_learning', to='partnerships.organisation', verbose_name='whose it is')),
                ('pilot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='used_in', to='pilots.pilot')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
            ],
            options={
                'verbose_name': 'use in strategy or policy',
                'verbose_name_plural': 'uses in strategy or policy',
                'ordering': ['pilot', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('case_study__isnull', False), ('lesson', None)), models.Q(('case_study', None), ('lesson__isnull', False)), _connector='OR'), name='used_in_is_of_one', violation_error_message='Choose either a case study or a lesson.'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='used_in_says_where', violation_error_message='Say in which document it was used.')],
            },
        ),
    ]
