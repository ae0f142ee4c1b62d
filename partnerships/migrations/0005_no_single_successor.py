"""Once its rows are there, the column that could name one successor alone goes."""

from django.db import migrations

# Triggers are kept outside migrations; the one that watched the column has to go before it
DROP = """
DO $$ DECLARE trigger_name text; BEGIN
  FOR trigger_name IN SELECT tgname FROM pg_trigger
    WHERE tgrelid = 'partnerships_organisation'::regclass
      AND tgname LIKE 'pgtrigger_organisation_successor_no_cycle%'
  LOOP EXECUTE format('DROP TRIGGER %I ON partnerships_organisation', trigger_name); END LOOP;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0004_succession'),
    ]

    operations = [
        migrations.RunSQL(DROP, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='organisation',
            name='succeeded_by',
        ),
    ]
