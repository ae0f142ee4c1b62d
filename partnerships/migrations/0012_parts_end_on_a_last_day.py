from django.db import migrations, models
from django.db.models import F, Q

from records.tables import TablesTogether

# What a merger or a reorganisation ended holds the first day after it: it becomes the last day, in
# the row and in what undoing it compares. What was typed is a last day already, and stays.
TO_LAST_DAYS = """
SELECT set_config('placebook.context', '{"said": "an upgrade of Placebook"}', true);
CREATE TEMPORARY TABLE ended ON COMMIT DROP AS
  SELECT m.id, m."table" AS of, m.row_id, r."on" AS day
  FROM partnerships_reorganisationchange m
  JOIN partnerships_reorganisation r ON r.id = m.reorganisation_id
  WHERE m."table" IN ('partnerships.ProgrammePlace', 'partnerships.ProgrammeBody')
    AND m.act = 'update' AND r.state = 'done' AND (m.after ->> 'valid_to')::date = r."on"
    AND (EXISTS (SELECT 1 FROM partnerships_programmeplace p WHERE p.id = m.row_id
        AND m."table" = 'partnerships.ProgrammePlace' AND p.valid_to = r."on")
      OR EXISTS (SELECT 1 FROM partnerships_programmebody b WHERE b.id = m.row_id
        AND m."table" = 'partnerships.ProgrammeBody' AND b.valid_to = r."on"));
UPDATE partnerships_programmeplace p SET valid_to = day - 1
  FROM ended WHERE of = 'partnerships.ProgrammePlace' AND row_id = p.id;
UPDATE partnerships_programmebody b SET valid_to = day - 1
  FROM ended WHERE of = 'partnerships.ProgrammeBody' AND row_id = b.id;
UPDATE partnerships_reorganisationchange m
  SET after = m.after || jsonb_build_object('valid_to', day - 1) FROM ended WHERE ended.id = m.id;
"""


def _in_order() -> Q:
    return Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))


def _relaxed(model: str, name: str) -> list[migrations.operations.base.Operation]:
    return [
        migrations.RemoveConstraint(model_name=model, name=name),
        migrations.AddConstraint(
            model_name=model,
            constraint=models.CheckConstraint(
                condition=_in_order(),
                name=name,
                violation_error_message="The end must not be before the start.",
            ),
        ),
    ]


class Migration(TablesTogether):
    """Parts in programmes end on a last day, however they ended; it may be their first."""

    dependencies = [("partnerships", "0011_words_of_bodies")]

    operations = [
        *_relaxed("programmeplace", "programme_place_dates_in_order"),
        *_relaxed("programmebody", "programme_body_dates_in_order"),
        migrations.RunSQL(TO_LAST_DAYS, migrations.RunSQL.noop),
    ]
