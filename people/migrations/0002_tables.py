import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import partnerships.place.models.place
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('partnerships', '0002_tables'),
        ('people', '0001_tables'),
        ('records', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='course',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='course',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='people.course'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='account',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='erasure',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='expense',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='interest',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='letter',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.notice'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='jobrole',
            name='backup',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='backup_for', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='jobrole',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='jobrole',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='jobrole',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='jobrole',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='jobrole',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='jobroleholder',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='jobroleholder',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holders', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='jobroleplace',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='jobroleplace',
            name='place',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='post_links', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='jobroleplace',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='jobrole',
            name='places',
            field=models.ManyToManyField(blank=True, related_name='posts', through='people.JobRolePlace', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='jobroletopic',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_links', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='jobroletopic',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='jobrole',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='posts', through='people.JobRoleTopic', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opportunities', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opportunities', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='interest',
            name='opportunity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='people.opportunity'),
        ),
        migrations.AddField(
            model_name='owntraining',
            name='course',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.course'),
        ),
        migrations.AddField(
            model_name='owntraining',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='partnerskill',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='partnerskill',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='partnerskill',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='person',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='person',
            name='user',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='person', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='jobroleholder',
            name='handed_from',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='handed over from'),
        ),
        migrations.AddField(
            model_name='jobroleholder',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='held', to='people.person'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='recognition',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recognition',
            name='given_by',
            field=models.ForeignKey(help_text='The body that gives its thanks', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.organisation', verbose_name='from'),
        ),
        migrations.AddField(
            model_name='recognition',
            name='organisation',
            field=models.ForeignKey(help_text='The body or team that is thanked', on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='partnerships.organisation', verbose_name='to'),
        ),
        migrations.AddField(
            model_name='recognition',
            name='place',
            field=models.ForeignKey(blank=True, help_text='Where it was, if at one place', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='recognition',
            name='post',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='recognition',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='savedfilter',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='secondment',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='secondment',
            name='giver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seconded_out', to='partnerships.organisation', verbose_name='from'),
        ),
        migrations.AddField(
            model_name='secondment',
            name='place',
            field=models.ForeignKey(blank=True, help_text='The place that it is for', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='secondments', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='secondment',
            name='receiver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seconded_in', to='partnerships.organisation', verbose_name='to'),
        ),
        migrations.AddField(
            model_name='secondment',
            name='source',
            field=models.ForeignKey(blank=True, help_text='Where this is from', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='team',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='team',
            name='place',
            field=models.ForeignKey(blank=True, db_index=False, help_text='Whose editors say who is in it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='team',
            name='programme',
            field=models.ForeignKey(blank=True, db_index=False, help_text='Whose leads say who is in it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='jobrole',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='people.team'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='people.team'),
        ),
        migrations.AddField(
            model_name='terms',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='terms',
            name='post',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='expense',
            name='terms',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expense_rows', to='people.terms'),
        ),
        migrations.AddIndex(
            model_name='calendarfeed',
            index=models.Index(fields=['subject_type', 'subject_id'], name='calendar_feed_subject'),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('subject_id', None), ('subject_type', None)), models.Q(('subject_id__isnull', False), ('subject_type__isnull', False)), _connector='OR'), name='calendar_feed_subject_whole'),
        ),
        migrations.AddIndex(
            model_name='course',
            index=models.Index(fields=['sort_key', 'id'], name='course_by_title'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='course_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('course', 'organisation', 'on'), name='attendance_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='attendance_of_somebody'),
        ),
        migrations.AddIndex(
            model_name='jobroleplace',
            index=models.Index(fields=['place', 'post'], name='post_place_of_place'),
        ),
        migrations.AddConstraint(
            model_name='jobroleplace',
            constraint=models.UniqueConstraint(fields=('post', 'place'), name='post_place_once'),
        ),
        migrations.AddConstraint(
            model_name='jobroletopic',
            constraint=models.UniqueConstraint(fields=('topic', 'post'), name='post_topic_once'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(fields=['-created_at', '-id'], name='opportunity_newest'),
        ),
        migrations.AddConstraint(
            model_name='opportunity',
            constraint=models.CheckConstraint(condition=models.Q(('months', None), ('months__gte', 1), _connector='OR'), name='opportunity_lasts_a_month'),
        ),
        migrations.AddConstraint(
            model_name='interest',
            constraint=models.UniqueConstraint(fields=('opportunity', 'user'), name='interest_once_for_each_person'),
        ),
        migrations.AddConstraint(
            model_name='owntraining',
            constraint=models.UniqueConstraint(fields=('user', 'course'), name='own_training_once'),
        ),
        migrations.AddConstraint(
            model_name='partnerskill',
            constraint=models.UniqueConstraint(fields=('organisation', 'skill'), name='partner_skill_once'),
        ),
        migrations.AddConstraint(
            model_name='partnerskill',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis', 'found'), _negated=True), models.Q(('note', ''), _negated=True), ('source__isnull', False), _connector='OR'), name='partner_skill_found_says_by_whom', violation_error_message='Say who found it, and how.'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('erased_on', None), models.Q(('email', ''), ('name', ''), ('user', None)), _connector='OR'), name='person_erased_has_no_name'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('erased_on', None), _negated=True), models.Q(('name', ''), _negated=True), _connector='OR'), name='person_has_a_name', violation_error_message="Give the person's name."),
        ),
        migrations.AddConstraint(
            model_name='jobroleholder',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='post_holder_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='jobroleholder',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('post', '='), ('person', '='), (partnerships.place.models.place.DateRange('valid_from', 'valid_to'), '&&')], name='post_holder_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', False), ('account__isnull', False), _connector='OR'), name='erasure_of_somebody'),
        ),
        migrations.AddIndex(
            model_name='recognition',
            index=models.Index(fields=['on', 'id'], name='recognition_by_day'),
        ),
        migrations.AddIndex(
            model_name='recognition',
            index=models.Index(fields=['post'], name='recognition_by_post'),
        ),
        migrations.AddConstraint(
            model_name='recognition',
            constraint=models.CheckConstraint(condition=models.Q(('said', ''), _negated=True), name='recognition_says_for_what'),
        ),
        migrations.AddConstraint(
            model_name='recognition',
            constraint=models.CheckConstraint(condition=models.Q(('organisation', models.F('given_by')), _negated=True), name='recognition_by_somebody_else', violation_error_message='A body does not thank itself.'),
        ),
        migrations.AddIndex(
            model_name='savedfilter',
            index=models.Index(condition=models.Q(('by_mail', True)), fields=['told_until', 'id'], name='saved_filter_to_tell'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.UniqueConstraint(models.F('user'), models.F('list_key'), django.db.models.functions.text.Lower('name'), name='saved_filter_name_once', violation_error_message='You have a saved filter of this name. Choose another.'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_filter_has_name'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.CheckConstraint(condition=models.Q(('query', ''), _negated=True), name='saved_filter_has_filters'),
        ),
        migrations.AddIndex(
            model_name='secondment',
            index=models.Index(fields=['-updated_at', '-id'], name='secondment_newest'),
        ),
        migrations.AddIndex(
            model_name='secondment',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('name_key'), name='gin_trgm_ops'), name='secondment_trigram'),
        ),
        migrations.AddConstraint(
            model_name='secondment',
            constraint=models.CheckConstraint(condition=models.Q(('giver', models.F('receiver')), _negated=True), name='secondment_between_two_bodies', violation_error_message='A secondment goes from one body to another.'),
        ),
        migrations.AddConstraint(
            model_name='secondment',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='secondment_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='secondment',
            constraint=models.CheckConstraint(condition=models.Q(('months', None), ('months__gte', 1), _connector='OR'), name='secondment_lasts_a_month'),
        ),
        migrations.AddIndex(
            model_name='subscription',
            index=models.Index(condition=models.Q(('confirmed_at__isnull', False), ('ended_at', None)), fields=['told_until', 'id'], name='subscription_to_tell'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.UniqueConstraint(models.F('place'), django.db.models.functions.text.Lower('email'), condition=models.Q(('ended_at', None)), name='subscription_once'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('email', ''), _connector='OR'), name='subscription_ended_forgets_the_address'),
        ),
        migrations.AddIndex(
            model_name='team',
            index=models.Index(fields=['place', 'name'], name='team_of_place'),
        ),
        migrations.AddIndex(
            model_name='team',
            index=models.Index(fields=['programme', 'name'], name='team_of_programme'),
        ),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.CheckConstraint(condition=models.Q(('place', None), ('programme', None), _connector='OR'), name='team_of_one_at_most'),
        ),
        migrations.AddIndex(
            model_name='jobrole',
            index=models.Index(fields=['-updated_at', '-id'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids', 'organisation'), name='post_newest'),
        ),
        migrations.AddIndex(
            model_name='jobrole',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reach_ids'], name='post_reach'),
        ),
        migrations.AddIndex(
            model_name='jobrole',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('name_key'), name='gin_trgm_ops'), name='post_trigram'),
        ),
        migrations.AddIndex(
            model_name='jobrole',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='post_search'),
        ),
        migrations.AddIndex(
            model_name='jobrole',
            index=models.Index(condition=models.Q(('bounced_on__isnull', False), ('ended_on', None)), fields=['bounced_on', 'id'], name='post_bounced'),
        ),
        migrations.AddIndex(
            model_name='jobrole',
            index=models.Index(condition=models.Q(('ended_on', None)), fields=['review_by', 'id'], name='post_to_review'),
        ),
        migrations.AddIndex(
            model_name='jobrole',
            index=models.Index(condition=models.Q(('confirmed_on', None), ('ended_on', None)), fields=['sort_key', 'id'], name='post_never_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='jobrole',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network', 'public'])), name='post_known_level'),
        ),
        migrations.AddConstraint(
            model_name='jobrole',
            constraint=models.CheckConstraint(condition=models.Q(('backup', models.F('id')), _negated=True), name='post_not_its_own_backup', violation_error_message='A job role cannot be its own backup.'),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(fields=['letter'], name='invitation_by_letter'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', True), ('place__isnull', False), ('programme__isnull', True), ('role', 'contributor'), ('team__isnull', True)), models.Q(('organisation__isnull', True), ('place__isnull', True), ('programme__isnull', True), ('role', 'contributor'), ('team__isnull', False)), models.Q(('organisation__isnull', True), ('place__isnull', False), ('programme__isnull', True), ('role', 'place_editor'), ('team__isnull', True)), models.Q(('organisation__isnull', True), ('place__isnull', True), ('programme__isnull', False), ('role', 'programme_lead'), ('team__isnull', True)), models.Q(('organisation__isnull', False), ('place__isnull', True), ('programme__isnull', True), ('role', 'officer'), ('team__isnull', True)), models.Q(('organisation__isnull', True), ('place__isnull', False), ('programme__isnull', True), ('role', 'connector'), ('team__isnull', True)), models.Q(('organisation__isnull', True), ('place__isnull', True), ('programme__isnull', False), ('role', 'evaluator'), ('team__isnull', True)), models.Q(('organisation__isnull', True), ('place__isnull', True), ('programme__isnull', True), ('role', 'administrator'), ('team__isnull', True)), _connector='OR'), name='invitation_exactly_one_scope'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='invitation_email_lower_case'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None), _connector='OR'), name='invitation_taken_up_or_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(models.F('email'), models.F('role'), models.F('place'), models.F('programme'), models.F('organisation'), models.F('team'), condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), name='invitation_once', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['valid_from', 'id'], name='assignment_by_day'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(fields=['review_by', 'id'], name='assignment_by_review'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('covers__isnull', False)), fields=['covers', 'valid_to'], name='assignment_cover'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', True), ('place__isnull', False), ('programme__isnull', True), ('role', 'contributor'), ('team__isnull', True)), models.Q(('organisation__isnull', True), ('place__isnull', True), ('programme__isnull', True), ('role', 'contributor'), ('team__isnull', False)), models.Q(('organisation__isnull', True), ('place__isnull', False), ('programme__isnull', True), ('role', 'place_editor'), ('team__isnull', True)), models.Q(('organisation__isnull', True), ('place__isnull', True), ('programme__isnull', False), ('role', 'programme_lead'), ('team__isnull', True)), models.Q(('organisation__isnull', False), ('place__isnull', True), ('programme__isnull', True), ('role', 'officer'), ('team__isnull', True)), models.Q(('organisation__isnull', True), ('place__isnull', False), ('programme__isnull', True), ('role', 'connector'), ('team__isnull', True)), models.Q(('organisation__isnull', True), ('place__isnull', True), ('programme__isnull', False), ('role', 'evaluator'), ('team__isnull', True)), models.Q(('organisation__isnull', True), ('place__isnull', True), ('programme__isnull', True), ('role', 'administrator'), ('team__isnull', True)), _connector='OR'), name='assignment_exactly_one_scope'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='assignment_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('covers', None), models.Q(models.Q(('covers', models.F('user')), _negated=True), models.Q(('role', 'administrator'), _negated=True), ('valid_to__isnull', False), ('valid_to__lte', django.db.models.expressions.CombinedExpression(models.F('valid_from'), '+', models.Value(datetime.timedelta(days=366))))), _connector='OR'), name='assignment_cover_in_bounds'),
        ),
        migrations.AddConstraint(
            model_name='terms',
            constraint=models.CheckConstraint(condition=models.Q(('rate', None), ('rate__gt', 0), _connector='OR'), name='terms_rate_is_an_amount'),
        ),
        migrations.AddConstraint(
            model_name='terms',
            constraint=models.CheckConstraint(condition=models.Q(('rate', None), ('paid__in', ('salary', 'hour', 'session', 'vouchers')), _connector='OR'), name='terms_rate_of_what_is_paid', violation_error_message='An amount needs a way of paying that has one.'),
        ),
        migrations.AddConstraint(
            model_name='expense',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='expense_is_an_amount'),
        ),
    ]
