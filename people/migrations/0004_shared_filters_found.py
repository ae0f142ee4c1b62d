from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models import Index, Q


class Migration(migrations.Migration):
    """Made while others save filters."""

    atomic = False

    dependencies = [("people", "0003_shared_filters")]

    operations = [
        AddIndexConcurrently(
            "savedfilter",
            Index(
                fields=[of], condition=Q(**{f"{of}__isnull": False}), name=f"saved_filter_of_{of}"
            ),
        )
        for of in ("team", "organisation", "place")
    ]
