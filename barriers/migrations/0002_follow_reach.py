from django.db import migrations

from partnerships.reach import refresh_on_reach_sql


class Migration(migrations.Migration):
    """Triggers on PlaceReach that keep ``reach_ids`` of this app's records."""

    dependencies = [("barriers", "0001_initial")]

    operations = [
        migrations.RunSQL(
            *refresh_on_reach_sql("barriers_barrier", "barriers_barrierplace", "barrier_id")
        ),
    ]
