"""The column that could name one successor alone is read no more; its rows have a table.

It stays in the database for the code before, which reads it until it is restarted. It binds nothing
any more, so that nobody meets it in between; a later release drops it.
"""

from django.db import migrations

UNBIND = """
DO $$ DECLARE bound text; BEGIN
  FOR bound IN SELECT con.conname FROM pg_constraint con
    JOIN pg_attribute col ON col.attrelid = con.conrelid AND col.attnum = ANY (con.conkey)
    WHERE con.conrelid = 'partnerships_organisation'::regclass AND con.contype = 'f'
      AND col.attname = 'succeeded_by_id'
  LOOP EXECUTE format('ALTER TABLE partnerships_organisation DROP CONSTRAINT %I', bound); END LOOP;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0004_succession'),
    ]

    operations = [
        migrations.RunSQL(UNBIND, migrations.RunSQL.noop),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(model_name='organisation', name='succeeded_by'),
            ],
        ),
    ]
