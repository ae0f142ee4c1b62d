from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes of the lessons library, made beside the work."""

    atomic = False

    dependencies = [("pilots", "0005_lesson_topics")]

    operations = [
        AddIndexConcurrently(
            model_name="lesson",
            index=models.Index(fields=["-updated_at", "-id"], name="lesson_newest"),
        ),
        AddIndexConcurrently(
            model_name="lesson",
            index=models.Index(
                condition=models.Q(("helps_with", ""), _negated=True),
                fields=["helps_with", "-updated_at", "-id"],
                name="lesson_by_category",
            ),
        ),
    ]
