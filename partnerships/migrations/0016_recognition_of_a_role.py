import django.db.models.deletion
from django.db import migrations, models
from records.tables import TablesTogether


class Migration(TablesTogether):
    """Thanks may go to a job role of a body."""

    dependencies = [("partnerships", "0015_post_queue_indexes")]

    operations = [
        migrations.AddField(
            model_name="recognition",
            name="post",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recognitions",
                to="partnerships.post",
            ),
        ),
        migrations.AddField(
            model_name="recognitionevent",
            name="post",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="partnerships.post",
            ),
        ),
    ]
