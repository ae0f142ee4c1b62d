import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import pghistory.utils
from django.conf import settings
from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether, migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("partnerships", "0001_initial"),
        ("records", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pilot",
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
                ("name", models.CharField(blank=True, max_length=200)),
                ("slug", models.SlugField(max_length=150, unique=True)),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="One sentence that a resident understands"
                    ),
                ),
                ("challenge", models.TextField(blank=True)),
                ("target_group", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("setting_up", "setting up"),
                            ("live", "live"),
                            ("extended", "extended"),
                            ("closed", "closed"),
                            ("stopped", "stopped"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("start", models.DateField(blank=True, null=True)),
                (
                    "start_precision",
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
                ("end", models.DateField(blank=True, null=True)),
                (
                    "end_precision",
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
                ("dates_note", models.CharField(blank=True, max_length=200)),
                (
                    "rhythm",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "every month"),
                            (3, "every three months"),
                            (6, "every six months"),
                            (12, "every year"),
                        ],
                        null=True,
                    ),
                ),
                ("update_due", models.DateField(blank=True, null=True)),
                (
                    "sort_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.NullIf(
                                django.db.models.functions.text.Lower("name"), models.Value("")
                            ),
                            models.Value("\uffff"),
                        ),
                        output_field=models.CharField(db_collation="C", max_length=200),
                    ),
                ),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector(
                                "name", config="english", weight="A"
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "summary", "challenge", "target_group", config="english", weight="B"
                            ),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
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
                        related_name="pilots",
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
                "ordering": ["sort_key", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["-updated_at", "-id"],
                        include=(
                            "visibility",
                            "created_by",
                            "team",
                            "programme",
                            "reach_ids",
                            "status",
                        ),
                        name="pilot_newest",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["reach_ids"], name="pilot_reach"
                    ),
                    models.Index(
                        fields=["sort_key", "id"],
                        include=("visibility", "created_by", "team", "programme", "reach_ids"),
                        name="pilot_by_name",
                    ),
                    models.Index(
                        condition=models.Q(("update_due__isnull", False)),
                        fields=["update_due", "id"],
                        name="pilot_by_due_date",
                    ),
                    models.Index(fields=["programme", "status"], name="pilot_by_programme"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="pilot_search"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["team", "place", "programme", "network", "public"])
                        ),
                        name="pilot_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start", None),
                            ("end", None),
                            ("end__gte", models.F("start")),
                            _connector="OR",
                        ),
                        name="pilot_dates_in_order",
                        violation_error_message="The end must be after the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("update_due", None),
                            models.Q(
                                ("rhythm__isnull", False),
                                ("status__in", ["setting_up", "live", "extended"]),
                            ),
                            _connector="OR",
                        ),
                        name="pilot_due_only_with_rhythm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True),
                        name="pilot_not_its_own_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotEvent",
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
                ("name", models.CharField(blank=True, max_length=200)),
                ("slug", models.SlugField(db_index=False, max_length=150)),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="One sentence that a resident understands"
                    ),
                ),
                ("challenge", models.TextField(blank=True)),
                ("target_group", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("setting_up", "setting up"),
                            ("live", "live"),
                            ("extended", "extended"),
                            ("closed", "closed"),
                            ("stopped", "stopped"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("start", models.DateField(blank=True, null=True)),
                (
                    "start_precision",
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
                ("end", models.DateField(blank=True, null=True)),
                (
                    "end_precision",
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
                ("dates_note", models.CharField(blank=True, max_length=200)),
                (
                    "rhythm",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "every month"),
                            (3, "every three months"),
                            (6, "every six months"),
                            (12, "every year"),
                        ],
                        null=True,
                    ),
                ),
                ("update_due", models.DateField(blank=True, null=True)),
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
                    "parent",
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
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
                "indexes": [
                    models.Index(
                        fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                        name="pilots_pilo_pgh_obj_fdd835_idx",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotPartner",
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
                ("description", models.CharField(blank=True, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("lead", "lead"),
                            ("co_lead", "co-lead"),
                            ("partner", "partner"),
                            ("evaluator", "evaluator"),
                            ("national", "national body"),
                        ],
                        default="partner",
                        max_length=10,
                    ),
                ),
                ("role", models.CharField(blank=True, max_length=300)),
                ("start", models.DateField(blank=True, null=True)),
                ("end", models.DateField(blank=True, null=True)),
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
                        related_name="pilot_parts",
                        to="partnerships.organisation",
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="pilots.pilot",
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
                "ordering": ["pilot", "kind", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("description", ""), ("organisation__isnull", False)),
                            models.Q(
                                ("organisation__isnull", True),
                                models.Q(("description", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="pilot_partner_organisation_or_description",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("end", None)),
                        fields=("pilot", "organisation", "kind"),
                        name="pilot_partner_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotPartnerEvent",
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
                ("description", models.CharField(blank=True, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("lead", "lead"),
                            ("co_lead", "co-lead"),
                            ("partner", "partner"),
                            ("evaluator", "evaluator"),
                            ("national", "national body"),
                        ],
                        default="partner",
                        max_length=10,
                    ),
                ),
                ("role", models.CharField(blank=True, max_length=300)),
                ("start", models.DateField(blank=True, null=True)),
                ("end", models.DateField(blank=True, null=True)),
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
                        to="pilots.pilotpartner",
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.pilot",
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
                "indexes": [
                    models.Index(
                        fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                        name="pilots_pilo_pgh_obj_ea5900_idx",
                    ),
                    models.Index(
                        fields=["pilot", "-pgh_created_at", "-pgh_id"],
                        name="pilots_pilo_pilot_i_860066_idx",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotPlace",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "lead"),
                            ("district_partner", "district partner"),
                            ("target", "where it works"),
                        ],
                        default="lead",
                        max_length=16,
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
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="place_links",
                        to="pilots.pilot",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pilot_links",
                        to="partnerships.place",
                    ),
                ),
            ],
            options={
                "ordering": ["pilot", "role", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("pilot", "place"), name="pilot_place_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "lead")),
                        fields=("pilot",),
                        name="pilot_one_lead_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotPlaceEvent",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "lead"),
                            ("district_partner", "district partner"),
                            ("target", "where it works"),
                        ],
                        default="lead",
                        max_length=16,
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
                        to="pilots.pilotplace",
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.pilot",
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
                "indexes": [
                    models.Index(
                        fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                        name="pilots_pilo_pgh_obj_41b3f5_idx",
                    ),
                    models.Index(
                        fields=["pilot", "-pgh_created_at", "-pgh_id"],
                        name="pilots_pilo_pilot_i_6656bd_idx",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotTopic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topic_links",
                        to="pilots.pilot",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.topic",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("topic", "pilot"), name="pilot_topic_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotTopicEvent",
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
                        to="pilots.pilottopic",
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.pilot",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                        name="pilots_pilo_pgh_obj_8fb1b0_idx",
                    ),
                    models.Index(
                        fields=["pilot", "-pgh_created_at", "-pgh_id"],
                        name="pilots_pilo_pilot_i_0bc569_idx",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Update",
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
                ("number", models.PositiveSmallIntegerField()),
                ("period_start", models.DateField(blank=True, null=True)),
                ("period_end", models.DateField()),
                ("no_change", models.BooleanField(default=False)),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("on_track", "on track"),
                            ("some_problems", "some problems"),
                            ("needs_help", "needs help"),
                            ("too_early", "too early to say"),
                        ],
                        max_length=13,
                    ),
                ),
                ("happened", models.TextField(blank=True)),
                ("next_steps", models.TextField(blank=True)),
                ("help_needed", models.TextField(blank=True)),
                ("public_sentence", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "submitted"),
                            ("questioned", "question asked"),
                            ("accepted", "accepted"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                ("question", models.TextField(blank=True)),
                ("questioned_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="updates",
                        to="pilots.pilot",
                    ),
                ),
                (
                    "questioned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pilot", "-number"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["state", "pilot"], name="update_by_state"),
                    models.Index(fields=["pilot", "-number"], name="update_latest"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("pilot", "number"), name="update_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_start", None),
                            ("period_end__gte", models.F("period_start")),
                            _connector="OR",
                        ),
                        name="update_period_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("no_change", True),
                            models.Q(
                                models.Q(("confidence", ""), _negated=True),
                                models.Q(("happened", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="update_says_something",
                        violation_error_message="Say what happened and how confident you are, or no change.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "questioned"), _negated=True),
                            models.Q(("question", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="update_question_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            ("accepted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="update_accepted_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UpdateEvent",
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
                ("number", models.PositiveSmallIntegerField()),
                ("period_start", models.DateField(blank=True, null=True)),
                ("period_end", models.DateField()),
                ("no_change", models.BooleanField(default=False)),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("on_track", "on track"),
                            ("some_problems", "some problems"),
                            ("needs_help", "needs help"),
                            ("too_early", "too early to say"),
                        ],
                        max_length=13,
                    ),
                ),
                ("happened", models.TextField(blank=True)),
                ("next_steps", models.TextField(blank=True)),
                ("help_needed", models.TextField(blank=True)),
                ("public_sentence", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "submitted"),
                            ("questioned", "question asked"),
                            ("accepted", "accepted"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                ("question", models.TextField(blank=True)),
                ("questioned_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
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
                        to="pilots.update",
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.pilot",
                    ),
                ),
                (
                    "questioned_by",
                    models.ForeignKey(
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
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                        name="pilots_upda_pgh_obj_24e9fe_idx",
                    ),
                    models.Index(
                        fields=["pilot", "-pgh_created_at", "-pgh_id"],
                        name="pilots_upda_pilot_i_3dd9b5_idx",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
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
                ("before", models.TextField()),
                ("after", models.TextField()),
                ("why", models.TextField(blank=True)),
                ("agreed_by", models.CharField(blank=True, max_length=200)),
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
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="pilots.pilot",
                    ),
                ),
            ],
            options={
                "ordering": ["pilot", models.OrderBy(models.F("on"), nulls_first=True), "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Indicator",
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
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("unit", models.CharField(max_length=60)),
                ("definition", models.TextField(blank=True, help_text="What is counted, and how")),
                (
                    "condition",
                    models.CharField(
                        blank=True,
                        help_text="A condition that travels with the figure",
                        max_length=300,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("up", "more is better"),
                            ("down", "less is better"),
                            ("neither", "neither is better by itself"),
                        ],
                        default="neither",
                        max_length=8,
                    ),
                ),
                (
                    "chain",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("input", "input"),
                            ("activity", "activity"),
                            ("output", "output"),
                            ("outcome", "outcome"),
                            ("impact", "impact"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "concerns",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "people"),
                            ("organisation", "organisations"),
                            ("society", "society"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("count", "count"),
                            ("survey", "survey"),
                            ("judgement", "judgement"),
                            ("study", "study"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_independent", models.BooleanField(blank=True, null=True)),
                (
                    "is_context",
                    models.BooleanField(
                        default=False,
                        help_text="About the area before the pilot, not about what it did",
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
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
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="parts",
                        to="pilots.indicator",
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="pilots.pilot",
                    ),
                ),
            ],
            options={
                "ordering": ["pilot", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pilot", "number"), name="indicator_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part_of", models.F("id")), _negated=True),
                        name="indicator_not_part_of_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorPlan",
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
                ("definition", models.TextField(blank=True, help_text="What the plan counts")),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="If not the indicator's own", max_length=60
                    ),
                ),
                (
                    "target_low",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "target_high",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "target_qualifier",
                    models.CharField(
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("more_than", "more than"),
                            ("at_most", "at most"),
                        ],
                        default="exactly",
                        max_length=10,
                    ),
                ),
                (
                    "baseline_low",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "baseline_high",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "baseline_qualifier",
                    models.CharField(
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("more_than", "more than"),
                            ("at_most", "at most"),
                        ],
                        default="exactly",
                        max_length=10,
                    ),
                ),
                ("baseline_at", models.DateField(blank=True, null=True)),
                (
                    "baseline_at_precision",
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
                ("due", models.DateField(blank=True, null=True)),
                (
                    "due_precision",
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
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
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
                        related_name="plans",
                        to="pilots.indicator",
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
                    "indicator",
                    models.OrderBy(models.F("valid_from"), nulls_first=True),
                    "id",
                ],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target_high__isnull", True),
                            models.Q(
                                ("target_high__gt", models.F("target_low")),
                                ("target_qualifier", "exactly"),
                            ),
                            _connector="OR",
                        ),
                        name="plan_target_in_order",
                        violation_error_message="The higher end of a range must be more than the lower end.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("baseline_high__isnull", True),
                            models.Q(
                                ("baseline_high__gt", models.F("baseline_low")),
                                ("baseline_qualifier", "exactly"),
                            ),
                            _connector="OR",
                        ),
                        name="plan_baseline_in_order",
                        violation_error_message="The higher end of a range must be more than the lower end.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="plan_dates_in_order",
                        violation_error_message="The end must be after the start.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("indicator",),
                        name="plan_one_in_force",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorPlanEvent",
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
                ("definition", models.TextField(blank=True, help_text="What the plan counts")),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="If not the indicator's own", max_length=60
                    ),
                ),
                (
                    "target_low",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "target_high",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "target_qualifier",
                    models.CharField(
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("more_than", "more than"),
                            ("at_most", "at most"),
                        ],
                        default="exactly",
                        max_length=10,
                    ),
                ),
                (
                    "baseline_low",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "baseline_high",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "baseline_qualifier",
                    models.CharField(
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("more_than", "more than"),
                            ("at_most", "at most"),
                        ],
                        default="exactly",
                        max_length=10,
                    ),
                ),
                ("baseline_at", models.DateField(blank=True, null=True)),
                (
                    "baseline_at_precision",
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
                ("due", models.DateField(blank=True, null=True)),
                (
                    "due_precision",
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
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
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
                        to="pilots.indicatorplan",
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
                "indexes": [
                    models.Index(
                        fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                        name="pilots_indi_pgh_obj_660f14_idx",
                    ),
                    models.Index(
                        fields=["indicator", "-pgh_created_at", "-pgh_id"],
                        name="pilots_indi_indicat_e5bfcc_idx",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("enabler", "what helped"),
                            ("lesson", "lesson"),
                            ("warning", "watch out"),
                        ],
                        default="lesson",
                        max_length=8,
                    ),
                ),
                ("text", models.TextField()),
                ("helps_with", models.SlugField(blank=True, max_length=40)),
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
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lessons",
                        to="pilots.pilot",
                    ),
                ),
            ],
            options={
                "ordering": ["pilot", "kind", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["team", "place", "programme", "network", "public"])
                        ),
                        name="lesson_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="lesson_has_text"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
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
                ("text", models.CharField(max_length=300)),
                ("due", models.DateField(blank=True, null=True)),
                (
                    "due_precision",
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
                ("done", models.DateField(blank=True, null=True)),
                (
                    "done_precision",
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
                ("is_worked_out", models.BooleanField(default=False)),
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
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
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
                (
                    "pilot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="pilots.pilot",
                    ),
                ),
            ],
            options={
                "ordering": ["due", "done", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pilot__isnull", True), ("programme__isnull", False)),
                            models.Q(("pilot__isnull", False), ("programme__isnull", True)),
                            _connector="OR",
                        ),
                        name="milestone_of_pilot_or_programme",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due__isnull", False), ("done__isnull", False), _connector="OR"
                        ),
                        name="milestone_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MilestoneEvent",
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
                ("text", models.CharField(max_length=300)),
                ("due", models.DateField(blank=True, null=True)),
                (
                    "due_precision",
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
                ("done", models.DateField(blank=True, null=True)),
                (
                    "done_precision",
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
                ("is_worked_out", models.BooleanField(default=False)),
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
                        to="pilots.milestone",
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
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                        name="pilots_mile_pgh_obj_f0a25c_idx",
                    ),
                    models.Index(
                        fields=["pilot", "-pgh_created_at", "-pgh_id"],
                        name="pilots_mile_pilot_i_536e75_idx",
                    ),
                    models.Index(
                        fields=["programme", "-pgh_created_at", "-pgh_id"],
                        name="pilots_mile_program_58887e_idx",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonEvent",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("enabler", "what helped"),
                            ("lesson", "lesson"),
                            ("warning", "watch out"),
                        ],
                        default="lesson",
                        max_length=8,
                    ),
                ),
                ("text", models.TextField()),
                ("helps_with", models.SlugField(blank=True, db_index=False, max_length=40)),
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
                        to="pilots.lesson",
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
                    "pilot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.pilot",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                        name="pilots_less_pgh_obj_e27c9b_idx",
                    ),
                    models.Index(
                        fields=["pilot", "-pgh_created_at", "-pgh_id"],
                        name="pilots_less_pilot_i_012ef5_idx",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorEvent",
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
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("unit", models.CharField(max_length=60)),
                ("definition", models.TextField(blank=True, help_text="What is counted, and how")),
                (
                    "condition",
                    models.CharField(
                        blank=True,
                        help_text="A condition that travels with the figure",
                        max_length=300,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("up", "more is better"),
                            ("down", "less is better"),
                            ("neither", "neither is better by itself"),
                        ],
                        default="neither",
                        max_length=8,
                    ),
                ),
                (
                    "chain",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("input", "input"),
                            ("activity", "activity"),
                            ("output", "output"),
                            ("outcome", "outcome"),
                            ("impact", "impact"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "concerns",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "people"),
                            ("organisation", "organisations"),
                            ("society", "society"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("count", "count"),
                            ("survey", "survey"),
                            ("judgement", "judgement"),
                            ("study", "study"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_independent", models.BooleanField(blank=True, null=True)),
                (
                    "is_context",
                    models.BooleanField(
                        default=False,
                        help_text="About the area before the pilot, not about what it did",
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
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
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
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
                        to="pilots.indicator",
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.pilot",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                        name="pilots_indi_pgh_obj_61683e_idx",
                    ),
                    models.Index(
                        fields=["pilot", "-pgh_created_at", "-pgh_id"],
                        name="pilots_indi_pilot_i_ef2e45_idx",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeEvent",
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
                ("before", models.TextField()),
                ("after", models.TextField()),
                ("why", models.TextField(blank=True)),
                ("agreed_by", models.CharField(blank=True, max_length=200)),
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
                        to="pilots.change",
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
                    "pilot",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.pilot",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                        name="pilots_chan_pgh_obj_d0326f_idx",
                    ),
                    models.Index(
                        fields=["pilot", "-pgh_created_at", "-pgh_id"],
                        name="pilots_chan_pilot_i_152830_idx",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Actual",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "value_low",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "value_high",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True),
                ),
                (
                    "value_qualifier",
                    models.CharField(
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("more_than", "more than"),
                            ("at_most", "at most"),
                        ],
                        default="exactly",
                        max_length=10,
                    ),
                ),
                (
                    "missing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_counted", "not counted yet"),
                            ("not_collected", "not collected"),
                            ("not_published", "not published"),
                            ("cannot_share", "cannot be shared"),
                        ],
                        max_length=14,
                    ),
                ),
                ("definition", models.TextField(blank=True, help_text="What this figure counts")),
                (
                    "counts",
                    models.CharField(
                        choices=[
                            ("same", "the same thing as the plan"),
                            ("different", "something different from the plan"),
                            ("not_sure", "not sure whether it is the same as the plan"),
                            ("no_plan", "no plan known"),
                        ],
                        default="not_sure",
                        max_length=9,
                    ),
                ),
                ("difference", models.CharField(blank=True, max_length=300)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("as_of", models.DateField(blank=True, null=True)),
                (
                    "as_of_precision",
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
                (
                    "is_worked_out",
                    models.BooleanField(
                        default=False, help_text="Worked out from the source, not stated in it"
                    ),
                ),
                ("source_said", models.CharField(blank=True, max_length=200)),
                ("superseded", models.BooleanField(default=False, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="pilots.actual",
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
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actuals",
                        to="pilots.indicator",
                    ),
                ),
                (
                    "update",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actuals",
                        to="pilots.update",
                    ),
                ),
            ],
            options={
                "ordering": [
                    "indicator",
                    models.OrderBy(models.F("as_of"), descending=True, nulls_last=True),
                    "-id",
                ],
                "indexes": [
                    models.Index(
                        models.F("indicator"),
                        models.OrderBy(models.F("as_of"), descending=True, nulls_last=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("superseded", False)),
                        name="actual_latest",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value_high__isnull", True),
                            models.Q(
                                ("value_high__gt", models.F("value_low")),
                                ("value_qualifier", "exactly"),
                            ),
                            _connector="OR",
                        ),
                        name="actual_value_in_order",
                        violation_error_message="The higher end of a range must be more than the lower end.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("missing", ""), ("value_low__isnull", False)),
                            models.Q(
                                ("value_low__isnull", True),
                                models.Q(("missing", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="actual_valued_or_reason",
                        violation_error_message="Give a figure, or say why it is not known.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("counts", "different"), _negated=True),
                            models.Q(("difference", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="actual_difference_said",
                        violation_error_message="Say what is different from the plan.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded", False)),
                        fields=("indicator", "as_of"),
                        name="actual_one_live_per_date",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="pilot",
            name="places",
            field=models.ManyToManyField(
                related_name="pilots", through="pilots.PilotPlace", to="partnerships.place"
            ),
        ),
        migrations.AddField(
            model_name="pilot",
            name="topics",
            field=models.ManyToManyField(
                blank=True,
                related_name="pilots",
                through="pilots.PilotTopic",
                to="partnerships.topic",
            ),
        ),
    ]
