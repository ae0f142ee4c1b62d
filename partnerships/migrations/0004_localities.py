import django.contrib.postgres.indexes
import django.db.models.deletion
import partnerships.locality.finding
from django.db import migrations, models

from records.tables import TablesTogether


class Migration(TablesTogether):
    dependencies = [
        ("partnerships", "0003_programme_place_named"),
        ("records", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="LocalityRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "table",
                    models.CharField(
                        choices=[
                            ("towns", "cities, towns and suburbs"),
                            ("villages", "villages, parishes and hamlets"),
                            ("wards", "wards"),
                            ("neighbourhoods", "named neighbourhoods"),
                            ("constituencies", "constituencies"),
                            ("postcode_districts", "postcode districts"),
                            ("postcode_sectors", "postcode sectors"),
                            ("sub_icb_locations", "NHS sub-ICB locations"),
                            ("police_and_fire", "police force areas and fire authorities"),
                        ],
                        help_text="Which list it is",
                        max_length=20,
                        verbose_name="list",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="What its publisher calls it",
                        max_length=60,
                        verbose_name="release",
                    ),
                ),
                (
                    "as_of",
                    models.DateField(
                        help_text="The day that it speaks of, or its last", verbose_name="as of"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="Of the file: the same file changes nothing", max_length=64
                    ),
                ),
                (
                    "is_current",
                    models.BooleanField(
                        default=True, help_text="Whether it is searched", verbose_name="current"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="Where it was published",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.source",
                    ),
                ),
            ],
            options={
                "ordering": ["table", "-as_of", "id"],
            },
        ),
        migrations.CreateModel(
            name="Locality",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("city", "city"),
                            ("town", "town"),
                            ("suburb", "suburb"),
                            ("conurbation", "conurbation"),
                            ("built_up_area", "built-up area"),
                            ("village", "village"),
                            ("hamlet", "hamlet"),
                            ("parish", "parish"),
                            ("place", "settlement"),
                            ("ward", "ward"),
                            ("neighbourhood", "neighbourhood"),
                            ("constituency", "constituency"),
                            ("postcode_district", "postcode district"),
                            ("postcode_sector", "postcode sector"),
                            ("sub_icb_location", "NHS sub-ICB location"),
                            ("police_area", "police force area"),
                            ("fire_authority", "fire authority"),
                        ],
                        help_text="What it is",
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(help_text="As the list has it", max_length=150)),
                (
                    "code",
                    models.CharField(
                        blank=True, help_text="Its official code, if any", max_length=12
                    ),
                ),
                (
                    "share",
                    models.DecimalField(
                        decimal_places=3,
                        help_text="Which part of it lies in the council, from 0 to 1; empty where not known",
                        max_digits=4,
                        null=True,
                    ),
                ),
                (
                    "share_of_council",
                    models.DecimalField(
                        decimal_places=3,
                        help_text="Which part of the council's people live in it; empty where not known",
                        max_digits=4,
                        null=True,
                    ),
                ),
                (
                    "rank",
                    models.PositiveIntegerField(
                        help_text="Lower ones are offered first; never shown"
                    ),
                ),
                (
                    "is_current",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="As its release: kept here so that the indexes hold what is searched alone",
                        verbose_name="searched",
                    ),
                ),
                (
                    "name_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=partnerships.locality.finding.LocalityKey("name"),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        help_text="The council that it lies in, or lies in with this share",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="localities",
                        to="partnerships.place",
                        verbose_name="council",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        db_index=False,
                        help_text="The list that has it",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="partnerships.localityrelease",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "localities",
                "ordering": ["rank", "name", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="localityrelease",
            constraint=models.UniqueConstraint(
                fields=("table", "name"), name="locality_release_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="localityrelease",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("table",),
                name="locality_release_one_current",
            ),
        ),
        migrations.AddIndex(
            model_name="locality",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("name_key"), name="gin_trgm_ops"),
                condition=models.Q(
                    ("is_current", True),
                    (
                        "kind__in",
                        [
                            "city",
                            "town",
                            "suburb",
                            "conurbation",
                            "built_up_area",
                            "village",
                            "hamlet",
                            "parish",
                            "place",
                            "ward",
                            "neighbourhood",
                            "constituency",
                        ],
                    ),
                ),
                name="locality_trigram",
            ),
        ),
        migrations.AddIndex(
            model_name="locality",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(
                    models.F("name_key"), name="text_pattern_ops"
                ),
                condition=models.Q(
                    ("is_current", True),
                    (
                        "kind__in",
                        [
                            "city",
                            "town",
                            "suburb",
                            "conurbation",
                            "built_up_area",
                            "village",
                            "hamlet",
                            "parish",
                            "place",
                            "ward",
                            "neighbourhood",
                            "constituency",
                        ],
                    ),
                ),
                name="locality_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="locality",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(
                    models.F("name"), name="varchar_pattern_ops"
                ),
                condition=models.Q(
                    ("is_current", True), ("kind__in", ["postcode_district", "postcode_sector"])
                ),
                name="locality_postcode",
            ),
        ),
        migrations.AddIndex(
            model_name="locality",
            index=models.Index(fields=["place", "kind"], name="locality_of_place"),
        ),
        migrations.AddConstraint(
            model_name="locality",
            constraint=models.UniqueConstraint(
                fields=("release", "kind", "name", "code", "place"), name="locality_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="locality",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("share", None), models.Q(("share__gt", 0), ("share__lte", 1)), _connector="OR"
                ),
                name="locality_share_is_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="locality",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("share_of_council", None),
                    models.Q(("share_of_council__gt", 0), ("share_of_council__lte", 1)),
                    _connector="OR",
                ),
                name="locality_share_of_council_is_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="locality",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "city",
                            "town",
                            "suburb",
                            "conurbation",
                            "built_up_area",
                            "village",
                            "hamlet",
                            "parish",
                            "place",
                            "ward",
                            "neighbourhood",
                            "constituency",
                            "postcode_district",
                            "postcode_sector",
                            "sub_icb_location",
                            "police_area",
                            "fire_authority",
                        ],
                    )
                ),
                name="locality_kind_known",
            ),
        ),
    ]
