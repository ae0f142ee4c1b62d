from django.db import migrations

# A team belongs to the place that leads its pilot, the first of them where it has several.
_PLACES = """
    UPDATE partnerships_team team SET place_id = (
      SELECT link.place_id FROM pilots_pilot pilot
      JOIN pilots_pilotplace link ON link.pilot_id = pilot.id AND link.role = 'lead'
      WHERE pilot.team_id = team.id ORDER BY pilot.id, link.id LIMIT 1)
    WHERE team.place_id IS NULL AND team.programme_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pilots", "0004_directions_not_known"),
        ("partnerships", "0010_people"),
    ]

    operations = [migrations.RunSQL(_PLACES, migrations.RunSQL.noop)]
