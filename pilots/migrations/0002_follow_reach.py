from django.db import migrations

from partnerships.reach import refresh_on_reach_sql


class Migration(migrations.Migration):
    """Triggers on PlaceReach that keep ``reach_ids`` of this app's records."""

    dependencies = [("pilots", "0001_initial")]

    operations = [
        migrations.RunSQL(*refresh_on_reach_sql("pilots_pilot", "pilots_pilotplace", "pilot_id")),
    ]
