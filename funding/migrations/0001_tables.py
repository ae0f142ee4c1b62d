import datetime
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from partnerships.reach import refresh_on_reach_sql
from records.tables import TablesTogether


class Migration(TablesTogether):
    initial = True

    dependencies = [
        ('partnerships', '0001_tables'),
        ('records', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Flow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('visibility', models.CharField(choices=[('team', 'my team'), ('place', 'this place'), ('programme', 'this place and its funder'), ('network', 'everyone signed in'), ('public', 'everyone')], default='team', max_length=10)),
                ('reach_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=[], default=list, editable=False, size=None)),
                ('description', models.CharField(blank=True, max_length=300)),
                ('receiver_said', models.CharField(blank=True, help_text='Who receives it, where the source names no body', max_length=200)),
                ('amount_low', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('amount_high', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('amount_qualifier', models.CharField(choices=[('exactly', 'exactly'), ('about', 'about'), ('at_least', 'at least'), ('more_than', 'more than'), ('at_most', 'at most')], default='exactly', max_length=10)),
                ('meaning', models.CharField(choices=[('committed', 'committed'), ('paid', 'paid'), ('forecast', 'forecast'), ('in_kind', 'in kind'), ('influenceable', 'influenceable'), ('estimate', 'estimate')], max_length=13)),
                ('kind', models.CharField(choices=[('money', 'money'), ('staff', 'staff'), ('estate', 'buildings and land'), ('data', 'data')], default='money', max_length=6)),
                ('restriction', models.CharField(choices=[('not_known', 'not known'), ('none', 'no restriction'), ('permitted_use', 'for a stated use'), ('ring_fenced', 'ring-fenced')], default='not_known', max_length=13)),
                ('restriction_text', models.TextField(blank=True)),
                ('start', models.DateField(blank=True, null=True)),
                ('start_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('end', models.DateField(blank=True, null=True)),
                ('end_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('as_of', models.DateField(blank=True, null=True)),
                ('as_of_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('note', models.TextField(blank=True)),
                ('source_said', models.CharField(blank=True, max_length=200)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('giver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flows_out', to='partnerships.organisation')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='funding.flow')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.programme')),
                ('receiver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flows_in', to='partnerships.organisation')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flows', to='records.source')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.team')),
                ('topics', models.ManyToManyField(blank=True, related_name='flows', to='partnerships.topic')),
            ],
            options={
                'ordering': ['-updated_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FlowPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('share', models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('flow', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='funding.flow')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flow_links', to='partnerships.place')),
            ],
            options={
                'ordering': ['flow', 'id'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='flow',
            name='places',
            field=models.ManyToManyField(related_name='flows', through='funding.FlowPlace', to='partnerships.place'),
        ),
        migrations.CreateModel(
            name='FlowYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('flow', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='years', to='funding.flow')),
            ],
            options={
                'ordering': ['flow', 'year'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Fund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('visibility', models.CharField(choices=[('team', 'my team'), ('place', 'this place'), ('programme', 'this place and its funder'), ('network', 'everyone signed in'), ('public', 'everyone')], default='team', max_length=10)),
                ('reach_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=[], default=list, editable=False, size=None)),
                ('name', models.CharField(max_length=200)),
                ('slug', models.SlugField(max_length=150, unique=True)),
                ('description', models.TextField(blank=True)),
                ('award', models.CharField(choices=[('not_known', 'not known'), ('competed', 'competed'), ('formula', 'formula'), ('direct', 'direct award')], default='not_known', max_length=9)),
                ('restriction', models.CharField(choices=[('not_known', 'not known'), ('none', 'no restriction'), ('permitted_use', 'for a stated use'), ('ring_fenced', 'ring-fenced')], default='not_known', max_length=13)),
                ('restriction_text', models.TextField(blank=True)),
                ('start', models.DateField(blank=True, null=True)),
                ('start_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('end', models.DateField(blank=True, null=True)),
                ('end_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('is_example', models.BooleanField(default=False)),
                ('sort_key', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Lower('name'), output_field=models.CharField(db_collation='C', max_length=200))),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.programme')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.team')),
                ('topics', models.ManyToManyField(blank=True, related_name='funds', to='partnerships.topic')),
            ],
            options={
                'ordering': ['sort_key', 'id'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='flow',
            name='fund',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flows', to='funding.fund'),
        ),
        migrations.CreateModel(
            name='FundOwner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('share', models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owner_links', to='funding.fund')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fund_links', to='partnerships.organisation')),
            ],
            options={
                'ordering': ['fund', 'id'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='fund',
            name='owners',
            field=models.ManyToManyField(related_name='funds_owned', through='funding.FundOwner', to='partnerships.organisation'),
        ),
        migrations.AddConstraint(
            model_name='flowplace',
            constraint=models.UniqueConstraint(fields=('flow', 'place'), name='flow_place_once'),
        ),
        migrations.AddConstraint(
            model_name='flowplace',
            constraint=models.CheckConstraint(condition=models.Q(('share', None), models.Q(('share__gt', 0), ('share__lte', 1)), _connector='OR'), name='flow_place_share_is_part'),
        ),
        migrations.AddConstraint(
            model_name='flowyear',
            constraint=models.UniqueConstraint(fields=('flow', 'year'), name='flow_year_once'),
        ),
        migrations.AddConstraint(
            model_name='flowyear',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 1990), ('year__lte', 2100)), name='flow_year_is_a_year'),
        ),
        # The first of all: the linter takes an INCLUDE for the name of another, older table.
        migrations.AddIndex(
            model_name='flow',
            index=models.Index(fields=['meaning', 'kind'], name='flow_by_meaning'),
        ),
        migrations.AddIndex(
            model_name='flow',
            index=models.Index(fields=['-updated_at', '-id'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids', 'meaning'), name='flow_newest'),
        ),
        migrations.AddIndex(
            model_name='flow',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reach_ids'], name='flow_reach'),
        ),
        migrations.AddIndex(
            model_name='flow',
            index=models.Index(condition=models.Q(('end__isnull', False)), fields=['end', 'id'], name='flow_by_end'),
        ),
        migrations.AddIndex(
            model_name='flow',
            index=models.Index(condition=models.Q(('end', None)), fields=['id'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids'), name='flow_without_end'),
        ),
        migrations.AddIndex(
            model_name='flow',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('description', config='english'), name='flow_search'),
        ),
        migrations.AddIndex(
            model_name='flow',
            index=models.Index(django.db.models.functions.comparison.Coalesce('end', models.Value(datetime.date(9999, 12, 31))), models.F('id'), name='flow_in_order_of_end'),
        ),
        migrations.AddIndex(
            model_name='flow',
            index=models.Index(django.db.models.functions.comparison.Coalesce('amount_low', models.Value(Decimal(-1))), models.F('id'), name='flow_in_order_of_amount'),
        ),
        migrations.AddConstraint(
            model_name='flow',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network', 'public'])), name='flow_level_known'),
        ),
        migrations.AddConstraint(
            model_name='flow',
            constraint=models.CheckConstraint(condition=models.Q(('amount_high__isnull', True), models.Q(('amount_high__gt', models.F('amount_low')), ('amount_qualifier', 'exactly')), _connector='OR'), name='flow_amount_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='flow',
            constraint=models.CheckConstraint(condition=models.Q(('amount_low', None), ('amount_low__gte', 0), _connector='OR'), name='flow_amount_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='flow',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='flow_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='flow',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='flow_not_its_own_parent'),
        ),
        migrations.AddConstraint(
            model_name='flow',
            constraint=models.CheckConstraint(condition=models.Q(('giver', None), ('receiver', None), models.Q(('giver', models.F('receiver')), _negated=True), _connector='OR'), name='flow_between_two'),
        ),
        migrations.AddConstraint(
            model_name='fundowner',
            constraint=models.UniqueConstraint(fields=('fund', 'organisation'), name='fund_owner_once'),
        ),
        migrations.AddConstraint(
            model_name='fundowner',
            constraint=models.CheckConstraint(condition=models.Q(('share', None), models.Q(('share__gt', 0), ('share__lte', 1)), _connector='OR'), name='fund_owner_share_is_part'),
        ),
        migrations.AddConstraint(
            model_name='fund',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network', 'public'])), name='fund_level_known'),
        ),
        migrations.AddConstraint(
            model_name='fund',
            constraint=models.CheckConstraint(condition=models.Q(('visibility', 'place'), _negated=True), name='fund_level_needs_no_place'),
        ),
        migrations.AddConstraint(
            model_name='fund',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='fund_dates_in_order'),
        ),
        migrations.RunSQL(*refresh_on_reach_sql("funding_flow", "funding_flowplace", "flow_id")),
    ]
