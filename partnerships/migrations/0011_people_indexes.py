from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("partnerships", "0010_people"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="assignment",
            index=models.Index(fields=["valid_from", "id"], name="assignment_by_day"),
        ),
        AddIndexConcurrently(
            model_name="assignment",
            index=models.Index(fields=["review_by", "id"], name="assignment_by_review"),
        ),
        AddIndexConcurrently(
            model_name="invitation",
            index=models.Index(fields=["letter"], name="invitation_by_letter"),
        ),
        AddIndexConcurrently(
            model_name="team",
            index=models.Index(fields=["place", "name"], name="team_of_place"),
        ),
        AddIndexConcurrently(
            model_name="team",
            index=models.Index(fields=["programme", "name"], name="team_of_programme"),
        ),
    ]
