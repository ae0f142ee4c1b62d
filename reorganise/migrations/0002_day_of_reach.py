from django.db import migrations

from access.reach import REBUILD_REACH


class Migration(migrations.Migration):
    """Reach is that of the day in London: the session's is UTC's, an hour behind in summer."""

    dependencies = [("reorganise", "0001_reach")]

    operations = [migrations.RunSQL(REBUILD_REACH, migrations.RunSQL.noop)]
