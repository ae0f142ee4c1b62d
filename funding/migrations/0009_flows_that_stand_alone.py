from django.db import migrations, models

from records.tables import TablesTogether

# As the triggers keep it from here on. Nobody edited anything: versions and history stay, for which
# the trigger from before, which does not know these columns, is told that history is kept already.
QUIETLY = "SELECT set_config('placebook.kept_of_many', '{}', true)"
FILL = """
UPDATE funding_flow record SET
  only_place = (
    SELECT min(link.place_id) FROM funding_flowplace link
    WHERE link.flow_id = record.id HAVING count(*) = 1
  ),
  passes_on = EXISTS (SELECT FROM funding_flow leg WHERE leg.parent_id = record.id),
  has_years = EXISTS (SELECT FROM funding_flowyear part WHERE part.flow_id = record.id)
"""


class Migration(TablesTogether):
    dependencies = [
        ("funding", "0008_flows_to_add_up"),
    ]

    operations = [
        migrations.AddField(
            model_name="flow",
            name="passes_on",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="flow",
            name="has_years",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name="flow",
            name="only_place",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.RunSQL(
            [QUIETLY.format("funding.flow"), FILL, QUIETLY.format("")], migrations.RunSQL.noop
        ),
    ]
