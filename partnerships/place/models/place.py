from __future__ import annotations

import datetime as dt
from collections.abc import Set
from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower
from django.utils import timezone

from access.levelled import AddressedQuerySet
from access.reach import PLACE_TRIGGERS, REACH_LINK_TRIGGERS
from records.addresses import address
from records.columns import by_record
from records.dates import TURNED
from records.history import tracked
from records.models import Source, Tracked
from records.names import PlainKey, holding_words, name_key, near, spellings, typed
from registry.reviewed import Reviewed


class DateRange(Func):
    """``daterange(valid_from, valid_to)``, half-open, as exclusion constraints want it."""

    function = "DATERANGE"
    output_field = DateRangeField()


def never_overlapping(name: str, *equal: str) -> ExclusionConstraint:
    """Dated rows that are equal in these columns never hold on the same day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *[(column, RangeOperators.EQUAL) for column in equal],
            (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
        ],
    )


def dates_in_order(name: str) -> models.CheckConstraint:
    """A dated row holds on one day at least; either end may be not known."""
    holds = Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from"))
    return models.CheckConstraint(condition=holds, name=name, violation_error_message=f"{TURNED}.")


def holding(day: dt.date) -> Q:
    """Dated rows that hold on this day."""
    return Q(Q(valid_from__lte=day) | Q(valid_from=None), Q(valid_to__gt=day) | Q(valid_to=None))


# A place and all within it on one day, by the links that held on it.
WITHIN_ON = """
WITH RECURSIVE down (id) AS (
  SELECT %s::bigint
  UNION
  SELECT link.place_id FROM down JOIN partnerships_placelink link ON link.other_id = down.id
  WHERE link.kind = 'within' AND coalesce(link.valid_from, '-infinity') <= %s
    AND coalesce(link.valid_to, 'infinity') > %s
) SELECT id FROM down
"""


class PlaceQuerySet(AddressedQuerySet):
    """Places of any scale; the directory is public."""

    def within(self, place: Place) -> Self:
        """This place and every place within it today."""
        reach = PlaceReach.objects.filter(ancestor=place, place=OuterRef("pk"))
        return self.filter(Exists(reach))

    def within_on(self, place: Place, day: dt.date) -> Self:
        """This place and every place that lay within it on that day."""
        # The text is ours and takes its values as parameters
        return self.filter(pk__in=RawSQL(WITHIN_ON, [place.pk, day, day]))  # noqa: S611

    def standing(self, day: dt.date) -> Self:
        """Places that were there on that day, as far as is known: their name held on it."""
        plain = PlaceName.objects.filter(place=OuterRef("pk"), kind=PlaceName.Kind.PLAIN)
        return self.filter(Exists(plain.filter(holding(day))) | ~Exists(plain))

    def with_end(self) -> Self:
        """With ``ended_on``: the first day on which it is no more; None where it stands."""
        plain = PlaceName.objects.filter(place=OuterRef("pk"), kind=PlaceName.Kind.PLAIN)
        latest = plain.order_by(F("valid_to").desc(nulls_first=True)).values("valid_to")[:1]
        return self.annotate(ended_on=Subquery(latest))

    def found_by(self, text: str) -> Self:
        """Places with a current, former or short name that holds these words, or with this code."""
        names = holding_words(PlaceName.objects, text).order_by().values("place")
        codes = PlaceCode.objects.filter(code=typed(text).upper()).order_by().values("place")
        return self.filter(pk__in=names.union(codes))

    def with_code(self, code: str) -> Self:
        """Places that carry or carried this code, of any scheme."""
        codes = PlaceCode.objects.filter(code=typed(code).upper())
        return self.filter(pk__in=codes.order_by().values("place"))

    def best_first(self, text: str) -> Self:
        """Those called just so first, then those whose name begins so, each by name.

        Of two of one name the one that stands comes first; ``is_over`` says which has ended.
        """
        keys = [PlainKey(Value(spelling)) for spelling in sorted(spellings(text))]
        begins = Q()
        for key in keys:
            begins |= Q(name_key__startswith=key)
        names = PlaceName.objects.filter(place=OuterRef("pk"))
        return self.with_is_over().order_by(
            Exists(names.filter(name_key__in=keys)).desc(),
            Exists(names.filter(begins)).desc(),
            *("sort_key", "is_over", "id"),
        )

    def with_is_over(self) -> Self:
        """With ``is_over``: whether others came after it."""
        after = PlaceLink.objects.filter(place=OuterRef("pk"), kind=PlaceLink.Kind.SUCCEEDED_BY)
        return self.annotate(is_over=Exists(after.filter(holding(timezone.localdate()))))

    def _localities(self) -> Any:
        return self.model.localities.rel.related_model.objects.all()

    def around(self, text: str, most: int) -> list[Any]:
        """The councils in which something is called so, each with ``known_for``: "Truro, city".

        With ``is_meant``: whether the whole name or postcode was typed.
        """
        here = self._localities().filter(place__in=self.order_by().values("pk"))
        rows = here.offered(text, most)
        councils = dict[int, Any]()
        for row in rows:
            row.place.known_as = row.name
            row.place.known_for = f"{row.name}, {row.where}"
            row.place.is_meant = getattr(row, "is_whole", False)
            councils.setdefault(row.place_id, row.place)
        return list(councils.values())

    def read_as(self, text: str) -> tuple[str, ...]:
        """What is looked for of a name: ``around`` finds the same for all postcodes of a sector."""
        return tuple(self._localities().postcode_names(text)) or (text,)

    def of_postcode(self, text: str) -> tuple[set[int], str]:
        """The councils in which a whole postcode lies; and its country, where that is another."""
        return self._localities().of_postcode(text)

    def missing_words(self, text: str) -> str:
        """What to say where nothing is found for a postcode; empty for anything else."""
        return str(self._localities().missing_words(text))

    def spelt_like(self, text: str) -> Self:
        """Places with a name spelt nearly so, the nearest first."""
        return self.filter(pk__in=near(PlaceName.objects, text).values("place")).order_by(
            Subquery(
                near(PlaceName.objects.filter(place=OuterRef("pk")), text)
                .order_by("-nearness")
                .values("nearness")[:1]
            ).desc(),
            *("sort_key", "id"),
        )

    def in_the_record(self) -> Self:
        """Places that take part in a programme, as against those that only frame others."""
        return self.filter(Exists(Place.programmes.through.objects.filter(place=OuterRef("pk"))))


@tracked()
class Place(Reviewed, Tracked):
    """Somewhere that people work on together, at any scale from a ward to a region.

    ``name`` is the plain name that pages show today; all names, also former and short ones, are
    PlaceName rows and are what search reads. ``drawn_because`` says why an area was drawn for a
    purpose; the areas that it is made of are ``within`` it.
    """

    class Kind(models.TextChoices):
        REGION = "region", "region"
        COMBINED_AUTHORITY = "combined_authority", "combined authority"
        COUNTY = "county", "county"
        UNITARY = "unitary", "unitary council"
        METROPOLITAN_BOROUGH = "metropolitan_borough", "metropolitan borough"
        LONDON_BOROUGH = "london_borough", "London borough"
        CITY_CORPORATION = "city_corporation", "city corporation"
        DISTRICT = "district", "district"
        STRATEGIC_AUTHORITY = "strategic_authority", "strategic authority"
        INTEGRATED_CARE_SYSTEM = "integrated_care_system", "integrated care system"
        NHS_REGION = "nhs_region", "NHS region"
        NHS_PLACE = "nhs_place", "NHS place"
        WARD = "ward", "ward"
        PARISH = "parish", "parish"
        NEIGHBOURHOOD = "neighbourhood", "neighbourhood"
        CUSTOM = "custom", "area drawn for a purpose"

    name = models.CharField(max_length=150)
    slug = models.SlugField(max_length=150, unique=True)
    kind = models.CharField(max_length=24, choices=Kind)
    description = models.TextField(blank=True)
    drawn_because = models.CharField(max_length=300, blank=True, db_default="")
    is_example = models.BooleanField(default=False)
    # When an editor put the list of first steps away (``dashboards/first_day``).
    set_up_on = models.DateField("first steps hidden", null=True, blank=True, editable=False)
    sort_key = models.GeneratedField(
        expression=Lower("name"),
        output_field=models.CharField(max_length=150, db_collation="C"),
        db_persist=True,
    )
    parents = models.ManyToManyField(
        "self",
        through="PlaceLink",
        through_fields=("place", "other"),
        symmetrical=False,
        related_name="children",
    )
    programmes = models.ManyToManyField(
        "partnerships.Programme", through="partnerships.ProgrammePlace", related_name="places"
    )

    # What was typed for it: a town, ward or postcode within it; with what that is, and its name.
    known_for: str = ""
    known_as: str = ""
    # Ids of this place and those above it, where they came with it in one query.
    known_reach: frozenset[int] | None = None

    objects = PlaceQuerySet.as_manager()
    READ_BY: ClassVar = by_record("description", "drawn_because")

    class Meta(Tracked.Meta):
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="place_by_name"),
            models.Index(fields=["kind", "sort_key", "id"], name="place_by_kind"),
            models.Index(fields=["id"], condition=Q(is_example=True), name="place_example"),
        ]
        triggers = [*Tracked.Meta.triggers, *PLACE_TRIGGERS]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_the_nhs(self) -> bool:
        """Whether it is an area of health and care: a care system, or a place within one."""
        return self.kind in (self.Kind.INTEGRATED_CARE_SYSTEM, self.Kind.NHS_PLACE)

    def get_absolute_url(self) -> str:
        return address("place", self.slug)

    @property
    def reach(self) -> Set[int]:
        """Ids of this place and of those above it."""
        return PlaceReach.of([self.pk]) if self.known_reach is None else self.known_reach


@tracked()
class PlaceName(Tracked):
    """One name of a place and when it held: plain, official, short or former.

    Half-open: on ``valid_to`` the name no longer holds. A missing date is not known.
    """

    class Kind(models.TextChoices):
        PLAIN = "plain", "name"
        OFFICIAL = "official", "official name"
        SHORT = "short", "short name"
        OTHER = "other", "also called"

    place = models.ForeignKey(Place, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PLAIN)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    name_key = name_key("name")

    class Meta(Tracked.Meta):
        ordering = ["place", "kind", "id"]
        indexes = [GinIndex(OpClass(F("name_key"), name="gin_trgm_ops"), name="place_name_trigram")]
        constraints = [
            dates_in_order("place_name_dates_in_order"),
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(kind="plain", valid_to=None),
                name="place_one_current_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class PlaceCode(Tracked):
    """An official code of a place (GSS and others); an ended code still finds its place."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="codes")
    scheme = models.CharField(max_length=20, default="gss")
    code = models.CharField(max_length=30)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Tracked.Meta):
        ordering = ["place", "scheme", "id"]
        constraints = [
            dates_in_order("place_code_dates_in_order"),
            models.UniqueConstraint(fields=["scheme", "code"], name="place_code_once"),
            models.UniqueConstraint(
                fields=["place", "scheme"],
                condition=Q(valid_to=None),
                name="place_one_current_code",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9A-Z.-]+$"), name="place_code_written_plainly"
            ),
        ]
        indexes = [models.Index(fields=["code"], name="place_code_lookup")]

    def __str__(self) -> str:
        return self.code


def codes_on(day: dt.date) -> models.QuerySet[PlaceCode]:
    """The ONS code of each place on a day; of one that has ended by then, its last."""
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    latest = ("place_id", F("valid_to").desc(nulls_first=True), "id")
    return PlaceCode.objects.filter(begun, scheme="gss").order_by(*latest).distinct("place_id")


@tracked()
class PlaceLink(Tracked):
    """How one place stands to another, and when.

    ``within`` and ``overlaps`` read "place is within other"; ``succeeded_by`` names what came after
    (merge, split, recode). ``share`` is the part of ``place`` that overlaps, from 0 to 1, of what
    ``basis`` says (area, people); ``reason`` why it is so, and who agreed.
    """

    class Kind(models.TextChoices):
        WITHIN = "within", "within"
        OVERLAPS = "overlaps", "overlaps"
        SUCCEEDED_BY = "succeeded_by", "succeeded by"

    place = models.ForeignKey(Place, models.CASCADE, related_name="links")
    other = models.ForeignKey(Place, models.CASCADE, related_name="links_back")
    kind = models.CharField(max_length=12, choices=Kind)
    share = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    basis = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True, db_default="")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    READ_BY: ClassVar = by_record("basis", "reason")

    class Meta(Tracked.Meta):
        ordering = ["place", "kind", "id"]
        constraints = [
            dates_in_order("place_link_dates_in_order"),
            models.CheckConstraint(
                condition=~Q(place=F("other")),
                name="place_not_within_itself",
                violation_error_message="A place cannot be within itself.",
            ),
            never_overlapping("place_link_never_twice", "place", "other", "kind"),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gt=0, share__lte=1),
                name="place_link_share_is_part",
            ),
        ]
        triggers = [*Tracked.Meta.triggers, *REACH_LINK_TRIGGERS]


class PlaceReach(models.Model):
    """Which places lie within which today: the closure of ``within``, each place in itself too.

    Kept by the database (``access.reach``); nobody edits it.
    """

    ancestor = models.ForeignKey(Place, models.CASCADE, related_name="reach_down")
    place = models.ForeignKey(Place, models.CASCADE, related_name="reach_up")

    class Meta:
        verbose_name_plural = "place reaches"
        ordering = ["ancestor", "place"]
        constraints = [
            models.UniqueConstraint(fields=["ancestor", "place"], name="place_reach_once")
        ]
        indexes = [models.Index(fields=["place", "ancestor"], name="place_reach_up")]

    def __str__(self) -> str:
        return f"{self.place} in {self.ancestor}"

    @classmethod
    def of(cls, place_ids: Any) -> set[int]:
        """Ids of these places and of all places above them."""
        rows = cls.objects.filter(place_id__in=list(place_ids))
        return set(rows.values_list("ancestor_id", flat=True))
