import django.db.models.deletion
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    """Indexes that reading at the size of England asked for, made beside the work."""

    atomic = False

    dependencies = [("pilots", "0017_name_key")]

    operations = [
        AddIndexConcurrently(
            model_name="pilot",
            index=GinIndex(OpClass(F("name_key"), name="gin_trgm_ops"), name="pilot_trigram"),
        ),
        RemoveIndexConcurrently(model_name="pilot", name="pilot_name_trigram"),
        AddIndexConcurrently(
            model_name="actual",
            index=models.Index(
                F("indicator"),
                F("as_of").desc(nulls_last=True),
                F("id").desc(),
                name="actual_by_day",
            ),
        ),
        RemoveIndexConcurrently(model_name="actual", name="actual_latest"),
        migrations.AlterField(
            model_name="actual",
            name="indicator",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="actuals",
                to="pilots.indicator",
            ),
        ),
        AddIndexConcurrently(
            model_name="indicator",
            index=models.Index(
                fields=["shared", "pilot"],
                condition=Q(shared__isnull=False),
                name="indicator_follows",
            ),
        ),
        RemoveIndexConcurrently(model_name="indicator", name="indicator_by_shared"),
        AddIndexConcurrently(
            model_name="milestone",
            index=models.Index(
                fields=["due", "id"],
                condition=Q(done=None, given_up_on=None),
                name="milestone_to_come",
            ),
        ),
        AddIndexConcurrently(
            model_name="update",
            index=models.Index(fields=["-updated_at", "-id"], name="update_newest"),
        ),
    ]
