import partnerships.models.names
from django.db import migrations, models


class Migration(migrations.Migration):
    """The plain key of a pilot's name is kept: making it for thousands of names was most of a
    search for a misspelt one."""

    dependencies = [("pilots", "0016_find_indicators")]

    operations = [
        migrations.AddField(
            model_name="pilot",
            name="name_key",
            field=models.GeneratedField(
                db_persist=True,
                expression=partnerships.models.names.PlainKey("name"),
                output_field=models.TextField(),
            ),
        ),
    ]
