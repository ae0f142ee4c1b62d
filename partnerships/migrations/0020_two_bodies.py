import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
from django.conf import settings
from django.db import migrations, models
from records.tables import TablesTogether


class Migration(TablesTogether):
    """That two organisations which look like one were found to be two."""

    dependencies = [
        ("partnerships", "0019_overlap_reason"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TwoBodies",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ("reason", models.CharField(max_length=1000)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "two bodies",
                "ordering": ["-created_at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TwoBodiesEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                ("reason", models.CharField(max_length=1000)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="twobodies",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="twobodies",
            name="one",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="partnerships.organisation",
            ),
        ),
        migrations.AddField(
            model_name="twobodies",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="partnerships.organisation",
            ),
        ),
        migrations.AddField(
            model_name="twobodies",
            name="taken_back_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="twobodiesevent",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="twobodiesevent",
            name="one",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="partnerships.organisation",
            ),
        ),
        migrations.AddField(
            model_name="twobodiesevent",
            name="other",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="partnerships.organisation",
            ),
        ),
        migrations.AddField(
            model_name="twobodiesevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="partnerships.twobodies",
            ),
        ),
        migrations.AddField(
            model_name="twobodiesevent",
            name="taken_back_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="twobodies",
            index=models.Index(fields=["created_at", "id"], name="two_bodies_newest"),
        ),
        migrations.AddConstraint(
            model_name="twobodies",
            constraint=models.CheckConstraint(
                condition=models.Q(("one__lt", models.F("other"))), name="two_bodies_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="twobodies",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="two_bodies_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="twobodies",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at", None)),
                fields=("one", "other"),
                name="two_bodies_said_once",
            ),
        ),
        migrations.AddIndex(
            model_name="twobodiesevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="partnership_pgh_obj_ed6724_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="twobodiesevent",
            index=models.Index(
                fields=["one", "-pgh_created_at", "-pgh_id"], name="partnership_one_id_e7d069_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="twobodiesevent",
            index=models.Index(
                fields=["other", "-pgh_created_at", "-pgh_id"],
                name="partnership_other_i_eb0553_idx",
            ),
        ),
    ]
