import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    """The index by which search finds flows."""

    atomic = False

    dependencies = [("funding", "0002_follow_reach")]

    operations = [
        AddIndexConcurrently(
            model_name="flow",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("description", config="english"),
                name="flow_search",
            ),
        ),
    ]
