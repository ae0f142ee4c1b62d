import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254)),
                ('full_name', models.CharField(max_length=150)),
                ('job_title', models.CharField(blank=True, max_length=150)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('last_seen_at', models.DateTimeField(blank=True, null=True)),
                ('seen_before_at', models.DateTimeField(blank=True, null=True)),
                ('daily_letter', models.BooleanField(db_default=False, default=False)),
                ('letter_on', models.DateField(blank=True, null=True)),
                ('due_email', models.BooleanField(db_default=True, default=True)),
                ('due_looked_on', models.DateField(blank=True, null=True)),
                ('work_count', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('work_counted_at', models.DateTimeField(blank=True, null=True)),
                ('two_step', models.BooleanField(db_default=False, default=False, verbose_name='two-step sign-in')),
                ('signs_in_with', models.CharField(blank=True, db_default='', max_length=30, verbose_name='signs in with')),
            ],
            options={
                'ordering': ['full_name', 'id'],
                'indexes': [models.Index(django.db.models.functions.comparison.Collate(django.db.models.functions.text.Lower('full_name'), 'C'), models.F('id'), name='user_by_name'), models.Index(fields=['created_at', 'id'], name='user_by_day')],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='user_email_lower_case')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('kind', models.CharField(max_length=40)),
                ('subject', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True)),
                ('about_model', models.CharField(blank=True, db_default='', max_length=60)),
                ('about_id', models.BigIntegerField(blank=True, null=True)),
                ('lines', models.JSONField(blank=True, db_default=models.Value([], models.JSONField()), default=list)),
                ('about_unknown', models.BooleanField(db_default=False, default=False)),
                ('url', models.TextField(blank=True)),
                ('leave_url', models.CharField(blank=True, max_length=300)),
                ('by_mail', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('try_after', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('tries', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('failed', models.CharField(blank=True, max_length=200)),
                ('told_in', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tells', to='accounts.notice')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'indexes': [models.Index(fields=['user', '-created_at', '-id'], name='notice_of_user'), models.Index(condition=models.Q(('by_mail', True), ('sent_at', None)), fields=['try_after', 'id'], name='notice_waiting'), models.Index(condition=models.Q(('user', None)), fields=['email', 'created_at'], name='notice_of_address'), models.Index(condition=models.Q(('failed', ''), _negated=True), fields=['created_at', 'id'], name='notice_given_up'), django.contrib.postgres.indexes.HashIndex(fields=['url'], name='notice_about'), models.Index(condition=models.Q(('told_in__isnull', False)), fields=['told_in'], name='notice_told_in')],
                'constraints': [models.CheckConstraint(condition=models.Q(('user__isnull', False), models.Q(('email', ''), _negated=True), _connector='OR'), name='notice_has_a_reader')],
            },
        ),
    ]
