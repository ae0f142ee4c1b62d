import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):
    dependencies = [
        ("barriers", "0004_labels_of_a_barrier"),
        ("partnerships", "0008_organisation_name_plain"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NamedBody",
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
                ("words", models.TextField()),
                ("is_meant", models.BooleanField(verbose_name="is the body that is meant")),
                ("said_on", models.DateField()),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("replied_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "named bodies",
                "ordering": ["barrier", "id"],
                "abstract": False,
            },
        ),
        migrations.AlterModelOptions(
            name="actiontried",
            options={
                "ordering": ["barrier", models.OrderBy(models.F("on"), nulls_first=True), "id"],
                "verbose_name_plural": "actions tried",
            },
        ),
        migrations.AlterModelOptions(
            name="advicebody",
            options={"ordering": ["id"], "verbose_name_plural": "advice bodies"},
        ),
        migrations.AlterModelOptions(
            name="datarequestparty",
            options={"ordering": ["id"], "verbose_name_plural": "data request parties"},
        ),
        migrations.AlterModelOptions(
            name="guidancefor",
            options={"ordering": ["id"], "verbose_name_plural": "steps that guidance is for"},
        ),
        migrations.RemoveConstraint(
            model_name="barrier",
            name="barrier_cleared_names_body",
        ),
        migrations.AddField(
            model_name="namedbody",
            name="barrier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="named_bodies",
                to="barriers.barrier",
            ),
        ),
        migrations.AddField(
            model_name="namedbody",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="named_in_barriers",
                to="partnerships.organisation",
            ),
        ),
        migrations.AddField(
            model_name="namedbody",
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
        migrations.AddConstraint(
            model_name="namedbody",
            constraint=models.UniqueConstraint(fields=("barrier", "body"), name="named_body_once"),
        ),
        migrations.AddConstraint(
            model_name="namedbody",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_on", None), ("is_meant", True), _connector="OR"),
                name="named_body_asked_is_meant",
            ),
        ),
        migrations.AddConstraint(
            model_name="namedbody",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replied_on", None), ("sent_on__isnull", False), _connector="OR"
                ),
                name="named_body_replied_was_asked",
            ),
        ),
    ]
