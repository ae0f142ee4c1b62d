import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("partnerships", "0029_rows_as_they_were_read"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="postplace",
            index=models.Index(fields=["place", "post"], name="post_place_of_place"),
        ),
        migrations.AlterField(
            model_name="postplace",
            name="place",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="post_links",
                to="partnerships.place",
            ),
        ),
    ]
