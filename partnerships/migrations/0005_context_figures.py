import django.db.models.deletion
from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):
    dependencies = [
        ("partnerships", "0004_localities"),
        ("records", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Its name in tables and files, which stays",
                        max_length=60,
                        unique=True,
                    ),
                ),
                ("label", models.CharField(help_text="What pages call it", max_length=120)),
                ("topic", models.CharField(help_text="What it is about", max_length=40)),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="Of what; nothing for a rank", max_length=60
                    ),
                ),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How many the publisher gives; nothing where it is words",
                        null=True,
                    ),
                ),
                (
                    "higher_means",
                    models.CharField(
                        blank=True,
                        help_text="How a higher figure reads; nothing where it is neutral",
                        max_length=80,
                    ),
                ),
                (
                    "levels",
                    models.CharField(
                        help_text="For which kinds of area it is published", max_length=200
                    ),
                ),
                ("definition", models.TextField(help_text="What it counts")),
                ("caveat", models.TextField(blank=True, help_text="What to bear in mind")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Where it stands in lists"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("label", ""), _negated=True),
                            models.Q(("definition", ""), _negated=True),
                            models.Q(("levels", ""), _negated=True),
                        ),
                        name="measure_says_what_it_counts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="The edition, in the publisher's words", max_length=160
                    ),
                ),
                (
                    "as_of",
                    models.DateField(help_text="Last day of the period, or the day of publication"),
                ),
                (
                    "ranked",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="How many areas were ranked, where it is a rank",
                        null=True,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="releases",
                        to="partnerships.measure",
                    ),
                ),
            ],
            options={
                "ordering": ["measure", "-as_of", "id"],
            },
        ),
        migrations.CreateModel(
            name="ContextFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        choices=[("E92000001", "England"), ("K02000001", "United Kingdom")],
                        max_length=9,
                    ),
                ),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True),
                ),
                ("words", models.CharField(blank=True, max_length=120)),
                (
                    "lower_95",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True),
                ),
                (
                    "upper_95",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True),
                ),
                (
                    "derivation",
                    models.CharField(
                        blank=True,
                        help_text="How it was worked out; nothing where it is published",
                        max_length=120,
                    ),
                ),
                (
                    "published_as",
                    models.CharField(
                        blank=True,
                        help_text="The area's code in the publisher's table, if another",
                        max_length=9,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="context",
                        to="partnerships.place",
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
                (
                    "release",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="partnerships.measurerelease",
                    ),
                ),
            ],
            options={
                "ordering": ["release", "country", "place", "id"],
            },
        ),
        migrations.CreateModel(
            name="Attribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("licence", models.CharField(max_length=120)),
                (
                    "line",
                    models.CharField(
                        help_text="The words that the licence asks for", max_length=400
                    ),
                ),
                (
                    "source",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attribution",
                        to="records.source",
                    ),
                ),
            ],
            options={
                "ordering": ["source"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("licence", ""), _negated=True),
                            models.Q(("line", ""), _negated=True),
                        ),
                        name="attribution_says_licence_and_words",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="measurerelease",
            constraint=models.UniqueConstraint(
                fields=("measure", "name"), name="measure_release_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="measurerelease",
            constraint=models.UniqueConstraint(
                fields=("measure", "as_of"), name="measure_release_one_a_day"
            ),
        ),
        migrations.AddIndex(
            model_name="contextfigure",
            index=models.Index(fields=["place", "release"], name="context_figure_of_place"),
        ),
        migrations.AddConstraint(
            model_name="contextfigure",
            constraint=models.UniqueConstraint(
                fields=("release", "place"), name="context_figure_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contextfigure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("country", ""), _negated=True),
                fields=("release", "country"),
                name="context_figure_of_country_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="contextfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("country__in", ("E92000001", "K02000001")), ("place", None)),
                    models.Q(("country", ""), ("place__isnull", False)),
                    _connector="OR",
                ),
                name="context_figure_of_one_area",
            ),
        ),
        migrations.AddConstraint(
            model_name="contextfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("value", None), ("words", ""), _connector="OR"),
                name="context_figure_number_or_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="contextfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lower_95", None), ("upper_95", None)),
                    models.Q(
                        ("lower_95__lte", models.F("value")), ("upper_95__gte", models.F("value"))
                    ),
                    _connector="OR",
                ),
                name="context_figure_within_interval",
            ),
        ),
    ]
