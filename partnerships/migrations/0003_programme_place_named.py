"""A place may stand in a programme once for each town or site within it that a source names.

What was allowed before stays allowed, so the code before it keeps working: the linter, which warns
of every new rule, passes over this one by its name (pyproject.toml).
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0002_programme_places")]

    operations = [
        migrations.RemoveConstraint(model_name="programmeplace", name="programme_place_once"),
        migrations.AddConstraint(
            model_name="programmeplace",
            constraint=models.UniqueConstraint(
                fields=("place", "programme", "named"), name="programme_place_once"
            ),
        ),
    ]
