from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Lower

from access.levelled import AddressedQuerySet
from interface.words import list_words
from partnerships.place.models.place import Place, dates_in_order
from records.addresses import address
from records.columns import by_record
from records.cycles import no_cycle, refuse_cycle
from records.dates import Precision, precision_field
from records.history import tracked
from records.models import Source, Tracked
from records.names import PlainKey, holding_words, name_key, typed
from registry.reviewed import Reviewed

WITHIN_ITSELF = "This body is itself part of the one that you edit."
SUCCEEDS_ITSELF = "This body came before the one that you edit, so it cannot come after it."


class OrganisationQuerySet(AddressedQuerySet):
    """Organisations and the teams within them; the directory is public."""

    def visible_to(self, user: Any) -> Self:
        """All but those that were found to be held twice: their address leads to the one kept."""
        return self.filter(merged_into=None)

    def named_to(self, user: Any) -> Self:
        """Every one, for the names in histories, also of what was merged since."""
        return self

    def found_by(self, text: str) -> Self:
        """Organisations of which a name, also a former or short one, holds these words; those that
        people call so, and those with this official number."""
        names = holding_words(OrganisationName.objects, text).order_by().values("organisation")
        numbers = OrganisationIdentifier.objects.filter(value=typed(text).upper()).order_by()
        key = PlainKey(Value(typed(text)))
        said = Organisation.objects.filter(synonyms__key=key).order_by().values("pk")
        return self.filter(pk__in=names.union(numbers.values("organisation"), said))

    def best_first(self, text: str) -> Self:
        """Those with exactly this short name first, then names that begin so, then the others."""
        key = PlainKey(Value(typed(text)))
        names = OrganisationName.objects.filter(organisation=OuterRef("pk"))
        short = names.annotate(short=PlainKey("short_name")).filter(short=key).exclude(short="")
        begins = names.filter(name_key__startswith=key)
        return self.order_by(Exists(short).desc(), Exists(begins).desc(), "sort_key", "id")

    def called(self, text: str) -> Self:
        """Those with exactly this short or former short name, or that people call so."""
        key = PlainKey(Value(typed(text)))
        keyed = OrganisationName.objects.annotate(short=PlainKey("short_name"))
        short = keyed.filter(~Q(short_name=""), short=key).order_by().values("organisation")
        other = Organisation.objects.filter(synonyms__key=key).order_by().values("pk")
        return self.filter(pk__in=short.union(other))

    def of_bodies(self, ids: Iterable[int]) -> Self:
        """These bodies, the teams within them, and the teams within those.

        They are looked up once, before anything else of the query: joined to a table whose size
        the planner does not know yet, they were looked up again for each of its rows.
        """
        among = sorted(ids)
        teams = Organisation.objects.filter(parent__in=among).order_by().values("pk")
        below = Organisation.objects.filter(parent__in=teams).order_by().values("pk")
        themselves = Organisation.objects.filter(pk__in=among).order_by().values("pk")
        array = ArraySubquery(themselves.union(teams, below, all=True))
        return self.filter(_IsAmong(F("pk"), array))


class _IsAmong(Func):
    """Whether a value is in an array."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


@tracked()
class Organisation(Reviewed, Tracked):
    """A body, or a team within one (``parent``), that takes part in place-based work.

    ``name`` is the name of today; former names with their dates are OrganisationName rows, so that
    a page about 2022 can say what the body was called then. ``merged_into`` is set where the same
    body was held twice: all that named this row names the other.
    """

    class Sector(models.TextChoices):
        CENTRAL_GOVERNMENT = "central_government", "central government"
        ARMS_LENGTH_BODY = "arms_length_body", "arm’s-length body"
        COUNCIL = "council", "council"
        STRATEGIC_AUTHORITY = "strategic_authority", "strategic authority"
        NHS = "nhs", "NHS"
        PRIMARY_CARE = "primary_care", "primary care network"
        SOCIAL_CARE = "social_care", "social care provider"
        POLICE = "police", "police"
        FIRE = "fire", "fire and rescue"
        EDUCATION = "education", "education"
        UNIVERSITY = "university", "university"
        VOLUNTARY = "voluntary", "voluntary and community"
        HOUSING = "housing", "housing"
        BUSINESS = "business", "business"
        COMMUNITY_GROUP = "community_group", "community group"
        OTHER = "other", "other"
        NOT_KNOWN = "not_known", "kind not known"

    NATIONAL = (Sector.CENTRAL_GOVERNMENT, Sector.ARMS_LENGTH_BODY)

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)
    sector = models.CharField(max_length=20, choices=Sector)
    further = models.ForeignKey(
        "partnerships.FurtherSector",
        models.PROTECT,
        verbose_name="finer sector",
        null=True,
        blank=True,
        related_name="organisations",
        db_index=False,
        help_text="A sector that administrators added, within its own",
    )
    description = models.TextField(blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="part of",
        null=True,
        blank=True,
        related_name="teams",
    )
    successors = models.ManyToManyField(
        "self",
        through="OrganisationSuccession",
        through_fields=("before", "after"),
        symmetrical=False,
        related_name="predecessors",
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", db_index=False
    )
    ended_on = models.DateField("the day on which it ended", null=True, blank=True)
    ended_on_precision = precision_field(db_default=Precision.DAY)
    # Whether it has regional or area teams: many departments have none. None is not known.
    has_regional_teams = models.BooleanField(null=True, blank=True)
    site = models.URLField(
        "website",
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text="The public website, or the page there that takes questions: "
        "the way in for people without an account here",
    )
    is_anchor = models.BooleanField(default=False)
    anchor_reason = models.CharField(max_length=300, blank=True)
    is_example = models.BooleanField(default=False)
    sort_key = models.GeneratedField(
        expression=Lower("name"),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )
    search = models.GeneratedField(
        expression=SearchVector("name", weight="A", config="english")
        + SearchVector("description", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    places = models.ManyToManyField(
        Place, through="OrganisationPlace", related_name="organisations"
    )

    objects = OrganisationQuerySet.as_manager()

    READ_BY: ClassVar = by_record("description", "anchor_reason", "site")
    WRITTEN_HERE = ("site",)  # not in the published record, which leaves it as it is

    class Meta(Tracked.Meta):
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="organisation_by_name"),
            models.Index(fields=["sector", "sort_key", "id"], name="organisation_by_sector"),
            GinIndex(fields=["search"], name="organisation_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="organisation_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="organisation_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(is_anchor=False) | ~Q(anchor_reason=""),
                name="organisation_anchor_has_reason",
            ),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            no_cycle(
                "partnerships_organisation",
                "parent",
                name="organisation_parent_no_cycle",
                message=WITHIN_ITSELF,
            ),
        ]

    def clean(self) -> None:
        """Nothing is within itself."""
        refuse_cycle(self, "parent", WITHIN_ITSELF)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("organisation", self.slug)

    @property
    def sector_words(self) -> str:
        """Its sector, with the finer one: "voluntary and community (faith group)"."""
        known = str(self.get_sector_display())
        return f"{known} ({self.further})" if self.further_id else known

    @property
    def heirs(self) -> list[Organisation]:
        """Who took over from it; of one held twice the one that was kept.

        One query unless ``successors`` is prefetched.
        """
        return [self.merged_into] if self.merged_into else list(self.successors.all())

    def name_on(self, day: dt.date | None) -> str:
        """What it was called on a day; its name of today where that is not recorded.

        One query unless ``names`` is prefetched.
        """
        if day is None:
            return self.name
        names = (
            held.name
            for held in self.names.all()
            if (held.valid_from or dt.date.min) <= day < (held.valid_to or dt.date.max)
            and (held.valid_from or held.valid_to)
        )
        return next(names, self.name)

    def called_then(self, day: dt.date | None) -> str:
        """Its name on a day, with that of today: "NHS Suffolk (now NHS Norfolk and Suffolk)".

        Two queries at most, none where ``names`` and ``successors`` are prefetched.
        """
        then = self.name_on(day)
        now = list_words(map(str, self.heirs)) or self.name
        return then if then == now else f"{then} (now {now})"


class OrganisationNameQuerySet(models.QuerySet["OrganisationName"]):
    """Names of organisations."""

    def not_of_duplicates(self) -> Self:
        """Without those that came with a duplicate: on what days they were used is not known."""
        merged = Organisation.objects.filter(
            merged_into=OuterRef("organisation"), name=OuterRef("name")
        )
        return self.exclude(Exists(merged))


def name_then(body: str, *days: str, said: str = "name") -> Subquery:
    """What the body of a column was called on the first of these days that is known; with ``said``
    its short name then.

    NULL where no day is known, or the body is called so today: one part of a query, no query more.
    """
    known = [OuterRef(day) for day in days]
    day = Coalesce(*known) if len(known) > 1 else known[0]
    began = Q(valid_from=None) | Q(valid_from__lte=day)
    held = OrganisationName.objects.not_of_duplicates().filter(
        began, organisation=OuterRef(body), valid_to__gt=day
    )
    other = held.exclude(name=F("organisation__name")).order_by("valid_to", "pk")
    return Subquery(other.values(said)[:1])


def short_name_of(body: str) -> Subquery:
    """What the body of a column is called for short today; NULL where it has no short name."""
    today = OrganisationName.objects.filter(organisation=OuterRef(body), valid_to=None)
    return Subquery(today.exclude(short_name="").values("short_name")[:1])


@tracked()
class OrganisationName(Tracked):
    """A name of an organisation as at a date, with its abbreviation; also the one of today."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_from_precision = precision_field()
    valid_to = models.DateField(null=True, blank=True)
    valid_to_precision = precision_field()
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    name_key = name_key(Concat("name", Value(" "), "short_name"))

    objects = OrganisationNameQuerySet.as_manager()

    READ_BY: ClassVar = by_record("short_name")

    class Meta(Tracked.Meta):
        ordering = ["organisation", F("valid_from").asc(nulls_first=True), "id"]
        indexes = [
            GinIndex(OpClass(F("name_key"), name="gin_trgm_ops"), name="organisation_name_trigram"),
            models.Index(
                PlainKey("short_name"), condition=~Q(short_name=""), name="organisation_short_name"
            ),
            # To look up all the words of a text at once
            models.Index(PlainKey("name"), name="organisation_name_plain"),
        ]
        constraints = [
            dates_in_order("organisation_name_dates_in_order"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(valid_to=None),
                name="organisation_one_current_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class OrganisationIdentifier(Tracked):
    """An official number of an organisation, by the org-id scheme that issues it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=40)

    READ_BY: ClassVar = by_record("value")

    class Meta(Tracked.Meta):
        ordering = ["organisation", "scheme", "id"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="organisation_identifier_once")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"
