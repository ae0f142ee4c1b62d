import partnerships.names
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("partnerships", "0007_plurals"),
        ("records", "0002_notes_on_pages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="organisationname",
            index=models.Index(partnerships.names.PlainKey("name"), name="organisation_name_plain"),
        ),
    ]
