import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
from django.conf import settings
from django.db import migrations, models
from records.tables import TablesTogether


class Migration(TablesTogether):
    """Shared definitions, changes of a definition, and figures counted again."""

    dependencies = [
        ("partnerships", "0024_withdrawn_says_why"),
        ("pilots", "0014_evaluation"),
        ("records", "0002_spent_without_account"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedDefinitionEvent",
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
                ("slug", models.SlugField(db_index=False, max_length=100)),
                ("name", models.CharField(max_length=200)),
                ("unit", models.CharField(max_length=60)),
                ("definition", models.TextField()),
                ("how", models.TextField(blank=True, help_text="How it is counted")),
                ("may_add", models.BooleanField(default=True)),
                ("edition", models.PositiveSmallIntegerField(default=1)),
                ("edition_why", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SharedDefinitionTopic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="SharedDefinitionTopicEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="indicator",
            name="counted_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.AddField(
            model_name="indicator",
            name="how_often",
            field=models.CharField(
                blank=True,
                choices=[
                    ("month", "every month"),
                    ("quarter", "every three months"),
                    ("half_year", "every six months"),
                    ("year", "every year"),
                    ("once", "once, at the end"),
                    ("as_needed", "when there is something to count"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="is_refusal",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Counts who said no or could not take part",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="may_exceed_100",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="A share of change, which may be over 100%",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="shared_difference",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="indicator",
            name="shared_edition",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="indicatorevent",
            name="counted_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.AddField(
            model_name="indicatorevent",
            name="how_often",
            field=models.CharField(
                blank=True,
                choices=[
                    ("month", "every month"),
                    ("quarter", "every three months"),
                    ("half_year", "every six months"),
                    ("year", "every year"),
                    ("once", "once, at the end"),
                    ("as_needed", "when there is something to count"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="indicatorevent",
            name="is_refusal",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Counts who said no or could not take part",
            ),
        ),
        migrations.AddField(
            model_name="indicatorevent",
            name="may_exceed_100",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="A share of change, which may be over 100%",
            ),
        ),
        migrations.AddField(
            model_name="indicatorevent",
            name="shared_difference",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="indicatorevent",
            name="shared_edition",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="indicatorplan",
            name="why",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="indicatorplanevent",
            name="why",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.CreateModel(
            name="IndicatorDefinition",
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
                ("definition", models.TextField(blank=True)),
                ("until", models.DateField()),
                ("why", models.CharField(max_length=300)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_definitions",
                        to="pilots.indicator",
                    ),
                ),
            ],
            options={
                "ordering": ["indicator", "until"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IndicatorDefinitionEvent",
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
                ("definition", models.TextField(blank=True)),
                ("until", models.DateField()),
                ("why", models.CharField(max_length=300)),
                (
                    "created_by",
                    models.ForeignKey(
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
                (
                    "indicator",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.indicator",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pilots.indicatordefinition",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Remeasure",
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
                ("due", models.DateField()),
                ("who", models.CharField(blank=True, max_length=150)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("agreed", "agreed"),
                            ("dropped", "given up"),
                        ],
                        default="agreed",
                        max_length=8,
                    ),
                ),
                ("dropped_because", models.CharField(blank=True, max_length=300)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remeasures",
                        to="pilots.indicator",
                    ),
                ),
            ],
            options={
                "ordering": ["due", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RemeasureEvent",
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
                ("due", models.DateField()),
                ("who", models.CharField(blank=True, max_length=150)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("agreed", "agreed"),
                            ("dropped", "given up"),
                        ],
                        default="agreed",
                        max_length=8,
                    ),
                ),
                ("dropped_because", models.CharField(blank=True, max_length=300)),
                (
                    "created_by",
                    models.ForeignKey(
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
                (
                    "indicator",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.indicator",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pilots.remeasure",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SharedDefinition",
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
                ("slug", models.SlugField(max_length=100, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("unit", models.CharField(max_length=60)),
                ("definition", models.TextField()),
                ("how", models.TextField(blank=True, help_text="How it is counted")),
                ("may_add", models.BooleanField(default=True)),
                ("edition", models.PositiveSmallIntegerField(default=1)),
                ("edition_why", models.CharField(blank=True, max_length=300)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shared_definitions",
                        to="partnerships.organisation",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shared_definitions",
                        to="partnerships.programme",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="indicator",
            name="shared",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="indicators",
                to="pilots.shareddefinition",
            ),
        ),
        migrations.AddField(
            model_name="indicatorevent",
            name="shared",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="pilots.shareddefinition",
            ),
        ),
        migrations.AddField(
            model_name="shareddefinitionevent",
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
            model_name="shareddefinitionevent",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="partnerships.organisation",
            ),
        ),
        migrations.AddField(
            model_name="shareddefinitionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="pilots.shareddefinition",
            ),
        ),
        migrations.AddField(
            model_name="shareddefinitionevent",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="partnerships.programme",
            ),
        ),
        migrations.AddField(
            model_name="shareddefinitionevent",
            name="source",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="records.source",
            ),
        ),
        migrations.AddField(
            model_name="shareddefinitiontopic",
            name="shared",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="topic_links",
                to="pilots.shareddefinition",
            ),
        ),
        migrations.AddField(
            model_name="shareddefinitiontopic",
            name="topic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnerships.topic",
            ),
        ),
        migrations.AddField(
            model_name="shareddefinition",
            name="topics",
            field=models.ManyToManyField(
                blank=True,
                related_name="+",
                through="pilots.SharedDefinitionTopic",
                to="partnerships.topic",
            ),
        ),
        migrations.AddField(
            model_name="shareddefinitiontopicevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="pilots.shareddefinitiontopic",
            ),
        ),
        migrations.AddField(
            model_name="shareddefinitiontopicevent",
            name="shared",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="pilots.shareddefinition",
            ),
        ),
        migrations.AddField(
            model_name="shareddefinitiontopicevent",
            name="topic",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="partnerships.topic",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatordefinition",
            constraint=models.UniqueConstraint(
                fields=("indicator", "until"),
                name="indicator_definition_once_a_day",
                violation_error_message="The definition changed on that day already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatordefinition",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True),
                name="indicator_definition_says_why",
                violation_error_message="Say why it changed.",
            ),
        ),
        migrations.AddIndex(
            model_name="indicatordefinitionevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="pilots_indi_pgh_obj_0f7571_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="indicatordefinitionevent",
            index=models.Index(
                fields=["indicator", "-pgh_created_at", "-pgh_id"],
                name="pilots_indi_indicat_045996_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="remeasure",
            index=models.Index(models.F("due"), models.F("id"), name="remeasure_by_day"),
        ),
        migrations.AddConstraint(
            model_name="remeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dropped_because", ""), ("state__in", ("proposed", "agreed"))),
                    models.Q(
                        ("state", "dropped"), models.Q(("dropped_because", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="remeasure_given_up_with_reason",
                violation_error_message="Say why it is given up.",
            ),
        ),
        migrations.AddIndex(
            model_name="remeasureevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="pilots_reme_pgh_obj_293ea9_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="remeasureevent",
            index=models.Index(
                fields=["indicator", "-pgh_created_at", "-pgh_id"],
                name="pilots_reme_indicat_d927bb_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="shareddefinitionevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="pilots_shar_pgh_obj_93c9a1_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="shareddefinitiontopic",
            constraint=models.UniqueConstraint(
                fields=("topic", "shared"), name="shared_definition_topic_once"
            ),
        ),
        migrations.AddIndex(
            model_name="shareddefinition",
            index=models.Index(fields=["name", "id"], name="shared_definition_by_name"),
        ),
        migrations.AddConstraint(
            model_name="shareddefinition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("may_add", False),
                    models.Q(("unit__contains", "%"), _negated=True),
                    _connector="OR",
                ),
                name="shared_definition_shares_not_added",
                violation_error_message="Percentages of several pilots cannot be added.",
            ),
        ),
        migrations.AddConstraint(
            model_name="shareddefinition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("edition", 1), models.Q(("edition_why", ""), _negated=True), _connector="OR"
                ),
                name="shared_definition_new_edition_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="shareddefinitiontopicevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="pilots_shar_pgh_obj_520d18_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="shareddefinitiontopicevent",
            index=models.Index(
                fields=["shared", "-pgh_created_at", "-pgh_id"],
                name="pilots_shar_shared__17ec24_idx",
            ),
        ),
    ]
