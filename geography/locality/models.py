"""What people call a place and what is no place of the directory: towns, wards, postcodes."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from access.levelled import PublicQuerySet
from geography.locality.finding import LocalityKey, LocalityQuerySet
from geography.locality.kinds import CONSTITUENCY, NAMED, POSTCODES, Kind
from interface.articles import with_article
from partnerships.place.models.place import Place
from records.models import Source

# Where the National Grid ends, in metres
MOST_EAST, MOST_NORTH = 700_000, 1_300_000


class LocalityRelease(models.Model):
    """One published list of localities as it was loaded: which list, which release, its day.

    A newer release stands beside the older; what is found is what the current one holds.
    """

    class Table(models.TextChoices):
        TOWNS = "towns", "cities, towns and suburbs"
        VILLAGES = "villages", "villages, parishes and hamlets"
        WARDS = "wards", "wards"
        NEW_WARDS = "wards_new", "wards that are new since the list of wards"
        NEIGHBOURHOODS = "neighbourhoods", "named neighbourhoods"
        CONSTITUENCIES = "constituencies", "constituencies"
        POSTCODE_DISTRICTS = "postcode_districts", "postcode districts"
        POSTCODE_SECTORS = "postcode_sectors", "postcode sectors"
        SUB_ICB_LOCATIONS = "sub_icb_locations", "NHS sub-ICB locations"
        POLICE_AND_FIRE = "police_and_fire", "police force areas and fire authorities"
        SMALL_AREAS = "small_areas", "small areas and how deprived they are"

    table = models.CharField("list", max_length=20, choices=Table, help_text="Which list it is")
    name = models.CharField("release", max_length=60, help_text="What its publisher calls it")
    as_of = models.DateField("as of", help_text="The day it is about, or the last of its period")
    digest = models.CharField(max_length=64, help_text="Of the file: the same file changes nothing")
    is_current = models.BooleanField("current", default=True, help_text="Whether it is searched")
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="+", help_text="Where it was published"
    )

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["table", "-as_of", "id"]
        constraints = [
            models.UniqueConstraint(fields=["table", "name"], name="locality_release_once"),
            models.UniqueConstraint(
                fields=["table"],
                condition=Q(is_current=True),
                name="locality_release_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_table_display()}, {self.name}"


class Locality(models.Model):
    """Something that people name and that lies in a council: a town, a ward, a postcode district.

    One row for each council that it lies in, with the ``share`` of it there. It leads to the
    council's page and has none of its own. ``rank`` puts larger ones first; it is never shown.
    Wards alone have ``ended_on``: their lists are whole, and follow each other. Small areas alone
    have the codes of the ward and the care board that they fit best, and a rank of deprivation.
    Where a list says it, its middle is kept in metres of the National Grid.
    """

    Kind = Kind

    release = models.ForeignKey(
        LocalityRelease,
        models.CASCADE,
        related_name="rows",
        db_index=False,
        help_text="The list that has it",
    )
    place = models.ForeignKey(
        Place,
        models.CASCADE,
        related_name="localities",
        db_index=False,
        verbose_name="council",
        help_text="The council that it lies in, or lies in with this share",
    )
    kind = models.CharField(max_length=20, choices=Kind, help_text="What it is")
    name = models.CharField(max_length=150, help_text="As the list has it")
    code = models.CharField(max_length=12, blank=True, help_text="Its official code, if any")
    share = models.DecimalField(
        max_digits=4,
        decimal_places=3,
        null=True,
        help_text="Which part of it lies in the council, from 0 to 1; empty where not known",
    )
    share_of_council = models.DecimalField(
        max_digits=4,
        decimal_places=3,
        null=True,
        help_text="Which part of the council's people live in it; empty where not known",
    )
    is_current = models.BooleanField(
        "searched",
        default=True,
        db_default=True,
        help_text="As its release: kept here so that the indexes hold what is searched alone",
    )
    ended_on = models.DateField(
        null=True,
        help_text="The day of the first whole list that has it no more; empty while one has it",
    )
    ward_code = models.CharField(
        max_length=9, blank=True, default="", db_default="", help_text="Of the ward it fits best"
    )
    board_code = models.CharField(
        max_length=9, blank=True, default="", db_default="", help_text="Of its care board"
    )
    deprivation_rank = models.PositiveIntegerField(
        null=True, help_text="1 is the most deprived in England; empty where there is none"
    )
    easting = models.PositiveIntegerField(
        null=True, help_text="Of its middle, in metres of the National Grid; empty where not known"
    )
    northing = models.PositiveIntegerField(null=True, help_text="Of its middle, as the easting")
    rank = models.PositiveIntegerField(help_text="Lower ones are offered first; never shown")
    name_key = models.GeneratedField(
        expression=LocalityKey("name"), output_field=models.TextField(), db_persist=True
    )

    objects = LocalityQuerySet.as_manager()

    class Meta:
        ordering = ["rank", "name", "id"]
        verbose_name_plural = "localities"
        indexes = [
            GinIndex(
                OpClass(F("name_key"), name="gin_trgm_ops"),
                condition=Q(is_current=True, kind__in=[kind.value for kind in NAMED]),
                name="locality_trigram",
            ),
            models.Index(
                OpClass(F("name_key"), name="text_pattern_ops"),
                condition=Q(is_current=True, kind__in=[kind.value for kind in NAMED]),
                name="locality_begins",
            ),
            models.Index(
                OpClass(F("name"), name="varchar_pattern_ops"),
                condition=Q(is_current=True, kind__in=[kind.value for kind in POSTCODES]),
                name="locality_postcode",
            ),
            models.Index(fields=["place", "kind"], name="locality_of_place"),
            *(
                models.Index(fields=[code], condition=~Q(**{code: ""}), name=f"locality_by_{code}")
                for code in ("ward_code", "board_code")
            ),
            models.Index(
                fields=["release", "deprivation_rank"],
                condition=Q(deprivation_rank__isnull=False),
                name="locality_by_deprivation",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "kind", "name", "code", "place"], name="locality_once"
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gt=0, share__lte=1),
                name="locality_share_is_part",
            ),
            models.CheckConstraint(
                condition=Q(share_of_council=None)
                | Q(share_of_council__gt=0, share_of_council__lte=1),
                name="locality_share_of_council_is_part",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(kind=Kind.WARD), name="locality_ended_is_ward"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="locality_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.SMALL_AREA)
                | Q(ward_code="", board_code="", deprivation_rank=None),
                name="locality_ranked_is_small_area",
            ),
            models.CheckConstraint(
                condition=Q(easting=None, northing=None)
                | Q(easting__isnull=False, northing__isnull=False)
                & Q(easting__lt=MOST_EAST, northing__lt=MOST_NORTH),
                name="locality_middle_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.place.get_absolute_url()

    @property
    def title(self) -> str:
        """ "Truro, in Cornwall": what it is called and where the link leads."""
        return f"{self.name}, in {with_article(self.place.name)}"

    @property
    def what(self) -> str:
        """ "town", "town, in part", "postcode district, 98% of its postcodes"."""
        said = str(self.get_kind_display())
        if self.share is None or self.share >= 1:
            return said
        part = f"{min(max(round(self.share * 100), 1), 99)}%"
        if self.kind in POSTCODES:
            return f"{said}, {part} of its postcodes"
        # Parts of towns are estimates for areas of 2011
        return f"{said}, {part} of its people" if self.kind == CONSTITUENCY else f"{said}, in part"

    @property
    def where(self) -> str:
        """ "town, Worcestershire": what it is and the county or region (after ``offered``)."""
        area = getattr(self, "area_name", "") or ""
        return ", ".join(part for part in (self.what, area) if part)
