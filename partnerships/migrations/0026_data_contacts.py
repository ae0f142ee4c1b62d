from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0025_calendar_feeds"),
    ]

    operations = [
        migrations.AlterField(
            model_name="post",
            name="kind",
            field=models.CharField(
                choices=[
                    ("job_role", "job role"),
                    ("champion", "senior champion"),
                    ("connector", "place connector"),
                    ("broker", "knowledge broker"),
                    ("data_contact", "data contact"),
                    ("lived_experience", "lived-experience role"),
                ],
                default="job_role",
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="postevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("job_role", "job role"),
                    ("champion", "senior champion"),
                    ("connector", "place connector"),
                    ("broker", "knowledge broker"),
                    ("data_contact", "data contact"),
                    ("lived_experience", "lived-experience role"),
                ],
                default="job_role",
                max_length=16,
            ),
        ),
    ]
