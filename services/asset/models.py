"""What a place can build on, and whom to ring there in an emergency."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from access.levelled import PublicQuerySet
from access.visibility import reader_of
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place, PlaceReach
from people.job_role.models import JobRole
from records.columns import by_record
from records.history import tracked
from records.models import NARROW_LEVELS, OPEN_LEVELS, Source, Tracked, Visibility


class AssetQuerySet(PublicQuerySet):
    """Assets of places; public."""

    def in_place(self, place: Place) -> Self:
        """Those at this place or at one within it."""
        return self.filter(place__reach_up__ancestor=place)


@tracked()
class Asset(Tracked):
    """Something good that a place has and can build on: a building, a green space, a network,
    what people there know how to do. ``keeper_said`` is who looks after it where no organisation
    of the directory is named."""

    class Kind(models.TextChoices):
        BUILDING = "building", "building"
        GREEN_SPACE = "green_space", "green or blue space"
        ORGANISATION = "organisation", "organisation"
        NETWORK = "network", "network or group"
        SKILL = "skill", "skill or knowledge"
        EVENT = "event", "event or tradition"
        OTHER = "other", "something else"

    place = models.ForeignKey(Place, models.PROTECT, related_name="assets", help_text="Where it is")
    kind = models.CharField(max_length=12, choices=Kind, help_text="What kind of asset")
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True, help_text="What people can build on")
    keeper = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="looked after by",
        related_name="assets_kept",
    )
    keeper_said = models.CharField("looked after by, in words", max_length=200, blank=True)
    gone_on = models.DateField(
        "gone since", null=True, blank=True, help_text="The day it was gone, if it is"
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AssetQuerySet.as_manager()

    READ_BY: ClassVar = by_record("about", "keeper_said")

    class Meta(Tracked.Meta):
        ordering = ["kind", "name", "id"]
        indexes = [models.Index(fields=["place", "kind", "id"], name="asset_of_place")]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="asset_has_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def kept_by(self) -> str:
        """Who looks after it, in words; empty where that is not known."""
        return self.keeper.name if self.keeper else self.keeper_said


class EmergencyContactQuerySet(models.QuerySet):
    """Who to call: open to those at the place unless the place says more."""

    def visible_to(self, user: Any) -> Self:
        """By level; a role at the place or at one above it opens what is for the place."""
        reader = reader_of(user)
        if reader is None:
            return self.filter(visibility=Visibility.PUBLIC)
        rule = Q(visibility__in=OPEN_LEVELS)
        if reader.places:
            reached = PlaceReach.objects.filter(ancestor__in=sorted(reader.places))
            rule |= Q(place__in=reached.order_by().values("place"))
        return self.filter(rule)

    def in_use(self) -> Self:
        """Those that still hold."""
        return self.filter(ended_on=None)

    def for_pack(self, place: Place) -> Self:
        """Those of a place and of all that it lies in."""
        return self.filter(place__reach_down__place=place)


@tracked()
class EmergencyContact(Tracked):
    """A job role to ring when something goes badly wrong in a place, and how outside office hours.

    ``order`` says who is rung first. Never a person's name, so that the pack outlives its people.
    """

    LEVELS = (Visibility.PLACE, *OPEN_LEVELS)

    place = models.ForeignKey(Place, models.PROTECT, related_name="emergency_contacts")
    order = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="emergency_contacts"
    )
    post = models.ForeignKey(
        JobRole, models.PROTECT, null=True, blank=True, related_name="emergency_contacts"
    )
    ring_for = models.CharField(max_length=300)
    phone = models.CharField(max_length=40, blank=True)
    out_of_hours = models.CharField(max_length=300, blank=True)
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.PLACE, db_default="place"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField("closed on", null=True, blank=True)

    objects = EmergencyContactQuerySet.as_manager()

    # As open as its place made the row
    READ_BY: ClassVar = by_record("role", "ring_for", "phone", "out_of_hours")

    class Meta(Tracked.Meta):
        ordering = ["place", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=("place", "network", "public")),
                name="emergency_contact_known_level",
            ),
            models.CheckConstraint(
                condition=~(Q(phone="") & Q(out_of_hours="")),
                name="emergency_contact_can_be_reached",
                violation_error_message="Give a telephone number, or how to reach them out of "
                "office hours.",
            ),
        ]

    def __str__(self) -> str:
        return self.role

    @property
    def is_narrow(self) -> bool:
        """Whether not everyone signed in may read it."""
        return self.visibility in NARROW_LEVELS
