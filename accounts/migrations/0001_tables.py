import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from records.tables import TablesTogether


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
            ],
            options={
                'ordering': ['full_name', 'id'],
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
                ('url', models.CharField(blank=True, max_length=300)),
                ('leave_url', models.CharField(blank=True, max_length=300)),
                ('by_mail', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('try_after', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('tries', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('failed', models.CharField(blank=True, max_length=200)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'indexes': [models.Index(fields=['user', '-created_at', '-id'], name='notice_of_user'), models.Index(condition=models.Q(('by_mail', True), ('sent_at', None)), fields=['try_after', 'id'], name='notice_waiting'), models.Index(condition=models.Q(('user', None)), fields=['email', 'created_at'], name='notice_of_address'), models.Index(condition=models.Q(('failed', ''), _negated=True), fields=['created_at', 'id'], name='notice_given_up')],
                'constraints': [models.CheckConstraint(condition=models.Q(('user__isnull', False), models.Q(('email', ''), _negated=True), _connector='OR'), name='notice_has_a_reader')],
            },
        ),
    ]
