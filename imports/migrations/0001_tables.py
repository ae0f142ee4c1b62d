import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportedRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='Which row of the file it was')),
                ('object_id', models.BigIntegerField()),
                ('reference', models.CharField(blank=True, max_length=100)),
                ('is_new', models.BooleanField(default=False)),
                ('is_changed', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('version_before', models.PositiveIntegerField(default=0, help_text='0 for a new record')),
                ('before', models.JSONField(default=dict)),
                ('added', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['record_import', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='Which row of the file it is')),
                ('cells', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
            ],
            options={
                'ordering': ['record_import', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ReadRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='Which row of the file it is')),
                ('place_id', models.BigIntegerField()),
                ('reference', models.TextField(blank=True)),
                ('key', models.TextField(blank=True, help_text='What it is called')),
                ('ours', models.BigIntegerField(help_text='The record that its reference names', null=True)),
                ('said', models.JSONField(default=dict)),
                ('only_new', models.JSONField(default=dict)),
                ('fresh', models.JSONField(default=dict)),
                ('parts', models.JSONField(default=dict)),
                ('new_parts', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['record_import', 'number'],
            },
        ),
        migrations.CreateModel(
            name='RecordImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='Which records they are', max_length=20)),
                ('within', models.BigIntegerField(help_text='The record that holds them, if any', null=True)),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('sheet', models.CharField(blank=True, max_length=200)),
                ('head', models.JSONField(default=list, help_text='The headings')),
                ('head_row', models.PositiveIntegerField(default=1)),
                ('is_plain', models.BooleanField(default=False, help_text='A CSV, whose cells have no letters')),
                ('is_objects', models.BooleanField(db_default=False, default=False, help_text='JSON, whose rows are objects')),
                ('notes', models.JSONField(default=list, help_text='What is to be known of how it was read')),
                ('unusable', models.JSONField(default=list, help_text='Row, column and what is wrong there')),
                ('shape', models.CharField(help_text='The headings in a few letters', max_length=64)),
                ('rows', models.PositiveIntegerField(default=0, help_text='How many rows the file has')),
                ('columns', models.JSONField(default=dict)),
                ('answers', models.JSONField(default=dict)),
                ('level', models.CharField(blank=True, choices=[('team', 'my team'), ('place', 'this place'), ('programme', 'this place and its funder'), ('network', 'everyone signed in'), ('public', 'everyone')], max_length=10)),
                ('preview', models.JSONField(null=True)),
                ('reading', models.JSONField(help_text='By what its rows were read, and which columns they fill', null=True)),
                ('new', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('same', models.PositiveIntegerField(default=0, verbose_name='the same')),
                ('held', models.PositiveIntegerField(default=0, verbose_name='left as they are')),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('began_at', models.DateTimeField(help_text='Since when it is written or taken back, also where that was cut off', null=True)),
                ('imported_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('stayed', models.PositiveIntegerField(default=0, help_text='Records that stayed when it was undone: somebody had changed them')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
            ],
            options={
                'ordering': ['-sent_at', '-id'],
            },
        ),
    ]
