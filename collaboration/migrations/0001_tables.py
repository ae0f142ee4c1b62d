import collaboration.attachment.models
import django.db.models.deletion
import django.db.models.functions.datetime
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
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('subject_id', models.PositiveBigIntegerField()),
                ('file', models.FileField(editable=False, storage=collaboration.attachment.models.store, upload_to=collaboration.attachment.models.stored_as)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('image', 'picture'), ('spreadsheet', 'spreadsheet'), ('document', 'document')], max_length=11)),
                ('media_type', models.CharField(editable=False, max_length=100)),
                ('size', models.PositiveIntegerField(editable=False, help_text='In bytes')),
                ('digest', models.CharField(editable=False, help_text='Of the file as it is kept', max_length=64)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='removed')),
                ('is_deleted', models.BooleanField(db_default=False, default=False, editable=False)),
            ],
            options={
                'ordering': ['created_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('subject_id', models.PositiveBigIntegerField()),
                ('text', models.TextField(max_length=4000, verbose_name='comment')),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ErrorReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('subject_id', models.PositiveBigIntegerField(blank=True, null=True)),
                ('what', models.TextField()),
                ('state', models.CharField(choices=[('open', 'open'), ('mended', 'mended'), ('not_error', 'not an error')], default='open', max_length=9)),
                ('desk', models.CharField(choices=[('holder', 'whoever holds the job role that keeps the page'), ('officers', 'officers of the body'), ('editors', 'editors of the place'), ('leads', 'leads of the programme'), ('connectors', 'directory connectors around the place'), ('administrators', 'the administrators of Placebook'), ('author', 'whoever wrote the record')], db_default='administrators', default='administrators', max_length=14, verbose_name='goes to')),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MeetingAsk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('state', models.CharField(choices=[('asked', 'asked'), ('agreed', 'agreed'), ('not_now', 'not now')], default='asked', max_length=8)),
                ('meets_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['request', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MeetingRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('about', models.TextField()),
                ('from_us', models.CharField(max_length=300)),
                ('suits', models.CharField(max_length=300)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['comment', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ActionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('subject_id', models.PositiveBigIntegerField()),
                ('text', models.CharField(max_length=300)),
                ('owner_said', models.CharField(max_length=200)),
                ('due', models.DateField()),
                ('state', models.CharField(choices=[('open', 'to do'), ('done', 'done'), ('dropped', 'will not happen')], default='open', max_length=7)),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='closed on')),
                ('outcome', models.TextField(blank=True)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due', 'id'],
                'abstract': False,
            },
        ),
    ]
