import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import pghistory.utils
from django.conf import settings
from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):
    dependencies = [
        ("barriers", "0017_systemic"),
        ("partnerships", "0026_data_contacts"),
        ("pilots", "0018_look_up_faster"),
        ("records", "0002_spent_without_account"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Believed",
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
                ("claim", models.TextField()),
                ("because", models.TextField()),
                (
                    "open_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "whoever reads the barrier"),
                            ("network", "everyone signed in"),
                            ("public", "everyone"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("is_example", models.BooleanField(default=False)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector(
                                "claim", config="english", weight="A"
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "because", config="english", weight="B"
                            ),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "barrier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="believed",
                        to="barriers.barrier",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="believed",
                        to="barriers.category",
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
                    "found_by",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="barriers.check",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="believed",
                        to="records.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "often believed",
                "verbose_name_plural": "often believed",
                "ordering": ["-updated_at", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BelievedEvent",
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
                ("claim", models.TextField()),
                ("because", models.TextField()),
                (
                    "open_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "whoever reads the barrier"),
                            ("network", "everyone signed in"),
                            ("public", "everyone"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("is_example", models.BooleanField(default=False)),
                (
                    "barrier",
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
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.category",
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
                    "found_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.check",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="barriers.believed",
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
            name="Guidance",
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
                ("about", models.TextField()),
                ("url", models.URLField(blank=True, max_length=500)),
                ("publisher", models.CharField(blank=True, max_length=200)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("places", "councils and partners"),
                            ("government", "civil servants"),
                            ("both", "both sides"),
                            ("not_known", "not known"),
                        ],
                        default="not_known",
                        max_length=10,
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("is_example", models.BooleanField(default=False)),
                (
                    "sort_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Lower("title"),
                        output_field=models.CharField(db_collation="C", max_length=200),
                    ),
                ),
                (
                    "checked_by",
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
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guidance",
                        to="records.source",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "guidance",
                "ordering": ["sort_key", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GuidanceEvent",
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
                ("about", models.TextField()),
                ("url", models.URLField(blank=True, max_length=500)),
                ("publisher", models.CharField(blank=True, max_length=200)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("places", "councils and partners"),
                            ("government", "civil servants"),
                            ("both", "both sides"),
                            ("not_known", "not known"),
                        ],
                        default="not_known",
                        max_length=10,
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("is_example", models.BooleanField(default=False)),
                (
                    "checked_by",
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
                        to="barriers.guidance",
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
            name="GuidanceFor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="barriers.category",
                    ),
                ),
                (
                    "guidance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="barriers.guidance",
                    ),
                ),
                (
                    "sub_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="barriers.subtype",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Practice",
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
                ("code", models.CharField(max_length=2, unique=True)),
                ("step", models.TextField()),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("civil_servants", "civil servants"),
                            ("senior", "senior civil servants"),
                            ("departments", "departments"),
                            ("both", "both sides"),
                        ],
                        max_length=14,
                    ),
                ),
                ("here", models.CharField(blank=True, max_length=200)),
                ("here_url", models.CharField(blank=True, max_length=200)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="barriers.category",
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
                "ordering": ["code"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GuidanceForEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.category",
                    ),
                ),
                (
                    "guidance",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.guidance",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="barriers.guidancefor",
                    ),
                ),
                (
                    "sub_type",
                    models.ForeignKey(
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
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.practice",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="guidancefor",
            name="practice",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="guidance_links",
                to="barriers.practice",
            ),
        ),
        migrations.CreateModel(
            name="PracticeDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                (
                    "came_from",
                    models.CharField(
                        choices=[
                            ("logging", "while logging"),
                            ("barrier", "from a barrier"),
                            ("report", "from a report"),
                            ("library", "in the library"),
                        ],
                        max_length=7,
                    ),
                ),
                ("opened", models.PositiveIntegerField(default=1)),
                (
                    "believed",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="barriers.believed",
                    ),
                ),
                (
                    "guidance",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="barriers.guidance",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="barriers.practice",
                    ),
                ),
            ],
            options={
                "ordering": ["day", "id"],
            },
        ),
        migrations.CreateModel(
            name="PracticeEvent",
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
                ("code", models.CharField(max_length=2)),
                ("step", models.TextField()),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("civil_servants", "civil servants"),
                            ("senior", "senior civil servants"),
                            ("departments", "departments"),
                            ("both", "both sides"),
                        ],
                        max_length=14,
                    ),
                ),
                ("here", models.CharField(blank=True, max_length=200)),
                ("here_url", models.CharField(blank=True, max_length=200)),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.category",
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
                        to="barriers.practice",
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
            name="PracticeExample",
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
                ("tried", models.TextField(blank=True)),
                ("result", models.TextField(blank=True)),
                ("where_said", models.CharField(blank=True, max_length=120)),
                ("is_example", models.BooleanField(default=False)),
                (
                    "barrier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="examples",
                        to="barriers.barrier",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="examples",
                        to="barriers.category",
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
                    "lesson",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pilots.lesson",
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pilots.pilot",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnerships.place",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="examples",
                        to="barriers.practice",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practice_examples",
                        to="records.source",
                    ),
                ),
            ],
            options={
                "ordering": ["category", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PracticeExampleEvent",
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
                ("tried", models.TextField(blank=True)),
                ("result", models.TextField(blank=True)),
                ("where_said", models.CharField(blank=True, max_length=120)),
                ("is_example", models.BooleanField(default=False)),
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
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.category",
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
                    "lesson",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
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
                        to="barriers.practiceexample",
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
                    "practice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="barriers.practice",
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
        migrations.AddIndex(
            model_name="believed",
            index=models.Index(fields=["-updated_at", "-id"], name="believed_newest"),
        ),
        migrations.AddIndex(
            model_name="believed",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="believed_search"
            ),
        ),
        migrations.AddConstraint(
            model_name="believed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claim", ""), _negated=True), models.Q(("because", ""), _negated=True)
                ),
                name="believed_says_what_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="believed",
            constraint=models.CheckConstraint(
                condition=models.Q(("open_to__in", ["", "network", "public"])),
                name="believed_level_known",
            ),
        ),
        migrations.AddIndex(
            model_name="believedevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="barriers_be_pgh_obj_56a94d_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="believedevent",
            index=models.Index(
                fields=["barrier", "-pgh_created_at", "-pgh_id"],
                name="barriers_be_barrier_3b3a2e_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="guidance",
            index=models.Index(fields=["sort_key", "id"], name="guidance_by_title"),
        ),
        migrations.AddConstraint(
            model_name="guidance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True), models.Q(("about", ""), _negated=True)
                ),
                name="guidance_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_by", None), ("checked_on__isnull", False), _connector="OR"
                ),
                name="guidance_checked_on_a_day",
            ),
        ),
        migrations.AddIndex(
            model_name="guidanceevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="barriers_gu_pgh_obj_398469_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^[1-9][a-z]$")), name="practice_code_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(("step", ""), _negated=True), name="practice_says_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("here_url", ""),
                    models.Q(("here_url__startswith", "/"), models.Q(("here", ""), _negated=True)),
                    _connector="OR",
                ),
                name="practice_link_says_what",
            ),
        ),
        migrations.AddIndex(
            model_name="guidanceforevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="barriers_gu_pgh_obj_4baeec_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="guidanceforevent",
            index=models.Index(
                fields=["guidance", "-pgh_created_at", "-pgh_id"],
                name="barriers_gu_guidanc_e5838c_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidancefor",
            constraint=models.CheckConstraint(
                condition=models.Q(("practice", None), ("sub_type", None), _connector="OR"),
                name="guidance_for_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidancefor",
            constraint=models.UniqueConstraint(
                condition=models.Q(("practice", None), ("sub_type", None)),
                fields=("category", "guidance"),
                name="guidance_for_kind_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidancefor",
            constraint=models.UniqueConstraint(
                fields=("practice", "guidance"), name="guidance_for_practice_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="guidancefor",
            constraint=models.UniqueConstraint(
                fields=("sub_type", "guidance"), name="guidance_for_sub_type_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="practiceday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("believed", None), ("guidance", None), ("practice__isnull", False)),
                    models.Q(("believed", None), ("guidance__isnull", False), ("practice", None)),
                    models.Q(("believed__isnull", False), ("guidance", None), ("practice", None)),
                    _connector="OR",
                ),
                name="practice_day_of_one_entry",
            ),
        ),
        migrations.AddConstraint(
            model_name="practiceday",
            constraint=models.UniqueConstraint(
                fields=("practice", "day", "came_from"), name="practice_day_practice_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="practiceday",
            constraint=models.UniqueConstraint(
                fields=("guidance", "day", "came_from"), name="practice_day_guidance_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="practiceday",
            constraint=models.UniqueConstraint(
                fields=("believed", "day", "came_from"), name="practice_day_believed_once"
            ),
        ),
        migrations.AddIndex(
            model_name="practiceevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="barriers_pr_pgh_obj_f168fd_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="practiceexample",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", ""), _negated=True), name="practice_example_says_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="practiceexample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("place__isnull", False),
                    models.Q(("where_said", ""), _negated=True),
                    _connector="OR",
                ),
                name="practice_example_says_where",
                violation_error_message="Say where it was.",
            ),
        ),
        migrations.AddConstraint(
            model_name="practiceexample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source__isnull", False),
                    ("barrier__isnull", False),
                    ("pilot__isnull", False),
                    ("lesson__isnull", False),
                    ("is_example", True),
                    _connector="OR",
                ),
                name="practice_example_has_source",
                violation_error_message="Say where this is from.",
            ),
        ),
        migrations.AddIndex(
            model_name="practiceexampleevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="barriers_pr_pgh_obj_847f10_idx",
            ),
        ),
    ]
