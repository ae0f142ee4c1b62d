from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from access.levelled import Answered
from access.visibility import reader_of
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place
from people.job_role.models import JobRole, held_by
from records.addresses import address
from records.columns import by_signed_in
from records.history import tracked
from records.models import Tracked


class MeetingRequestQuerySet(models.QuerySet):
    """Requests for a meeting."""

    def visible_to(self, user: Any) -> Self:
        """Whoever asked, and those who answer for a team that is asked."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        asked = MeetingAsk.objects.answered_for_by(user).order_by().values("request")
        return self.filter(Q(created_by=reader.user_id) | Q(pk__in=asked))


@tracked()
class MeetingRequest(Tracked):
    """One conversation asked for with several teams at once, instead of one after the other."""

    about = models.TextField()
    from_us = models.CharField(max_length=300)
    suits = models.CharField(max_length=300)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MeetingRequestQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["created_by", "-created_at"], name="meeting_asked_by")]

    def __str__(self) -> str:
        first = self.about.strip().split("\n")[0]
        return first if len(first) <= 100 else f"{first[:99]}…"

    def get_absolute_url(self) -> str:
        return address("meeting_request", str(self.pk))


class MeetingAskQuerySet(models.QuerySet):
    """What single teams are asked."""

    def answered_for_by(self, user: Any) -> Self:
        """Asks that this user may answer: officers of the body, and holders of its job roles.

        Not holders of its lived-experience roles: they speak of their lives, not for the body.
        """
        reader = reader_of(user)
        if reader is None:
            return self.none()
        held = JobRole.objects.speaking_for_their_body().filter(pk__in=held_by(reader))
        rule = Q(organisation__in=held.order_by().values("organisation"))
        if reader.organisations:
            bodies = Organisation.objects.of_bodies(reader.organisations)
            rule |= Q(organisation__in=bodies.values("pk"))
        return self.filter(rule)


@tracked()
class MeetingAsk(Answered, Tracked):
    """What one team says to a request for a meeting: a date, or why not now."""

    class State(models.TextChoices):
        ASKED = "asked", "asked"
        AGREED = "agreed", "agreed"
        NOT_NOW = "not_now", "not now"

    WAITING = (State.ASKED,)
    ANSWERED = (State.AGREED, State.NOT_NOW)

    request = models.ForeignKey(MeetingRequest, models.CASCADE, related_name="asks")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="meeting_asks")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    meets_on = models.DateField(null=True, blank=True)

    objects = MeetingAskQuerySet.as_manager()

    READ_BY: ClassVar = by_signed_in("answer")

    class Meta(Tracked.Meta):
        ordering = ["request", "id"]
        indexes = [
            models.Index(
                fields=["organisation", "request"],
                condition=Q(state="asked"),
                name="meeting_ask_open",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["request", "organisation"], name="meeting_ask_once"),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(meets_on__isnull=False),
                name="meeting_agreed_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_now") | ~Q(answer=""),
                name="meeting_not_now_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
