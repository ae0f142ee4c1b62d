"""Which bodies came after which, as rows of their own: what ``succeeded_by`` said is their single
case. Of councils whose place became several, the rows say what pages worked out until now."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

COPY = """
INSERT INTO partnerships_organisationsuccession
  (before_id, after_id, "on", on_precision, created_by_id)
SELECT id, succeeded_by_id, ended_on, ended_on_precision, created_by_id
FROM partnerships_organisation WHERE succeeded_by_id IS NOT NULL;
INSERT INTO partnerships_organisationsuccession (before_id, after_id, "on", on_precision, source_id)
SELECT DISTINCT ON (body.id, heir.id) body.id, heir.id, body.ended_on, body.ended_on_precision,
  link.source_id
FROM partnerships_organisation body
JOIN partnerships_organisationplace seat ON seat.organisation_id = body.id AND seat.role = 'governs'
JOIN partnerships_placelink link ON link.place_id = seat.place_id AND link.kind = 'succeeded_by'
JOIN partnerships_organisationplace next ON next.place_id = link.other_id AND next.role = 'governs'
JOIN partnerships_organisation heir ON heir.id = next.organisation_id
  AND heir.sector = body.sector AND heir.merged_into_id IS NULL AND heir.id <> body.id
WHERE body.ended_on IS NOT NULL AND body.succeeded_by_id IS NULL AND body.merged_into_id IS NULL
ORDER BY body.id, heir.id, link.id;
UPDATE partnerships_reorganisationchange moved SET
  rule = 'partnerships.OrganisationSuccession.after',
  "table" = 'partnerships.OrganisationSuccession', row_id = came.id, record_id = came.id,
  before = jsonb_build_object('after_id', moved.from_id),
  after = jsonb_build_object('after_id', moved.to_id)
FROM partnerships_organisationsuccession came
WHERE moved.rule = 'partnerships.Organisation.succeeded_by'
  AND came.before_id = moved.row_id AND came.after_id = moved.to_id;
DELETE FROM partnerships_reorganisationchange
WHERE rule = 'partnerships.Organisation.succeeded_by';
"""


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0003_member_from_precision'),
        ('records', '0002_switched_off'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OrganisationSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ('on', models.DateField(blank=True, null=True)),
                ('on_precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year'), ('financial_year', 'financial year')], db_default='day', default='day', max_length=14)),
                ('after', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='before_links', to='partnerships.organisation')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='after_links', to='partnerships.organisation')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source')),
            ],
            options={
                'ordering': ['before', 'id'],
                'abstract': False,
                'constraints': [
                    models.UniqueConstraint(fields=('before', 'after'), name='organisation_succeeded_once'),
                    models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='organisation_not_its_own_successor', violation_error_message='This body came before the one that you edit, so it cannot come after it.'),
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(  # it has no column
            state_operations=[
                migrations.AddField(
                    model_name='organisation',
                    name='successors',
                    field=models.ManyToManyField(related_name='predecessors', through='partnerships.OrganisationSuccession', through_fields=('before', 'after'), to='partnerships.organisation'),
                ),
            ],
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
    ]
