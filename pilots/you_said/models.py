from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from access.visibility import Reader, reader_of
from partnerships.models import Place, PlaceReach
from people.job_role.models import held_by
from people.review.desks import Desk
from pilots.pilot.models import Pilot
from records.addresses import address
from records.columns import by_record, by_signed_in
from records.dates import DateWithPrecision, precision_field
from records.history import tracked
from records.models import Tracked


class YouSaidQuerySet(models.QuerySet):
    """What residents said and what was done about it."""

    def visible_to(self, user: Any) -> Self:
        """What is approved, for everyone; the rest for its writer, who contributes there, and those
        to whom words of a resident went."""
        approved = Q(state=YouSaid.State.APPROVED)
        reader = reader_of(user)
        if reader is None:
            return self.filter(approved)
        own = Q(created_by=reader.user_id) | self._at_desk(reader)
        if not reader.contributed_places:
            return self.filter(approved | own)
        mine = Place.objects.filter(reach_up__ancestor__in=sorted(reader.contributed_places))
        return self.filter(approved | own | Q(place__in=mine.order_by().values("pk")))

    def in_place(self, place: Place) -> Self:
        """At this place or at one within it."""
        within = PlaceReach.objects.filter(ancestor=place).values("place")
        return self.filter(place__in=within)

    def approved(self) -> Self:
        """What everyone reads."""
        return self.filter(state=YouSaid.State.APPROVED)

    def waiting(self) -> Self:
        """What waits for the editors of its place."""
        return self.filter(state__in=YouSaid.WAITING)

    def for_decision_by(self, user: Any) -> Self:
        """What waits at the places that this user edits, and what came to them in an editor's
        place."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        rule = self._at_desk(reader)
        if reader.edited_places:
            mine = Place.objects.filter(reach_up__ancestor__in=sorted(reader.edited_places))
            rule |= Q(place__in=mine.order_by().values("pk"))
        return self.waiting().filter(rule)

    def at_desk_of(self, user: Any) -> Self:
        """What residents sent that went to this user in an editor's place."""
        reader = reader_of(user)
        return self.none() if reader is None else self.filter(self._at_desk(reader))

    def _at_desk(self, reader: Reader) -> Q:
        """Words of residents that went to who holds the page's job role, to the connectors or to
        the administrators; editors of the place read them in any case."""
        rule = Q(desk=Desk.HOLDER, place__owner_post__in=held_by(reader))
        if reader.connected_places:
            around = Place.objects.filter(reach_up__ancestor__in=sorted(reader.connected_places))
            rule |= Q(desk=Desk.CONNECTORS, place__in=around.order_by().values("pk"))
        if reader.is_administrator:
            rule |= Q(desk=Desk.ADMINISTRATORS)
        return Q(rule, from_resident=True)


@tracked()
class YouSaid(Tracked):
    """You said, we did: what residents of a place said, and what was done, or why nothing was.

    It names a group ("parents at two schools"), never a person. A resident may send the first half
    without an account; who contributes at the place writes it up, and an editor of the place puts
    it before the public. Words of a resident of a place without an editor go to ``desk``, who keeps
    the place in their stead, and who writes the answer and decides.
    """

    class State(models.TextChoices):
        SENT = "sent", "sent in by a resident"
        PROPOSED = "proposed", "waits for an editor"
        APPROVED = "approved", "on the public page"
        DECLINED = "declined", "not taken up"
        WITHDRAWN = "withdrawn", "taken off the public page"

    # A constraint below is of these
    TURNED_DOWN = (State.DECLINED, State.WITHDRAWN)
    DECIDED = (State.APPROVED, *TURNED_DOWN)
    WAITING = (State.SENT, State.PROPOSED)

    place = models.ForeignKey(Place, models.PROTECT, related_name="you_said")
    pilot = models.ForeignKey(
        Pilot, models.SET_NULL, null=True, blank=True, related_name="you_said"
    )
    said = models.TextField()
    said_by = models.CharField(max_length=200, blank=True)
    said_on = models.DateField(null=True, blank=True)
    said_on_precision = precision_field()
    did = models.TextField(blank=True)
    did_on = models.DateField(null=True, blank=True)
    did_on_precision = precision_field()
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    from_resident = models.BooleanField(default=False)
    desk = models.CharField(
        "goes to", max_length=14, choices=Desk, default=Desk.EDITORS, db_default=Desk.EDITORS
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    because = models.TextField(blank=True, help_text="Why it was not taken up, or taken off")

    objects = YouSaidQuerySet.as_manager()

    READ_BY: ClassVar = by_record("said", "said_by", "did") | by_signed_in("because")

    class Meta(Tracked.Meta):
        ordering = ["place", "-id"]
        verbose_name_plural = "you said, we did"
        indexes = [models.Index(fields=["place", "state", "-id"], name="you_said_of_place")]
        constraints = [
            models.CheckConstraint(condition=~Q(said=""), name="you_said_says_something"),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | ~Q(did="") & ~Q(said_by="") & Q(decided_at__isnull=False),
                name="you_said_answered_before_approved",
                violation_error_message="Say who said it, and what was done or why nothing was.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("declined", "withdrawn")) | ~Q(because=""),
                name="you_said_turned_down_with_reason",
                violation_error_message="Say why.",
            ),
        ]

    def __str__(self) -> str:
        return self.said if len(self.said) <= 80 else f"{self.said[:79].rstrip()}…"

    def get_absolute_url(self) -> str:
        return address("place_you_said", self.place.slug) + f"#said-{self.pk}"

    @property
    def said_day(self) -> str:
        """When it was said, as exactly as known; empty where that is not known."""
        return str(DateWithPrecision.of(self, "said_on") or "")

    @property
    def did_day(self) -> str:
        """When it was done, as exactly as known; empty where that is not known."""
        return str(DateWithPrecision.of(self, "did_on") or "")
