from django.db import migrations, models
from django.db.models import Q

from records.tables import TablesTogether

# Money of which nobody said when it ends is told to end with its programme
WITH_PROGRAMME = """
SELECT set_config('placebook.context', '{"said": "an upgrade of Placebook"}', true);
UPDATE funding_flow flow
  SET "end" = programme."end", end_precision = programme.end_precision, end_follows = true
  FROM partnerships_programme programme
  WHERE programme.id = flow.programme_id AND flow."end" IS NULL AND programme."end" IS NOT NULL
    AND coalesce(flow.start, flow.awarded_on, flow.as_of, '-infinity') <= programme."end";
"""


class Migration(TablesTogether):
    dependencies = [
        ("funding", "0011_nearest_days"),
        ("partnerships", "0014_what_turned_dates_say"),
    ]

    operations = [
        migrations.AddField(
            model_name="flow",
            name="end_follows",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                help_text="Nobody said when it ends, so it is the end of its programme",
                verbose_name="it ends with its programme",
            ),
        ),
        migrations.AddConstraint(
            model_name="flow",
            constraint=models.CheckConstraint(
                condition=Q(end_follows=False)
                | Q(end__isnull=False, programme__isnull=False, end_is_worked_out=False),
                name="flow_end_follows_programme",
            ),
        ),
        migrations.RunSQL(WITH_PROGRAMME, migrations.RunSQL.noop),
    ]
