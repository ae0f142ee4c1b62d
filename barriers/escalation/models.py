from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Now

from access.visibility import Reader, reader_of
from barriers.barrier.models.barrier import Barrier
from barriers.barrier.models.querysets import places_of
from partnerships.models import Organisation, Place, short_name_of
from people.models import JobRole
from records.addresses import address
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet

# What came of it, as addresses name it: the asker's word on an answer, or that none came yet
ANSWER_KEYS = {"helped": "yes", "helped-a-little": "partly", "did-not-help": "no", "not-said": ""}
WAITING = "waiting"


class EscalationQuerySet(models.QuerySet):
    """Escalations to bodies that could unlock a barrier."""

    def visible_to(self, user: Any) -> Self:
        """Whoever is signed in and reads the barrier; the body reads what it was asked itself.

        A body that reads a barrier only because it was asked sees its own part of the chain.
        """
        reader = reader_of(user)
        if reader is None:
            return self.none()
        barriers = Barrier.objects.read_by_level(user)
        return self.filter(Q(barrier__in=barriers) | asked_of(reader.organisations))

    def asked_of(self, organisations: frozenset[int]) -> Self:
        """What these bodies, or teams within them, were asked and may still read."""
        return self.filter(asked_of(organisations))

    def open(self) -> Self:
        """Those that wait for an answer."""
        return self.filter(state__in=Escalation.OPEN)

    def overdue(self, on: dt.date) -> Self:
        """Open ones whose day to answer, or to say that they arrived, is past."""
        return self.filter(overdue(on))

    def counted(self) -> Self:
        """Those that a body had to answer: not what it passed on, nor what was taken back."""
        return self.exclude(state__in=Escalation.TAKEN_AWAY)

    def with_answer(self, key: str) -> Self:
        """Those whose answer is this, a key of ``ANSWER_KEYS``."""
        if key == WAITING:
            return self.open()
        return self.filter(state__in=Escalation.ANSWERS, helped=ANSWER_KEYS[key])

    def of_body(self, body: Organisation) -> Self:
        """What this body, or teams within it, were asked."""
        return self.filter(to__in=Organisation.objects.of_bodies([body.pk]).order_by().values("pk"))

    def for_place(self, place: Place) -> Self:
        """About barriers at this place or at a place within it."""
        return self.filter(barrier__reach_ids__contains=[place.pk])

    def answered_by(self, reader: Reader | None) -> Self:
        """Those of bodies for which this reader answers, open or not."""
        if reader is None or not reader.organisations:
            return self.none()
        bodies = Organisation.objects.of_bodies(reader.organisations).order_by().values("pk")
        return self.filter(to__in=bodies)

    def with_answerable(self, reader: Reader | None) -> Self:
        """With ``is_answerable``: whether it waits for an answer of this reader."""
        waits: Any = Value(False)
        if reader is not None and reader.organisations:
            mine = Escalation.objects.answered_by(reader).open().filter(pk=OuterRef("pk"))
            waits = Exists(mine.order_by())
        return self.annotate(is_answerable=waits)

    def for_rows(self) -> Self:
        """With what a row shows: the barrier, its lead place, the body and the job role."""
        rows = self.select_related("barrier__category", "to", "post")
        rows = rows.annotate(to_short=short_name_of("to"))
        return rows.defer("barrier__search").prefetch_related(places_of("barrier"))


def overdue(on: dt.date) -> Q:
    """Open, with the day to answer, or to say that it arrived, past."""
    unheard = Q(state=Escalation.State.SENT, acknowledge_by__lt=on)
    return Q(state__in=Escalation.OPEN) & (Q(answer_by__lt=on) | unheard)


def asked_of(organisations: frozenset[int]) -> Q:
    """What these bodies, or teams within them, were asked and have not passed on."""
    if not organisations:
        return Q(pk__in=[])
    bodies = Organisation.objects.of_bodies(organisations).order_by().values("pk")
    return Q(to__in=bodies, state__in=Escalation.READ_BY_BODY)


@tracked()
class Escalation(Tracked):
    """A body is asked to move a barrier, with a day by which it says something.

    Both days are counted in working days of England. ``first_due`` is the day to answer as it was
    first given: a holding reply moves ``answer_by`` and not that. ``earlier`` is the
    escalation that this one goes on from: it was passed on as not theirs, or escalated further.
    ``helped`` is the asker's word on the answer.
    """

    class Rung(models.TextChoices):
        PLACE = "place", "body in the place"
        REGION = "region", "regional or area team"
        CHAMPION = "champion", "senior champion"
        DEPARTMENT = "department", "national body"
        BOARD = "board", "programme board"

    class State(models.TextChoices):
        SENT = "sent", "sent"
        ACKNOWLEDGED = "acknowledged", "acknowledged"
        HOLDING = "holding", "holding reply"
        NEEDS_DECISION = "needs_decision", "needs a ministerial or fiscal decision"
        ANSWERED = "answered", "answered"
        DECLINED = "declined", "declined"
        NOT_OURS = "not_ours", "passed on"
        CLIMBED = "climbed", "escalated further"
        WITHDRAWN = "withdrawn", "withdrawn"

    class Helped(models.TextChoices):
        YES = "yes", "it helped"
        PARTLY = "partly", "it helped a little"
        NO = "no", "it did not help"

    OPEN: ClassVar[tuple[str, ...]] = (
        State.SENT,
        State.ACKNOWLEDGED,
        State.HOLDING,
        State.NEEDS_DECISION,
    )
    ANSWERS: ClassVar[tuple[str, ...]] = (State.ANSWERED, State.DECLINED)
    # A body that passed it on, or from which it was taken back, reads the barrier no longer
    TAKEN_AWAY: ClassVar[tuple[str, ...]] = (State.NOT_OURS, State.WITHDRAWN)
    READ_BY_BODY: ClassVar[tuple[str, ...]] = (
        *OPEN,
        *ANSWERS,
        State.CLIMBED,
    )

    barrier = models.ForeignKey(Barrier, models.PROTECT, related_name="escalations")
    rung = models.CharField("level", max_length=10, choices=Rung, help_text="How far up it went")
    to = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="escalated to",
        related_name="escalations",
        help_text="The organisation or team, of today's name",
    )
    post = models.ForeignKey(
        JobRole, models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    ask = models.TextField(help_text="What the body is asked to do")
    sent_on = models.DateField("sent", help_text="When it was asked")
    acknowledge_by = models.DateField(
        "to acknowledge by", help_text="The last day to acknowledge it"
    )
    answer_by = models.DateField("to answer by", help_text="As it stands now")
    first_due = models.DateField(help_text="The day as it was first given")
    state = models.CharField(
        max_length=14, choices=State, default=State.SENT, help_text="Where it stands"
    )
    ended_on = models.DateField("closed", null=True, blank=True, help_text="When it ceased to wait")
    earlier = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="later"
    )
    helped = models.CharField(
        max_length=6, choices=Helped, blank=True, help_text="The asker's word"
    )
    helped_note = models.TextField(blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    objects = EscalationQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["barrier", "id"]
        indexes = [
            models.Index(fields=["to", "state", "answer_by"], name="escalation_of_body"),
            models.Index(fields=["answer_by", "id"], name="escalation_by_day"),
            models.Index(
                fields=["answer_by", "id"],
                condition=Q(state__in=["sent", "acknowledged", "holding", "needs_decision"]),
                name="escalation_open",
            ),
            models.Index(
                fields=["acknowledge_by", "id"],
                condition=Q(state="sent"),
                name="escalation_unheard",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(ask=""), name="escalation_says_what"),
            models.CheckConstraint(
                condition=Q(acknowledge_by__gte=models.F("sent_on"))
                & Q(answer_by__gte=models.F("sent_on")),
                name="escalation_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["sent", "acknowledged", "holding", "needs_decision"],
                    ended_on=None,
                )
                | Q(
                    state__in=["answered", "declined", "not_ours", "climbed", "withdrawn"],
                    ended_on__isnull=False,
                ),
                name="escalation_closed_when",
            ),
            models.CheckConstraint(
                condition=Q(helped="") | Q(state__in=["answered", "declined"]),
                name="escalation_helped_once_answered",
            ),
            models.UniqueConstraint(
                fields=["barrier", "to"],
                condition=Q(state__in=["sent", "acknowledged", "holding", "needs_decision"]),
                name="escalation_asked_once",
                violation_error_message="It is with this body already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return address("escalation", self.pk)

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state in self.OPEN

    def is_overdue(self, on: dt.date) -> bool:
        """Whether its day to answer, or to say that it arrived, is past."""
        unheard = self.state == self.State.SENT and self.acknowledge_by < on
        return self.is_open and (unheard or self.answer_by < on)


@tracked()
class EscalationReply(Tracked):
    """What a body said to what it was asked; every one is kept and none is changed.

    ``by_said`` is the name and job role of somebody who answered by a link from an email, as they
    gave it. A holding reply carries the new day; one that passes it on says to whom.
    """

    VISIBLE_WITH = "escalation"

    class Kind(models.TextChoices):
        ACKNOWLEDGED = "acknowledged", "acknowledged: we will look at it"
        HOLDING = "holding", "an answer will take longer"
        NOT_OURS = "not_ours", "this is not ours"
        NEEDS_DECISION = "needs_decision", "it needs a ministerial or fiscal decision"
        ANSWERED = "answered", "the answer"
        DECLINED = "declined", "no, and why"
        WITHDRAWN = "withdrawn", "withdrawn"
        CLIMBED = "climbed", "escalated further"

    BY_BODY: ClassVar[tuple[str, ...]] = (
        Kind.ACKNOWLEDGED,
        Kind.ANSWERED,
        Kind.HOLDING,
        Kind.NEEDS_DECISION,
        Kind.NOT_OURS,
        Kind.DECLINED,
    )

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=14, choices=Kind)
    text = models.TextField(blank=True)
    new_day = models.DateField(null=True, blank=True)
    passed_to = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)
    by_said = models.CharField(max_length=200, blank=True)

    objects = ReadWithQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["escalation", "id"]
        verbose_name_plural = "escalation replies"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["acknowledged", "withdrawn", "climbed"]) | ~Q(text=""),
                name="escalation_reply_says_what",
                violation_error_message="Say what the answer is.",
            ),
            models.CheckConstraint(
                condition=Q(kind="holding", new_day__isnull=False)
                | Q(~Q(kind="holding"), new_day=None),
                name="escalation_reply_holding_has_day",
                violation_error_message="A holding reply needs a new day.",
            ),
            models.CheckConstraint(
                condition=Q(passed_to=None) | Q(kind="not_ours"),
                name="escalation_reply_passed_if_not_ours",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
