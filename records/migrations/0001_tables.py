import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import records.models.changes
from django.conf import settings
from records.tables import TablesTogether
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.CreateModel(
            name='BulkChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list_key', models.CharField(help_text='Which list the records are of', max_length=20)),
                ('operation', models.CharField(help_text='What is done with them', max_length=20)),
                ('answers', models.JSONField(default=dict)),
                ('reason', models.TextField(blank=True)),
                ('notes', models.JSONField(default=list)),
                ('looks', models.PositiveIntegerField(default=0)),
                ('chosen_at', models.DateTimeField(auto_now_add=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-chosen_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='BulkChangeRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=0)),
                ('before', models.TextField(blank=True)),
                ('after', models.TextField(blank=True)),
                ('why_not', models.TextField(blank=True)),
                ('version_after', models.PositiveIntegerField(null=True)),
                ('put_back', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('stayed', models.TextField(blank=True)),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='records.bulkchange')),
            ],
            options={
                'ordering': ['change', 'object_id'],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=40)),
                ('target', models.CharField(blank=True, max_length=200)),
                ('tab', models.CharField(blank=True, db_default='', default='', max_length=40)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('typed', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('sent_as', models.CharField(blank=True, db_default='', default='', max_length=80)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-saved_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('key', models.SlugField(max_length=120, unique=True)),
                ('claim', models.TextField()),
                ('explanation', models.TextField(blank=True)),
                ('value_low', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('value_high', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('value_qualifier', models.CharField(choices=[('exactly', 'exactly'), ('about', 'about'), ('at_least', 'at least'), ('more_than', 'more than'), ('at_most', 'at most')], default='exactly', max_length=10)),
                ('unit', models.CharField(blank=True, max_length=60)),
                ('meaning', models.CharField(blank=True, max_length=200)),
                ('as_of', models.DateField(blank=True, null=True)),
                ('as_of_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FindingSubject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_id', models.PositiveBigIntegerField()),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subjects', to='records.finding')),
                ('subject_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contenttypes.contenttype')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='HistoryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('kind', models.CharField(choices=[('insert', 'added'), ('update', 'changed'), ('delete', 'removed')], max_length=6)),
                ('model', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('owners', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('context', models.JSONField(default=dict)),
                ('before', models.JSONField(decoder=records.models.changes.ExactFigures, null=True)),
                ('after', models.JSONField(decoder=records.models.changes.ExactFigures, null=True)),
            ],
            options={
                'verbose_name': 'change',
                'ordering': ['id'],
                'indexes': [models.Index(models.F('model'), models.F('object_id'), models.OrderBy(models.F('at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='change_of_row'), django.contrib.postgres.indexes.GinIndex(models.F('owners'), name='change_of_part')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('after__isnull', False), ('before', None), ('kind', 'insert')), models.Q(('after__isnull', False), ('before__isnull', False), ('kind', 'update')), models.Q(('after', None), ('before__isnull', False), ('kind', 'delete')), _connector='OR'), name='change_has_its_rows')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('slug', models.SlugField(max_length=120, unique=True)),
                ('title', models.CharField(max_length=300)),
                ('publisher', models.CharField(blank=True, max_length=200)),
                ('url', models.URLField(blank=True, max_length=500)),
                ('published', models.DateField(blank=True, null=True)),
                ('published_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], default='day', max_length=14)),
                ('read_on', models.DateField(blank=True, null=True)),
                ('how_read', models.CharField(blank=True, help_text='For example: opening section only, mirror copy', max_length=200, verbose_name='how it was read')),
                ('is_open', models.BooleanField(db_default=False, default=False, editable=False, verbose_name='everyone reads it')),
                ('withdrawn_because', models.TextField(blank=True, db_default='', verbose_name='why it is withdrawn')),
                ('withdrawn_words', models.JSONField(editable=False, help_text='What it said before it was withdrawn; nothing while it stands', null=True)),
                ('only_administrators_restore', models.BooleanField(db_default=False, default=False, editable=False, verbose_name='only administrators can restore it')),
                ('sort_key', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Lower('title'), output_field=models.CharField(db_collation='C', max_length=300))),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['sort_key', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('subject_id', models.PositiveBigIntegerField()),
                ('kind', models.CharField(choices=[('fact', 'also recorded'), ('gap', 'not known yet'), ('activity', 'what was done'), ('legacy', 'what stayed'), ('result', 'what came of it'), ('funding', 'about the money'), ('caveat', 'read with care')], default='fact', max_length=10)),
                ('text', models.TextField()),
                ('stands_on', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('case-studies', 'writing a case study'), ('champions', 'champions and connectors'), ('count-again', 'counting a figure again'), ('directory', 'directory pages to look after'), ('figures', 'recording a figure'), ('findings', 'writing a finding of an evaluation'), ('job-role', 'a job role'), ('key-role', 'the key job role of a pilot'), ('pilot-add', 'proposing a pilot'), ('pilot-evaluation', 'how a pilot is evaluated'), ('pilot-start', 'the start-up checklist of a pilot'), ('nhs-partners', 'partners in a care system'), ('place-partners', 'partners in a place'), ('secondments', 'secondments'), ('systemic', 'systemic barriers and what is asked'), ('who-to-ask', 'who to ask'), ('words', 'what the words mean'), ('meaning', 'what working in partnership means'), ('conditions', 'conditions for working in partnership'), ('functions', 'functions of a place-based partnership'), ('delegation', 'how decisions and budgets are delegated'), ('principles', 'principles of place leadership'), ('impacts', 'impacts of working in partnership'), ('research', 'what research found')], max_length=16), blank=True, db_default=[], default=list, size=None, verbose_name='also stands on')),
                ('key', models.CharField(blank=True, editable=False, max_length=120, null=True, unique=True)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subject_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='contenttypes.contenttype')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='records.source')),
            ],
            options={
                'ordering': ['kind', 'id'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='finding',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='records.source'),
        ),
        migrations.CreateModel(
            name='SpentToken',
            fields=[
                ('token', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('form', models.CharField(blank=True, db_default='', default='', max_length=40)),
                ('target', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('result_url', models.CharField(blank=True, max_length=300)),
                ('spent_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-spent_at', 'token'],
            },
        ),
        migrations.AddIndex(
            model_name='bulkchange',
            index=models.Index(fields=['by', '-chosen_at', '-id'], name='bulk_change_of_person'),
        ),
        migrations.AddConstraint(
            model_name='bulkchange',
            constraint=models.CheckConstraint(condition=models.Q(('done_at', None), models.Q(models.Q(('reason', ''), _negated=True), ('looks__gt', 0)), _connector='OR'), name='bulk_change_says_why'),
        ),
        migrations.AddConstraint(
            model_name='bulkchange',
            constraint=models.CheckConstraint(condition=models.Q(('undone_at', None), ('done_at__isnull', False), _connector='OR'), name='bulk_change_undone_after'),
        ),
        migrations.AddConstraint(
            model_name='bulkchangerow',
            constraint=models.UniqueConstraint(fields=('change', 'object_id'), name='bulk_change_row_once'),
        ),
        migrations.AddConstraint(
            model_name='bulkchangerow',
            constraint=models.CheckConstraint(condition=models.Q(('version_after', None), ('why_not', ''), _connector='OR'), name='bulk_change_row_made_or_left'),
        ),
        migrations.AddConstraint(
            model_name='bulkchangerow',
            constraint=models.CheckConstraint(condition=models.Q(('stayed', ''), ('version_after__isnull', False), _connector='OR'), name='bulk_change_row_stayed_after'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('author', 'form', 'target', 'tab'), name='draft_one_per_tab'),
        ),
        migrations.AddConstraint(
            model_name='findingsubject',
            constraint=models.UniqueConstraint(fields=('subject_type', 'subject_id', 'finding'), name='finding_subject_once'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(fields=['sort_key', 'id'], name='source_by_title'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_because', ''), ('withdrawn_words__isnull', True)), models.Q(('withdrawn_words__isnull', False), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='source_withdrawn_with_reason'),
        ),
        migrations.AddIndex(
            model_name='note',
            index=models.Index(fields=['subject_type', 'subject_id'], name='records_not_subject_386672_idx'),
        ),
        migrations.AddIndex(
            model_name='note',
            index=django.contrib.postgres.indexes.GinIndex(fields=['stands_on'], name='note_on_pages'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='note_has_text'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('stands_on', []), ('source__isnull', False), _connector='OR'), name='note_on_pages_has_source'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('value_high__isnull', True), models.Q(('value_high__gt', models.F('value_low')), ('value_qualifier', 'exactly')), _connector='OR'), name='finding_value_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
    ]
