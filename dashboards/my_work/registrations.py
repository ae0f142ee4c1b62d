"""How what joins several apps takes part in the whole."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Case, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat, JSONObject, TruncDate
from django.urls import reverse

from access.subqueries import first_of
from accounts.models import Notice
from accounts.notice.rights import as_allowed
from dashboards.my_work import draft_names
from dashboards.my_work.listing import NOTICES, TYPED
from interface import words
from interface.paging import BoundedCount
from interface.parts import MenuItem, Theme, signed_in
from interface.sections import Section, Task, Turn, day_of
from people.review import queue_views as queue
from records import drafts
from records.models import Draft
from records.subjects import registered
from records.taking_back import WITHIN
from registry.waiting import Row, TaskQuery, TaskSections, Work, few_of_each, in_columns

FEW = 3
# Notices are read so far, so that those which tell of something in the list are found.
MOST_NOTICES = 50
# Between the parts by which a draft is found; no form's key holds it.
SEPARATOR = "|"
DELETED, TAKEN_BACK, GONE = "deleted", "taken", "gone"
NO_BUSINESS = "Draft about something that you can no longer see"


def _unread(work: Work) -> QuerySet[Any]:
    """What this user was told and has not read or dismissed."""
    rows = Notice.objects.visible_to(work.user).unread()
    newest, day = ("-created_at", "-id"), TruncDate("created_at")
    return in_columns(
        "notice",
        rows,
        key="url",
        what="subject",
        of=Value(""),
        state=JSONObject(model="about_model", pk="about_id", lines="lines", old="about_unknown"),
        day=day,
        order=newest,
        most=MOST_NOTICES,
    )


def _notices_now(work: Work, rows: list[Row]) -> list[Row]:
    """The same with what their reader may still be told."""
    told = as_allowed([_notice(row) for row in rows], work.user)
    return [
        (kind, one.url, one.subject, of, "", day)
        for (kind, _, _, of, _, day), one in zip(rows, told, strict=True)
    ]


def _notice(row: Row) -> Notice:
    """A notice as a row has it: its address, its subject, and what its words are of."""
    _, url, subject, _, about, _ = row
    of = json.loads(about)
    return Notice(
        url=url,
        subject=subject,
        about_model=of["model"],
        about_id=of["pk"],
        lines=of["lines"],
        about_unknown=of["old"],
    )


def _notices(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key=NOTICES,
        title="Unread notices",
        items=[
            Task(
                title=subject,
                url=url or reverse("notices"),
                action="Read",
                reason=words.waited(day, today),
                turn=Turn.NOBODY,
            )
            for _, url, subject, _, _, day in rows
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
                title=f"Send again, or leave unsent: the email to {notice.reader}",
                url=here,
                action="Open",
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


def _typed(work: Work) -> QuerySet[Any]:
    """What this user has typed and not sent; what they deleted of it within a day, and records of
    theirs that were taken back within a week."""
    return in_columns(
        "draft",
        Draft.every.had_again(work.user),
        key=Concat(Cast("pk", TextField()), Value(SEPARATOR), "form", Value(SEPARATOR), "target"),
        what="title",
        of=Value(""),
        state=Case(
            When(undoes__isnull=False, then=Value(TAKEN_BACK)),
            When(deleted_at=None, then=Value("")),
            default=Value(DELETED),
        ),
        day=TruncDate("saved_at"),
        order=("-saved_at", "-id"),
    )


def _drafts_now(work: Work, rows: list[Row]) -> list[Row]:
    """The same without the names of records that their author may not read any more."""
    keys = [key.split(SEPARATOR, 2) for _, key, *_ in rows]
    kept = [Draft(pk=int(pk), form=form, target=target) for pk, form, target in keys]
    gone = draft_names.hidden(work.user, kept)
    return [
        (kind, key, NO_BUSINESS, of, state or GONE, day)
        if draft.pk in gone
        else (kind, key, what, of, state, day)
        for (kind, key, what, of, state, day), draft in zip(rows, kept, strict=True)
    ]


def _drafts(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key=TYPED,
        title="Drafts",
        items=[_draft(row) for row in rows],
        count=count,
        note="only you can see them, and they are kept until you send them",
    )


def _draft(row: Row) -> Task:
    _, key, title, _, state, saved_on = row
    pk, form, target = key.split(SEPARATOR, 2)
    draft = Draft(pk=int(pk), form=form, target=target, title=title)
    if state in (DELETED, TAKEN_BACK):
        until = words.date_words(saved_on + WITHIN)
        return Task(
            title=str(draft),
            url="",
            status="Deleted" if state == DELETED else "Taken back",
            note="" if state == DELETED else f"you can undo it until {until}",
            shape="early",
            turn=Turn.DRAFT,
            undo_url=reverse("draft_restore", args=[pk]),
        )
    return Task(
        title=str(draft) if state else f"Finish your draft: {draft}",
        url=drafts.text_url(draft) if state else drafts.url_of(draft) or drafts.text_url(draft),
        action="Read what you typed" if state else "Go on",
        note=f"Saved {words.date_words(saved_on)}",
        turn=Turn.DRAFT,
        delete_url=reverse("draft_delete", args=[pk]),
    )


def _unsent(work: Work) -> Iterator[Section]:
    """What administrators find could be told to nobody."""
    if work.reader.is_administrator:
        yield _unsent_emails()


def _few_of_each(work: Work) -> Iterator[Section]:
    """What most people have few of, of every kind in one query."""
    kinds = registered(TaskQuery)
    by_kind: dict[str, list[Row]] = {}
    for row in few_of_each(work, kinds):
        by_kind.setdefault(row[0], []).append(row)
    for kind in kinds:
        if rows := by_kind.get(kind.kind):
            count = BoundedCount(min(len(rows), kind.most), more=len(rows) > kind.most)
            shown = rows[: kind.most]
            yield kind.section(
                kind.prepare(work, shown) if kind.prepare else shown, count, work.today
            )


def _queue(work: Work) -> Iterator[Section]:
    """Pages to keep right."""
    if work.reader.connected_places or work.reader.organisations:
        yield queue.waiting(work.user, work.reader, work.today)


REGISTRATIONS = (
    TaskQuery(
        kind="notice",
        rows=_unread,
        section=_notices,
        order=190,
        most=MOST_NOTICES,
        prepare=_notices_now,
    ),
    TaskQuery(kind="draft", rows=_typed, section=_drafts, order=200, prepare=_drafts_now),
    TaskSections(sections=_unsent, order=10),
    MenuItem(
        page="home",
        label="My work",
        says="What is waiting for you, and what has changed lately",
        theme=Theme.OWN,
        order=10,
        words="home start tasks to do",
        permission=signed_in,
    ),
    TaskSections(sections=_few_of_each, order=50),
    TaskSections(sections=_queue, order=90),
)
