from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("pilots", "0002_impacts"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="engagementbody",
            options={"ordering": ["engagement", "id"], "verbose_name_plural": "engagement bodies"},
        ),
    ]
