import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations

import partnerships.models.names


class Migration(migrations.Migration):
    """Indexes by which search finds lessons, and pilots that were spelt nearly so."""

    atomic = False

    dependencies = [("pilots", "0002_follow_reach")]

    operations = [
        AddIndexConcurrently(
            model_name="lesson",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("text", config="english"),
                name="lesson_search",
            ),
        ),
        AddIndexConcurrently(
            model_name="pilot",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    partnerships.models.names.PlainKey("name"), name="gin_trgm_ops"
                ),
                name="pilot_name_trigram",
            ),
        ),
    ]
