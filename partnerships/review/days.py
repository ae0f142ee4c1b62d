"""Keeping the directory right: when a page was last confirmed, and by when it is looked at again.

Places, organisations and job roles are kept alike; ``Care`` says how it stands with one of them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from interface.words import date_words
from partnerships.models import Organisation, Place, Post
from partnerships.permissions import can_keep

Kept = Place | Organisation | Post

# How long a confirmation holds. People move more often than bodies and places change.
HOLDS = {Post: 183, Organisation: 365, Place: 365}
KINDS: dict[str, type[Kept]] = {"place": Place, "organisation": Organisation, "post": Post}


def kind_of(record: Kept) -> str:
    """``place``, ``organisation`` or ``post``: how forms and addresses name a record's kind."""
    return next(kind for kind, model in KINDS.items() if isinstance(record, model))


def confirmed_on(record: Kept) -> dt.date | None:
    """When somebody last said that all of it holds."""
    return record.confirmed_on if isinstance(record, Post) else record.reviewed_on


def next_review(record: Kept, today: dt.date) -> dt.date:
    """By when it is to be looked at again, once it is confirmed today."""
    return today + dt.timedelta(days=HOLDS[type(record)])


@dataclass(frozen=True, slots=True)
class Care:
    """How it stands with one record. ``who`` confirmed it: empty for the public and where not
    known; ``owner`` is the job role that keeps it, where the reader may see that role."""

    record: Kept
    on: dt.date | None
    review_by: dt.date | None
    is_overdue: bool
    who: str
    owner: Post | None
    can_confirm: bool
    can_report: bool

    @property
    def key(self) -> str:
        """How the form names the record: ``place:12``."""
        return f"{kind_of(self.record)}:{self.record.pk}"

    @property
    def words(self) -> str:
        """ "Last confirmed on 3 May 2026. Review was due on 3 November 2026."."""
        by = f" by {self.who}" if self.who else ""
        said = f"Last confirmed on {date_words(self.on)}{by}." if self.on else "Never confirmed."
        if self.review_by is None:
            return said
        verb = "Review was due on" if self.is_overdue else "Review due by"
        return f"{said} {verb} {date_words(self.review_by)}."

    @property
    def report_url(self) -> str:
        """Where an error in it is reported."""
        return report_url(self.record)

    @property
    def keeper_url(self) -> str:
        """Where it is said who keeps it; empty where that is not this reader's to say."""
        return keeper_url(self.record) if self.can_confirm else ""


def keeper_url(record: Kept) -> str:
    """The form that says who keeps a place or an organisation, and by when; "" for a job role."""
    if isinstance(record, Post):
        return ""
    return reverse(f"{kind_of(record)}_keeper", args=[record.slug])


def report_url(record: Kept) -> str:
    """The form to report an error in this record."""
    part = record.pk if isinstance(record, Post) else record.slug
    return reverse(f"{kind_of(record)}_report_error", args=[part])


def care_of(user: Any, record: Kept, today: dt.date, *, may: bool | None = None) -> Care:
    """How it stands with a record, as this reader may know it. Up to four queries.

    ``may``: whether the reader keeps it right, where the caller has asked that already.
    """
    is_post = isinstance(record, Post)
    signed_in = user.is_authenticated
    by = (record.confirmed_by if is_post else record.reviewed_by) if signed_in else None
    owner = None
    if not is_post and record.owner_post_id:
        owner = Post.objects.visible_to(user).open().filter(pk=record.owner_post_id).first()
    closed = is_post and record.closed_on is not None
    return Care(
        record=record,
        on=confirmed_on(record),
        review_by=record.review_by,
        is_overdue=record.review_by is not None and record.review_by < today,
        who=str(by) if by else "",
        owner=owner,
        can_confirm=not closed and (can_keep(user, record) if may is None else may),
        can_report=signed_in,
    )
