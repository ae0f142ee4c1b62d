from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes that the queue of directory pages reads, made beside the work."""

    atomic = False

    dependencies = [("partnerships", "0014_repeats")]

    operations = [
        AddIndexConcurrently(
            model_name="post",
            index=models.Index(
                fields=["bounced_on", "id"],
                condition=models.Q(("bounced_on__isnull", False), ("closed_on", None)),
                name="post_bounced",
            ),
        ),
        AddIndexConcurrently(
            model_name="post",
            index=models.Index(
                fields=["review_by", "id"],
                condition=models.Q(("closed_on", None)),
                name="post_to_review",
            ),
        ),
        AddIndexConcurrently(
            model_name="post",
            index=models.Index(
                fields=["sort_key", "id"],
                condition=models.Q(("closed_on", None), ("confirmed_on", None)),
                name="post_never_confirmed",
            ),
        ),
    ]
