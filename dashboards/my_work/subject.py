"""How what joins several apps takes part in the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from accounts.models import Notice
from interface import words
from interface.paging import BoundedCount
from interface.parts import Part, Theme, signed_in
from interface.sections import SHOWN, Section, Task, day_of
from partnerships.review import queue_pages as queue
from partnerships.subqueries import first_of
from partnerships.waiting import Row, Waiting, WaitingRows, Work
from records import drafts
from records.models import Draft
from records.subjects import declared

FEW = 3


def _unread_notices(user: Any) -> Section:
    """What this user was told and has not put aside."""
    rows, count = first_of(Notice.objects.visible_to(user).unread(), FEW)
    return Section(
        key="notices",
        title="Unread notices",
        items=[
            Task(
                title=notice.subject,
                url=notice.url or reverse("notices"),
                reason=words.date_words(day_of(notice.created_at)),
            )
            for notice in rows
        ],
        count=count,
        note="what others did that concerns you",
        url=reverse("notices"),
        link="Read and dismiss",
    )


def _unsent_emails() -> Section:
    """Emails that could not be sent to anybody, for administrators; not what stood in them."""
    rows, count = first_of(Notice.objects.given_up().select_related("user"), FEW)
    here = reverse("unsent_emails")
    return Section(
        key="unsent",
        title="Emails that could not be sent",
        short="Emails not sent",
        items=[
            Task(
                title=f"To {notice.reader}",
                url=here,
                note=notice.failed,
                reason=words.date_words(day_of(notice.created_at)),
            )
            for notice in rows
        ],
        count=count,
        note="tried five times",
        url=here,
        link="Try again or dismiss",
    )


def _kept_drafts(user: Any) -> Section:
    """What this user has typed and not sent."""
    rows, count = first_of(Draft.objects.visible_to(user), SHOWN)
    return Section(
        key="drafts",
        title="Drafts",
        items=[
            Task(
                title=str(draft),
                url=drafts.url_of(draft) or reverse("home"),
                note="Only you can see it",
                reason=f"Saved {words.date_words(draft.saved_at)}",
            )
            for draft in rows
        ],
        count=count,
        note="kept until you send them",
        empty="You have no drafts.",
    )


def _notices(work: Work) -> Iterator[Section]:
    """What this user was told, and what administrators find could be told to nobody."""
    if (unread := _unread_notices(work.user)).items:
        yield unread
    if work.reader.is_administrator and (unsent := _unsent_emails()).items:
        yield unsent


def _few_of_each(work: Work) -> Iterator[Section]:
    """What most people have few of, of every kind in one query."""
    if not (work.logs or work.reader.programmes or work.reader.edited_places):
        return
    kinds = declared(WaitingRows)
    first, *others = (kind.rows(work) for kind in kinds)
    by_kind: dict[str, list[Row]] = {}
    for row in first.union(*others, all=True):
        by_kind.setdefault(row[0], []).append(row)
    for kind in kinds:
        if rows := by_kind.get(kind.kind):
            count = BoundedCount(min(len(rows), SHOWN), more=len(rows) > SHOWN)
            yield kind.section(rows[:SHOWN], count, work.today)


def _queue(work: Work) -> Iterator[Section]:
    """Pages to keep right."""
    if work.reader.connected_places or work.reader.organisations:
        yield queue.waiting(work.user, work.reader, work.today)


def _drafts(work: Work) -> Iterator[Section]:
    reader = work.reader
    writes = reader.edited_places or reader.connected_places or reader.organisations
    if work.logs or reader.programmes or writes:
        yield _kept_drafts(work.user)


DECLARES = (
    Part(
        page="home",
        label="My work",
        says="What waits for you, and what changed of late",
        theme=Theme.OWN,
        order=10,
        words="home start tasks to do",
        may=signed_in,
    ),
    Waiting(sections=_notices, order=10),
    Waiting(sections=_few_of_each, order=50),
    Waiting(sections=_queue, order=90),
    Waiting(sections=_drafts, order=200),
)
