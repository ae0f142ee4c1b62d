import django.contrib.postgres.indexes
import partnerships.models.names
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes that the question "Who do I ask?" reads, made beside the work."""

    atomic = False

    dependencies = [("partnerships", "0005_who_to_ask")]

    operations = [
        AddIndexConcurrently(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="organisation_search"
            ),
        ),
        AddIndexConcurrently(
            model_name="organisationname",
            index=models.Index(
                partnerships.models.names.PlainKey("short_name"),
                condition=models.Q(("short_name", ""), _negated=True),
                name="organisation_short_name",
            ),
        ),
        AddIndexConcurrently(
            model_name="post",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="post_search"),
        ),
    ]
