from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from access.visibility import Reader, reader_of
from barriers.barrier.models.agreed_words import AGREED_STATES, stays_while_open
from barriers.barrier.models.barrier import Barrier
from barriers.barrier.models.querysets import places_of
from barriers.publication.named_models import NamedBody
from partnerships.models import Organisation, short_name_of
from records.addresses import address
from records.columns import by_keepers, by_record
from records.history import tracked
from records.models import Tracked


class PublicationQuerySet(models.QuerySet):
    """Barriers that name a body, on their way to the public."""

    def visible_to(self, user: Any) -> Self:
        """Whoever is signed in and reads the barrier; the body that is named, once it is asked.

        The public, and everybody else, reads one with its barrier once it is published.
        """
        barriers = apps.get_model("barriers", "Barrier").objects
        published = Q(state=Publication.State.PUBLISHED)
        reader = reader_of(user)
        if reader is None:
            return self.filter(published, barrier__in=barriers.visible_to(user))
        rule = Q(barrier__in=barriers.read_by_level(user))
        if reader.organisations:
            rule |= _asks(reader.organisations) & Q(state__in=Publication.WITH_BODY)
        return self.filter(rule)

    def of_bodies(self, organisations: frozenset[int]) -> Self:
        """Those in which these bodies, or teams within them, are asked for a reply."""
        if not organisations:
            return self.none()
        return self.filter(_asks(organisations), state__in=Publication.WITH_BODY)

    def sent_to(self, reader: Reader | None) -> Self:
        """Those that bodies for which this reader answers were once asked about."""
        if reader is None or not reader.organisations:
            return self.none()
        meant = NamedBody.objects.filter(is_meant=True, body__in=_bodies(reader.organisations))
        rule = Q(body__in=_bodies(reader.organisations))
        rule |= Q(barrier__in=meant.order_by().values("barrier"))
        return self.filter(rule, steps__kind="agreed").distinct()

    def waiting(self) -> Self:
        """Neither published nor withdrawn."""
        return self.filter(state__in=Publication.WAITING)

    def kept_by(self, reader: Reader) -> Self:
        """Those of barriers at places that the reader edits, of programmes that they lead, or that
        they asked for."""
        rule = Q(created_by=reader.user_id)
        rule |= Q(barrier__programme__in=sorted(reader.led_programmes))
        if reader.edited_places:
            rule |= Q(barrier__reach_ids__overlap=sorted(reader.edited_places))
        return self.filter(rule)

    def due(self, on: dt.date) -> Self:
        """Those of which every body that is asked replied, or had its days."""
        waits = NamedBody.objects.silent().filter(barrier=OuterRef("barrier"))
        heard = Q(replied_on__isnull=False) & ~Exists(waits) | Q(reply_by__lt=on)
        return self.filter(heard, state__in=Publication.ASKED)

    def for_rows(self) -> Self:
        """With what a row shows: the barrier, its places and the body."""
        rows = self.select_related("barrier", "body").defer("barrier__search")
        rows = rows.annotate(body_short=short_name_of("body"))
        return rows.prefetch_related(places_of("barrier"))


def _asks(organisations: frozenset[int]) -> Q:
    """Whether one of these is asked: the body that is linked, or another in its words."""
    bodies = _bodies(organisations)
    named = NamedBody.objects.asked().filter(body__in=bodies).order_by().values("barrier")
    return Q(body__in=bodies) | Q(barrier__in=named)


def _bodies(organisations: frozenset[int]) -> Any:
    return Organisation.objects.of_bodies(organisations).order_by().values("pk")


@tracked()
class Publication(Tracked):
    """The way of a barrier that names a body into public view.

    Somebody asks for it with ``because``; an editor of the lead place agrees; the body has ten
    working days, until ``reply_by``, for a reply that stands beside it. A reply ends its days early
    (``replied_on``). With ``state`` goes what the public reads, the barrier's ``is_cleared``; when
    any word of it is to change, it first goes back to the place.
    """

    class State(models.TextChoices):
        PLACE = "place", "waiting for the place"
        BODY = "body", "waiting for the body"
        HELD = "held", "held by a pause"
        PUBLISHED = "published", "published"
        WITHDRAWN = "withdrawn", "withdrawn"

    DAYS = 10
    # The place agreed, and it is not public yet
    ASKED: ClassVar[tuple[str, ...]] = (State.BODY, State.HELD)
    WAITING: ClassVar[tuple[str, ...]] = (State.PLACE, *ASKED)
    ENDED: ClassVar[tuple[str, ...]] = (State.PUBLISHED, State.WITHDRAWN)
    WITH_BODY: ClassVar[tuple[str, ...]] = AGREED_STATES

    barrier = models.ForeignKey(Barrier, models.PROTECT, related_name="publications")
    body = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="names",
        related_name="publications",
        help_text="The organisation that is named, of today's name",
    )
    state = models.CharField(
        max_length=9, choices=State, default=State.PLACE, help_text="Where it stands"
    )
    because = models.TextField(blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_on = models.DateField("agreed", null=True, blank=True, help_text="When the place agreed")
    sent_on = models.DateField(null=True, blank=True)
    reply_by = models.DateField(null=True, blank=True, help_text="The last of the ten working days")
    replied_on = models.DateField(
        "replied", null=True, blank=True, help_text="When the organisation first replied"
    )
    published_on = models.DateField(
        "published", null=True, blank=True, help_text="Since when everybody reads it"
    )
    ended_on = models.DateField("closed on", null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    # What is written to the place, as the step that says it
    READ_BY: ClassVar = by_keepers("because")

    class Meta(Tracked.Meta):
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["body", "state", "reply_by"], name="publication_of_body"),
            models.Index(
                fields=["reply_by", "id"],
                condition=Q(state__in=["place", "body", "held"]),
                name="publication_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["barrier"],
                condition=~Q(state="withdrawn"),
                name="publication_one_at_a_time",
                violation_error_message="Publishing it is asked for already.",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="place", agreed_on=None, sent_on=None, reply_by=None, replied_on=None
                )
                | Q(
                    state__in=["body", "held", "published"],
                    agreed_on__isnull=False,
                    sent_on__isnull=False,
                    # Ten working days are never fewer than twelve by the calendar
                    reply_by__gte=F("sent_on") + dt.timedelta(days=12),
                )
                | Q(state="withdrawn"),
                name="publication_body_has_its_days",
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(published_on__isnull=False)
                & (Q(replied_on__isnull=False) | Q(published_on__gt=F("reply_by"))),
                name="publication_not_before_reply",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", ended_on__isnull=False)
                | Q(~Q(state="withdrawn"), ended_on=None),
                name="publication_withdrawn_when",
            ),
        ]
        triggers = [*Tracked.Meta.triggers, stays_while_open()]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return address("publication", self.pk)

    @property
    def is_over(self) -> bool:
        """Whether it was withdrawn."""
        return self.state == self.State.WITHDRAWN

    @property
    def state_words(self) -> str:
        """Where it stands, as a tag says it; late is nobody here."""
        is_due = self.reply_by is not None and self.reply_by < timezone.localdate()
        if self.state == self.State.BODY and is_due:
            return "Due now"
        return self.get_state_display().capitalize()


class PublicationStepQuerySet(models.QuerySet):
    """What was said and done on the way to the public."""

    def visible_to(self, user: Any) -> Self:
        """All of it for whose it is: the asker, editors of its places, its team and the leads of
        its programme. Others who read the barrier by its level read what was done, not why; the
        bodies and the public read the replies of those that are named now, alone; until it is
        public each body reads its own.
        """
        kind = PublicationStep.Kind
        seen = self.filter(publication__in=Publication.objects.visible_to(user))
        named = NamedBody.objects.asked().filter(
            barrier=OuterRef("publication__barrier"), body=OuterRef("body")
        )
        rule: Any = Q(kind=kind.REPLIED) & (Q(body=F("publication__body")) | Exists(named))
        reader = reader_of(user)
        if reader is None:
            return seen.filter(rule & Q(publication__state=Publication.State.PUBLISHED))
        own = Organisation.objects.of_bodies(reader.organisations).order_by().values("pk")
        rule &= Q(publication__state=Publication.State.PUBLISHED) | Q(body__in=own)
        barriers = apps.get_model("barriers", "Barrier").objects.read_by_level(user)
        by_level = Q(publication__barrier__in=barriers)
        within = Q(publication__created_by=reader.user_id)
        within |= Q(publication__barrier__programme__in=sorted(reader.led_programmes))
        within |= Q(publication__barrier__team__in=sorted(reader.teams))
        if reader.edited_places:
            within |= Q(publication__barrier__reach_ids__overlap=sorted(reader.edited_places))
        why = [kind.ASKED, kind.OBJECTED, kind.WITHDRAWN]
        return seen.filter(rule | by_level & (within | ~Q(kind__in=why)))


@tracked()
class PublicationStep(Tracked):
    """One step of a publication: who asked, agreed, objected or replied, and when it went out.

    A reply is its body's (``body``) and is never changed: a later one stands in its place.
    """

    class Kind(models.TextChoices):
        ASKED = "asked", "asked to make it public"
        AGREED = "agreed", "the place agreed, and the body was asked"
        OBJECTED = "objected", "another of its places objected"
        REPLIED = "replied", "the body replied"
        HELD = "held", "held by a pause"
        PUBLISHED = "published", "published"
        CHANGED = "changed", "its words changed, so the place has to agree again"
        WITHDRAWN = "withdrawn", "withdrawn"

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=9, choices=Kind)
    text = models.TextField(blank=True)
    on = models.DateField()
    body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="publication_replies"
    )

    objects = PublicationStepQuerySet.as_manager()

    READ_BY: ClassVar = by_record("text")

    class Meta(Tracked.Meta):
        ordering = ["publication", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="replied", body__isnull=False) & ~Q(text="")
                | ~Q(kind="replied") & Q(body=None),
                name="publication_step_reply_of_body",
                violation_error_message="Write the reply.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="objected") | ~Q(text=""),
                name="publication_step_objects_why",
                violation_error_message="Say why you object.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
