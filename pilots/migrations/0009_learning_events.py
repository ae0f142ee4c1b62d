import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
from django.conf import settings
from django.db import migrations, models
from records.tables import TablesTogether


class Migration(TablesTogether):
    """Days on which places learn from each other."""

    dependencies = [
        ("partnerships", "0021_moved_once_a_rule"),
        ("pilots", "0008_case_studies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LearningEvent",
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
                ("day", models.DateField()),
                ("hours", models.CharField(blank=True, max_length=80)),
                ("where", models.CharField(blank=True, max_length=200)),
                ("for_whom", models.CharField(max_length=300)),
                ("invited", models.TextField(blank=True)),
                ("about", models.TextField(blank=True)),
                ("shared", models.TextField(blank=True)),
                ("shared_url", models.URLField(blank=True, max_length=500)),
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
                        default="network",
                        max_length=10,
                    ),
                ),
                ("called_off_at", models.DateTimeField(blank=True, null=True)),
                ("called_off_because", models.TextField(blank=True)),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learning_events",
                        to="partnerships.place",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learning_events",
                        to="partnerships.programme",
                    ),
                ),
            ],
            options={
                "ordering": ["day", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LearningEventTopic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topic_links",
                        to="pilots.learningevent",
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
            },
        ),
        migrations.AddField(
            model_name="learningevent",
            name="topics",
            field=models.ManyToManyField(
                blank=True,
                related_name="+",
                through="pilots.LearningEventTopic",
                to="partnerships.topic",
            ),
        ),
        migrations.CreateModel(
            name="LearningEventTopicEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pilots.learningevent",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="pilots.learningeventtopic",
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
            },
        ),
        migrations.CreateModel(
            name="LearningEventEvent",
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
                ("day", models.DateField()),
                ("hours", models.CharField(blank=True, max_length=80)),
                ("where", models.CharField(blank=True, max_length=200)),
                ("for_whom", models.CharField(max_length=300)),
                ("invited", models.TextField(blank=True)),
                ("about", models.TextField(blank=True)),
                ("shared", models.TextField(blank=True)),
                ("shared_url", models.URLField(blank=True, max_length=500)),
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
                        default="network",
                        max_length=10,
                    ),
                ),
                ("called_off_at", models.DateTimeField(blank=True, null=True)),
                ("called_off_because", models.TextField(blank=True)),
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
                        to="pilots.learningevent",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnerships.place",
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
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                        name="pilots_lear_pgh_obj_b71923_idx",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="learningeventtopic",
            constraint=models.UniqueConstraint(
                fields=("topic", "event"), name="learning_event_topic_once"
            ),
        ),
        migrations.AddIndex(
            model_name="learningevent",
            index=models.Index(fields=["day", "id"], name="learning_event_by_day"),
        ),
        migrations.AddConstraint(
            model_name="learningevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("visibility__in", ("network", "public"))),
                name="learning_event_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("called_off_at", None),
                    models.Q(("called_off_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="learning_event_called_off_with_reason",
                violation_error_message="Say why it is called off.",
            ),
        ),
        migrations.AddIndex(
            model_name="learningeventtopicevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="pilots_lear_pgh_obj_b14b6a_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="learningeventtopicevent",
            index=models.Index(
                fields=["event", "-pgh_created_at", "-pgh_id"],
                name="pilots_lear_event_i_b81e97_idx",
            ),
        ),
    ]
