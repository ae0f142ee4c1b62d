import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):
    """The job role that could unlock a barrier, and finer kinds that were merged."""

    dependencies = [
        ("barriers", "0010_time_in_order"),
        ("partnerships", "0026_data_contacts"),
        ("pilots", "0018_look_up_faster"),
        ("records", "0002_spent_without_account"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="barrier",
            name="unlocker_post",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnerships.post",
            ),
        ),
        migrations.AddField(
            model_name="barrierevent",
            name="unlocker_post",
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
        migrations.AddField(
            model_name="subtype",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="barriers.subtype",
            ),
        ),
        migrations.AddField(
            model_name="subtypeevent",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="barriers.subtype",
            ),
        ),
        migrations.AddConstraint(
            model_name="subtype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="sub_type_not_merged_into_itself",
            ),
        ),
    ]
