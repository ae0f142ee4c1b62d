import partnerships.names
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0008_plurals"),
        ("records", "0002_notes_on_pages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="organisationname",
            index=models.Index(partnerships.names.PlainKey("name"), name="organisation_name_plain"),
        ),
    ]
