import datetime
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
from decimal import Decimal
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('funding', '0002_tables'),
        ('partnerships', '0001_tables'),
        ('people', '0001_tables'),
        ('pilots', '0001_tables'),
        ('records', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='bid',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bids', to='records.source'),
        ),
        migrations.AddField(
            model_name='bid',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='bidline',
            name='bid',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='funding.bid'),
        ),
        migrations.AddField(
            model_name='bidline',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bidplace',
            name='bid',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='funding.bid'),
        ),
        migrations.AddField(
            model_name='bidplace',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bidplace',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bid_links', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='bid',
            name='places',
            field=models.ManyToManyField(related_name='bids', through='funding.BidPlace', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='callnote',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='callnote',
            name='post',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole', verbose_name='spoke with'),
        ),
        migrations.AddField(
            model_name='callnote',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dutyfigure',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dutyfigure',
            name='shared',
            field=models.ForeignKey(blank=True, help_text='By which it is counted', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pilots.shareddefinition', verbose_name='shared definition'),
        ),
        migrations.AddField(
            model_name='ending',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ending',
            name='decider',
            field=models.ForeignKey(blank=True, help_text='The body that decides what follows', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='endings_decided', to='partnerships.organisation', verbose_name='who decides'),
        ),
        migrations.AddField(
            model_name='estimate',
            name='author',
            field=models.ForeignKey(blank=True, help_text='The body that worked it out', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='estimates', to='partnerships.organisation', verbose_name='worked out by'),
        ),
        migrations.AddField(
            model_name='estimate',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='estimate',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='estimate',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='estimates', to='records.source'),
        ),
        migrations.AddField(
            model_name='estimate',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='estimateplace',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='estimateplace',
            name='estimate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='funding.estimate'),
        ),
        migrations.AddField(
            model_name='estimateplace',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='estimate_links', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='estimate',
            name='places',
            field=models.ManyToManyField(related_name='estimates', through='funding.EstimatePlace', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='flow',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='flow',
            name='giver',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flows_out', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='flow',
            name='parent',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='funding.flow'),
        ),
        migrations.AddField(
            model_name='flow',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='flow',
            name='receiver',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flows_in', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='flow',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flows', to='records.source'),
        ),
        migrations.AddField(
            model_name='flow',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='flow',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='flows', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='ending',
            name='flow',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='ending', to='funding.flow'),
        ),
        migrations.AddField(
            model_name='bid',
            name='flow',
            field=models.ForeignKey(blank=True, help_text='What runs already, where more time, more money or other terms are asked for', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bids', to='funding.flow', verbose_name='money that it is about'),
        ),
        migrations.AddField(
            model_name='atrisk',
            name='flow',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='at_risk', to='funding.flow'),
        ),
        migrations.AddField(
            model_name='flowplace',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='flowplace',
            name='flow',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='funding.flow'),
        ),
        migrations.AddField(
            model_name='flowplace',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flow_links', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='flow',
            name='places',
            field=models.ManyToManyField(related_name='flows', through='funding.FlowPlace', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='flowyear',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='flowyear',
            name='flow',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='years', to='funding.flow'),
        ),
        migrations.AddField(
            model_name='fund',
            name='contact',
            field=models.ForeignKey(blank=True, help_text='A job role of a body that owns it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole', verbose_name='who to ask about it'),
        ),
        migrations.AddField(
            model_name='fund',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fund',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='fund',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='fund',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='fund',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='funds', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='flow',
            name='fund',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flows', to='funding.fund'),
        ),
        migrations.AddField(
            model_name='callnote',
            name='fund',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='call_notes', to='funding.fund'),
        ),
        migrations.AddField(
            model_name='bid',
            name='fund',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bids', to='funding.fund'),
        ),
        migrations.AddField(
            model_name='fundguidance',
            name='checked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fundguidance',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fundguidance',
            name='fund',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guidance', to='funding.fund'),
        ),
        migrations.AddField(
            model_name='fundguidance',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='fundguidancetopic',
            name='guidance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_links', to='funding.fundguidance'),
        ),
        migrations.AddField(
            model_name='fundguidancetopic',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='fundguidance',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='+', through='funding.FundGuidanceTopic', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='fundowner',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fundowner',
            name='fund',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owner_links', to='funding.fund'),
        ),
        migrations.AddField(
            model_name='fundowner',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fund_links', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='fund',
            name='owners',
            field=models.ManyToManyField(related_name='funds_owned', through='funding.FundOwner', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='fundpot',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fundpot',
            name='definition',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fund_pots', to='pilots.shareddefinition', verbose_name='how the outcome is counted'),
        ),
        migrations.AddField(
            model_name='fundpot',
            name='fund',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pots', to='funding.fund'),
        ),
        migrations.AddField(
            model_name='fundround',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fundround',
            name='fund',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='funding.fund'),
        ),
        migrations.AddField(
            model_name='fundround',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='monitoringreturn',
            name='body',
            field=models.ForeignKey(blank=True, help_text='Who must send it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='partnerships.organisation', verbose_name='body that reports'),
        ),
        migrations.AddField(
            model_name='monitoringreturn',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='monitoringreturn',
            name='flow',
            field=models.ForeignKey(blank=True, help_text='For which it is owed', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='funding.flow', verbose_name='money that it is about'),
        ),
        migrations.AddField(
            model_name='monitoringreturn',
            name='place',
            field=models.ForeignKey(blank=True, help_text='For which it is, or which must send it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='monitoringreturn',
            name='sent_by',
            field=models.ForeignKey(blank=True, db_index=False, help_text='Who said so here', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='said to be sent by'),
        ),
        migrations.AddField(
            model_name='monitoringreturn',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='overlap',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='overlap',
            name='judged_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Decided by'),
        ),
        migrations.AddField(
            model_name='overlap',
            name='one',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overlaps', to='funding.flow'),
        ),
        migrations.AddField(
            model_name='overlap',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overlaps_with', to='funding.flow'),
        ),
        migrations.AddField(
            model_name='overlapcall',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='overlapcall',
            name='flows',
            field=models.ManyToManyField(related_name='calls', to='funding.flow', verbose_name='Rows'),
        ),
        migrations.AddField(
            model_name='pool',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pool',
            name='host',
            field=models.ForeignKey(blank=True, help_text='The body that keeps the money and answers for its accounts', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pools_hosted', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='pool',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='pool',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pools', to='records.source'),
        ),
        migrations.AddField(
            model_name='pool',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='poolcontribution',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='poolcontribution',
            name='organisation',
            field=models.ForeignKey(help_text='The body that pays in', on_delete=django.db.models.deletion.PROTECT, related_name='pool_contributions', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='poolcontribution',
            name='pool',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='funding.pool'),
        ),
        migrations.AddField(
            model_name='poolplace',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='poolplace',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pool_links', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='poolplace',
            name='pool',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='funding.pool'),
        ),
        migrations.AddField(
            model_name='pool',
            name='places',
            field=models.ManyToManyField(related_name='pools', through='funding.PoolPlace', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='poolyear',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='poolyear',
            name='pool',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='years', to='funding.pool'),
        ),
        migrations.AddField(
            model_name='reportingduty',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reportingduty',
            name='fund',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reporting_duties', to='funding.fund'),
        ),
        migrations.AddField(
            model_name='reportingduty',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='monitoringreturn',
            name='duty',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='funding.reportingduty', verbose_name='what'),
        ),
        migrations.AddField(
            model_name='dutyfigure',
            name='duty',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='funding.reportingduty'),
        ),
        migrations.AddConstraint(
            model_name='bidline',
            constraint=models.CheckConstraint(condition=models.Q(('item', ''), _negated=True), name='bid_line_has_item'),
        ),
        migrations.AddConstraint(
            model_name='bidline',
            constraint=models.CheckConstraint(condition=models.Q(('amount_high__isnull', True), models.Q(('amount_high__gt', models.F('amount_low')), ('amount_qualifier', 'exactly')), _connector='OR'), name='bid_line_amount_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='bidline',
            constraint=models.CheckConstraint(condition=models.Q(('amount_low', None), ('amount_low__gte', 0), _connector='OR'), name='bid_line_amount_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='bidline',
            constraint=models.CheckConstraint(condition=models.Q(('year', None), models.Q(('year__gte', 1990), ('year__lte', 2100)), _connector='OR'), name='bid_line_year_is_a_year'),
        ),
        migrations.AddConstraint(
            model_name='bidplace',
            constraint=models.UniqueConstraint(fields=('bid', 'place'), name='bid_place_once'),
        ),
        migrations.AddConstraint(
            model_name='estimateplace',
            constraint=models.UniqueConstraint(fields=('estimate', 'place'), name='estimate_place_once'),
        ),
        migrations.AddIndex(
            model_name='estimate',
            index=models.Index(fields=['-updated_at', '-id'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids'), name='estimate_newest'),
        ),
        migrations.AddIndex(
            model_name='estimate',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reach_ids'], name='estimate_reach'),
        ),
        migrations.AddConstraint(
            model_name='estimate',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network', 'public'])), name='estimate_level_known'),
        ),
        migrations.AddConstraint(
            model_name='estimate',
            constraint=models.CheckConstraint(condition=models.Q(('amount_high__isnull', True), models.Q(('amount_high__gt', models.F('amount_low')), ('amount_qualifier', 'exactly')), _connector='OR'), name='estimate_amount_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='estimate',
            constraint=models.CheckConstraint(condition=models.Q(('amount_low', None), ('amount_low__gte', 0), _connector='OR'), name='estimate_amount_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='estimate',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='estimate_has_title'),
        ),
        migrations.AddConstraint(
            model_name='estimate',
            constraint=models.CheckConstraint(condition=models.Q(('years', None), models.Q(('years__gte', 1), ('years__lte', 100)), _connector='OR'), name='estimate_years_in_range'),
        ),
        migrations.AddConstraint(
            model_name='estimate',
            constraint=models.CheckConstraint(condition=models.Q(('price_year', None), models.Q(('price_year__gte', 1990), ('price_year__lte', 2100)), _connector='OR'), name='estimate_price_year_is_a_year'),
        ),
        migrations.AddConstraint(
            model_name='estimate',
            constraint=models.CheckConstraint(condition=models.Q(('author', None), ('author_said', ''), _connector='OR'), name='estimate_author_said_once'),
        ),
        migrations.AddIndex(
            model_name='ending',
            index=models.Index(condition=models.Q(('outcome__in', ('goes_on', 'other_money', 'stops')), _negated=True), fields=['decision_due', 'id'], name='ending_waiting'),
        ),
        migrations.AddConstraint(
            model_name='ending',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ('not_known', 'open', 'goes_on', 'other_money', 'stops'))), name='ending_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='ending',
            constraint=models.CheckConstraint(condition=models.Q(('decided', None), ('outcome__in', ('goes_on', 'other_money', 'stops')), _connector='OR'), name='ending_decided_has_outcome', violation_error_message='Say what was decided.'),
        ),
        migrations.AddIndex(
            model_name='atrisk',
            index=models.Index(fields=['flow', 'id'], name='at_risk_of_flow'),
        ),
        migrations.AddConstraint(
            model_name='atrisk',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network'])), name='at_risk_never_public'),
        ),
        migrations.AddConstraint(
            model_name='atrisk',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ('post', 'service', 'building', 'other'))), name='at_risk_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='atrisk',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='at_risk_says_what'),
        ),
        migrations.AddConstraint(
            model_name='atrisk',
            constraint=models.CheckConstraint(condition=models.Q(('posts', None), ('posts__gt', 0), _connector='OR'), name='at_risk_posts_above_none'),
        ),
        migrations.AddConstraint(
            model_name='atrisk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', ''), ('withdrawn_by', None)), models.Q(models.Q(('withdrawn_at__isnull', False)), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='at_risk_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
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
            index=models.Index(condition=models.Q(('has_years', False), ('only_place__isnull', False), ('parent__isnull', True), ('passes_on', False)), fields=['meaning', 'only_place'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids', 'amount_low', 'amount_high', 'amount_qualifier', 'start', 'end'), name='flow_alone_to_add_up'),
        ),
        migrations.AddIndex(
            model_name='flow',
            index=models.Index(condition=models.Q(('has_years', False), ('only_place__isnull', False), ('parent__isnull', True), ('passes_on', False), _negated=True), fields=['meaning'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids', 'amount_low', 'amount_high', 'amount_qualifier', 'start', 'end', 'id', 'parent', 'only_place', 'passes_on', 'has_years'), name='flow_linked_to_add_up'),
        ),
        migrations.AddIndex(
            model_name='flow',
            index=models.Index(condition=models.Q(('parent__isnull', False)), fields=['parent'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids', 'amount_low', 'amount_high', 'amount_qualifier', 'id', 'meaning'), name='flow_child'),
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
            index=models.Index(django.db.models.functions.comparison.Coalesce('amount_low', models.Value(Decimal('-1'))), models.F('id'), name='flow_in_order_of_amount'),
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
        migrations.AddIndex(
            model_name='callnote',
            index=models.Index(fields=['fund', '-on', '-id'], name='call_note_of_fund'),
        ),
        migrations.AddConstraint(
            model_name='callnote',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'programme', 'network'])), name='call_note_never_public'),
        ),
        migrations.AddConstraint(
            model_name='callnote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('said', ''), _negated=True), models.Q(('our_side', ''), _negated=True)), name='call_note_says_what'),
        ),
        migrations.AddConstraint(
            model_name='callnote',
            constraint=models.CheckConstraint(condition=models.Q(('post__isnull', False), models.Q(('post_said', ''), _negated=True), _connector='OR'), name='call_note_says_with_whom', violation_error_message='Say with whom you spoke.'),
        ),
        migrations.AddConstraint(
            model_name='callnote',
            constraint=models.CheckConstraint(condition=models.Q(('created_by__isnull', False)), name='call_note_has_author'),
        ),
        migrations.AddConstraint(
            model_name='callnote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', ''), ('withdrawn_by', None)), models.Q(models.Q(('withdrawn_at__isnull', False)), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='call_note_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
        ),
        migrations.AddIndex(
            model_name='bid',
            index=models.Index(fields=['-updated_at', '-id'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids'), name='bid_newest'),
        ),
        migrations.AddIndex(
            model_name='bid',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reach_ids'], name='bid_reach'),
        ),
        migrations.AddIndex(
            model_name='bid',
            index=models.Index(condition=models.Q(('state', 'sent')), fields=['decision_due', 'id'], name='bid_waiting'),
        ),
        migrations.AddConstraint(
            model_name='bid',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network', 'public'])), name='bid_level_known'),
        ),
        migrations.AddConstraint(
            model_name='bid',
            constraint=models.CheckConstraint(condition=models.Q(('amount_high__isnull', True), models.Q(('amount_high__gt', models.F('amount_low')), ('amount_qualifier', 'exactly')), _connector='OR'), name='bid_amount_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='bid',
            constraint=models.CheckConstraint(condition=models.Q(('granted_high__isnull', True), models.Q(('granted_high__gt', models.F('granted_low')), ('granted_qualifier', 'exactly')), _connector='OR'), name='bid_granted_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='bid',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount_low', None), ('amount_low__gte', 0), _connector='OR'), models.Q(('granted_low', None), ('granted_low__gte', 0), _connector='OR')), name='bid_amounts_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='bid',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='bid_has_title'),
        ),
        migrations.AddConstraint(
            model_name='bid',
            constraint=models.CheckConstraint(condition=models.Q(('decided', None), ('state__in', ('granted', 'granted_in_part', 'declined')), _connector='OR'), name='bid_decided_has_outcome'),
        ),
        migrations.AddConstraint(
            model_name='bid',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('granted_low', None), ('granted_until', None)), ('state__in', ('granted', 'granted_in_part')), _connector='OR'), name='bid_granted_where_it_was'),
        ),
        migrations.AddConstraint(
            model_name='bid',
            constraint=models.CheckConstraint(condition=models.Q(('sent', None), ('decided', None), models.Q(('decided_precision', 'day'), _negated=True), ('decided__gte', models.F('sent')), _connector='OR'), name='bid_dates_in_order', violation_error_message='It cannot be decided before it was sent.'),
        ),
        migrations.AddConstraint(
            model_name='fundguidancetopic',
            constraint=models.UniqueConstraint(fields=('topic', 'guidance'), name='fund_guidance_topic_once'),
        ),
        migrations.AddIndex(
            model_name='fundguidance',
            index=models.Index(fields=['sort_key', 'id'], name='fund_guidance_by_title'),
        ),
        migrations.AddConstraint(
            model_name='fundguidance',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='fund_guidance_has_title'),
        ),
        migrations.AddConstraint(
            model_name='fundguidance',
            constraint=models.CheckConstraint(condition=models.Q(('checked_by', None), ('checked_on__isnull', False), _connector='OR'), name='fund_guidance_checked_on_a_day'),
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
        migrations.AddConstraint(
            model_name='fund',
            constraint=models.CheckConstraint(condition=models.Q(('move_years__in', ['not_known', 'no', 'with_consent', 'yes'])), name='fund_move_years_known'),
        ),
        migrations.AddConstraint(
            model_name='fund',
            constraint=models.CheckConstraint(condition=models.Q(('move_uses__in', ['not_known', 'no', 'with_consent', 'yes'])), name='fund_move_uses_known'),
        ),
        migrations.AddConstraint(
            model_name='fund',
            constraint=models.CheckConstraint(condition=models.Q(('move_places__in', ['not_known', 'no', 'with_consent', 'yes'])), name='fund_move_places_known'),
        ),
        migrations.AddConstraint(
            model_name='fund',
            constraint=models.CheckConstraint(condition=models.Q(('shape__in', ('not_known', 'single', 'outcomes'))), name='fund_shape_known'),
        ),
        migrations.AddConstraint(
            model_name='fundpot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('outcome', ''), _negated=True)), name='fund_pot_says_what_for'),
        ),
        migrations.AddConstraint(
            model_name='fundpot',
            constraint=models.CheckConstraint(condition=models.Q(('amount_high__isnull', True), models.Q(('amount_high__gt', models.F('amount_low')), ('amount_qualifier', 'exactly')), _connector='OR'), name='fund_pot_amount_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='fundpot',
            constraint=models.CheckConstraint(condition=models.Q(('amount_low', None), ('amount_low__gte', 0), _connector='OR'), name='fund_pot_amount_not_negative'),
        ),
        migrations.AddIndex(
            model_name='fundround',
            index=models.Index(django.db.models.functions.comparison.Coalesce('closes', models.Value(datetime.date(9999, 12, 31))), models.F('id'), name='fund_round_by_deadline'),
        ),
        migrations.AddIndex(
            model_name='fundround',
            index=models.Index(fields=['sort_key', 'id'], name='fund_round_by_name'),
        ),
        migrations.AddConstraint(
            model_name='fundround',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='fund_round_has_name'),
        ),
        migrations.AddConstraint(
            model_name='fundround',
            constraint=models.CheckConstraint(condition=models.Q(('opens', None), ('closes', None), ('closes__gte', models.F('opens')), _connector='OR'), name='fund_round_dates_in_order', violation_error_message='It closes after it opens.'),
        ),
        migrations.AddConstraint(
            model_name='fundround',
            constraint=models.CheckConstraint(condition=models.Q(('decision', None), ('opens', None), ('decision__gte', models.F('opens')), _connector='OR'), name='fund_round_decided_after_it_opens', violation_error_message='The decision comes after it opens.'),
        ),
        migrations.AddConstraint(
            model_name='overlap',
            constraint=models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='overlap_pair_in_order'),
        ),
        migrations.AddConstraint(
            model_name='overlap',
            constraint=models.UniqueConstraint(fields=('one', 'other'), name='overlap_pair_once'),
        ),
        migrations.AddConstraint(
            model_name='overlap',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='overlap_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='overlap',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['duplicate', 'complementary', 'passed_on', 'unclear'])), name='overlap_verdict_known'),
        ),
        migrations.AddConstraint(
            model_name='overlapcall',
            constraint=models.CheckConstraint(condition=models.Q(('about', ''), _negated=True), name='overlap_call_says_what'),
        ),
        migrations.AddConstraint(
            model_name='poolcontribution',
            constraint=models.UniqueConstraint(fields=('pool', 'organisation', 'year'), name='pool_contribution_once', violation_error_message='What it pays in that year is recorded already.'),
        ),
        migrations.AddConstraint(
            model_name='poolcontribution',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_high__isnull', True), models.Q(('agreed_high__gt', models.F('agreed_low')), ('agreed_qualifier', 'exactly')), _connector='OR'), name='pool_agreed_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='poolcontribution',
            constraint=models.CheckConstraint(condition=models.Q(('paid_high__isnull', True), models.Q(('paid_high__gt', models.F('paid_low')), ('paid_qualifier', 'exactly')), _connector='OR'), name='pool_paid_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='poolcontribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_low', None), ('agreed_low__gte', 0), _connector='OR'), models.Q(('paid_low', None), ('paid_low__gte', 0), _connector='OR')), name='pool_contribution_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='poolcontribution',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 1990), ('year__lte', 2100)), name='pool_contribution_year'),
        ),
        migrations.AddConstraint(
            model_name='poolplace',
            constraint=models.UniqueConstraint(fields=('pool', 'place'), name='pool_place_once'),
        ),
        migrations.AddIndex(
            model_name='pool',
            index=models.Index(fields=['-updated_at', '-id'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids'), name='pool_newest'),
        ),
        migrations.AddIndex(
            model_name='pool',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reach_ids'], name='pool_reach'),
        ),
        migrations.AddIndex(
            model_name='pool',
            index=models.Index(condition=models.Q(('end__isnull', False)), fields=['end', 'id'], name='pool_by_end'),
        ),
        migrations.AddConstraint(
            model_name='pool',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network', 'public'])), name='pool_level_known'),
        ),
        migrations.AddConstraint(
            model_name='pool',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='pool_has_name'),
        ),
        migrations.AddConstraint(
            model_name='pool',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='pool_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='poolyear',
            constraint=models.UniqueConstraint(fields=('pool', 'year'), name='pool_year_once', violation_error_message='That year is recorded already.'),
        ),
        migrations.AddConstraint(
            model_name='poolyear',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('budget', None), ('budget__gte', 0), _connector='OR'), models.Q(('spent', None), ('spent__gte', 0), _connector='OR')), name='pool_year_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='poolyear',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 1990), ('year__lte', 2100)), name='pool_year_is_a_year'),
        ),
        migrations.AddIndex(
            model_name='reportingduty',
            index=models.Index(fields=['sort_key', 'id'], name='reporting_duty_by_what'),
        ),
        migrations.AddConstraint(
            model_name='reportingduty',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='reporting_duty_says_what'),
        ),
        migrations.AddConstraint(
            model_name='reportingduty',
            constraint=models.CheckConstraint(condition=models.Q(('first_due', None), ('last_due', None), ('last_due__gte', models.F('first_due')), _connector='OR'), name='reporting_duty_dates_in_order', violation_error_message='The last one is due after the first.'),
        ),
        migrations.AddConstraint(
            model_name='reportingduty',
            constraint=models.CheckConstraint(condition=models.Q(('hours_high__isnull', True), models.Q(('hours_high__gt', models.F('hours_low')), ('hours_qualifier', 'exactly')), _connector='OR'), name='reporting_duty_hours_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='reportingduty',
            constraint=models.CheckConstraint(condition=models.Q(('hours_low', None), ('hours_low__gte', 0), _connector='OR'), name='reporting_duty_hours_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='reportingduty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended', None), ('ended_because', '')), models.Q(models.Q(('ended__isnull', False)), models.Q(('ended_because', ''), _negated=True)), _connector='OR'), name='reporting_duty_ended_with_reason', violation_error_message='Say from when it is no longer asked, and why.'),
        ),
        migrations.AddIndex(
            model_name='monitoringreturn',
            index=models.Index(fields=['due_key', 'id'], name='return_by_day'),
        ),
        migrations.AddIndex(
            model_name='monitoringreturn',
            index=models.Index(condition=models.Q(('state', 'due'), ('withdrawn_at', None)), fields=['due', 'id'], name='return_to_send'),
        ),
        migrations.AddConstraint(
            model_name='monitoringreturn',
            constraint=models.UniqueConstraint(condition=models.Q(('due__isnull', False)), fields=('duty', 'due', 'body', 'place', 'flow'), name='return_once', nulls_distinct=False, violation_error_message='There is such a return for that day already.'),
        ),
        migrations.AddConstraint(
            model_name='monitoringreturn',
            constraint=models.CheckConstraint(condition=models.Q(('body__isnull', False), ('place__isnull', False), _connector='OR'), name='return_by_somebody', violation_error_message='Say which body or place must send it.'),
        ),
        migrations.AddConstraint(
            model_name='monitoringreturn',
            constraint=models.CheckConstraint(condition=models.Q(('period_start', None), ('period_end', None), ('period_end__gte', models.F('period_start')), _connector='OR'), name='return_period_in_order', violation_error_message='The period ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='monitoringreturn',
            constraint=models.CheckConstraint(condition=models.Q(('hours_high__isnull', True), models.Q(('hours_high__gt', models.F('hours_low')), ('hours_qualifier', 'exactly')), _connector='OR'), name='return_hours_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='monitoringreturn',
            constraint=models.CheckConstraint(condition=models.Q(('took_high__isnull', True), models.Q(('took_high__gt', models.F('took_low')), ('took_qualifier', 'exactly')), _connector='OR'), name='return_took_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='monitoringreturn',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hours_low', None), ('hours_low__gte', 0), _connector='OR'), models.Q(('took_low', None), ('took_low__gte', 0), _connector='OR')), name='return_hours_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='monitoringreturn',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'sent'), models.Q(('sent_by', None), ('sent_on', None), ('took_low', None)), _connector='OR'), name='return_sent_where_it_was'),
        ),
        migrations.AddConstraint(
            model_name='monitoringreturn',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_needed'), models.Q(('because', ''), _negated=True)), models.Q(models.Q(('state', 'not_needed'), _negated=True), ('because', '')), _connector='OR'), name='return_not_needed_with_reason', violation_error_message='Say why it is not needed.'),
        ),
        migrations.AddConstraint(
            model_name='monitoringreturn',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', ''), ('withdrawn_by', None)), models.Q(models.Q(('withdrawn_at__isnull', False)), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='return_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='dutyfigure',
            constraint=models.UniqueConstraint(fields=('duty', 'same_as'), name='duty_figure_once', violation_error_message='This duty asks for that figure already.'),
        ),
        migrations.AddConstraint(
            model_name='dutyfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('unit', ''), _negated=True)), name='duty_figure_says_what'),
        ),
    ]
