import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import records.names
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('partnerships', '0001_tables'),
        ('people', '0001_tables'),
        ('records', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LocalService',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('name', models.CharField(max_length=200)),
                ('what', models.TextField(blank=True, help_text='As recorded', verbose_name='what it does')),
                ('provider_said', models.CharField(blank=True, max_length=200, verbose_name='run by, in words')),
                ('audience', models.CharField(blank=True, help_text='Whom it is for', max_length=200, verbose_name='for whom')),
                ('state', models.CharField(choices=[('running', 'running'), ('ended', 'ended'), ('not_known', 'not known')], default='not_known', help_text='Running, ended or not known', max_length=9)),
                ('name_key', models.GeneratedField(db_persist=True, expression=records.names.PlainKey('name'), output_field=models.TextField())),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='services.localservice')),
                ('place', models.ForeignKey(help_text='Where it is', on_delete=django.db.models.deletion.PROTECT, related_name='services', to='partnerships.place')),
                ('provider', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='services', to='partnerships.organisation', verbose_name='run by')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
            ],
            options={
                'ordering': ['name_key', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ServiceTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_links', to='services.localservice')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_links', to='partnerships.topic')),
            ],
            options={
                'ordering': ['service', 'id'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='localservice',
            name='topics',
            field=models.ManyToManyField(related_name='services', through='services.ServiceTopic', to='partnerships.topic'),
        ),
        migrations.CreateModel(
            name='Asset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('kind', models.CharField(choices=[('building', 'building'), ('green_space', 'green or blue space'), ('organisation', 'organisation'), ('network', 'network or group'), ('skill', 'skill or knowledge'), ('event', 'event or tradition'), ('other', 'something else')], help_text='What kind of asset', max_length=12)),
                ('name', models.CharField(max_length=200)),
                ('about', models.TextField(blank=True, help_text='What people can build on')),
                ('keeper_said', models.CharField(blank=True, max_length=200, verbose_name='looked after by, in words')),
                ('gone_on', models.DateField(blank=True, help_text='The day it was gone, if it is', null=True, verbose_name='gone since')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('keeper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assets_kept', to='partnerships.organisation', verbose_name='looked after by')),
                ('place', models.ForeignKey(help_text='Where it is', on_delete=django.db.models.deletion.PROTECT, related_name='assets', to='partnerships.place')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
            ],
            options={
                'ordering': ['kind', 'name', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['place', 'kind', 'id'], name='asset_of_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='asset_has_name')],
            },
        ),
        migrations.CreateModel(
            name='EmergencyContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('order', models.PositiveSmallIntegerField()),
                ('role', models.CharField(max_length=200)),
                ('ring_for', models.CharField(max_length=300)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('out_of_hours', models.CharField(blank=True, max_length=300)),
                ('visibility', models.CharField(choices=[('team', 'my team'), ('place', 'this place'), ('programme', 'this place and its funder'), ('network', 'everyone signed in'), ('public', 'everyone')], db_default='place', default='place', max_length=10)),
                ('confirmed_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='emergency_contacts', to='partnerships.organisation')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='emergency_contacts', to='partnerships.place')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='emergency_contacts', to='people.jobrole')),
            ],
            options={
                'ordering': ['place', 'order', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('visibility__in', ('place', 'network', 'public'))), name='emergency_contact_known_level'), models.CheckConstraint(condition=models.Q(('phone', ''), ('out_of_hours', ''), _negated=True), name='emergency_contact_can_be_reached', violation_error_message='Give a telephone number, or how to reach them out of office hours.')],
            },
        ),
        migrations.CreateModel(
            name='ServiceClash',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('note', models.TextField()),
                ('settled', models.TextField(blank=True)),
                ('settled_on', models.DateField(blank=True, null=True)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clashes_back', to='services.localservice')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clashes', to='services.localservice')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
            ],
            options={
                'verbose_name_plural': 'service clashes',
                'ordering': [models.OrderBy(models.F('settled_on'), nulls_first=True), '-id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('service', models.F('other')), _negated=True), name='service_clashes_with_another', violation_error_message='A service cannot clash with itself.'), models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='service_clash_says_how')],
            },
        ),
        migrations.CreateModel(
            name='ServiceMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('took', models.JSONField(default=dict)),
                ('undone_on', models.DateField(blank=True, null=True)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges_into', to='services.localservice')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='services.localservice')),
            ],
            options={
                'ordering': ['-id'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_on', None)), fields=('service',), name='service_merge_once'), models.CheckConstraint(condition=models.Q(('service', models.F('kept')), _negated=True), name='service_merge_of_two')],
            },
        ),
        migrations.AddConstraint(
            model_name='servicetopic',
            constraint=models.UniqueConstraint(fields=('service', 'topic'), name='service_topic_once'),
        ),
        migrations.AddIndex(
            model_name='localservice',
            index=models.Index(fields=['place', 'name_key', 'id'], name='local_service_of_place'),
        ),
        migrations.AddIndex(
            model_name='localservice',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('name_key'), name='gin_trgm_ops'), name='local_service_trigram'),
        ),
        migrations.AddConstraint(
            model_name='localservice',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='local_service_not_merged_into_itself'),
        ),
    ]
