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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EarlierProgramme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'db_table': 'partnerships_programme_builds_on',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=200)),
                ('since', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'verbose_name_plural': 'former addresses',
                'ordering': ['slug', 'id'],
            },
        ),
        migrations.CreateModel(
            name='NotDuplicate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('reason', models.CharField(max_length=1000)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'two bodies',
                'verbose_name_plural': 'two bodies',
                'ordering': ['-created_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('review_by', models.DateField(blank=True, null=True)),
                ('reviewed_on', models.DateField(blank=True, null=True)),
                ('reminded_on', models.DateField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=200)),
                ('slug', models.SlugField(max_length=200, unique=True)),
                ('sector', models.CharField(choices=[('central_government', 'central government'), ('arms_length_body', 'arm’s-length body'), ('council', 'council'), ('strategic_authority', 'strategic authority'), ('nhs', 'NHS'), ('primary_care', 'primary care network'), ('social_care', 'social care provider'), ('police', 'police'), ('fire', 'fire and rescue'), ('education', 'education'), ('university', 'university'), ('voluntary', 'voluntary and community'), ('housing', 'housing'), ('business', 'business'), ('community_group', 'community group'), ('other', 'other'), ('not_known', 'kind not known')], max_length=20)),
                ('description', models.TextField(blank=True)),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='the day on which it ended')),
                ('ended_on_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], db_default='day', default='day', max_length=14)),
                ('has_regional_teams', models.BooleanField(blank=True, null=True)),
                ('is_anchor', models.BooleanField(default=False)),
                ('anchor_reason', models.CharField(blank=True, max_length=300)),
                ('is_example', models.BooleanField(default=False)),
                ('sort_key', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Lower('name'), output_field=models.CharField(db_collation='C', max_length=200))),
                ('search', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('name', config='english', weight='A'), '||', django.contrib.postgres.search.SearchVector('description', config='english', weight='B'), django.contrib.postgres.search.SearchConfig('english')), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'ordering': ['sort_key', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OrganisationIdentifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('scheme', models.CharField(max_length=20)),
                ('value', models.CharField(max_length=40)),
            ],
            options={
                'ordering': ['organisation', 'scheme', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OrganisationName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(blank=True, max_length=40)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_from_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('valid_to_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('name_key', models.GeneratedField(db_persist=True, expression=records.names.PlainKey(django.db.models.functions.text.Concat('name', models.Value(' '), 'short_name')), output_field=models.TextField())),
            ],
            options={
                'ordering': ['organisation', models.OrderBy(models.F('valid_from'), nulls_first=True), 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OrganisationPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('role', models.CharField(choices=[('governs', 'governs'), ('serves', 'serves'), ('based', 'is based in')], default='serves', max_length=8)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['organisation', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', models.CharField(max_length=200)),
                ('slug', models.SlugField(max_length=150, unique=True)),
                ('kind', models.CharField(blank=True, max_length=80)),
                ('legal_status', models.CharField(blank=True, max_length=200)),
                ('vision', models.TextField(blank=True)),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='the day on which it ended')),
                ('is_example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['name', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PartnershipPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('review_by', models.DateField(blank=True, null=True)),
                ('reviewed_on', models.DateField(blank=True, null=True)),
                ('reminded_on', models.DateField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=150)),
                ('slug', models.SlugField(max_length=150, unique=True)),
                ('kind', models.CharField(choices=[('region', 'region'), ('combined_authority', 'combined authority'), ('county', 'county'), ('unitary', 'unitary council'), ('metropolitan_borough', 'metropolitan borough'), ('london_borough', 'London borough'), ('city_corporation', 'city corporation'), ('district', 'district'), ('strategic_authority', 'strategic authority'), ('integrated_care_system', 'integrated care system'), ('nhs_region', 'NHS region'), ('nhs_place', 'NHS place'), ('ward', 'ward'), ('parish', 'parish'), ('neighbourhood', 'neighbourhood'), ('custom', 'area drawn for a purpose')], max_length=24)),
                ('description', models.TextField(blank=True)),
                ('drawn_because', models.CharField(blank=True, db_default='', max_length=300)),
                ('is_example', models.BooleanField(default=False)),
                ('set_up_on', models.DateField(blank=True, editable=False, null=True, verbose_name='first steps put away')),
                ('sort_key', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Lower('name'), output_field=models.CharField(db_collation='C', max_length=150))),
            ],
            options={
                'ordering': ['sort_key', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlaceCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('scheme', models.CharField(default='gss', max_length=20)),
                ('code', models.CharField(max_length=30)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['place', 'scheme', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlaceFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('measure', models.CharField(choices=[('population', 'population'), ('area', 'area'), ('deprivation_rank', 'deprivation rank (1 is the most deprived)'), ('deprivation_score', 'deprivation score'), ('other', 'another figure')], max_length=20)),
                ('name', models.CharField(blank=True, help_text='What another figure counts', max_length=120)),
                ('value', models.DecimalField(blank=True, decimal_places=4, help_text='As published; empty where not known', max_digits=16, null=True)),
                ('unit', models.CharField(help_text='Of what', max_length=40)),
                ('release', models.CharField(blank=True, help_text='Of which release', max_length=120)),
                ('as_of', models.DateField(blank=True, null=True)),
                ('as_of_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
            ],
            options={
                'ordering': ['place', 'measure', '-as_of', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlaceLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('kind', models.CharField(choices=[('within', 'within'), ('overlaps', 'overlaps'), ('succeeded_by', 'succeeded by')], max_length=12)),
                ('share', models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True)),
                ('basis', models.CharField(blank=True, max_length=20)),
                ('reason', models.CharField(blank=True, db_default='', max_length=300)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['place', 'kind', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlaceName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('plain', 'name'), ('official', 'official name'), ('short', 'short name'), ('other', 'also called')], default='plain', max_length=8)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('name_key', models.GeneratedField(db_persist=True, expression=records.names.PlainKey('name'), output_field=models.TextField())),
            ],
            options={
                'ordering': ['place', 'kind', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlaceReach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name_plural': 'place reaches',
                'ordering': ['ancestor', 'place'],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(blank=True, max_length=40)),
                ('former_name', models.CharField(blank=True, max_length=200)),
                ('slug', models.SlugField(max_length=120, unique=True)),
                ('sponsor', models.CharField(blank=True, help_text='As the source names them, at the time', max_length=300)),
                ('purpose', models.TextField(blank=True)),
                ('method', models.TextField(blank=True)),
                ('may_vary', models.TextField(blank=True, help_text='What may differ from place to place')),
                ('start', models.DateField(blank=True, null=True)),
                ('start_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('end', models.DateField(blank=True, null=True)),
                ('end_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('dates_note', models.CharField(blank=True, max_length=200)),
                ('places_published', models.CharField(blank=True, help_text='Number of places, as the source says it', max_length=200)),
                ('places_note', models.CharField(blank=True, db_default='', default='', help_text='What is to be said of them: which could not be linked, and why', max_length=300, verbose_name='about its places')),
                ('is_example', models.BooleanField(default=False)),
                ('sort_key', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Lower('name'), output_field=models.CharField(db_collation='C', max_length=200))),
            ],
            options={
                'ordering': ['sort_key', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProgrammePlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('named', models.CharField(blank=True, db_default='', default='', help_text='What the source calls the smaller place; blank where it is the place itself', max_length=200, verbose_name='where in it')),
                ('role', models.CharField(blank=True, db_default='', default='', help_text='What part it has, as the source says', max_length=200, verbose_name='part in it')),
                ('note', models.TextField(blank=True, db_default='', default='', help_text='What is to be said of its part and its dates')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='since')),
                ('valid_from_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], db_default='day', default='day', max_length=14)),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='until')),
                ('valid_to_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], db_default='day', default='day', max_length=14)),
            ],
            options={
                'ordering': ['programme', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reorganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('kind', models.CharField(choices=[('merge', 'merge'), ('split', 'split'), ('rename', 'new name'), ('recode', 'new code'), ('duplicate', 'the same body held twice')], max_length=9)),
                ('state', models.CharField(choices=[('planned', 'planned'), ('done', 'done'), ('undone', 'undone'), ('withdrawn', 'withdrawn')], default='planned', max_length=9)),
                ('title', models.CharField(max_length=500)),
                ('on', models.DateField()),
                ('reason', models.TextField()),
                ('source_said', models.CharField(blank=True, max_length=300)),
                ('plan', models.JSONField(default=dict)),
                ('problem', models.CharField(blank=True, max_length=500)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-on', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReorganisationChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=80)),
                ('table', models.CharField(max_length=60)),
                ('act', models.CharField(choices=[('insert', 'came'), ('update', 'changed'), ('delete', 'went')], max_length=6)),
                ('row_id', models.BigIntegerField()),
                ('record_id', models.BigIntegerField(null=True)),
                ('from_id', models.BigIntegerField(null=True)),
                ('to_id', models.BigIntegerField(null=True)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
            ],
            options={
                'verbose_name': 'moved',
                'verbose_name_plural': 'moved',
                'ordering': ['reorganisation', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ReorganisationPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('before', 'before'), ('after', 'after')], max_length=6)),
                ('name', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['reorganisation', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('words', models.CharField(max_length=100)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('key', models.GeneratedField(db_persist=True, expression=records.names.PlainKey('words'), output_field=models.TextField())),
            ],
            options={
                'ordering': ['key', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', models.CharField(max_length=80, unique=True)),
                ('slug', models.SlugField(max_length=80, unique=True)),
            ],
            options={
                'ordering': ['name', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('role', models.CharField(choices=[('lead', 'lead'), ('co_lead', 'co-lead'), ('member', 'member'), ('evaluator', 'evaluator'), ('host', 'host'), ('adviser', 'adviser')], default='member', max_length=10)),
                ('is_voting', models.BooleanField(blank=True, null=True)),
                ('commitment', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('commitment_since', models.DateField(blank=True, null=True, verbose_name='committed so since')),
                ('commitment_reason', models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='why it is committed so')),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['partnership', 'role', 'id'],
                'abstract': False,
            },
        ),
    ]
