from django.contrib.postgres.indexes import HashIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("accounts", "0009_notices_by_record"),
    ]

    operations = [
        RemoveIndexConcurrently(model_name="notice", name="notice_about"),
        migrations.AlterField(
            model_name="notice",
            name="url",
            field=models.TextField(blank=True),
        ),
        # Addresses of any length: an index of their words takes no long ones
        AddIndexConcurrently(
            model_name="notice", index=HashIndex(fields=["url"], name="notice_about")
        ),
    ]
