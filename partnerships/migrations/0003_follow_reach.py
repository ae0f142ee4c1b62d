from django.db import migrations

from partnerships.reach import refresh_on_reach_sql


class Migration(migrations.Migration):
    """Triggers on PlaceReach that keep ``reach_ids`` of job roles and priorities."""

    dependencies = [("partnerships", "0002_posts_priorities_care")]

    operations = [
        migrations.RunSQL(
            *refresh_on_reach_sql("partnerships_post", "partnerships_postplace", "post_id")
        ),
        migrations.RunSQL(
            *refresh_on_reach_sql(
                "partnerships_priority", "partnerships_priorityplace", "priority_id"
            )
        ),
    ]
