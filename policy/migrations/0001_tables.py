import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import records.names
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('partnerships', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PriorityPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                'ordering': ['priority', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PriorityTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='RegionalCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('on', models.DateField()),
                ('text', models.TextField()),
            ],
            options={
                'ordering': ['update', 'on', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegionalReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
                ('withdrawn_because', models.TextField(blank=True, db_default='', default='', editable=False, verbose_name='why it was withdrawn')),
                ('text', models.TextField()),
                ('name', models.CharField(blank=True, max_length=150)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'regional replies',
                'ordering': ['-created_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegionalUpdate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('quarter', models.DateField()),
                ('state', models.CharField(choices=[('draft', 'draft'), ('checking', 'being checked'), ('checked', 'checked'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', max_length=9)),
                ('summary', models.TextField(blank=True)),
                ('as_of', models.DateField()),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('check_note', models.TextField(blank=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('withdrawn_because', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-quarter', 'region', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegionalUpdateDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('loads', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['update', 'day'],
            },
        ),
        migrations.CreateModel(
            name='RegionalUpdateItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('section', models.CharField(choices=[('priorities', 'What matters most'), ('pilots', 'Pilots that began or ended'), ('news', 'What happened'), ('money', 'Money'), ('barriers', 'What was in the way'), ('other', 'Also')], max_length=10)),
                ('text', models.TextField()),
                ('record_id', models.PositiveBigIntegerField(blank=True, null=True)),
                ('is_chosen', models.BooleanField(default=True)),
                ('position', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'ordering': ['update', 'position', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Repeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('verdict', models.CharField(choices=[('same', 'the same objective'), ('related', 'related, not the same'), ('different', 'not the same')], max_length=10)),
                ('note', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['-updated_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Alignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('verdict', models.CharField(choices=[('aligned', 'aligned'), ('partial', 'partly aligned'), ('differs', 'differs'), ('unknown', 'not known')], help_text='What somebody found', max_length=8)),
                ('note', models.TextField(blank=True, help_text='In the words of who looked', verbose_name='why')),
                ('differs_in_content', models.BooleanField(default=False)),
                ('differs_in_time', models.BooleanField(default=False)),
                ('differs_in_geography', models.BooleanField(default=False)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['wider', 'narrower', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PolicyTest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('title', models.CharField(max_length=150)),
                ('slug', models.SlugField(max_length=150, unique=True)),
                ('policy', models.TextField()),
                ('reply_by', models.DateField()),
                ('state', models.CharField(choices=[('writing', 'being written'), ('asked', 'out with places'), ('answered', 'outcome posted'), ('stopped', 'withdrawn')], default='writing', max_length=8)),
                ('outcome', models.TextField(blank=True)),
                ('outcome_on', models.DateField(blank=True, null=True)),
                ('outcome_is_public', models.BooleanField(default=False)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('withdrawn_why', models.CharField(blank=True, db_default='', max_length=500)),
                ('is_example', models.BooleanField(default=False)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='policy_tests', to='partnerships.organisation')),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PolicyTestPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('state', models.CharField(choices=[('asked', 'waits for the place to agree'), ('approved', 'agreed, not replied'), ('declined', 'declined'), ('replied', 'replied')], default='asked', max_length=8)),
                ('asked_on', models.DateField()),
                ('because', models.CharField(blank=True, max_length=300)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('replied_on', models.DateField(blank=True, null=True)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='policy_tests_asked', to='partnerships.place')),
                ('replied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('test', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='policy.policytest')),
            ],
            options={
                'ordering': ['test', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PolicyTestQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=300)),
                ('kind', models.CharField(choices=[('scale', 'a scale from 1 to 5'), ('choice', 'one of some answers'), ('text', 'in their own words')], max_length=6)),
                ('choices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('test', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='policy.policytest')),
            ],
            options={
                'ordering': ['test', 'number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PolicyTestReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
                ('withdrawn_because', models.TextField(blank=True, db_default='', default='', editable=False, verbose_name='why it was withdrawn')),
                ('scale', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('choice', models.CharField(blank=True, max_length=100)),
                ('text', models.TextField(blank=True)),
                ('asked', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='policy.policytestplace')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='policy.policytestquestion')),
                ('withdrawn_by', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'policy test replies',
                'ordering': ['asked', 'question', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PolicyTestTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('test', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_links', to='policy.policytest')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.topic')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='policytest',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='policy_tests', through='policy.PolicyTestTopic', to='partnerships.topic'),
        ),
        migrations.CreateModel(
            name='Priority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('visibility', models.CharField(choices=[('team', 'my team'), ('place', 'this place'), ('programme', 'this place and its funder'), ('network', 'everyone signed in'), ('public', 'everyone')], default='team', max_length=10)),
                ('reach_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=[], default=list, editable=False, size=None)),
                ('tier', models.CharField(choices=[('national', 'national'), ('regional', 'regional'), ('local', 'local')], help_text='National, regional or local', max_length=8, verbose_name='whose')),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True, help_text='What it says')),
                ('slug', models.SlugField(max_length=200, unique=True)),
                ('parent_version', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('may_vary', models.TextField(blank=True, help_text='What places may do their own way')),
                ('must_not_vary', models.TextField(blank=True, help_text='What is the same everywhere')),
                ('start', models.DateField(blank=True, null=True)),
                ('start_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('end', models.DateField(blank=True, null=True)),
                ('end_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('decide_from', models.DateField(blank=True, help_text='First day of decisions on it', null=True)),
                ('decide_to', models.DateField(blank=True, help_text='Last day of decisions', null=True)),
                ('withdrawn_on', models.DateField(blank=True, help_text='The day it was withdrawn', null=True)),
                ('name_key', models.GeneratedField(db_persist=True, expression=records.names.PlainKey(django.db.models.functions.text.Concat('title', models.Value(' '), 'text', output_field=models.TextField())), output_field=models.TextField())),
                ('sort_key', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Lower('title'), output_field=models.CharField(db_collation='C', max_length=200))),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(help_text='The body that owns it, by its name of today', on_delete=django.db.models.deletion.PROTECT, related_name='priorities', to='partnerships.organisation')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_over', to='policy.priority', verbose_name='taken over from')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='priorities', to='partnerships.programme')),
            ],
            options={
                'verbose_name_plural': 'priorities',
                'ordering': ['sort_key', 'id'],
                'abstract': False,
            },
        ),
    ]
