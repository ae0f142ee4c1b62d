import django.db.models.deletion
import pghistory.utils
from django.conf import settings
from django.db import migrations, models
from records.tables import TablesTogether


class Migration(TablesTogether):
    """Lessons say what they are about, how people know, and what is still open or did not work."""

    dependencies = [
        ("partnerships", "0014_repeats"),
        ("pilots", "0004_engagement_and_referrals"),
        ("records", "0002_spent_without_account"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LessonTopicEvent",
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
            model_name="lesson",
            name="evidence",
            field=models.TextField(blank=True, default="", db_default=""),
        ),
        migrations.AddField(
            model_name="lesson",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[("unresolved", "not resolved"), ("failed", "did not work")],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="lessonevent",
            name="evidence",
            field=models.TextField(blank=True, default="", db_default=""),
        ),
        migrations.AddField(
            model_name="lessonevent",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[("unresolved", "not resolved"), ("failed", "did not work")],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="LessonTopic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topic_links",
                        to="pilots.lesson",
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
            model_name="lesson",
            name="topics",
            field=models.ManyToManyField(
                blank=True,
                related_name="lessons",
                through="pilots.LessonTopic",
                to="partnerships.topic",
            ),
        ),
        migrations.AddField(
            model_name="lessontopicevent",
            name="lesson",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="pilots.lesson",
            ),
        ),
        migrations.AddField(
            model_name="lessontopicevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="pilots.lessontopic",
            ),
        ),
        migrations.AddField(
            model_name="lessontopicevent",
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
            model_name="lessontopic",
            constraint=models.UniqueConstraint(
                fields=("topic", "lesson"), name="lesson_topic_once"
            ),
        ),
        migrations.AddIndex(
            model_name="lessontopicevent",
            index=models.Index(
                fields=["pgh_obj", "-pgh_created_at", "-pgh_id"],
                name="pilots_less_pgh_obj_456fd5_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="lessontopicevent",
            index=models.Index(
                fields=["lesson", "-pgh_created_at", "-pgh_id"],
                name="pilots_less_lesson__8ff400_idx",
            ),
        ),
    ]
