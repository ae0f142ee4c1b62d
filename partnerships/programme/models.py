from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat, Lower
from django.utils import timezone

from access.levelled import PublicQuerySet
from access.reach import parent_triggers
from interface.words import capitalised, number
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place
from records.addresses import address
from records.columns import by_record
from records.dates import DateWithPrecision, Precision, in_order, precision_field
from records.figures import Qualifier, Quantity, qualifier_field
from records.history import tracked
from records.models import Source, Tracked
from records.names import PlainKey, holding_words


class ProgrammeQuerySet(PublicQuerySet):
    """Programmes; the directory is public."""

    def found_by(self, text: str) -> Self:
        """Programmes whose name, former or short name holds these words."""
        return self.filter(pk__in=holding_words(self.with_names_key(), text).values("pk"))

    def with_names_key(self) -> Self:
        """With ``name_key``: the plain key of all its names."""
        names = Concat("name", Value(" "), "short_name", Value(" "), "former_name")
        return self.annotate(name_key=PlainKey(names))


@tracked()
class Programme(Tracked):
    """A place-based programme that government or others ran, and what it built on.

    What it cost and what came of it are sourced findings and notes about it, never sums.
    """

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True)
    former_name = models.CharField(max_length=200, blank=True)
    slug = models.SlugField(max_length=120, unique=True)
    lead = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="programmes_led"
    )
    sponsor = models.CharField(
        max_length=300, blank=True, help_text="As the source names them, at the time"
    )
    purpose = models.TextField(blank=True)
    method = models.TextField(blank=True)
    may_vary = models.TextField(blank=True, help_text="What may differ from place to place")
    start = models.DateField(null=True, blank=True)
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True)
    end_precision = precision_field()
    dates_note = models.CharField(max_length=200, blank=True)
    places_published = models.CharField(
        max_length=200, blank=True, help_text="Number of places, as the source says it"
    )
    places_note = models.CharField(
        "about its places",
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text="Notes on them: which could not be linked, and why",
    )
    builds_on = models.ManyToManyField(
        "self",
        through="EarlierProgramme",
        through_fields=("programme", "earlier"),
        symmetrical=False,
        related_name="led_to",
        blank=True,
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    is_example = models.BooleanField(default=False)
    sort_key = models.GeneratedField(
        expression=Lower("name"),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )

    objects = ProgrammeQuerySet.as_manager()

    READ_BY: ClassVar = by_record(
        "short_name",
        "former_name",
        "sponsor",
        "purpose",
        "method",
        "may_vary",
        "dates_note",
        "places_published",
        "places_note",
    )

    class Meta(Tracked.Meta):
        ordering = ["sort_key", "id"]
        constraints = [in_order("programme_dates_in_order")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("programme", self.slug)

    @property
    def is_over(self) -> bool:
        """Whether its last day, as precisely as that is known, has passed."""
        end = DateWithPrecision.of(self, "end")
        return end is not None and end.last < timezone.localdate()


_BUILDS_ON = "partnerships_programme_builds_on"
# Everything that a programme was built on, step by step: whether ``own`` is among it.
BUILT_ON = f"""
WITH RECURSIVE back (id) AS (
  SELECT unnest({{first}}::bigint[])
  UNION SELECT link.to_programme_id FROM {_BUILDS_ON} link
    JOIN back ON back.id = link.from_programme_id
) SELECT 1 FROM back WHERE id = {{own}}
"""  # noqa: S608 - a table of our own
_LOOK_UP = BUILT_ON.format(first="ARRAY[NEW.to_programme_id]", own="NEW.from_programme_id")


@tracked()
class EarlierProgramme(models.Model):
    """A programme that another one built on."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, db_column="from_programme_id", related_name="earlier_links"
    )
    earlier = models.ForeignKey(
        Programme, models.PROTECT, db_column="to_programme_id", related_name="later_links"
    )

    class Meta:
        ordering = ["id"]
        # Its table and columns are those that it had before it was a record of its own.
        db_table = _BUILDS_ON
        constraints = [
            models.UniqueConstraint(fields=["programme", "earlier"], name="earlier_programme_once"),
            models.CheckConstraint(
                condition=~Q(programme=F("earlier")), name="earlier_programme_is_another"
            ),
        ]
        triggers = [
            *parent_triggers("partnerships_programme", "from_programme_id"),
            # Of two people who each add one half of a circle at once, the second is refused.
            pgtrigger.Trigger(
                name="no_circle",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    PERFORM pg_advisory_xact_lock(hashtext('{_BUILDS_ON}'));
                    IF EXISTS ({_LOOK_UP}) THEN
                      RAISE EXCEPTION 'a programme was built on itself'
                        USING ERRCODE = 'check_violation',
                        CONSTRAINT = 'earlier_programme_no_circle';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.earlier.name


class ProgrammePlaceQuerySet(models.QuerySet):
    """Places of programmes, with the part of each."""

    def taking_part(self, today: dt.date) -> Self:
        """Those whose part is not over: ``valid_to`` is its last day, as precisely as known."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=today))

    def found_by(self, text: str) -> Self:
        """Those at a place that is called so, or of which what lies in it is."""
        named = Place.objects.filter(pk=OuterRef("place"))
        return self.filter(Q(Exists(named.found_by(text))) | Q(named__icontains=text))


@tracked()
class ProgrammePlace(Tracked):
    """A place that takes part in a programme: what part, and when.

    A town, an estate or a site that is no place of its own here stands at the council in which it
    lies, with what its source calls it (``named``); so a place may stand there more than once.
    ``valid_to`` is the last day or period of its part.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, models.PROTECT, related_name="programme_links")
    named = models.CharField(
        "where in it",
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="What the source calls the smaller place; blank where it is the place itself",
    )
    role = models.CharField(
        "part in it",
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="What part it has, as the source says",
    )
    note = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="Notes on its part and its dates",
    )
    homes_planned = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many homes the site was to have"
    )
    homes_qualifier = qualifier_field(db_default=Qualifier.EXACTLY)
    homes_built = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many of them are built, as far as known"
    )
    homes_as_of = models.DateField("homes as at", null=True, blank=True)
    homes_as_of_precision = precision_field(db_default=Precision.DAY)
    valid_from = models.DateField("since", null=True, blank=True)
    valid_from_precision = precision_field(db_default=Precision.DAY)
    valid_to = models.DateField("until", null=True, blank=True)
    valid_to_precision = precision_field(db_default=Precision.DAY)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProgrammePlaceQuerySet.as_manager()

    READ_BY: ClassVar = by_record("named", "role", "note")

    class Meta(Tracked.Meta):
        ordering = ["programme", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "programme", "named"], name="programme_place_once"
            ),
            in_order("programme_place_dates_in_order", "valid_from", "valid_to"),
        ]

    @property
    def words(self) -> str:
        """Where in the place, what part and when, in a line; empty where nothing of it is known."""
        start = DateWithPrecision.of(self, "valid_from")
        end = DateWithPrecision.of(self, "valid_to")
        when = " ".join((f"from {start}" if start else "", f"until {end}" if end else "")).strip()
        part = ", ".join(filter(None, (self.role, when)))
        line = ": ".join(filter(None, (self.named, part)))
        homes = f"{capitalised(self.homes_words)}." if self.homes_words else ""
        return " ".join(filter(None, (f"{line}." if line else "", homes, self.note)))

    @property
    def planned(self) -> Quantity:
        """How many homes were planned; not known where nobody said it."""
        low = None if self.homes_planned is None else Decimal(self.homes_planned)
        return Quantity(low, None, self.homes_qualifier, "homes")

    @property
    def homes_words(self) -> str:
        """ "at most 15,000 homes planned, 900 built (March 2016)"; empty where neither is known."""
        planned = f"{self.planned} planned" if self.homes_planned is not None else ""
        built = "" if self.homes_built is None else f"{number(self.homes_built)} built"
        said = ", ".join(filter(None, (planned, built)))
        when = DateWithPrecision.of(self, "homes_as_of")
        return f"{said} ({when})" if said and when else said
