import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
from django.conf import settings
from django.db import migrations, models
from records.tables import TablesTogether


class Migration(TablesTogether):
    """Case studies: what was tried, what honestly came of it, reviewed and published."""

    dependencies = [
        ("pilots", "0007_visits_by_day"),
        ("records", "0002_spent_without_account"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseStudy",
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
                ("slug", models.SlugField(max_length=150, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("tried", models.TextField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("worked", "worked"),
                            ("partly", "partly worked"),
                            ("did_not", "did not work"),
                            ("too_early", "too early to say"),
                            ("unknown", "not known"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "reason",
                    models.TextField(help_text="Why we say so: what was seen, counted or told"),
                ),
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
                    "state",
                    models.CharField(
                        choices=[
                            ("written", "waits for a review"),
                            ("reviewed", "reviewed, not published"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="written",
                        max_length=9,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("review_note", models.TextField(blank=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_because", models.TextField(blank=True)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector(
                                "title", config="english", weight="A"
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "tried", "reason", config="english", weight="B"
                            ),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "changed_by",
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
                        related_name="case_studies",
                        to="pilots.pilot",
                    ),
                ),
                (
                    "reviewed_by",
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
                "verbose_name_plural": "case studies",
                "ordering": ["-updated_at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseStudyLesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "case_study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lesson_links",
                        to="pilots.casestudy",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="case_study_links",
                        to="pilots.lesson",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="casestudy",
            name="lessons",
            field=models.ManyToManyField(
                blank=True,
                related_name="case_studies",
                through="pilots.CaseStudyLesson",
                to="pilots.lesson",
            ),
        ),
        migrations.CreateModel(
            name="CaseStudyLessonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "case_study",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.casestudy",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.lesson",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pilots.casestudylesson",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseStudyPilot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "case_study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pilot_links",
                        to="pilots.casestudy",
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pilots.pilot",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="casestudy",
            name="beside",
            field=models.ManyToManyField(
                blank=True, related_name="+", through="pilots.CaseStudyPilot", to="pilots.pilot"
            ),
        ),
        migrations.CreateModel(
            name="CaseStudyPilotEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "case_study",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.casestudy",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pilots.casestudypilot",
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
            },
        ),
        migrations.CreateModel(
            name="CaseStudySource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "case_study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="source_links",
                        to="pilots.casestudy",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="casestudy",
            name="sources",
            field=models.ManyToManyField(
                blank=True,
                related_name="case_studies",
                through="pilots.CaseStudySource",
                to="records.source",
            ),
        ),
        migrations.CreateModel(
            name="CaseStudySourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "case_study",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.casestudy",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pilots.casestudysource",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
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
            name="CaseStudyEvent",
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
                ("slug", models.SlugField(db_index=False, max_length=150)),
                ("title", models.CharField(max_length=200)),
                ("tried", models.TextField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("worked", "worked"),
                            ("partly", "partly worked"),
                            ("did_not", "did not work"),
                            ("too_early", "too early to say"),
                            ("unknown", "not known"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "reason",
                    models.TextField(help_text="Why we say so: what was seen, counted or told"),
                ),
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
                    "state",
                    models.CharField(
                        choices=[
                            ("written", "waits for a review"),
                            ("reviewed", "reviewed, not published"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="written",
                        max_length=9,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("review_note", models.TextField(blank=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_because", models.TextField(blank=True)),
                (
                    "changed_by",
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
                        to="pilots.casestudy",
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
                    "reviewed_by",
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
                        name="pilots_case_pgh_obj_61f304_idx",
                    ),
                    models.Index(
                        fields=["pilot", "-pgh_created_at", "-pgh_id"],
                        name="pilots_case_pilot_i_2bc202_idx",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="casestudylesson",
            constraint=models.UniqueConstraint(
                fields=("lesson", "case_study"), name="case_study_names_a_lesson_once"
            ),
        ),
        migrations.AddIndex(
            model_name="casestudylessonevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="pilots_case_pgh_obj_62c035_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="casestudylessonevent",
            index=models.Index(
                fields=["case_study", "-pgh_created_at", "-pgh_id"],
                name="pilots_case_case_st_95701a_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="casestudylessonevent",
            index=models.Index(
                fields=["lesson", "-pgh_created_at", "-pgh_id"],
                name="pilots_case_lesson__f47fbb_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudypilot",
            constraint=models.UniqueConstraint(
                fields=("pilot", "case_study"), name="case_study_names_a_pilot_once"
            ),
        ),
        migrations.AddIndex(
            model_name="casestudypilotevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="pilots_case_pgh_obj_aff197_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="casestudypilotevent",
            index=models.Index(
                fields=["case_study", "-pgh_created_at", "-pgh_id"],
                name="pilots_case_case_st_40ef2f_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="casestudypilotevent",
            index=models.Index(
                fields=["pilot", "-pgh_created_at", "-pgh_id"],
                name="pilots_case_pilot_i_5b59bc_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudysource",
            constraint=models.UniqueConstraint(
                fields=("source", "case_study"), name="case_study_names_a_source_once"
            ),
        ),
        migrations.AddIndex(
            model_name="casestudy",
            index=models.Index(fields=["-updated_at", "-id"], name="case_study_newest"),
        ),
        migrations.AddIndex(
            model_name="casestudy",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="case_study_search"
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("visibility__in", ["team", "place", "programme", "network", "public"])
                ),
                name="case_study_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("tried", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                ),
                name="case_study_says_what_and_why",
                violation_error_message="Say what was tried, and why you say what came of it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "written"),
                    ("state", "withdrawn"),
                    models.Q(("reviewed_at__isnull", False), ("reviewed_by__isnull", False)),
                    _connector="OR",
                ),
                name="case_study_reviewed_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("state", "reviewed"), _negated=True),
                        models.Q(("state", "published"), _negated=True),
                    ),
                    models.Q(
                        models.Q(("reviewed_by", models.F("created_by")), _negated=True),
                        models.Q(("reviewed_by", models.F("changed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="case_study_reviewed_by_another",
                violation_error_message="Somebody else than the writer reviews it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "published"), _negated=True),
                    ("published_at__isnull", False),
                    _connector="OR",
                ),
                name="case_study_published_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        models.Q(("withdrawn_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="case_study_withdrawn_with_reason",
                violation_error_message="Say why it is withdrawn.",
            ),
        ),
        migrations.AddIndex(
            model_name="casestudysourceevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="pilots_case_pgh_obj_3bfabe_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="casestudysourceevent",
            index=models.Index(
                fields=["case_study", "-pgh_created_at", "-pgh_id"],
                name="pilots_case_case_st_ac0cc1_idx",
            ),
        ),
    ]
