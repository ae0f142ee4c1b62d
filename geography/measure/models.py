from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from access.levelled import PublicQuerySet
from partnerships.place.models.place import Place
from records.models import Source


class Measure(models.Model):
    """What official statistics say of every area in one way, so that places can be compared."""

    key = models.CharField(
        max_length=60, unique=True, help_text="Its name in tables and files, which stays"
    )
    label = models.CharField(max_length=120, help_text="What pages call it")
    topic = models.CharField(max_length=40, help_text="What it is about")
    unit = models.CharField(max_length=60, blank=True, help_text="Of what; nothing for a rank")
    decimals = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many the publisher gives; nothing where it is words"
    )
    higher_means = models.CharField(
        max_length=80,
        blank=True,
        help_text="How a higher figure reads; nothing where it is neutral",
    )
    levels = models.CharField(max_length=200, help_text="For which kinds of area it is published")
    definition = models.TextField(help_text="What it counts")
    caveat = models.TextField(blank=True, help_text="What to bear in mind")
    position = models.PositiveSmallIntegerField(default=0, help_text="Where it stands in lists")

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(label="") & ~Q(definition="") & ~Q(levels=""),
                name="measure_says_what_it_counts",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_words(self) -> bool:
        """Whether its figures are words, as rural or urban."""
        return self.decimals is None


class MeasureRelease(models.Model):
    """One edition of a measure, as published; a newer one stands beside the older."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="releases", db_index=False)
    name = models.CharField(max_length=160, help_text="The edition, in the publisher's words")
    as_of = models.DateField(help_text="Last day of the period, or the day of publication")
    ranked = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="How many areas were ranked, where it is a rank",
    )

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "-as_of", "id"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "name"], name="measure_release_once"),
            models.UniqueConstraint(fields=["measure", "as_of"], name="measure_release_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.name}"


class ContextFigure(models.Model):
    """What one release of a measure says of one area: a number, or words, or that it is not known.

    The area is a place of the directory, or the country that places are compared with. A figure
    without value and words is one that the release says is not known.
    """

    class Country(models.TextChoices):
        ENGLAND = "E92000001", "England"
        UNITED_KINGDOM = "K02000001", "United Kingdom"

    release = models.ForeignKey(
        MeasureRelease, models.CASCADE, related_name="figures", db_index=False
    )
    place = models.ForeignKey(
        Place, models.CASCADE, null=True, blank=True, related_name="context", db_index=False
    )
    country = models.CharField(max_length=9, choices=Country, blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    words = models.CharField(max_length=120, blank=True)
    lower_95 = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    upper_95 = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    derivation = models.CharField(
        max_length=120, blank=True, help_text="How it was worked out; nothing where it is published"
    )
    published_as = models.CharField(
        max_length=9, blank=True, help_text="The area's code in the publisher's table, if another"
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["release", "country", "place", "id"]
        indexes = [models.Index(fields=["place", "release"], name="context_figure_of_place")]
        constraints = [
            models.UniqueConstraint(fields=["release", "place"], name="context_figure_once"),
            models.UniqueConstraint(
                fields=["release", "country"],
                condition=~Q(country=""),
                name="context_figure_of_country_once",
            ),
            models.CheckConstraint(
                condition=Q(place=None, country__in=("E92000001", "K02000001"))
                | Q(place__isnull=False, country=""),
                name="context_figure_of_one_area",
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(words=""), name="context_figure_number_or_words"
            ),
            models.CheckConstraint(
                condition=Q(lower_95=None, upper_95=None)
                | Q(lower_95__lte=F("value"), upper_95__gte=F("value")),
                name="context_figure_within_interval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.words or self.value}"


class Attribution(models.Model):
    """What the licence of a source asks to be said wherever its figures stand."""

    source = models.OneToOneField(Source, models.CASCADE, related_name="attribution")
    licence = models.CharField(max_length=120)
    line = models.CharField(max_length=400, help_text="The words that the licence asks for")

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["source"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(licence="") & ~Q(line=""), name="attribution_says_licence_and_words"
            )
        ]

    def __str__(self) -> str:
        return self.line
