from django.db import migrations, models


class Migration(migrations.Migration):
    """The public reads no barrier that names a body: that column joins the covering indexes."""

    dependencies = [("barriers", "0004_history_of_parts")]

    operations = [
        migrations.RemoveIndex(model_name="barrier", name="barrier_newest"),
        migrations.RemoveIndex(model_name="barrier", name="barrier_by_kind"),
        migrations.AddIndex(
            model_name="barrier",
            index=models.Index(
                fields=["-updated_at", "-id"],
                include=(
                    *("visibility", "created_by", "team", "programme", "reach_ids"),
                    *("status", "category", "unlocker"),
                ),
                name="barrier_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="barrier",
            index=models.Index(
                fields=["category", "status"],
                include=(
                    *("visibility", "created_by", "team", "programme", "reach_ids"),
                    *("unlocker", "nature"),
                ),
                name="barrier_by_kind",
            ),
        ),
    ]
