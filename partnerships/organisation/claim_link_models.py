"""The link by which a body without an account says whether what is recorded of it is so."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from access.permissions import is_administrator
from accounts.answer_link import LinkToAnswer, LinkToAnswerQuerySet
from partnerships.organisation.models import Organisation
from registry.claimed import ClaimKind, claim_kinds


class ClaimLinkQuerySet(LinkToAnswerQuerySet):
    """Links to the public contacts of bodies."""

    def visible_to(self, user: Any) -> Self:
        """Administrators see all of them, others those that they sent. Who keeps the record is
        shown its own, by its page."""
        if not user.is_authenticated:
            return self.none()
        return self if is_administrator(user) else self.filter(made_by=user)

    def named_to(self, user: Any) -> Self:
        """Whoever reads what was confirmed by one reads where it was published."""
        return self

    def long_closed(self, before: dt.datetime) -> Self:
        """Those that were used or ended before this moment, or whose matter closed otherwise."""
        is_open = self.model.of_open_matter()
        closed = Q(used_at__lt=before) | Q(ended_at__lt=before) | Q(~is_open, made_at__lt=before)
        return self.filter(closed)


class ClaimLink(LinkToAnswer):
    """An email's link by which a body's public contact answers what one record says of the body.

    ``record_kind`` and ``record_id`` name that record: a board, a partnership, a programme or an
    agreement. ``published_at`` is where the address stands for everybody to see, ``domain`` what
    readers are told of it. Address, name and job role are forgotten once it has long been closed;
    the row stays, for what was confirmed by it.
    """

    LETTER = "claim-asked"
    NOT_AWAITED = "Nothing is waiting for an answer through this link any more."

    # What came of it, where somebody has asked for that: whether it takes answers, or gave one that
    # stands
    takes_answers = is_answered = False

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="claim_links")
    record_kind = models.CharField(max_length=40)
    record_id = models.PositiveBigIntegerField()
    email = models.EmailField(max_length=254, blank=True)
    domain = models.CharField(max_length=254)
    published_at = models.URLField(max_length=500)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_by = models.CharField(max_length=90, blank=True, default="", db_default="")
    answered_role = models.CharField(max_length=100, blank=True, default="", db_default="")

    objects = ClaimLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["organisation", "record_kind", "record_id"], name="claim_link_of")
        ]

    def __str__(self) -> str:
        return f"link sent to an address at {self.domain}, published at {self.published_at}"

    @property
    def kinds(self) -> tuple[ClaimKind, ...]:
        """The kinds of row by which its record says something of the body."""
        return tuple(kind for kind in claim_kinds() if kind.record_kind == self.record_kind)

    @property
    def matter_is_open(self) -> bool:
        """Whether something that its record says of the body still waits for its word."""
        return type(self).objects.filter(type(self).of_open_matter(), pk=self.pk).exists()

    @classmethod
    def of_open_matter(cls) -> Q:
        """Links whose record says something that waits."""
        rule = Q()
        for kind in claim_kinds():
            rule |= Q(kind.waits_for("organisation", "record_id"), record_kind=kind.record_kind)
        return rule

    @property
    def due(self) -> dt.date:
        """Nothing is due by a day."""
        return timezone.localdate(self.made_at)

    @property
    def who(self) -> str:
        """Who answered, as they say it."""
        return ", ".join(filter(None, [self.answered_by, self.answered_role]))
