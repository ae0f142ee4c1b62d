from django.db import migrations

# Where exactly one body is called as who published it
OWNERS = """
SELECT set_config('placebook.context', '{"said": "an upgrade of Placebook"}', true);
UPDATE barriers_guidance guidance
  SET owner_id = body.id
  FROM (
    SELECT name, is_example, min(id) AS id FROM partnerships_organisation
    WHERE merged_into_id IS NULL GROUP BY name, is_example HAVING count(*) = 1
  ) body
  WHERE guidance.owner_id IS NULL AND body.name = guidance.publisher
    AND body.is_example = guidance.is_example;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("barriers", "0007_guidance_that_barriers_bear_on"),
    ]

    operations = [migrations.RunSQL(OWNERS, migrations.RunSQL.noop)]
