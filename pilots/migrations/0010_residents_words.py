import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
from django.conf import settings
from django.db import migrations, models
from records.tables import TablesTogether


class Migration(TablesTogether):
    """You said, we did; and equality monitoring in ranges."""

    dependencies = [
        ("partnerships", "0021_moved_once_a_rule"),
        ("pilots", "0009_learning_events"),
        ("records", "0002_spent_without_account"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EqualityAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("answer", models.CharField(max_length=120)),
                (
                    "people",
                    models.CharField(
                        choices=[
                            ("0-9", "fewer than 10"),
                            ("10-24", "10 to 24"),
                            ("25-49", "25 to 49"),
                            ("50-99", "50 to 99"),
                            ("100-249", "100 to 249"),
                            ("250-499", "250 to 499"),
                            ("500-999", "500 to 999"),
                            ("1000", "1,000 or more"),
                            ("unknown", "not known"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
            options={
                "ordering": ["question", "position"],
            },
        ),
        migrations.CreateModel(
            name="EqualityQuestion",
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
                ("question", models.CharField(max_length=200)),
                ("asked", models.CharField(max_length=300)),
                (
                    "base",
                    models.CharField(
                        choices=[
                            ("0-9", "fewer than 10"),
                            ("10-24", "10 to 24"),
                            ("25-49", "25 to 49"),
                            ("50-99", "50 to 99"),
                            ("100-249", "100 to 249"),
                            ("250-499", "250 to 499"),
                            ("500-999", "500 to 999"),
                            ("1000", "1,000 or more"),
                            ("unknown", "not known"),
                        ],
                        max_length=8,
                    ),
                ),
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
                ("note", models.CharField(blank=True, max_length=300)),
                ("source_said", models.CharField(blank=True, max_length=200)),
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
                        related_name="equality_questions",
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
                "ordering": ["pilot", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EqualityAnswerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("position", models.PositiveSmallIntegerField()),
                ("answer", models.CharField(max_length=120)),
                (
                    "people",
                    models.CharField(
                        choices=[
                            ("0-9", "fewer than 10"),
                            ("10-24", "10 to 24"),
                            ("25-49", "25 to 49"),
                            ("50-99", "50 to 99"),
                            ("100-249", "100 to 249"),
                            ("250-499", "250 to 499"),
                            ("500-999", "500 to 999"),
                            ("1000", "1,000 or more"),
                            ("unknown", "not known"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pilots.equalityanswer",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.equalityquestion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="equalityanswer",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="pilots.equalityquestion",
            ),
        ),
        migrations.CreateModel(
            name="EqualityQuestionEvent",
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
                ("question", models.CharField(max_length=200)),
                ("asked", models.CharField(max_length=300)),
                (
                    "base",
                    models.CharField(
                        choices=[
                            ("0-9", "fewer than 10"),
                            ("10-24", "10 to 24"),
                            ("25-49", "25 to 49"),
                            ("50-99", "50 to 99"),
                            ("100-249", "100 to 249"),
                            ("250-499", "250 to 499"),
                            ("500-999", "500 to 999"),
                            ("1000", "1,000 or more"),
                            ("unknown", "not known"),
                        ],
                        max_length=8,
                    ),
                ),
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
                ("note", models.CharField(blank=True, max_length=300)),
                ("source_said", models.CharField(blank=True, max_length=200)),
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
                        to="pilots.equalityquestion",
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
            },
        ),
        migrations.CreateModel(
            name="YouSaid",
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
                ("said", models.TextField()),
                ("said_by", models.CharField(blank=True, max_length=200)),
                ("said_on", models.DateField(blank=True, null=True)),
                (
                    "said_on_precision",
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
                ("did", models.TextField(blank=True)),
                ("did_on", models.DateField(blank=True, null=True)),
                (
                    "did_on_precision",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "sent in by a resident"),
                            ("proposed", "waits for an editor"),
                            ("approved", "on the public page"),
                            ("declined", "not taken up"),
                            ("withdrawn", "taken off the public page"),
                        ],
                        default="proposed",
                        max_length=9,
                    ),
                ),
                ("from_resident", models.BooleanField(default=False)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "because",
                    models.TextField(blank=True, help_text="Why it was not taken up, or taken off"),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="you_said",
                        to="pilots.pilot",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="you_said",
                        to="partnerships.place",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "you said, we did",
                "ordering": ["place", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="YouSaidEvent",
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
                ("said", models.TextField()),
                ("said_by", models.CharField(blank=True, max_length=200)),
                ("said_on", models.DateField(blank=True, null=True)),
                (
                    "said_on_precision",
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
                ("did", models.TextField(blank=True)),
                ("did_on", models.DateField(blank=True, null=True)),
                (
                    "did_on_precision",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "sent in by a resident"),
                            ("proposed", "waits for an editor"),
                            ("approved", "on the public page"),
                            ("declined", "not taken up"),
                            ("withdrawn", "taken off the public page"),
                        ],
                        default="proposed",
                        max_length=9,
                    ),
                ),
                ("from_resident", models.BooleanField(default=False)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "because",
                    models.TextField(blank=True, help_text="Why it was not taken up, or taken off"),
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
                    "decided_by",
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pilots.yousaid",
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
        migrations.AddConstraint(
            model_name="equalityquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "base__in",
                        [
                            "0-9",
                            "10-24",
                            "25-49",
                            "50-99",
                            "100-249",
                            "250-499",
                            "500-999",
                            "1000",
                            "unknown",
                        ],
                    )
                ),
                name="equality_base_is_a_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="equalityquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source_said", ""), _negated=True),
                    ("source__isnull", False),
                    _connector="OR",
                ),
                name="equality_question_has_a_source",
                violation_error_message="Say where this is from.",
            ),
        ),
        migrations.AddIndex(
            model_name="equalityanswerevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="pilots_equa_pgh_obj_93e875_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="equalityanswerevent",
            index=models.Index(
                fields=["question", "-pgh_created_at", "-pgh_id"],
                name="pilots_equa_questio_5618b8_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="equalityanswer",
            constraint=models.UniqueConstraint(
                fields=("question", "position"), name="equality_answer_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="equalityanswer",
            constraint=models.UniqueConstraint(
                fields=("question", "answer"), name="equality_answer_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="equalityanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "people__in",
                        [
                            "0-9",
                            "10-24",
                            "25-49",
                            "50-99",
                            "100-249",
                            "250-499",
                            "500-999",
                            "1000",
                            "unknown",
                        ],
                    )
                ),
                name="equality_answer_is_a_range",
            ),
        ),
        migrations.AddIndex(
            model_name="equalityquestionevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="pilots_equa_pgh_obj_17afed_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="equalityquestionevent",
            index=models.Index(
                fields=["pilot", "-pgh_created_at", "-pgh_id"],
                name="pilots_equa_pilot_i_62dce8_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="yousaid",
            index=models.Index(fields=["place", "state", "-id"], name="you_said_of_place"),
        ),
        migrations.AddConstraint(
            model_name="yousaid",
            constraint=models.CheckConstraint(
                condition=models.Q(("said", ""), _negated=True), name="you_said_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="yousaid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True),
                    models.Q(
                        models.Q(("did", ""), _negated=True),
                        models.Q(("said_by", ""), _negated=True),
                        ("decided_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="you_said_answered_before_approved",
                violation_error_message="Say who said it, and what was done or why nothing was.",
            ),
        ),
        migrations.AddConstraint(
            model_name="yousaid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("declined", "withdrawn")), _negated=True),
                    models.Q(("because", ""), _negated=True),
                    _connector="OR",
                ),
                name="you_said_turned_down_with_reason",
                violation_error_message="Say why.",
            ),
        ),
        migrations.AddIndex(
            model_name="yousaidevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="pilots_yous_pgh_obj_00c004_idx",
            ),
        ),
    ]
