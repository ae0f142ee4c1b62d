import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
from django.conf import settings
from django.db import migrations, models
from records.tables import TablesTogether


class Migration(TablesTogether):
    """Milestones that move or are given up, and risks."""

    dependencies = [
        ("partnerships", "0024_withdrawn_says_why"),
        ("pilots", "0011_key_post"),
        ("records", "0002_spent_without_account"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MilestoneMove",
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
                ("before", models.DateField()),
                (
                    "before_precision",
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
                ("after", models.DateField()),
                (
                    "after_precision",
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
                ("why", models.TextField()),
            ],
            options={
                "ordering": ["milestone", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MilestoneMoveEvent",
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
                ("before", models.DateField()),
                (
                    "before_precision",
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
                ("after", models.DateField()),
                (
                    "after_precision",
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
                ("why", models.TextField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Risk",
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
                ("what", models.TextField()),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "low"), (2, "medium"), (3, "high")]
                    ),
                ),
                (
                    "effect",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "low"), (2, "medium"), (3, "high")]
                    ),
                ),
                ("effect_said", models.TextField()),
                ("response", models.TextField(blank=True)),
                ("owner_said", models.CharField(blank=True, max_length=200)),
                ("review_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("happened", "happened"),
                            ("passed", "passed"),
                            ("closed", "closed"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("state_said", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["pilot", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RiskEvent",
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
                ("what", models.TextField()),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "low"), (2, "medium"), (3, "high")]
                    ),
                ),
                (
                    "effect",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "low"), (2, "medium"), (3, "high")]
                    ),
                ),
                ("effect_said", models.TextField()),
                ("response", models.TextField(blank=True)),
                ("owner_said", models.CharField(blank=True, max_length=200)),
                ("review_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("happened", "happened"),
                            ("passed", "passed"),
                            ("closed", "closed"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("state_said", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="milestone",
            name="given_up_because",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="milestone",
            name="given_up_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="milestoneevent",
            name="given_up_because",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="milestoneevent",
            name="given_up_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("given_up_on", None),
                    models.Q(("given_up_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="milestone_given_up_with_reason",
                violation_error_message="Say why it will not happen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("given_up_on", None), ("done", None), _connector="OR"),
                name="milestone_done_or_given_up",
                violation_error_message="What was done was not given up.",
            ),
        ),
        migrations.AddField(
            model_name="milestonemove",
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
            model_name="milestonemove",
            name="milestone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="moves",
                to="pilots.milestone",
            ),
        ),
        migrations.AddField(
            model_name="milestonemoveevent",
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
            model_name="milestonemoveevent",
            name="milestone",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="pilots.milestone",
            ),
        ),
        migrations.AddField(
            model_name="milestonemoveevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="pilots.milestonemove",
            ),
        ),
        migrations.AddField(
            model_name="risk",
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
            model_name="risk",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnerships.post",
            ),
        ),
        migrations.AddField(
            model_name="risk",
            name="pilot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="risks", to="pilots.pilot"
            ),
        ),
        migrations.AddField(
            model_name="riskevent",
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
            model_name="riskevent",
            name="owner",
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
            model_name="riskevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="pilots.risk",
            ),
        ),
        migrations.AddField(
            model_name="riskevent",
            name="pilot",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="pilots.pilot",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestonemove",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="milestone_move_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestonemove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("before", models.F("after")), _negated=True),
                    models.Q(("before_precision", models.F("after_precision")), _negated=True),
                    _connector="OR",
                ),
                name="milestone_move_moves",
            ),
        ),
        migrations.AddIndex(
            model_name="milestonemoveevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="pilots_mile_pgh_obj_67841b_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="milestonemoveevent",
            index=models.Index(
                fields=["milestone", "-pgh_created_at", "-pgh_id"],
                name="pilots_mile_milesto_a26f3e_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="risk",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["review_on"], name="risk_by_review"
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(("effect__in", (1, 2, 3)), ("likelihood__in", (1, 2, 3))),
                name="risk_levels_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("what", ""), _negated=True),
                    models.Q(("effect_said", ""), _negated=True),
                ),
                name="risk_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("owner__isnull", False),
                    models.Q(("owner_said", ""), _negated=True),
                    _connector="OR",
                ),
                name="risk_has_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "open"), models.Q(("state_said", ""), _negated=True), _connector="OR"
                ),
                name="risk_closed_with_reason",
                violation_error_message="Say why it is no longer open.",
            ),
        ),
        migrations.AddIndex(
            model_name="riskevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="pilots_risk_pgh_obj_4620af_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="riskevent",
            index=models.Index(
                fields=["pilot", "-pgh_created_at", "-pgh_id"],
                name="pilots_risk_pilot_i_76d1a9_idx",
            ),
        ),
    ]
