import django.db.models.deletion
from django.db import migrations, models

# As Django named the constraints of the tables that it made by itself
NAMED = {
    "flow": "funding_flow_topics_flow_id_topic_id_de663ff0_uniq",
    "fund": "funding_fund_topics_fund_id_topic_id_80ef530d_uniq",
}
RENAME = "ALTER TABLE funding_{0}_topics RENAME CONSTRAINT {1} TO {2}"


def _state(record: str, model: str) -> list:
    """The table that was there, as a model of its own."""
    return [
        migrations.CreateModel(
            name=f"{model}Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    record,
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topic_links",
                        to=f"funding.{record}",
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
                "db_table": f"funding_{record}_topics",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=(record, "topic"), name=f"{record}_topic_once")
                ],
            },
        ),
        migrations.AlterField(
            record,
            "topics",
            models.ManyToManyField(
                blank=True,
                related_name=f"{record}s",
                through=f"funding.{model}Topic",
                to="partnerships.topic",
            ),
        ),
    ]


class Migration(migrations.Migration):
    """The topics of money and of funds get a history; their tables stay as they are."""

    dependencies = [
        ("funding", "0007_without_covered_index"),
        ("partnerships", "0010_further_sectors"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    RENAME.format(record, name, f"{record}_topic_once"),
                    RENAME.format(record, f"{record}_topic_once", name),
                )
                for record, name in NAMED.items()
            ],
            [*_state("flow", "Flow"), *_state("fund", "Fund")],
        ),
    ]
