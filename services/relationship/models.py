"""Time that people put into working well together, and what changed in trust."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, Q, Sum

from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place
from partnerships.programme.models import Programme
from records.columns import by_signed_in
from records.dates import precision_field
from records.history import tracked
from records.models import Tracked


class RelationshipWorkQuerySet(models.QuerySet):
    """Relationship work; never public."""

    def visible_to(self, user: Any) -> Self:
        """Everyone signed in: what is hard between partners is not said in public."""
        return self if user.is_authenticated else self.none()

    def in_place(self, place: Place) -> Self:
        """What was done at this place or at one within it."""
        return self.filter(place__reach_up__ancestor=place)

    def listed(self) -> Self:
        """With its place, body and programme at hand."""
        rows = self.select_related("place", "organisation", "programme")
        return rows.annotate(is_example=models.F("place__is_example"))

    def counted(self) -> dict[str, Any]:
        """How many there are, and their hours as far as known."""
        return self.order_by().aggregate(all=Count("pk"), time=Sum("hours"), known=Count("hours"))


@tracked()
class RelationshipWork(Tracked):
    """Work on a relationship between partners: with whom, what for, how many hours it took, and
    what changed in trust.

    It belongs to a place and need not be of a pilot: most of it comes before one. A meeting, visit
    or workshop of a pilot is an Engagement.
    """

    OPEN_TO_SIGNED_IN = True

    place = models.ForeignKey(Place, models.PROTECT, related_name="relationship_work")
    on = models.DateField("when", null=True, blank=True, help_text="When it was, as far as known")
    on_precision = precision_field()
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="with",
        related_name="relationship_work",
        help_text="The body that it was with",
    )
    with_said = models.CharField(
        "with, in words", max_length=200, blank=True, help_text="With whom, where no body is named"
    )
    purpose = models.CharField("what it was for", max_length=300)
    hours = models.DecimalField(
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="How many hours it took, of everybody on our side together",
    )
    trust = models.TextField(
        "what changed in trust", blank=True, help_text="What is different between the two since"
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="relationship_work",
        help_text="The programme that it was for, if any",
    )

    objects = RelationshipWorkQuerySet.as_manager()

    READ_BY: ClassVar = by_signed_in("with_said", "purpose", "trust")

    class Meta(Tracked.Meta):
        verbose_name = "relationship work"
        verbose_name_plural = "relationship work"
        ordering = ["place", "-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(purpose=""), name="relationship_work_says_why"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(with_said=""),
                name="relationship_work_with_somebody",
                violation_error_message="Say with whom.",
            ),
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__gt=0),
                name="relationship_work_takes_time",
                violation_error_message="Enter more than 0 hours, or leave it empty.",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    @property
    def with_whom(self) -> str:
        """With whom, in words."""
        return ", ".join(filter(None, (str(self.organisation or ""), self.with_said)))
