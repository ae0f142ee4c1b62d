import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('partnerships', '0002_tables'),
        ('people', '0002_tables'),
        ('policy', '0001_tables'),
        ('records', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='priority',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='priority',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='alignment',
            name='narrower',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alignments_above', to='policy.priority'),
        ),
        migrations.AddField(
            model_name='alignment',
            name='wider',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alignments_below', to='policy.priority'),
        ),
        migrations.AddField(
            model_name='priorityplace',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='priorityplace',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='priority_links', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='priorityplace',
            name='priority',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='policy.priority'),
        ),
        migrations.AddField(
            model_name='priority',
            name='places',
            field=models.ManyToManyField(blank=True, related_name='priorities', through='policy.PriorityPlace', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='prioritytopic',
            name='priority',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_links', to='policy.priority'),
        ),
        migrations.AddField(
            model_name='prioritytopic',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='priority',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='priorities', through='policy.PriorityTopic', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='regionalcorrection',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='regionalreply',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='regionalreply',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='regionalreply',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='regionalupdate',
            name='checked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='regionalupdate',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='regionalupdate',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regional_updates', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='regionalupdate',
            name='reply_post',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='regionalupdate',
            name='sent_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='regionalreply',
            name='update',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='policy.regionalupdate'),
        ),
        migrations.AddField(
            model_name='regionalcorrection',
            name='update',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='policy.regionalupdate'),
        ),
        migrations.AddField(
            model_name='regionalupdateday',
            name='update',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='policy.regionalupdate'),
        ),
        migrations.AddField(
            model_name='regionalupdateitem',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='regionalupdateitem',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='regionalupdateitem',
            name='record_type',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='contenttypes.contenttype'),
        ),
        migrations.AddField(
            model_name='regionalupdateitem',
            name='update',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='policy.regionalupdate'),
        ),
        migrations.AddField(
            model_name='repeat',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='repeat',
            name='first_priority',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='policy.priority'),
        ),
        migrations.AddField(
            model_name='repeat',
            name='first_programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='repeat',
            name='second_priority',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='policy.priority'),
        ),
        migrations.AddField(
            model_name='repeat',
            name='second_programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.programme'),
        ),
        migrations.AddIndex(
            model_name='policytestplace',
            index=models.Index(fields=['place', '-asked_on'], name='policy_test_load'),
        ),
        migrations.AddConstraint(
            model_name='policytestplace',
            constraint=models.UniqueConstraint(fields=('test', 'place'), name='policy_test_place_once'),
        ),
        migrations.AddConstraint(
            model_name='policytestplace',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='policy_test_declined_says_why', violation_error_message='Say why.'),
        ),
        migrations.AddConstraint(
            model_name='policytestplace',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'replied'), ('replied_on', None), _connector='OR'), name='policy_test_replied_when'),
        ),
        migrations.AddConstraint(
            model_name='policytestquestion',
            constraint=models.UniqueConstraint(fields=('test', 'number'), name='policy_test_question_once'),
        ),
        migrations.AddConstraint(
            model_name='policytestquestion',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', 4)), name='policy_test_four_questions', violation_error_message='A policy test has four questions at most.'),
        ),
        migrations.AddConstraint(
            model_name='policytestquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'choice'), _negated=True), ('choices__len__gte', 2), _connector='OR'), name='policy_test_choice_has_answers', violation_error_message='Give at least two answers to choose from.'),
        ),
        migrations.AddConstraint(
            model_name='policytestreply',
            constraint=models.UniqueConstraint(fields=('asked', 'question'), name='policy_test_reply_once'),
        ),
        migrations.AddConstraint(
            model_name='policytestreply',
            constraint=models.CheckConstraint(condition=models.Q(('scale', None), models.Q(('scale__gte', 1), ('scale__lte', 5)), _connector='OR'), name='policy_test_reply_on_the_scale'),
        ),
        migrations.AddConstraint(
            model_name='policytestreply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', ''), ('withdrawn_by', None)), models.Q(models.Q(('withdrawn_at__isnull', False)), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='policy_test_reply_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='policytesttopic',
            constraint=models.UniqueConstraint(fields=('topic', 'test'), name='policy_test_topic_once'),
        ),
        migrations.AddIndex(
            model_name='policytest',
            index=models.Index(fields=['-created_at', '-id'], name='policy_test_newest'),
        ),
        migrations.AddConstraint(
            model_name='policytest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), _negated=True), models.Q(models.Q(('outcome', ''), _negated=True), ('outcome_on__isnull', False)), _connector='OR'), name='policy_test_answered_says_what', violation_error_message='Say what changed because of the answers.'),
        ),
        migrations.AddConstraint(
            model_name='policytest',
            constraint=models.CheckConstraint(condition=models.Q(('outcome_is_public', False), ('state', 'answered'), _connector='OR'), name='policy_test_public_once_answered'),
        ),
        migrations.AddConstraint(
            model_name='policytest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'stopped'), _negated=True), models.Q(models.Q(('withdrawn_why', ''), _negated=True), ('withdrawn_on__isnull', False)), _connector='OR'), name='policy_test_withdrawn_says_why', violation_error_message='Say why it is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='alignment',
            constraint=models.UniqueConstraint(fields=('wider', 'narrower'), name='alignment_once'),
        ),
        migrations.AddConstraint(
            model_name='alignment',
            constraint=models.CheckConstraint(condition=models.Q(('wider', models.F('narrower')), _negated=True), name='alignment_of_two_priorities'),
        ),
        migrations.AddConstraint(
            model_name='alignment',
            constraint=models.CheckConstraint(condition=models.Q(('verdict', 'unknown'), models.Q(('note', ''), _negated=True), _connector='OR'), name='alignment_has_its_reason', violation_error_message='Say why.'),
        ),
        migrations.AddConstraint(
            model_name='priorityplace',
            constraint=models.UniqueConstraint(fields=('priority', 'place'), name='priority_place_once'),
        ),
        migrations.AddConstraint(
            model_name='prioritytopic',
            constraint=models.UniqueConstraint(fields=('topic', 'priority'), name='priority_topic_once'),
        ),
        migrations.AddIndex(
            model_name='priority',
            index=models.Index(fields=['-updated_at', '-id'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids', 'owner'), name='priority_newest'),
        ),
        migrations.AddIndex(
            model_name='priority',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reach_ids'], name='priority_reach'),
        ),
        migrations.AddIndex(
            model_name='priority',
            index=models.Index(fields=['sort_key', 'id'], name='priority_by_title'),
        ),
        migrations.AddIndex(
            model_name='priority',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('name_key'), name='gin_trgm_ops'), name='priority_trigram'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network', 'public'])), name='priority_known_level'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='priority_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.CheckConstraint(condition=models.Q(('decide_from', None), ('decide_to', None), ('decide_to__gte', models.F('decide_from')), _connector='OR'), name='priority_window_in_order', violation_error_message='The decisions must end after they begin.'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='priority_not_its_own_parent', violation_error_message='A priority cannot be taken over from itself.'),
        ),
        migrations.AddIndex(
            model_name='regionalupdate',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['published_at'], name='regional_update_newest'),
        ),
        migrations.AddConstraint(
            model_name='regionalupdate',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('region', 'quarter'), name='regional_update_once_a_quarter'),
        ),
        migrations.AddConstraint(
            model_name='regionalupdate',
            constraint=models.CheckConstraint(condition=models.Q(('quarter__day', 1), ('quarter__month__in', [1, 4, 7, 10])), name='regional_update_of_a_quarter'),
        ),
        migrations.AddConstraint(
            model_name='regionalupdate',
            constraint=models.CheckConstraint(condition=models.Q(('checked_by', None), models.Q(models.Q(('checked_by', models.F('created_by')), _negated=True), models.Q(('checked_by', models.F('sent_by')), _negated=True)), _connector='OR'), name='regional_update_checked_by_another', violation_error_message='Somebody else has to check it.'),
        ),
        migrations.AddConstraint(
            model_name='regionalupdate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['checked', 'published']), _negated=True), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='regional_update_published_once_checked'),
        ),
        migrations.AddConstraint(
            model_name='regionalupdate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='regional_update_published_when'),
        ),
        migrations.AddConstraint(
            model_name='regionalupdate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('withdrawn_on__isnull', False), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='regional_update_withdrawn_why'),
        ),
        migrations.AddConstraint(
            model_name='regionalreply',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='regional_reply_says_something'),
        ),
        migrations.AddConstraint(
            model_name='regionalreply',
            constraint=models.CheckConstraint(condition=models.Q(('answered_at', None), models.Q(models.Q(('answer', ''), _negated=True), ('email', '')), _connector='OR'), name='regional_reply_answered_forgets_the_address'),
        ),
        migrations.AddConstraint(
            model_name='regionalreply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', ''), ('withdrawn_by', None)), models.Q(models.Q(('withdrawn_at__isnull', False)), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='regional_reply_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='regionalcorrection',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='regional_correction_says_what'),
        ),
        migrations.AddConstraint(
            model_name='regionalupdateday',
            constraint=models.UniqueConstraint(fields=('update', 'day'), name='regional_update_day_once'),
        ),
        migrations.AddConstraint(
            model_name='regionalupdateitem',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='regional_item_says_something'),
        ),
        migrations.AddConstraint(
            model_name='regionalupdateitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('record_id', None), ('record_type', None)), models.Q(('record_id__isnull', False), ('record_type__isnull', False)), _connector='OR'), name='regional_item_of_a_whole_record'),
        ),
        migrations.AddConstraint(
            model_name='regionalupdateitem',
            constraint=models.UniqueConstraint(fields=('update', 'section', 'record_type', 'record_id'), name='regional_item_once'),
        ),
        migrations.AddConstraint(
            model_name='repeat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_priority__isnull', True), ('first_programme__isnull', False)), models.Q(('first_priority__isnull', False), ('first_programme__isnull', True)), _connector='OR'), name='repeat_first_is_one_aim'),
        ),
        migrations.AddConstraint(
            model_name='repeat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('second_priority__isnull', True), ('second_programme__isnull', False)), models.Q(('second_priority__isnull', False), ('second_programme__isnull', True)), _connector='OR'), name='repeat_second_is_one_aim'),
        ),
        migrations.AddConstraint(
            model_name='repeat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_priority', models.F('second_priority')), _negated=True), ('first_priority', None), ('second_priority', None), _connector='OR'), name='repeat_of_two_priorities'),
        ),
        migrations.AddConstraint(
            model_name='repeat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_programme', models.F('second_programme')), _negated=True), ('first_programme', None), ('second_programme', None), _connector='OR'), name='repeat_of_two_programmes'),
        ),
        migrations.AddConstraint(
            model_name='repeat',
            constraint=models.UniqueConstraint(fields=('first_priority', 'first_programme', 'second_priority', 'second_programme'), name='repeat_once', nulls_distinct=False),
        ),
    ]
