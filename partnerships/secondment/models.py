from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Coalesce, Concat

from partnerships.names import holding_words, name_key
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place
from records.addresses import address
from records.dates import precision_field
from records.history import tracked
from records.models import Source, Tracked

_ANY_BODY_MADE_UP = ExpressionWrapper(
    Q(giver__is_example=True) | Q(receiver__is_example=True) | Q(place__is_example=True),
    output_field=BooleanField(),
)


class SecondmentQuerySet(models.QuerySet):
    """People lent by one body to another."""

    def visible_to(self, user: Any) -> Self:
        """Everyone reads those under way and ended; what is only offered, those signed in."""
        begun = self.filter(state__in=Secondment.BEGUN)
        return self if user.is_authenticated else begun

    def in_place(self, place: Place) -> Self:
        """Those that work for this place or for one within it."""
        return self.filter(place__reach_up__ancestor=place)

    def of_body(self, body: Organisation) -> Self:
        """Those from or to this body or one of its teams."""
        own = Q(giver=body) | Q(receiver=body)
        return self.filter(own | Q(giver__parent=body) | Q(receiver__parent=body))

    def found_by(self, text: str) -> Self:
        """Those whose aim or outcome holds these words."""
        found = holding_words(Secondment.objects, text).order_by()
        return self.filter(pk__in=found.values("pk"))

    def listed(self) -> Self:
        """With bodies and place at hand, whether it is made up, and a start to sort by."""
        return self.select_related("giver", "receiver", "place", "source").annotate(
            is_example=Coalesce(_ANY_BODY_MADE_UP, False),
            start_key=Coalesce("start", Value(dt.date(1, 1, 1))),
        )


@tracked()
class Secondment(Tracked):
    """Somebody from one body who works in another for a while, whatever sectors the two are of.

    It says which bodies, at what grade, for how long, to what end and what came of it. It never
    says who: the people concerned know.
    """

    class State(models.TextChoices):
        OFFERED = "offered", "offered"
        AGREED = "agreed", "agreed"
        UNDER_WAY = "under_way", "under way"
        ENDED = "ended", "ended"

    BEGUN = (State.UNDER_WAY, State.ENDED)
    OPEN_TO_SIGNED_IN = True

    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="seconded_out")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="seconded_in")
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="secondments"
    )
    state = models.CharField(max_length=10, choices=State)
    grade = models.CharField(max_length=80, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    start = models.DateField(null=True, blank=True)
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True)
    end_precision = precision_field()
    aim = models.TextField()
    outcome = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    name_key = name_key(Concat("aim", Value(" "), "outcome", output_field=models.TextField()))

    objects = SecondmentQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-updated_at", "-id"]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="secondment_newest"),
            GinIndex(OpClass(F("name_key"), name="gin_trgm_ops"), name="secondment_trigram"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")),
                name="secondment_between_two_bodies",
                violation_error_message="A secondment goes from one body to another.",
            ),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")),
                name="secondment_dates_in_order",
                violation_error_message="The end must be after the start.",
            ),
            models.CheckConstraint(
                condition=Q(months=None) | Q(months__gte=1), name="secondment_lasts_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} to {self.receiver}"

    def get_absolute_url(self) -> str:
        return address("secondment", self.pk)
