import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import partnerships.place.models.place
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('partnerships', '0006_bodies_give_way'),
        ('people', '0004_shared_filters_found'),
        ('records', '0002_switched_off'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Board',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('visibility', models.CharField(choices=[('team', 'my team'), ('place', 'this place'), ('programme', 'this place and its funder'), ('network', 'everyone signed in'), ('public', 'everyone')], default='team', max_length=10)),
                ('reach_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=[], default=list, editable=False, size=None)),
                ('slug', models.SlugField(max_length=200, unique=True)),
                ('kind', models.CharField(choices=[('place_board', 'place board'), ('place_committee', 'place committee'), ('partnership', 'place-based partnership'), ('locality', 'locality board'), ('icb_committee', 'committee of a care board'), ('joint', 'joint committee'), ('health_and_wellbeing', 'health and wellbeing board'), ('executive', 'executive'), ('delivery', 'delivery board'), ('departmental', 'departmental place board'), ('town', 'town board'), ('champions', 'champions’ network'), ('other', 'other')], help_text='What kind of board it is', max_length=20)),
                ('purpose', models.TextField(blank=True, help_text='What it is there for')),
                ('legal_status', models.CharField(choices=[('not_known', 'not known'), ('agreement', 'an agreement between organisations, not a legal body'), ('of_care_board', 'a committee of a care board'), ('of_council', 'a committee of a council'), ('joint', 'a joint committee'), ('company', 'a company')], default='not_known', help_text='What it is in law', max_length=13)),
                ('legal_words', models.CharField(blank=True, help_text='As its terms have it', max_length=300, verbose_name='legal status in words')),
                ('leadership', models.CharField(choices=[('not_known', 'not known'), ('one', 'one lead'), ('several', 'several leads'), ('collective', 'all together')], default='not_known', help_text='Whether one, several or all lead it', max_length=10, verbose_name='led by')),
                ('quorum_least', models.PositiveSmallIntegerField(blank=True, help_text='How many seats must be taken for it to decide', null=True, verbose_name='quorum')),
                ('quorum_sectors', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('central_government', 'central government'), ('arms_length_body', 'arm’s-length body'), ('council', 'council'), ('strategic_authority', 'strategic authority'), ('nhs', 'NHS'), ('primary_care', 'primary care network'), ('social_care', 'social care provider'), ('police', 'police'), ('fire', 'fire and rescue'), ('education', 'education'), ('university', 'university'), ('voluntary', 'voluntary and community'), ('housing', 'housing'), ('business', 'business'), ('community_group', 'community group'), ('other', 'other'), ('not_known', 'kind not known')], max_length=20), blank=True, db_default=[], default=list, help_text='The kinds of body of which one must be there', size=None, verbose_name='quorum with')),
                ('quorum_words', models.CharField(blank=True, help_text='As its terms have it', max_length=300, verbose_name='quorum in words')),
                ('decides_by', models.CharField(choices=[('not_known', 'not known'), ('consensus', 'consensus'), ('majority', 'majority'), ('other', 'another way')], default='not_known', help_text='How it decides', max_length=9)),
                ('meets', models.CharField(blank=True, help_text='How often it meets, and where', max_length=200)),
                ('in_public', models.BooleanField(blank=True, help_text='Whether anybody may listen', null=True, verbose_name='meets in public')),
                ('start', models.DateField(blank=True, help_text='When it began', null=True)),
                ('start_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('end', models.DateField(blank=True, help_text='When it ended', null=True)),
                ('end_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('accountable_body', models.ForeignKey(blank=True, help_text='The body that answers for what it decides', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='boards_answered_for', to='partnerships.organisation')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.OneToOneField(help_text='What it is called', on_delete=django.db.models.deletion.PROTECT, related_name='board', to='partnerships.organisation')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.programme')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='boards', to='records.source')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
            ],
            options={
                'ordering': ['-updated_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BoardPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='governance.board')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='board_links', to='partnerships.place')),
            ],
            options={
                'ordering': ['board', 'id'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='board',
            name='places',
            field=models.ManyToManyField(related_name='boards', through='governance.BoardPlace', to='partnerships.place'),
        ),
        migrations.CreateModel(
            name='Power',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('valid_from', models.DateField(blank=True, help_text='Since when it holds', null=True, verbose_name='from')),
                ('valid_to', models.DateField(blank=True, help_text='The first day on which it no longer holds', null=True, verbose_name='until')),
                ('function', models.CharField(choices=[('needs', 'know what people here need'), ('communities', 'connect with communities'), ('plans', 'plan and coordinate together'), ('change', 'change services'), ('determinants', 'work on what makes people ill or poor'), ('leaders', 'help communities and their leaders grow'), ('anchors', 'use public bodies’ weight in the local economy'), ('money', 'make the best use of money'), ('workforce', 'develop and place staff'), ('quality', 'watch over quality and performance'), ('other', 'something else')], help_text='What it is about', max_length=12)),
                ('words', models.CharField(blank=True, help_text='Exactly what, as its terms have it', max_length=300, verbose_name='in words')),
                ('part', models.CharField(choices=[('sets', 'sets the direction'), ('decides', 'decides'), ('delivers', 'delivers'), ('oversees', 'oversees'), ('asked', 'is asked')], help_text='What the board does about it', max_length=8)),
                ('extent', models.CharField(blank=True, choices=[('', 'its own'), ('maximum', 'as much as possible'), ('targeted', 'some functions'), ('ambition', 'hoped for, not yet'), ('providers', 'with providers'), ('sub_committee', 'by a sub-committee')], default='', help_text='How much of it is delegated', max_length=13, verbose_name='how far')),
                ('route', models.CharField(choices=[('not_known', 'not known'), ('sub_committee', 'sub-committee of a care board'), ('section_75', 'section 75 agreement'), ('section_101', 'committee of a council (sections 101 and 102)'), ('officer_scheme', 'officers’ scheme of delegation'), ('other', 'another way')], db_default='not_known', default='not_known', max_length=14, verbose_name='legal route')),
                ('limit_low', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('limit_high', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('limit_qualifier', models.CharField(choices=[('exactly', 'exactly'), ('about', 'about'), ('at_least', 'at least'), ('more_than', 'more than'), ('at_most', 'at most')], default='exactly', max_length=10)),
                ('year_limit_low', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('year_limit_high', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('year_limit_qualifier', models.CharField(choices=[('exactly', 'exactly'), ('about', 'about'), ('at_least', 'at least'), ('more_than', 'more than'), ('at_most', 'at most')], default='exactly', max_length=10)),
                ('conditions', models.TextField(blank=True, help_text='On what conditions')),
                ('reserved', models.TextField(blank=True, help_text='What stays with the body that delegated it')),
                ('meant', models.CharField(blank=True, db_default='', default='', help_text='Where another board of the place decides or sets the same: why that is meant', max_length=300, verbose_name='why another does the same')),
                ('to_confirm', models.BooleanField(db_default=False, default=False, editable=False, verbose_name='to be confirmed')),
                ('planned_for', models.DateField(blank=True, help_text='When it is to begin', null=True)),
                ('planned_for_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('accountable_body', models.ForeignKey(blank=True, help_text='Where it is not the body that delegated it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='powers_answered_for', to='partnerships.organisation', verbose_name='who answers for it')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='powers', to='governance.board')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('from_body', models.ForeignKey(blank=True, help_text='The body that delegated it; empty where it is the board’s own', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='powers_given', to='partnerships.organisation', verbose_name='whose power it is')),
            ],
            options={
                'ordering': ['board', 'function', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('valid_from', models.DateField(blank=True, help_text='Since when it holds', null=True, verbose_name='from')),
                ('valid_to', models.DateField(blank=True, help_text='The first day on which it no longer holds', null=True, verbose_name='until')),
                ('description', models.CharField(blank=True, help_text='Where it belongs to no body, for example a resident', max_length=200, verbose_name='for whom, in words')),
                ('role_words', models.CharField(blank=True, help_text='Where that job role is not in the directory', max_length=200, verbose_name='job role in words')),
                ('chair', models.CharField(choices=[('no', 'no'), ('chair', 'chair'), ('co_chair', 'co-chair'), ('deputy', 'deputy chair')], default='no', max_length=8, verbose_name='chairs')),
                ('votes', models.PositiveSmallIntegerField(db_default=1, default=1, help_text='0 where it has no vote')),
                ('votes_because', models.CharField(blank=True, max_length=300, verbose_name='why other than one vote')),
                ('counts_for_quorum', models.BooleanField(blank=True, null=True)),
                ('any_substitute', models.BooleanField(blank=True, null=True, verbose_name='anybody may come instead')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='governance.board')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, help_text='The body whose seat it is', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='partnerships.organisation')),
                ('post', models.ForeignKey(blank=True, help_text='The job role that sits there', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='people.jobrole', verbose_name='job role')),
            ],
            options={
                'ordering': ['board', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BoardLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('valid_from', models.DateField(blank=True, help_text='Since when it holds', null=True, verbose_name='from')),
                ('valid_to', models.DateField(blank=True, help_text='The first day on which it no longer holds', null=True, verbose_name='until')),
                ('kind', models.CharField(choices=[('part_of', 'is part of'), ('answers_to', 'answers to'), ('reports_to', 'reports to')], help_text='How the two are tied', max_length=10)),
                ('for_what', models.CharField(blank=True, help_text='For what it answers', max_length=300)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='governance.board')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(blank=True, help_text='Where it is not the board that answers but this job role', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='people.jobrole', verbose_name='of this job role only')),
                ('to', models.ForeignKey(help_text='The body above it', on_delete=django.db.models.deletion.PROTECT, related_name='lines_from', to='partnerships.organisation')),
            ],
            options={
                'ordering': ['board', 'kind', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='board_line_dates_in_order', violation_error_message='The end must be after the start.')],
            },
        ),
        migrations.AddConstraint(
            model_name='boardplace',
            constraint=models.UniqueConstraint(fields=('board', 'place'), name='board_place_once'),
        ),
        migrations.AddConstraint(
            model_name='board',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ('public', 'network'))), name='board_level_known'),
        ),
        migrations.AddConstraint(
            model_name='board',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='board_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='board',
            constraint=models.CheckConstraint(condition=models.Q(('quorum_least', None), models.Q(('quorum_least__gte', 1), ('quorum_least__lte', 200)), _connector='OR'), name='board_quorum_of_some'),
        ),
        migrations.AddConstraint(
            model_name='board',
            constraint=models.CheckConstraint(condition=models.Q(('accountable_body', None), models.Q(('accountable_body', models.F('organisation')), _negated=True), _connector='OR'), name='board_answered_for_by_another', violation_error_message='Name the body that answers for it, not the board itself.'),
        ),
        migrations.AddConstraint(
            model_name='power',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='power_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='power',
            constraint=models.CheckConstraint(condition=models.Q(('limit_high__isnull', True), models.Q(('limit_high__gt', models.F('limit_low')), ('limit_qualifier', 'exactly')), _connector='OR'), name='power_limit_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='power',
            constraint=models.CheckConstraint(condition=models.Q(('year_limit_high__isnull', True), models.Q(('year_limit_high__gt', models.F('year_limit_low')), ('year_limit_qualifier', 'exactly')), _connector='OR'), name='power_year_limit_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='power',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('extent', 'ambition'), _negated=True), models.Q(('valid_from', None), ('valid_to', None)), _connector='OR'), name='power_hoped_for_does_not_hold', violation_error_message='Remove the dates, or choose how far it is delegated.'),
        ),
        migrations.AddConstraint(
            model_name='power',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('function', 'other'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='power_over_something', violation_error_message='Say what it is about.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='seat_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('organisation', None), ('description', ''), _connector='XOR'), name='seat_of_a_body_or_in_words', violation_error_message='Enter the organisation, or say who the seat is for.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('votes', 1), models.Q(('votes_because', ''), _negated=True), _connector='OR'), name='seat_other_votes_have_a_reason', violation_error_message='Say why it has more than one vote, or none.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('board', '='), ('post', '='), (partnerships.place.models.place.DateRange('valid_from', 'valid_to'), '&&')], name='seat_job_role_once'),
        ),
    ]
