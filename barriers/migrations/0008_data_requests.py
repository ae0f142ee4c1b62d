import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
from django.conf import settings
from django.db import migrations, models

from partnerships.reach import refresh_on_reach_sql
from records.tables import TablesTogether


class Migration(TablesTogether):
    dependencies = [
        ("barriers", "0007_words"),
        ("partnerships", "0026_data_contacts"),
        ("pilots", "0016_find_indicators"),
        ("records", "0002_spent_without_account"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AdviceSession",
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
                ("who", models.CharField(blank=True, max_length=200)),
                ("on", models.DateField(blank=True, null=True)),
                (
                    "on_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("financial_year", "financial year"),
                        ],
                        default="day",
                        max_length=14,
                    ),
                ),
                ("said", models.TextField(blank=True)),
                (
                    "barrier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="data_advice",
                        to="barriers.barrier",
                    ),
                ),
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
                "ordering": [
                    "request",
                    "barrier",
                    models.OrderBy(models.F("on"), nulls_first=True),
                    "id",
                ],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AdviceBody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.organisation",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bodies",
                        to="barriers.advicesession",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="DataRequest",
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
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("team", "my team"),
                            ("place", "this place"),
                            ("programme", "this place and its funder"),
                            ("network", "everyone signed in"),
                            ("public", "everyone"),
                        ],
                        default="team",
                        max_length=10,
                    ),
                ),
                (
                    "reach_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        db_default=[],
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                ("dataset", models.CharField(max_length=200)),
                ("purpose", models.TextField(blank=True)),
                (
                    "people",
                    models.TextField(blank=True, help_text="What it would change for people"),
                ),
                ("lawful_basis", models.CharField(blank=True, max_length=300)),
                ("legal_gateway", models.CharField(blank=True, max_length=300)),
                ("governance_lead", models.CharField(blank=True, max_length=200)),
                (
                    "health_data",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not_known", "not known")],
                        default="not_known",
                        max_length=9,
                    ),
                ),
                ("caldicott_guardian", models.CharField(blank=True, max_length=200)),
                ("caldicott_not_known", models.BooleanField(default=False)),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("not_known", "not known"),
                            ("not_begun", "not begun"),
                            ("draft", "being written"),
                            ("signed", "signed off"),
                            ("not_needed", "not needed"),
                        ],
                        default="not_known",
                        max_length=10,
                    ),
                ),
                (
                    "impact_assessment",
                    models.CharField(
                        choices=[
                            ("not_known", "not known"),
                            ("not_begun", "not begun"),
                            ("draft", "being written"),
                            ("signed", "signed off"),
                            ("not_needed", "not needed"),
                        ],
                        default="not_known",
                        max_length=10,
                    ),
                ),
                ("assessment_url", models.URLField(blank=True, max_length=500)),
                (
                    "first_time",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not_known", "not known")],
                        default="not_known",
                        max_length=9,
                    ),
                ),
                (
                    "first_done",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("least", "the least data that would do is written down"),
                                (
                                    "ground",
                                    "the lawful basis and the legal gateway are agreed with the lead",
                                ),
                                ("impact", "the impact assessment began before any data moves"),
                                ("told", "the people whom it is about are told"),
                                (
                                    "kept",
                                    "who keeps it, for how long, and how it is destroyed is agreed",
                                ),
                                ("trial", "a trial with aggregate or made-up data was run"),
                            ],
                            max_length=6,
                        ),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "aggregate_would_do",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not_known", "not known")],
                        default="not_known",
                        max_length=9,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("drafting", "being drafted"),
                            ("asked", "asked"),
                            ("looked_at", "being looked at"),
                            ("advice", "advice sought"),
                            ("agreed", "agreed"),
                            ("received", "data received"),
                            ("unsuitable", "data found unsuitable"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="drafting",
                        max_length=10,
                    ),
                ),
                ("asked_on", models.DateField(blank=True, null=True)),
                (
                    "asked_on_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("financial_year", "financial year"),
                        ],
                        default="day",
                        max_length=14,
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True)),
                (
                    "answered_on_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("financial_year", "financial year"),
                        ],
                        default="day",
                        max_length=14,
                    ),
                ),
                ("reply", models.TextField(blank=True)),
                (
                    "reason",
                    models.TextField(
                        blank=True, help_text="Why it was refused or found unsuitable"
                    ),
                ),
                (
                    "fallback",
                    models.CharField(
                        choices=[
                            ("aggregate", "aggregate figures only"),
                            ("other", "another dataset"),
                            ("none", "none: the work goes on without"),
                            ("not_known", "not known"),
                        ],
                        default="not_known",
                        max_length=9,
                    ),
                ),
                ("fallback_note", models.TextField(blank=True)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector(
                                "dataset", config="english", weight="A"
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "purpose", "people", "reply", config="english", weight="B"
                            ),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "asked_of",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_requests_asked",
                        to="partnerships.organisation",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.post",
                    ),
                ),
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
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_held",
                        to="partnerships.organisation",
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_requests",
                        to="pilots.pilot",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="partnerships.programme",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_requests",
                        to="records.source",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.team",
                    ),
                ),
            ],
            options={
                "ordering": ["-updated_at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AdviceSessionEvent",
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
                ("who", models.CharField(blank=True, max_length=200)),
                ("on", models.DateField(blank=True, null=True)),
                (
                    "on_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("financial_year", "financial year"),
                        ],
                        default="day",
                        max_length=14,
                    ),
                ),
                ("said", models.TextField(blank=True)),
                (
                    "barrier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.barrier",
                    ),
                ),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="barriers.advicesession",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
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
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.datarequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="advicesession",
            name="request",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="advice",
                to="barriers.datarequest",
            ),
        ),
        migrations.CreateModel(
            name="DataRequestBarrier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "removes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="barriers.barrier",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="barrier_links",
                        to="barriers.datarequest",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="datarequest",
            name="barriers",
            field=models.ManyToManyField(
                blank=True,
                related_name="data_requests",
                through="barriers.DataRequestBarrier",
                to="barriers.barrier",
            ),
        ),
        migrations.CreateModel(
            name="DataRequestBarrierEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="barriers.datarequestbarrier",
                    ),
                ),
                (
                    "removes",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.barrier",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.datarequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DataRequestEvent",
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
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("team", "my team"),
                            ("place", "this place"),
                            ("programme", "this place and its funder"),
                            ("network", "everyone signed in"),
                            ("public", "everyone"),
                        ],
                        default="team",
                        max_length=10,
                    ),
                ),
                ("dataset", models.CharField(max_length=200)),
                ("purpose", models.TextField(blank=True)),
                (
                    "people",
                    models.TextField(blank=True, help_text="What it would change for people"),
                ),
                ("lawful_basis", models.CharField(blank=True, max_length=300)),
                ("legal_gateway", models.CharField(blank=True, max_length=300)),
                ("governance_lead", models.CharField(blank=True, max_length=200)),
                (
                    "health_data",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not_known", "not known")],
                        default="not_known",
                        max_length=9,
                    ),
                ),
                ("caldicott_guardian", models.CharField(blank=True, max_length=200)),
                ("caldicott_not_known", models.BooleanField(default=False)),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("not_known", "not known"),
                            ("not_begun", "not begun"),
                            ("draft", "being written"),
                            ("signed", "signed off"),
                            ("not_needed", "not needed"),
                        ],
                        default="not_known",
                        max_length=10,
                    ),
                ),
                (
                    "impact_assessment",
                    models.CharField(
                        choices=[
                            ("not_known", "not known"),
                            ("not_begun", "not begun"),
                            ("draft", "being written"),
                            ("signed", "signed off"),
                            ("not_needed", "not needed"),
                        ],
                        default="not_known",
                        max_length=10,
                    ),
                ),
                ("assessment_url", models.URLField(blank=True, max_length=500)),
                (
                    "first_time",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not_known", "not known")],
                        default="not_known",
                        max_length=9,
                    ),
                ),
                (
                    "first_done",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("least", "the least data that would do is written down"),
                                (
                                    "ground",
                                    "the lawful basis and the legal gateway are agreed with the lead",
                                ),
                                ("impact", "the impact assessment began before any data moves"),
                                ("told", "the people whom it is about are told"),
                                (
                                    "kept",
                                    "who keeps it, for how long, and how it is destroyed is agreed",
                                ),
                                ("trial", "a trial with aggregate or made-up data was run"),
                            ],
                            max_length=6,
                        ),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "aggregate_would_do",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not_known", "not known")],
                        default="not_known",
                        max_length=9,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("drafting", "being drafted"),
                            ("asked", "asked"),
                            ("looked_at", "being looked at"),
                            ("advice", "advice sought"),
                            ("agreed", "agreed"),
                            ("received", "data received"),
                            ("unsuitable", "data found unsuitable"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="drafting",
                        max_length=10,
                    ),
                ),
                ("asked_on", models.DateField(blank=True, null=True)),
                (
                    "asked_on_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("financial_year", "financial year"),
                        ],
                        default="day",
                        max_length=14,
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True)),
                (
                    "answered_on_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("financial_year", "financial year"),
                        ],
                        default="day",
                        max_length=14,
                    ),
                ),
                ("reply", models.TextField(blank=True)),
                (
                    "reason",
                    models.TextField(
                        blank=True, help_text="Why it was refused or found unsuitable"
                    ),
                ),
                (
                    "fallback",
                    models.CharField(
                        choices=[
                            ("aggregate", "aggregate figures only"),
                            ("other", "another dataset"),
                            ("none", "none: the work goes on without"),
                            ("not_known", "not known"),
                        ],
                        default="not_known",
                        max_length=9,
                    ),
                ),
                ("fallback_note", models.TextField(blank=True)),
                (
                    "asked_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.organisation",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
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
                    "holder",
                    models.ForeignKey(
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="barriers.datarequest",
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.pilot",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
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
                (
                    "source",
                    models.ForeignKey(
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
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.team",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DataRequestParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("description", models.CharField(blank=True, max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.organisation",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="barriers.datarequest",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="DataRequestPartyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("description", models.CharField(blank=True, max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="barriers.datarequestparty",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.datarequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DataRequestPlace",
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
                ("is_lead", models.BooleanField(default=False)),
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
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_request_links",
                        to="partnerships.place",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="place_links",
                        to="barriers.datarequest",
                    ),
                ),
            ],
            options={
                "ordering": ["request", "-is_lead", "id"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="datarequest",
            name="places",
            field=models.ManyToManyField(
                related_name="data_requests",
                through="barriers.DataRequestPlace",
                to="partnerships.place",
            ),
        ),
        migrations.CreateModel(
            name="DataRequestPlaceEvent",
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
                ("is_lead", models.BooleanField(default=False)),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="barriers.datarequestplace",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.place",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.datarequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DataRequestStep",
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
                (
                    "before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("drafting", "being drafted"),
                            ("asked", "asked"),
                            ("looked_at", "being looked at"),
                            ("advice", "advice sought"),
                            ("agreed", "agreed"),
                            ("received", "data received"),
                            ("unsuitable", "data found unsuitable"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("drafting", "being drafted"),
                            ("asked", "asked"),
                            ("looked_at", "being looked at"),
                            ("advice", "advice sought"),
                            ("agreed", "agreed"),
                            ("received", "data received"),
                            ("unsuitable", "data found unsuitable"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField(blank=True, null=True)),
                (
                    "on_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("financial_year", "financial year"),
                        ],
                        default="day",
                        max_length=14,
                    ),
                ),
                ("said", models.TextField(blank=True)),
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="barriers.datarequest",
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
                "ordering": ["request", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DataRequestStepEvent",
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
                (
                    "before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("drafting", "being drafted"),
                            ("asked", "asked"),
                            ("looked_at", "being looked at"),
                            ("advice", "advice sought"),
                            ("agreed", "agreed"),
                            ("received", "data received"),
                            ("unsuitable", "data found unsuitable"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("drafting", "being drafted"),
                            ("asked", "asked"),
                            ("looked_at", "being looked at"),
                            ("advice", "advice sought"),
                            ("agreed", "agreed"),
                            ("received", "data received"),
                            ("unsuitable", "data found unsuitable"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField(blank=True, null=True)),
                (
                    "on_precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("financial_year", "financial year"),
                        ],
                        default="day",
                        max_length=14,
                    ),
                ),
                ("said", models.TextField(blank=True)),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="barriers.datarequeststep",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.datarequest",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExampleAgreement",
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
                ("title", models.CharField(max_length=200)),
                ("covers", models.TextField(help_text="Which data, between whom, for what")),
                ("is_example", models.BooleanField(default=False)),
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
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="example_agreements",
                        to="records.source",
                    ),
                ),
            ],
            options={
                "ordering": ["title", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExampleAgreementEvent",
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
                ("title", models.CharField(max_length=200)),
                ("covers", models.TextField(help_text="Which data, between whom, for what")),
                ("is_example", models.BooleanField(default=False)),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="barriers.exampleagreement",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExampleAgreementPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="place_links",
                        to="barriers.exampleagreement",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.place",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="exampleagreement",
            name="places",
            field=models.ManyToManyField(
                related_name="+", through="barriers.ExampleAgreementPlace", to="partnerships.place"
            ),
        ),
        migrations.CreateModel(
            name="ExampleAgreementPlaceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "agreement",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.exampleagreement",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="barriers.exampleagreementplace",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.place",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AdviceBodyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.organisation",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="barriers.advicebody",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.advicesession",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                        name="barriers_ad_pgh_obj_7c9327_idx",
                    ),
                    models.Index(
                        fields=["session", "-pgh_created_at", "-pgh_id"],
                        name="barriers_ad_session_4cfe61_idx",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="advicebody",
            constraint=models.UniqueConstraint(
                fields=("organisation", "session"), name="advice_body_once"
            ),
        ),
        migrations.AddIndex(
            model_name="advicesessionevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="barriers_ad_pgh_obj_1f3858_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="advicesessionevent",
            index=models.Index(
                fields=["request", "-pgh_created_at", "-pgh_id"],
                name="barriers_ad_request_a9e08b_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="advicesessionevent",
            index=models.Index(
                fields=["barrier", "-pgh_created_at", "-pgh_id"],
                name="barriers_ad_barrier_782f01_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="advicesession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("barrier__isnull", False), ("request__isnull", True)),
                    models.Q(("barrier__isnull", True), ("request__isnull", False)),
                    _connector="OR",
                ),
                name="advice_about_request_or_barrier",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequestbarrier",
            constraint=models.UniqueConstraint(
                fields=("removes", "request"), name="data_request_names_a_barrier_once"
            ),
        ),
        migrations.AddIndex(
            model_name="datarequestbarrierevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="barriers_da_pgh_obj_f35caa_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="datarequestbarrierevent",
            index=models.Index(
                fields=["request", "-pgh_created_at", "-pgh_id"],
                name="barriers_da_request_ed2ae8_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="datarequestevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="barriers_da_pgh_obj_11aab0_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequestparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("description", ""), ("organisation__isnull", False)),
                    models.Q(
                        ("organisation__isnull", True), models.Q(("description", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="data_request_party_named_or_described",
                violation_error_message="Choose it by name or describe it, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequestparty",
            constraint=models.UniqueConstraint(
                fields=("request", "organisation"), name="data_request_party_once"
            ),
        ),
        migrations.AddIndex(
            model_name="datarequestpartyevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="barriers_da_pgh_obj_8f7b70_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="datarequestpartyevent",
            index=models.Index(
                fields=["request", "-pgh_created_at", "-pgh_id"],
                name="barriers_da_request_93d377_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequestplace",
            constraint=models.UniqueConstraint(
                fields=("request", "place"), name="data_request_place_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequestplace",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_lead", True)),
                fields=("request",),
                name="data_request_one_lead_place",
            ),
        ),
        migrations.AddIndex(
            model_name="datarequest",
            index=models.Index(
                fields=["-updated_at", "-id"],
                include=(
                    "visibility",
                    "created_by",
                    "team",
                    "programme",
                    "reach_ids",
                    "status",
                    "holder",
                    "asked_of",
                ),
                name="data_request_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="datarequest",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["reach_ids"], name="data_request_reach"
            ),
        ),
        migrations.AddIndex(
            model_name="datarequest",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="data_request_search"
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("visibility__in", ["team", "place", "programme", "network", "public"])
                ),
                name="data_request_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("visibility", "public"), _negated=True),
                name="data_request_never_public",
                violation_error_message="A request for data names a body, so it is never public.",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("dataset", ""), _negated=True), name="data_request_has_dataset"
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("unsuitable", "refused")), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="data_request_turned_down_says_why",
                violation_error_message="Say why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("health_data", "yes"), _negated=True),
                    models.Q(("caldicott_guardian", ""), _negated=True),
                    ("caldicott_not_known", True),
                    _connector="OR",
                ),
                name="data_request_names_caldicott",
                violation_error_message="Name the Caldicott Guardian, or say that it is not known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("asked", "looked_at")), _negated=True),
                    ("asked_of__isnull", False),
                    _connector="OR",
                ),
                name="data_request_asked_of_a_body",
                violation_error_message="Say which body is asked.",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked_on", None),
                    ("answered_on", None),
                    models.Q(
                        ("answered_on_precision", "day"),
                        ("asked_on_precision", "day"),
                        _negated=True,
                    ),
                    ("answered_on__gte", models.F("asked_on")),
                    _connector="OR",
                ),
                name="data_request_answered_after_asked",
                violation_error_message="It cannot be answered before it was asked.",
            ),
        ),
        migrations.AddIndex(
            model_name="datarequestplaceevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="barriers_da_pgh_obj_c1dcee_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="datarequestplaceevent",
            index=models.Index(
                fields=["request", "-pgh_created_at", "-pgh_id"],
                name="barriers_da_request_aa4f1e_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="datarequeststepevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="barriers_da_pgh_obj_248652_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="datarequeststepevent",
            index=models.Index(
                fields=["request", "-pgh_created_at", "-pgh_id"],
                name="barriers_da_request_617fb4_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="exampleagreementevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="barriers_ex_pgh_obj_deba6d_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="exampleagreementplace",
            constraint=models.UniqueConstraint(
                fields=("place", "agreement"), name="agreement_place_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="exampleagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True), models.Q(("covers", ""), _negated=True)
                ),
                name="example_agreement_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="exampleagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source__isnull", False), ("is_example", True), _connector="OR"
                ),
                name="example_agreement_has_source",
                violation_error_message="Say where it was published.",
            ),
        ),
        migrations.AddIndex(
            model_name="exampleagreementplaceevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="barriers_ex_pgh_obj_c2a204_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="exampleagreementplaceevent",
            index=models.Index(
                fields=["agreement", "-pgh_created_at", "-pgh_id"],
                name="barriers_ex_agreeme_8712ee_idx",
            ),
        ),
        migrations.RunSQL(
            *refresh_on_reach_sql("barriers_datarequest", "barriers_datarequestplace", "request_id")
        ),
    ]
