import django.db.models.deletion
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('collaboration', '0001_tables'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('partnerships', '0001_tables'),
        ('people', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='actionitem',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='action_items', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='actionitem',
            name='subject_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contenttypes.contenttype'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='attachment',
            name='subject_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='removed by'),
        ),
        migrations.AddField(
            model_name='comment',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='comment',
            name='subject_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype'),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='answered_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='desk_organisation',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.organisation', verbose_name='of the body'),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='desk_place',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.place', verbose_name='of the place'),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='desk_post',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.jobrole', verbose_name='job role'),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='desk_programme',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.programme', verbose_name='of the programme'),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='desk_user',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='error_reports', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='error_reports', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='post',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='error_reports', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='errorreport',
            name='subject_type',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype'),
        ),
        migrations.AddField(
            model_name='meetingask',
            name='answered_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meetingask',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meetingask',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meeting_asks', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='meetingrequest',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meetingrequest',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='meetingask',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='collaboration.meetingrequest'),
        ),
        migrations.AddField(
            model_name='mention',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='collaboration.comment'),
        ),
        migrations.AddField(
            model_name='mention',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddIndex(
            model_name='actionitem',
            index=models.Index(fields=['subject_type', 'subject_id'], name='action_item_subject'),
        ),
        migrations.AddIndex(
            model_name='actionitem',
            index=models.Index(fields=['due', 'id'], name='action_item_by_day'),
        ),
        migrations.AddIndex(
            model_name='actionitem',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['owner', 'due'], name='action_item_open'),
        ),
        migrations.AddConstraint(
            model_name='actionitem',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='action_item_has_text'),
        ),
        migrations.AddConstraint(
            model_name='actionitem',
            constraint=models.CheckConstraint(condition=models.Q(('owner_said', ''), _negated=True), name='action_item_has_owner'),
        ),
        migrations.AddConstraint(
            model_name='actionitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('ended_on__isnull', False)), _connector='OR'), name='action_item_closed_when'),
        ),
        migrations.AddConstraint(
            model_name='actionitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'dropped'), _negated=True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='action_item_dropped_says_why'),
        ),
        migrations.AddIndex(
            model_name='attachment',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['subject_type', 'subject_id', 'created_at', 'id'], name='attachment_of'),
        ),
        migrations.AddIndex(
            model_name='attachment',
            index=models.Index(condition=models.Q(('is_deleted', False), ('withdrawn_at__isnull', False)), fields=['withdrawn_at'], name='attachment_to_delete'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='attachment_has_name'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0), ('size__lte', 20971520)), name='attachment_size_within_limit'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_deleted', False), ('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='attachment_removed_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('subject_type', 'subject_id', 'digest'), name='attachment_once'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['subject_type', 'subject_id', '-created_at', '-id'], name='comment_of'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), models.Q(('text', ''), _negated=True)), models.Q(('text', ''), ('withdrawn_at__isnull', False)), _connector='OR'), name='comment_has_text_until_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('created_by__isnull', False)), name='comment_has_author'),
        ),
        migrations.AddIndex(
            model_name='errorreport',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['created_at', 'id'], name='error_report_open'),
        ),
        migrations.AddConstraint(
            model_name='errorreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('organisation', None), ('place__isnull', False), ('post', None), ('subject_type', None)), models.Q(('organisation__isnull', False), ('place', None), ('post', None), ('subject_type', None)), models.Q(('organisation', None), ('place', None), ('post__isnull', False), ('subject_type', None)), models.Q(('organisation', None), ('place', None), ('post', None), ('subject_type__isnull', False)), _connector='OR'), models.Q(models.Q(('subject_id', None), ('subject_type', None)), models.Q(('subject_id__isnull', False), ('subject_type__isnull', False)), _connector='OR')), name='error_report_about_one_record'),
        ),
        migrations.AddConstraint(
            model_name='errorreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('desk', 'holder'), ('desk_post__isnull', False)), models.Q(('desk', 'officers'), ('desk_organisation__isnull', False)), models.Q(('desk__in', ('editors', 'connectors')), ('desk_place__isnull', False)), models.Q(('desk', 'leads'), ('desk_programme__isnull', False)), models.Q(('desk', 'author'), ('desk_user__isnull', False)), ('desk', 'administrators'), _connector='OR'), name='error_report_desk_is_named'),
        ),
        migrations.AddConstraint(
            model_name='errorreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_error'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='error_report_denied_with_reason'),
        ),
        migrations.AddIndex(
            model_name='meetingrequest',
            index=models.Index(fields=['created_by', '-created_at'], name='meeting_asked_by'),
        ),
        migrations.AddIndex(
            model_name='meetingask',
            index=models.Index(condition=models.Q(('state', 'asked')), fields=['organisation', 'request'], name='meeting_ask_open'),
        ),
        migrations.AddConstraint(
            model_name='meetingask',
            constraint=models.UniqueConstraint(fields=('request', 'organisation'), name='meeting_ask_once'),
        ),
        migrations.AddConstraint(
            model_name='meetingask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'agreed'), _negated=True), ('meets_on__isnull', False), _connector='OR'), name='meeting_agreed_has_a_date'),
        ),
        migrations.AddConstraint(
            model_name='meetingask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_now'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='meeting_not_now_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.UniqueConstraint(fields=('comment', 'user'), name='mention_once'),
        ),
    ]
