from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models import F, Index


class Migration(migrations.Migration):
    """Made while others read and write: the list of all changes is by time alone."""

    atomic = False

    dependencies = [("records", "0002_switched_off")]

    operations = [
        AddIndexConcurrently(
            "historyentry",
            Index(F("at").desc(), F("id").desc(), name="change_by_time"),
        ),
    ]
