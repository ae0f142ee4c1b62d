"""Keeping the directory right: when a page was last confirmed, by when it is looked at again.

Places and organisations are ``Reviewed``; a job role has columns of its own for that, since it is
confirmed together with who holds it. ``Care`` says how it stands with any of the three.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from interface.words import date_words
from registry.kinds import kind_of


class Reviewed(models.Model):
    """A directory page with a job role that owns it and a day by which it is looked at again."""

    owner_post = models.ForeignKey(
        "people.JobRole", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    review_by = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    # When the owner was last told that a review is due; the clock's note, so no part of history.
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def owner_seen_by(self, user: Any) -> Any:
        """The job role that owns it, where this user may see that role; one query if it has one."""
        if self.owner_post_id is None:
            return None
        posts: Any = self._meta.get_field("owner_post").related_model
        return posts.objects.visible_to(user).open().filter(pk=self.owner_post_id).first()


# How many days a confirmation holds. People move more often than bodies and places change.
HOLDS = {"post": 183, "organisation": 365, "place": 365}


def next_review(record: models.Model, today: dt.date) -> dt.date:
    """By when it is to be looked at again, once it is confirmed today."""
    return today + dt.timedelta(days=HOLDS[kind_of(record)])


@dataclass(frozen=True, slots=True)
class Care:
    """How it stands with one record. ``who`` confirmed it: empty for the public and where not
    known; ``owner`` is the job role that keeps it, where the reader may see that role."""

    record: Any
    on: dt.date | None
    review_by: dt.date | None
    is_overdue: bool
    who: str
    owner: Any
    can_confirm: bool

    @property
    def key(self) -> str:
        """How the form names the record: ``place:12``."""
        return f"{kind_of(self.record)}:{self.record.pk}"

    @property
    def words(self) -> str:
        """ "Last confirmed on 3 May 2026. Review was due on 3 November 2026."."""
        by = f" by {self.who}" if self.who else ""
        text = f"Last confirmed on {date_words(self.on)}{by}." if self.on else "Never confirmed."
        if self.review_by is None:
            return text
        verb = "Review was due on" if self.is_overdue else "Review due by"
        return f"{text} {verb} {date_words(self.review_by)}."

    @property
    def keeper_url(self) -> str:
        """Where it is said who keeps it, and by when; empty where that is not this reader's to say,
        and for a job role, which has no keeper but its body."""
        if not self.can_confirm or not isinstance(self.record, Reviewed):
            return ""
        return reverse(f"{kind_of(self.record)}_keeper", args=[self.record.slug])


def care_of(user: Any, record: Any, today: dt.date, *, may: bool) -> Care:
    """How it stands with a record, as this reader may know it. One query, or none.

    ``may``: whether the reader keeps it right.
    """
    is_page, signed_in = isinstance(record, Reviewed), user.is_authenticated
    by = (record.reviewed_by if is_page else record.confirmed_by) if signed_in else None
    return Care(
        record=record,
        on=record.reviewed_on if is_page else record.confirmed_on,
        review_by=record.review_by,
        is_overdue=record.review_by is not None and record.review_by < today,
        who=str(by) if by else "",
        owner=record.owner_seen_by(user) if is_page else None,
        can_confirm=may,
    )
