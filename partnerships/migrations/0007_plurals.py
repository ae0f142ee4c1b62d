from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0006_data_loads"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="formeraddress",
            options={"ordering": ["slug", "id"], "verbose_name_plural": "former addresses"},
        ),
        migrations.AlterModelOptions(
            name="opportunity",
            options={"ordering": ["-created_at", "-id"], "verbose_name_plural": "opportunities"},
        ),
        migrations.AlterModelOptions(
            name="owntraining",
            options={"ordering": ["-on", "-id"], "verbose_name_plural": "own training"},
        ),
        migrations.AlterModelOptions(
            name="person",
            options={"ordering": ["name", "id"], "verbose_name_plural": "people"},
        ),
        migrations.AlterModelOptions(
            name="placereach",
            options={"ordering": ["ancestor", "place"], "verbose_name_plural": "place reaches"},
        ),
        migrations.AlterModelOptions(
            name="policytestreply",
            options={
                "ordering": ["asked", "question", "id"],
                "verbose_name_plural": "policy test replies",
            },
        ),
        migrations.AlterModelOptions(
            name="serviceclash",
            options={
                "ordering": [models.OrderBy(models.F("settled_on"), nulls_first=True), "-id"],
                "verbose_name_plural": "service clashes",
            },
        ),
        migrations.AlterModelOptions(
            name="terms",
            options={"ordering": ["post", "id"], "verbose_name_plural": "terms"},
        ),
    ]
