import datetime
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('barriers', '0001_tables'),
        ('partnerships', '0001_tables'),
        ('people', '0001_tables'),
        ('pilots', '0001_tables'),
        ('records', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='actiontried',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='actiontried',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='advicebody',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='advicesession',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='advicesession',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='advicebody',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bodies', to='barriers.advicesession'),
        ),
        migrations.AddField(
            model_name='answerlink',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='barrier',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='barrier',
            name='pilot',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='barriers', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='barrier',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='barrier',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='barriers', to='records.source'),
        ),
        migrations.AddField(
            model_name='barrier',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='barrier',
            name='unlocker',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='barriers_to_unlock', to='partnerships.organisation', verbose_name='who could change this'),
        ),
        migrations.AddField(
            model_name='barrier',
            name='unlocker_post',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='advicesession',
            name='barrier',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='data_advice', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='actiontried',
            name='barrier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='barrierlink',
            name='barrier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='barrierlink',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='barrierlink',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_at_place', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='barrierplace',
            name='barrier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='barrierplace',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='barrierplace',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='barrier_links', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='barrier',
            name='places',
            field=models.ManyToManyField(related_name='barriers', through='barriers.BarrierPlace', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='barriersubtype',
            name='barrier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sub_type_links', to='barriers.barrier'),
        ),
        migrations.AddIndex(
            model_name='barrierword',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('word', name='gin_trgm_ops'), name='barrier_word_trigram'),
        ),
        migrations.AddField(
            model_name='believed',
            name='barrier',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='believed', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='believed',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='believed',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='believed', to='records.source'),
        ),
        migrations.AddField(
            model_name='category',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='category',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='believed',
            name='category',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='believed', to='barriers.category'),
        ),
        migrations.AddField(
            model_name='barrier',
            name='category',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='barriers', to='barriers.category'),
        ),
        migrations.AddField(
            model_name='check',
            name='barrier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='check',
            name='by_user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='check',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='check',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='believed',
            name='found_by',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='barriers.check'),
        ),
        migrations.AddField(
            model_name='closing',
            name='barrier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closings', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='closing',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='closing',
            name='lesson',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pilots.lesson'),
        ),
        migrations.AddField(
            model_name='closing',
            name='reopened_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='datarequest',
            name='asked_of',
            field=models.ForeignKey(blank=True, editable=False, help_text='The body that was asked', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='data_requests_asked', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='datarequest',
            name='contact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='datarequest',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='datarequest',
            name='holder',
            field=models.ForeignKey(blank=True, help_text='The body that holds it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='data_held', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='datarequest',
            name='pilot',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='datarequest',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='datarequest',
            name='source',
            field=models.ForeignKey(blank=True, help_text='Where it was published', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to='records.source'),
        ),
        migrations.AddField(
            model_name='datarequest',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='advicesession',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='advice', to='barriers.datarequest'),
        ),
        migrations.AddField(
            model_name='datarequestbarrier',
            name='removes',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='datarequestbarrier',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='barrier_links', to='barriers.datarequest'),
        ),
        migrations.AddField(
            model_name='datarequest',
            name='barriers',
            field=models.ManyToManyField(blank=True, related_name='data_requests', through='barriers.DataRequestBarrier', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='datarequestparty',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='datarequestparty',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='barriers.datarequest'),
        ),
        migrations.AddField(
            model_name='datarequestplace',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='datarequestplace',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_request_links', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='datarequestplace',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='barriers.datarequest'),
        ),
        migrations.AddField(
            model_name='datarequest',
            name='places',
            field=models.ManyToManyField(related_name='data_requests', through='barriers.DataRequestPlace', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='datarequeststep',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='datarequeststep',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='barriers.datarequest'),
        ),
        migrations.AddField(
            model_name='datarequeststep',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='barrier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='escalation',
            name='earlier',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later', to='barriers.escalation'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='post',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='to',
            field=models.ForeignKey(help_text="The organisation or team, of today's name", on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='partnerships.organisation', verbose_name='escalated to'),
        ),
        migrations.AddField(
            model_name='answerlink',
            name='escalation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='barriers.escalation'),
        ),
        migrations.AddField(
            model_name='escalationreply',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='escalationreply',
            name='escalation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='barriers.escalation'),
        ),
        migrations.AddField(
            model_name='escalationreply',
            name='passed_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='escalationrequest',
            name='barrier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='escalation_requests', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='escalationrequest',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='escalationrule',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='escalationrule',
            name='programme',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='escalation_rule', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='exampleagreement',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='exampleagreement',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='example_agreements', to='records.source'),
        ),
        migrations.AddField(
            model_name='exampleagreementplace',
            name='agreement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='barriers.exampleagreement'),
        ),
        migrations.AddField(
            model_name='exampleagreementplace',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='exampleagreement',
            name='places',
            field=models.ManyToManyField(related_name='+', through='barriers.ExampleAgreementPlace', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='guidance',
            name='checked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='guidance',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='guidance',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='guidance', to='records.source'),
        ),
        migrations.AddField(
            model_name='guidancefor',
            name='category',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='barriers.category'),
        ),
        migrations.AddField(
            model_name='guidancefor',
            name='guidance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='barriers.guidance'),
        ),
        migrations.AddField(
            model_name='namedbody',
            name='barrier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named_bodies', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='namedbody',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='named_in_barriers', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='namedbody',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='practice',
            name='category',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='practices', to='barriers.category'),
        ),
        migrations.AddField(
            model_name='practice',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='practice',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='guidancefor',
            name='practice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='guidance_links', to='barriers.practice'),
        ),
        migrations.AddField(
            model_name='practiceday',
            name='believed',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='days', to='barriers.believed'),
        ),
        migrations.AddField(
            model_name='practiceday',
            name='guidance',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='days', to='barriers.guidance'),
        ),
        migrations.AddField(
            model_name='practiceday',
            name='practice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='days', to='barriers.practice'),
        ),
        migrations.AddField(
            model_name='practiceexample',
            name='barrier',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='examples', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='practiceexample',
            name='category',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='examples', to='barriers.category'),
        ),
        migrations.AddField(
            model_name='practiceexample',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='practiceexample',
            name='lesson',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pilots.lesson'),
        ),
        migrations.AddField(
            model_name='practiceexample',
            name='pilot',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='practiceexample',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='practiceexample',
            name='practice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='examples', to='barriers.practice'),
        ),
        migrations.AddField(
            model_name='practiceexample',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='practice_examples', to='records.source'),
        ),
        migrations.AddField(
            model_name='publication',
            name='agreed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='publication',
            name='barrier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='publication',
            name='body',
            field=models.ForeignKey(help_text="The organisation that is named, of today's name", on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='partnerships.organisation', verbose_name='names'),
        ),
        migrations.AddField(
            model_name='publication',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='publicationstep',
            name='body',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publication_replies', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='publicationstep',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='publicationstep',
            name='publication',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='barriers.publication'),
        ),
        migrations.AddField(
            model_name='publishingpause',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='publishingpause',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publishing_pauses', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='publishingpause',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='publishing_pauses', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='subtype',
            name='category',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sub_types', to='barriers.category'),
        ),
        migrations.AddField(
            model_name='subtype',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='subtype',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='barriers.subtype'),
        ),
        migrations.AddField(
            model_name='subtype',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='guidancefor',
            name='sub_type',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='barriers.subtype'),
        ),
        migrations.AddField(
            model_name='barriersubtype',
            name='sub_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='barriers.subtype'),
        ),
        migrations.AddField(
            model_name='barrier',
            name='sub_types',
            field=models.ManyToManyField(blank=True, related_name='barriers', through='barriers.BarrierSubType', to='barriers.subtype'),
        ),
        migrations.AddField(
            model_name='systemicanswer',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='systemic_answers', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='systemicanswer',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='systemicanswer',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='systemicbarrier',
            name='category',
            field=models.ForeignKey(blank=True, help_text='The kind of barrier', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='systemic_barriers', to='barriers.category', verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='systemicbarrier',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='systemicbarrier',
            name='owner',
            field=models.ForeignKey(blank=True, help_text='The body that could change it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='systemic_barriers', to='partnerships.organisation', verbose_name='body'),
        ),
        migrations.AddField(
            model_name='systemicbarrier',
            name='post',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='systemicbarrier',
            name='programme',
            field=models.ForeignKey(blank=True, help_text='That gathers it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='systemic_barriers', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='systemicbarrier',
            name='source',
            field=models.ForeignKey(blank=True, help_text='Where it was published', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='systemic_barriers', to='records.source'),
        ),
        migrations.AddField(
            model_name='systemicanswer',
            name='systemic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='barriers.systemicbarrier'),
        ),
        migrations.AddField(
            model_name='systemicmember',
            name='barrier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='systemic_links', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='systemicmember',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='systemicmember',
            name='systemic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='member_links', to='barriers.systemicbarrier'),
        ),
        migrations.AddField(
            model_name='systemicoffer',
            name='answer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offered', to='barriers.systemicanswer'),
        ),
        migrations.AddField(
            model_name='systemicoffer',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='systemicoffer',
            name='barrier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='systemic_offers', to='barriers.barrier'),
        ),
        migrations.AddField(
            model_name='systemicoffer',
            name='closing',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='systemic_offer', to='barriers.closing'),
        ),
        migrations.AddField(
            model_name='systemicoffer',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='advicebody',
            constraint=models.UniqueConstraint(fields=('organisation', 'session'), name='advice_body_once'),
        ),
        migrations.AddIndex(
            model_name='actiontried',
            index=models.Index(fields=['barrier', 'outcome'], name='action_tried_outcome'),
        ),
        migrations.AddConstraint(
            model_name='actiontried',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='action_tried_says_what'),
        ),
        migrations.AddConstraint(
            model_name='actiontried',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', ''), ('withdrawn_by', None)), models.Q(models.Q(('withdrawn_at__isnull', False)), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='action_tried_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='barrierlink',
            constraint=models.CheckConstraint(condition=models.Q(('barrier', models.F('other')), _negated=True), name='barrier_link_to_another'),
        ),
        migrations.AddConstraint(
            model_name='barrierlink',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Least('barrier', 'other'), django.db.models.functions.comparison.Greatest('barrier', 'other'), name='barrier_link_once'),
        ),
        migrations.AddConstraint(
            model_name='barrierlink',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'joined')), fields=('barrier',), name='barrier_joined_once'),
        ),
        migrations.AddConstraint(
            model_name='barrierplace',
            constraint=models.UniqueConstraint(fields=('barrier', 'place'), name='barrier_place_once'),
        ),
        migrations.AddConstraint(
            model_name='barrierplace',
            constraint=models.UniqueConstraint(condition=models.Q(('is_lead', True)), fields=('barrier',), name='barrier_one_lead_place'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(('is_claim', True), models.Q(models.Q(('what', ''), _negated=True), models.Q(('verdict', 'not_checked'), _negated=True)), _connector='OR'), name='check_says_what_was_checked', violation_error_message='Say what was checked and what came of it.'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.UniqueConstraint(condition=models.Q(('is_claim', True)), fields=('barrier',), name='check_one_claim'),
        ),
        migrations.AddIndex(
            model_name='believed',
            index=models.Index(fields=['-updated_at', '-id'], name='believed_newest'),
        ),
        migrations.AddIndex(
            model_name='believed',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='believed_search'),
        ),
        migrations.AddConstraint(
            model_name='believed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claim', ''), _negated=True), models.Q(('because', ''), _negated=True)), name='believed_says_what_and_why'),
        ),
        migrations.AddConstraint(
            model_name='believed',
            constraint=models.CheckConstraint(condition=models.Q(('open_to__in', ['', 'network', 'public'])), name='believed_level_known'),
        ),
        migrations.AddConstraint(
            model_name='closing',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='closing_says_what', violation_error_message='Say how it ended.'),
        ),
        migrations.AddConstraint(
            model_name='closing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'resolved'), _negated=True), models.Q(('how', ''), _negated=True), _connector='OR'), name='closing_resolved_says_how', violation_error_message='Choose how it was resolved.'),
        ),
        migrations.AddConstraint(
            model_name='closing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lesson__isnull', False), ('no_lesson_because', '')), models.Q(('lesson', None), models.Q(('no_lesson_because', ''), _negated=True)), _connector='OR'), name='closing_lesson_or_why_none', violation_error_message='Write what was learned, or why there is nothing to learn.'),
        ),
        migrations.AddConstraint(
            model_name='closing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reopened_because', ''), ('reopened_on', None)), models.Q(('reopened_on__gte', models.F('on')), models.Q(('reopened_because', ''), _negated=True)), _connector='OR'), name='closing_reopened_says_why', violation_error_message='Say why it is open again.'),
        ),
        migrations.AddConstraint(
            model_name='closing',
            constraint=models.UniqueConstraint(condition=models.Q(('reopened_on', None)), fields=('barrier',), name='closing_one_stands'),
        ),
        migrations.AddConstraint(
            model_name='advicesession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('barrier__isnull', False), ('request__isnull', True)), models.Q(('barrier__isnull', True), ('request__isnull', False)), _connector='OR'), name='advice_about_request_or_barrier'),
        ),
        migrations.AddConstraint(
            model_name='datarequestbarrier',
            constraint=models.UniqueConstraint(fields=('removes', 'request'), name='data_request_names_a_barrier_once'),
        ),
        migrations.AddConstraint(
            model_name='datarequestparty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('description', ''), ('organisation__isnull', False)), models.Q(('organisation__isnull', True), models.Q(('description', ''), _negated=True)), _connector='OR'), name='data_request_party_named_or_described', violation_error_message='Choose it by name or describe it, not both.'),
        ),
        migrations.AddConstraint(
            model_name='datarequestparty',
            constraint=models.UniqueConstraint(fields=('request', 'organisation'), name='data_request_party_once'),
        ),
        migrations.AddConstraint(
            model_name='datarequestplace',
            constraint=models.UniqueConstraint(fields=('request', 'place'), name='data_request_place_once'),
        ),
        migrations.AddConstraint(
            model_name='datarequestplace',
            constraint=models.UniqueConstraint(condition=models.Q(('is_lead', True)), fields=('request',), name='data_request_one_lead_place'),
        ),
        migrations.AddIndex(
            model_name='datarequest',
            index=models.Index(fields=['-updated_at', '-id'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids', 'status', 'holder', 'asked_of'), name='data_request_newest'),
        ),
        migrations.AddIndex(
            model_name='datarequest',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reach_ids'], name='data_request_reach'),
        ),
        migrations.AddIndex(
            model_name='datarequest',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='data_request_search'),
        ),
        migrations.AddConstraint(
            model_name='datarequest',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network', 'public'])), name='data_request_level_known'),
        ),
        migrations.AddConstraint(
            model_name='datarequest',
            constraint=models.CheckConstraint(condition=models.Q(('visibility', 'public'), _negated=True), name='data_request_never_public', violation_error_message='A request for data names a body, so it is never public.'),
        ),
        migrations.AddConstraint(
            model_name='datarequest',
            constraint=models.CheckConstraint(condition=models.Q(('dataset', ''), _negated=True), name='data_request_has_dataset'),
        ),
        migrations.AddConstraint(
            model_name='datarequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('unsuitable', 'refused')), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='data_request_turned_down_says_why', violation_error_message='Say why.'),
        ),
        migrations.AddConstraint(
            model_name='datarequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('health_data', 'yes'), _negated=True), models.Q(('caldicott_guardian', ''), _negated=True), ('caldicott_not_known', True), _connector='OR'), name='data_request_names_caldicott', violation_error_message='Name the Caldicott Guardian, or say that it is not known.'),
        ),
        migrations.AddConstraint(
            model_name='datarequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('asked', 'looked_at')), _negated=True), ('asked_of__isnull', False), _connector='OR'), name='data_request_asked_of_a_body', violation_error_message='Say which body is asked.'),
        ),
        migrations.AddConstraint(
            model_name='datarequest',
            constraint=models.CheckConstraint(condition=models.Q(('asked_on', None), ('answered_on', None), models.Q(('answered_on_precision', 'day'), ('asked_on_precision', 'day'), _negated=True), ('answered_on__gte', models.F('asked_on')), _connector='OR'), name='data_request_answered_after_asked', violation_error_message='It cannot be answered before it was asked.'),
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(fields=['to', 'state', 'answer_by'], name='escalation_of_body'),
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(fields=['answer_by', 'id'], name='escalation_by_day'),
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(condition=models.Q(('state__in', ['sent', 'acknowledged', 'holding', 'needs_decision'])), fields=['answer_by', 'id'], name='escalation_open'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('ask', ''), _negated=True), name='escalation_says_what'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('acknowledge_by__gte', models.F('sent_on')), ('answer_by__gte', models.F('sent_on'))), name='escalation_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on', None), ('state__in', ['sent', 'acknowledged', 'holding', 'needs_decision'])), models.Q(('ended_on__isnull', False), ('state__in', ['answered', 'declined', 'not_ours', 'climbed', 'withdrawn'])), _connector='OR'), name='escalation_closed_when'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('helped', ''), ('state__in', ['answered', 'declined']), _connector='OR'), name='escalation_helped_once_answered'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['sent', 'acknowledged', 'holding', 'needs_decision'])), fields=('barrier', 'to'), name='escalation_asked_once', violation_error_message='It is with this body already.'),
        ),
        migrations.AddIndex(
            model_name='answerlink',
            index=models.Index(fields=['escalation'], name='answer_link_of'),
        ),
        migrations.AddConstraint(
            model_name='escalationreply',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['acknowledged', 'withdrawn', 'climbed']), models.Q(('text', ''), _negated=True), _connector='OR'), name='escalation_reply_says_what', violation_error_message='Say what the answer is.'),
        ),
        migrations.AddConstraint(
            model_name='escalationreply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'holding'), ('new_day__isnull', False)), models.Q(models.Q(('kind', 'holding'), _negated=True), ('new_day', None)), _connector='OR'), name='escalation_reply_holding_has_day', violation_error_message='A holding reply needs a new day.'),
        ),
        migrations.AddConstraint(
            model_name='escalationreply',
            constraint=models.CheckConstraint(condition=models.Q(('passed_to', None), ('kind', 'not_ours'), _connector='OR'), name='escalation_reply_passed_if_not_ours'),
        ),
        migrations.AddConstraint(
            model_name='escalationrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome', 'waiting')), fields=('barrier',), name='escalation_request_once', violation_error_message='An editor is asked already.'),
        ),
        migrations.AddConstraint(
            model_name='escalationrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'dismissed'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='escalation_request_dismissed_says_why', violation_error_message='Say why not.'),
        ),
        migrations.AddConstraint(
            model_name='escalationrule',
            constraint=models.CheckConstraint(condition=models.Q(('acknowledge_days__gte', 1), ('answer_days__gte', models.F('acknowledge_days')), ('answer_days__lte', 250)), name='escalation_rule_days_in_order', violation_error_message='The answer is due no earlier than the word that it arrived, within a year.'),
        ),
        migrations.AddConstraint(
            model_name='exampleagreementplace',
            constraint=models.UniqueConstraint(fields=('place', 'agreement'), name='agreement_place_once'),
        ),
        migrations.AddConstraint(
            model_name='exampleagreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('covers', ''), _negated=True)), name='example_agreement_says_what'),
        ),
        migrations.AddConstraint(
            model_name='exampleagreement',
            constraint=models.CheckConstraint(condition=models.Q(('source__isnull', False), ('is_example', True), _connector='OR'), name='example_agreement_has_source', violation_error_message='Say where it was published.'),
        ),
        migrations.AddIndex(
            model_name='guidance',
            index=models.Index(fields=['sort_key', 'id'], name='guidance_by_title'),
        ),
        migrations.AddConstraint(
            model_name='guidance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('about', ''), _negated=True)), name='guidance_says_what'),
        ),
        migrations.AddConstraint(
            model_name='guidance',
            constraint=models.CheckConstraint(condition=models.Q(('checked_by', None), ('checked_on__isnull', False), _connector='OR'), name='guidance_checked_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='namedbody',
            constraint=models.UniqueConstraint(fields=('barrier', 'body'), name='named_body_once'),
        ),
        migrations.AddConstraint(
            model_name='namedbody',
            constraint=models.CheckConstraint(condition=models.Q(('sent_on', None), ('is_meant', True), _connector='OR'), name='named_body_asked_is_meant'),
        ),
        migrations.AddConstraint(
            model_name='namedbody',
            constraint=models.CheckConstraint(condition=models.Q(('replied_on', None), ('sent_on__isnull', False), _connector='OR'), name='named_body_replied_was_asked'),
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^[1-9][a-z]$')), name='practice_code_known'),
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(('step', ''), _negated=True), name='practice_says_what'),
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(('here_url', ''), models.Q(('here_url__startswith', '/'), models.Q(('here', ''), _negated=True)), _connector='OR'), name='practice_link_says_what'),
        ),
        migrations.AddConstraint(
            model_name='practiceday',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('believed', None), ('guidance', None), ('practice__isnull', False)), models.Q(('believed', None), ('guidance__isnull', False), ('practice', None)), models.Q(('believed__isnull', False), ('guidance', None), ('practice', None)), _connector='OR'), name='practice_day_of_one_entry'),
        ),
        migrations.AddConstraint(
            model_name='practiceday',
            constraint=models.UniqueConstraint(fields=('practice', 'day', 'came_from'), name='practice_day_practice_once'),
        ),
        migrations.AddConstraint(
            model_name='practiceday',
            constraint=models.UniqueConstraint(fields=('guidance', 'day', 'came_from'), name='practice_day_guidance_once'),
        ),
        migrations.AddConstraint(
            model_name='practiceday',
            constraint=models.UniqueConstraint(fields=('believed', 'day', 'came_from'), name='practice_day_believed_once'),
        ),
        migrations.AddConstraint(
            model_name='practiceexample',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='practice_example_says_what'),
        ),
        migrations.AddConstraint(
            model_name='practiceexample',
            constraint=models.CheckConstraint(condition=models.Q(('place__isnull', False), models.Q(('where_said', ''), _negated=True), _connector='OR'), name='practice_example_says_where', violation_error_message='Say where it was.'),
        ),
        migrations.AddConstraint(
            model_name='practiceexample',
            constraint=models.CheckConstraint(condition=models.Q(('source__isnull', False), ('barrier__isnull', False), ('pilot__isnull', False), ('lesson__isnull', False), ('is_example', True), _connector='OR'), name='practice_example_has_source', violation_error_message='Say where this is from.'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['body', 'state', 'reply_by'], name='publication_of_body'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('state__in', ['place', 'body', 'held'])), fields=['reply_by', 'id'], name='publication_waiting'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('barrier',), name='publication_one_at_a_time', violation_error_message='Publishing it is asked for already.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_on', None), ('replied_on', None), ('reply_by', None), ('sent_on', None), ('state', 'place')), models.Q(('agreed_on__isnull', False), ('reply_by__gte', django.db.models.expressions.CombinedExpression(models.F('sent_on'), '+', models.Value(datetime.timedelta(days=12)))), ('sent_on__isnull', False), ('state__in', ['body', 'held', 'published'])), ('state', 'withdrawn'), _connector='OR'), name='publication_body_has_its_days'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('published_on__isnull', False), models.Q(('replied_on__isnull', False), ('published_on__gt', models.F('reply_by')), _connector='OR')), _connector='OR'), name='publication_not_before_reply'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', False), ('state', 'withdrawn')), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('ended_on', None)), _connector='OR'), name='publication_withdrawn_when'),
        ),
        migrations.AddConstraint(
            model_name='publicationstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', False), ('kind', 'replied'), models.Q(('text', ''), _negated=True)), models.Q(models.Q(('kind', 'replied'), _negated=True), ('body', None)), _connector='OR'), name='publication_step_reply_of_body', violation_error_message='Write the reply.'),
        ),
        migrations.AddConstraint(
            model_name='publicationstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'objected'), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='publication_step_objects_why', violation_error_message='Say why you object.'),
        ),
        migrations.AddConstraint(
            model_name='publishingpause',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('place__isnull', False), ('programme__isnull', True)), models.Q(('place__isnull', True), ('programme__isnull', False)), _connector='OR'), name='publishing_pause_of_one', violation_error_message='Choose a programme or a place.'),
        ),
        migrations.AddConstraint(
            model_name='publishingpause',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('starts'))), name='publishing_pause_in_order', violation_error_message='The last day is before the first.'),
        ),
        migrations.AddConstraint(
            model_name='publishingpause',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='publishing_pause_says_why'),
        ),
        migrations.AddConstraint(
            model_name='subtype',
            constraint=models.UniqueConstraint(fields=('category', 'name'), name='sub_type_once'),
        ),
        migrations.AddConstraint(
            model_name='subtype',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='sub_type_not_merged_into_itself'),
        ),
        migrations.AddConstraint(
            model_name='guidancefor',
            constraint=models.CheckConstraint(condition=models.Q(('practice', None), ('sub_type', None), _connector='OR'), name='guidance_for_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='guidancefor',
            constraint=models.UniqueConstraint(condition=models.Q(('practice', None), ('sub_type', None)), fields=('category', 'guidance'), name='guidance_for_kind_once'),
        ),
        migrations.AddConstraint(
            model_name='guidancefor',
            constraint=models.UniqueConstraint(fields=('practice', 'guidance'), name='guidance_for_practice_once'),
        ),
        migrations.AddConstraint(
            model_name='guidancefor',
            constraint=models.UniqueConstraint(fields=('sub_type', 'guidance'), name='guidance_for_sub_type_once'),
        ),
        migrations.AddConstraint(
            model_name='barriersubtype',
            constraint=models.UniqueConstraint(fields=('barrier', 'sub_type'), name='barrier_sub_type_once'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=models.Index(fields=['-updated_at', '-id'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids', 'status', 'category', 'unlocker'), name='barrier_newest'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reach_ids'], name='barrier_reach'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=models.Index(fields=['category', 'status'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids', 'is_cleared', 'unlocker', 'nature', 'stage', 'severity', 'lever', 'outcome_bits', 'logged_on', 'logged_on_precision', 'ended_on', 'id'), name='barrier_counted'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=models.Index(condition=models.Q(('logged_on__isnull', False), ('status__in', ['needs_owner', 'open', 'worked_on', 'escalated'])), fields=['logged_on', 'id'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids', 'is_cleared', 'status', 'category', 'unlocker'), name='barrier_open_longest'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=models.Index(condition=models.Q(('cost_low__isnull', False)), fields=['cost_low'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids', 'is_cleared', 'cost_high', 'status', 'category', 'unlocker', 'id'), name='barrier_with_cost'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=models.Index(condition=models.Q(('time_low__isnull', False)), fields=['time_low'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids', 'is_cleared', 'time_high', 'status', 'category', 'unlocker', 'id'), name='barrier_with_time'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('status__in', ['needs_owner', 'open', 'worked_on', 'escalated'])), fields=['reach_ids'], name='barrier_open_reach'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='barrier_search'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=models.Index(condition=models.Q(('visibility', 'public'), models.Q(('unlocker', None), ('is_cleared', True), _connector='OR')), fields=['-updated_at', '-id'], include=('reach_ids', 'status', 'category'), name='barrier_open_to_all'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('visibility', 'public'), models.Q(('unlocker', None), ('is_cleared', True), _connector='OR')), fields=['reach_ids'], name='barrier_open_to_all_reach'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('visibility__in', ['network', 'public'])), fields=['reach_ids'], name='barrier_open_to_users_reach'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=models.Index(condition=models.Q(('visibility', 'public'), models.Q(('unlocker', None), ('is_cleared', True), _connector='OR')), fields=['category'], include=('id', 'reach_ids'), name='barrier_open_to_all_kind'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=models.Index(fields=['category', '-updated_at', '-id'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids', 'status'), name='barrier_kind_newest'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=models.Index(condition=models.Q(('programme__isnull', False)), fields=['programme', 'status'], include=('visibility', 'created_by', 'team', 'reach_ids', 'updated_at', 'id'), name='barrier_of_programme'),
        ),
        migrations.AddIndex(
            model_name='barrier',
            index=models.Index(condition=models.Q(('unlocker__isnull', False)), fields=['unlocker'], name='barrier_by_unlocker'),
        ),
        migrations.AddConstraint(
            model_name='barrier',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network', 'public'])), name='barrier_level_known'),
        ),
        migrations.AddConstraint(
            model_name='barrier',
            constraint=models.CheckConstraint(condition=models.Q(('cost_high__isnull', True), models.Q(('cost_high__gt', models.F('cost_low')), ('cost_qualifier', 'exactly')), _connector='OR'), name='barrier_cost_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='barrier',
            constraint=models.CheckConstraint(condition=models.Q(('time_high__isnull', True), models.Q(('time_high__gt', models.F('time_low')), ('time_qualifier', 'exactly')), _connector='OR'), name='barrier_time_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='barrier',
            constraint=models.CheckConstraint(condition=models.Q(('category__isnull', False), ('nature', 'not_stated'), ('nature', 'untested'), _connector='OR'), name='barrier_nature_needs_kind'),
        ),
        migrations.AddConstraint(
            model_name='barrier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'needs_owner'), _negated=True), ('unlocker', None), _connector='OR'), name='barrier_with_unlocker_has_owner'),
        ),
        migrations.AddConstraint(
            model_name='barrier',
            constraint=models.CheckConstraint(condition=models.Q(('unlocker_post', None), ('unlocker__isnull', False), _connector='OR'), name='barrier_post_has_unlocker'),
        ),
        migrations.AddConstraint(
            model_name='barrier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'resolved'), _negated=True), models.Q(('resolution', ''), _negated=True), _connector='OR'), name='barrier_resolved_says_how', violation_error_message='Say how it was resolved.'),
        ),
        migrations.AddConstraint(
            model_name='barrier',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='barrier_has_title'),
        ),
        migrations.AddConstraint(
            model_name='barrier',
            constraint=models.CheckConstraint(condition=models.Q(('is_as_published', False), ('source__isnull', False), _connector='OR'), name='barrier_as_published_has_source'),
        ),
        migrations.AddIndex(
            model_name='systemicbarrier',
            index=models.Index(fields=['-updated_at', '-id'], name='systemic_latest'),
        ),
        migrations.AddIndex(
            model_name='systemicbarrier',
            index=models.Index(fields=['lever', 'status'], name='systemic_by_lever'),
        ),
        migrations.AddIndex(
            model_name='systemicbarrier',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='systemic_search'),
        ),
        migrations.AddConstraint(
            model_name='systemicbarrier',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='systemic_has_title'),
        ),
        migrations.AddConstraint(
            model_name='systemicbarrier',
            constraint=models.CheckConstraint(condition=models.Q(('cause', ''), _negated=True), name='systemic_has_cause'),
        ),
        migrations.AddConstraint(
            model_name='systemicbarrier',
            constraint=models.CheckConstraint(condition=models.Q(('law', ''), ('lever', 'law'), _connector='OR'), name='systemic_law_if_law_changes', violation_error_message='Only a change of law names an Act.'),
        ),
        migrations.AddConstraint(
            model_name='systemicbarrier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'will_not'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='systemic_will_not_says_why', violation_error_message='Say why it will not change.'),
        ),
        migrations.AddConstraint(
            model_name='systemicbarrier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('asked', 'looked_at')), _negated=True), ('owner__isnull', False), _connector='OR'), name='systemic_asked_of_a_body', violation_error_message='Say which body is asked.'),
        ),
        migrations.AddConstraint(
            model_name='systemicanswer',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='systemic_answer_says_what', violation_error_message='Say what the answer is.'),
        ),
        migrations.AddConstraint(
            model_name='systemicanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', ''), ('withdrawn_by', None)), models.Q(models.Q(('withdrawn_at__isnull', False)), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='systemic_answer_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='systemicmember',
            constraint=models.UniqueConstraint(fields=('systemic', 'barrier'), name='systemic_member_once'),
        ),
        migrations.AddIndex(
            model_name='systemicoffer',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['barrier'], name='systemic_offer_waits'),
        ),
        migrations.AddConstraint(
            model_name='systemicoffer',
            constraint=models.UniqueConstraint(fields=('answer', 'barrier'), name='systemic_offer_once'),
        ),
        migrations.AddConstraint(
            model_name='systemicoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), models.Q(('why', ''), _negated=True)), models.Q(models.Q(('state', 'declined'), _negated=True), ('why', '')), _connector='OR'), name='systemic_offer_why_not', violation_error_message='Say why it does not help here.'),
        ),
        migrations.AddConstraint(
            model_name='systemicoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closing__isnull', False), ('state', 'accepted')), models.Q(models.Q(('state', 'accepted'), _negated=True), ('closing', None)), _connector='OR'), name='systemic_offer_accepted_closes'),
        ),
        migrations.AddConstraint(
            model_name='systemicoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('state__in', ('accepted', 'declined'))), models.Q(models.Q(('state__in', ('accepted', 'declined')), _negated=True), ('answered_at', None)), _connector='OR'), name='systemic_offer_answered_when'),
        ),
    ]
