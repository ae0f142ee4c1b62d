import django.contrib.postgres.fields
import django.contrib.postgres.search
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
        ('contenttypes', '0002_remove_content_type_name'),
        ('partnerships', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('why', models.CharField(choices=[('asked', 'the person asked'), ('not_needed', 'no longer needed'), ('kept_long_enough', 'kept as long as agreed')], max_length=16)),
                ('removed', models.JSONField(default=dict)),
                ('mentions', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Expense',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('what', models.CharField(choices=[('time', 'time'), ('travel', 'travel'), ('care', 'care for children or others'), ('access', 'help to take part'), ('other', 'something else')], max_length=6)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=9)),
                ('meaning', models.CharField(choices=[('paid', 'paid'), ('committed', 'committed')], max_length=9)),
                ('on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['-on', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.TextField(blank=True)),
                ('said_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'ordering': ['-said_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('role', models.CharField(choices=[('contributor', 'contributor'), ('place_editor', 'place editor'), ('programme_lead', 'programme lead'), ('officer', 'department officer'), ('connector', 'directory connector'), ('evaluator', 'evaluator'), ('administrator', 'administrator')], max_length=14)),
                ('valid_to', models.DateField(blank=True, help_text='The first day on which the role no longer counts', null=True, verbose_name='until')),
                ('email', models.EmailField(max_length=254)),
                ('sent_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['email', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='JobRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('visibility', models.CharField(choices=[('team', 'my team'), ('place', 'this place'), ('programme', 'this place and its funder'), ('network', 'everyone signed in'), ('public', 'everyone')], default='team', max_length=10)),
                ('reach_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=[], default=list, editable=False, size=None)),
                ('title', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('job_role', 'job role'), ('champion', 'senior champion'), ('connector', 'place connector'), ('broker', 'knowledge broker'), ('data_contact', 'data contact'), ('lived_experience', 'lived-experience role')], default='job_role', max_length=16)),
                ('remit', models.TextField(blank=True, help_text='What people can ask this role for')),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('contact_page', models.URLField(blank=True, max_length=500)),
                ('is_key_person', models.BooleanField(default=False)),
                ('confirmed_on', models.DateField(blank=True, null=True)),
                ('review_by', models.DateField(blank=True, null=True)),
                ('reminded_on', models.DateField(blank=True, editable=False, null=True)),
                ('bounced_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('name_key', models.GeneratedField(db_persist=True, expression=records.names.PlainKey(django.db.models.functions.text.Concat('title', models.Value(' '), 'remit', output_field=models.TextField())), output_field=models.TextField())),
                ('sort_key', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Lower('title'), output_field=models.CharField(db_collation='C', max_length=200))),
                ('search', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('title', config='english', weight='A'), '||', django.contrib.postgres.search.SearchVector('remit', config='english', weight='B'), django.contrib.postgres.search.SearchConfig('english')), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'ordering': ['sort_key', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='JobRoleHolder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['post', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='JobRolePlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                'ordering': ['post', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='JobRoleTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Opportunity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('kind', models.CharField(choices=[('offer', 'has somebody to lend'), ('wish', 'looks for somebody')], max_length=5)),
                ('title', models.CharField(max_length=200)),
                ('about', models.TextField(blank=True)),
                ('grade', models.CharField(blank=True, max_length=80)),
                ('months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('closes_on', models.DateField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'opportunities',
                'ordering': ['-created_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OwnTraining',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
            ],
            options={
                'verbose_name_plural': 'own training',
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PartnerSkill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('skill', models.CharField(choices=[('data', 'Data and analysis'), ('evaluation', 'Evaluation'), ('research', 'Research'), ('co_production', 'Co-production'), ('lived_experience', 'Lived experience'), ('brokering', 'Brokering between bodies'), ('interpersonal', 'Working with people'), ('leadership', 'Leading across bodies'), ('planning', 'Planning'), ('commissioning', 'Commissioning'), ('law', 'Law and information governance'), ('digital', 'Digital')], max_length=16)),
                ('standing', models.CharField(choices=[('offers', 'can lend it'), ('has', 'has it'), ('lacks', 'lacks it')], max_length=6)),
                ('basis', models.CharField(choices=[('self_said', 'said by the body itself'), ('found', 'found by somebody else')], max_length=9)),
                ('said_on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['organisation', 'skill', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', models.CharField(blank=True, max_length=150)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('keep_until', models.DateField(blank=True, null=True)),
                ('erased_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'people',
                'ordering': ['name', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('said', models.TextField(help_text='What came of the work, as it was said', verbose_name='for what')),
                ('on', models.DateField(help_text='The day on which it was said', verbose_name='day')),
            ],
            options={
                'ordering': ['-on', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list_key', models.CharField(editable=False, max_length=20, verbose_name='list')),
                ('name', models.CharField(max_length=80)),
                ('query', models.TextField(editable=False)),
                ('by_mail', models.BooleanField(db_default=False, default=False, help_text='Once a day at most: what is new or has changed, of what you can see then', verbose_name='Email me when something new matches')),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('told_until', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('problem', models.CharField(blank=True, db_default='', editable=False, max_length=300)),
            ],
            options={
                'ordering': ['user', 'name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Secondment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('state', models.CharField(choices=[('offered', 'offered'), ('agreed', 'agreed'), ('under_way', 'under way'), ('ended', 'ended')], help_text='Offered, agreed, under way or ended', max_length=10)),
                ('grade', models.CharField(blank=True, help_text='The grade of the person', max_length=80)),
                ('months', models.PositiveSmallIntegerField(blank=True, help_text='How many months, as planned or as it was', null=True)),
                ('start', models.DateField(blank=True, help_text='The first day, as far as known', null=True)),
                ('start_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('end', models.DateField(blank=True, help_text='The last day, as far as known', null=True)),
                ('end_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('aim', models.TextField(help_text='What it is for')),
                ('outcome', models.TextField(blank=True, help_text='What came of it')),
                ('name_key', models.GeneratedField(db_persist=True, expression=records.names.PlainKey(django.db.models.functions.text.Concat('aim', models.Value(' '), 'outcome', output_field=models.TextField())), output_field=models.TextField())),
            ],
            options={
                'ordering': ['-updated_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('told_until', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['place', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', models.CharField(max_length=150, verbose_name='name of the team')),
                ('ended_on', models.DateField(blank=True, editable=False, null=True, verbose_name='ended on')),
            ],
            options={
                'ordering': ['name', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Terms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('paid', models.CharField(choices=[('salary', 'a salary'), ('hour', 'by the hour'), ('session', 'by the session'), ('vouchers', 'in vouchers'), ('expenses_only', 'expenses only'), ('not_paid', 'not paid'), ('not_agreed', 'not agreed yet')], default='not_agreed', max_length=13)),
                ('rate', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                ('expenses', models.CharField(blank=True, max_length=300)),
                ('months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('support', models.TextField(blank=True)),
                ('policy', models.URLField(blank=True, max_length=500)),
            ],
            options={
                'verbose_name_plural': 'terms',
                'ordering': ['post', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('role', models.CharField(choices=[('contributor', 'contributor'), ('place_editor', 'place editor'), ('programme_lead', 'programme lead'), ('officer', 'department officer'), ('connector', 'directory connector'), ('evaluator', 'evaluator'), ('administrator', 'administrator')], max_length=14)),
                ('valid_to', models.DateField(blank=True, help_text='The first day on which the role no longer counts', null=True, verbose_name='until')),
                ('valid_from', models.DateField(verbose_name='since')),
                ('confirmed_on', models.DateField(blank=True, editable=False, null=True)),
                ('review_by', models.DateField(blank=True, editable=False, null=True)),
                ('reminded_on', models.DateField(blank=True, editable=False, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('covers', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='covering for')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handed_from', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handed over from')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.organisation')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.place')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.programme')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['user', 'role', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('on', models.DateField()),
                ('people', models.PositiveIntegerField()),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.organisation')),
            ],
            options={
                'ordering': ['-on', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_id', models.PositiveBigIntegerField(blank=True, null=True)),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('last_read_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('subject_type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='contenttypes.contenttype')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('title', models.CharField(help_text='What it is called', max_length=200)),
                ('for_whom', models.CharField(blank=True, help_text='Whom it is meant for', max_length=300)),
                ('summary', models.TextField(blank=True, help_text='What people learn')),
                ('start', models.DateField(blank=True, help_text='The first day, as far as known', null=True)),
                ('start_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('end', models.DateField(blank=True, help_text='The last day, as far as known', null=True)),
                ('end_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('link', models.URLField(blank=True, help_text='Where to read more and sign up', max_length=500, verbose_name='web page')),
                ('sort_key', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Lower('title'), output_field=models.CharField(db_collation='C', max_length=200))),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(help_text='The body that gives it', on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='partnerships.organisation', verbose_name='given by')),
            ],
            options={
                'ordering': ['sort_key', 'id'],
                'abstract': False,
            },
        ),
    ]
