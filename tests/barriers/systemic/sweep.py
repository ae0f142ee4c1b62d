"""Systemic barriers: everyone signed in reads them, the public those that are answered or say what
a published source says."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from barriers.models import SystemicAnswer, SystemicBarrier
from records.models import Source
from tests import builders, shared_cause
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import MARK, SECRET, Seen, each, said
from tests.access.table import Family, Row, as_it_stands, by_number, by_reference, post
from tests.access.world import Level
from tests.asked import energy

FAMILIES = {
    "systemic": Family(readers.always(readers.NETWORK), by_reference),
    "answered_systemic": Family(readers.OPEN, by_reference),
    "published_systemic": Family(readers.OPEN, by_reference),
    # Its barrier decides who reads of it
    "systemic_member": Family(readers.NOT_PUBLIC, as_it_stands),
    "systemic_offer": Family(readers.NOT_PUBLIC, by_number),
    "an_answer": Family(readers.OPEN, by_number),
}

KEEPS = frozenset({"pfpp_lead", "yorkshire_connector", "administrator"})
ANSWERS = KEEPS | {"desnz_official"}
CLOSES = frozenset({"teammate", "bradford_editor", "region_editor", "pfpp_lead"})

ROWS = [
    Row("systemic_barriers", public=True),
    Row(
        "systemic_barriers",
        public=True,
        query="?q=cause&lever=law&status=gathered&answer=no&sort=recorded",
    ),
    Row("systemic_barriers", public=True, query="?status=no-such-status"),
    Row("systemic_barriers", public=True, query="?format=csv", page=False),
    Row("systemic_laws", public=True),
    Row("systemic_laws", public=True, query="?format=csv", page=False),
    Row("systemic_add", permission=KEEPS),
    post("systemic_add", permission=KEEPS),
    Row("systemic", "systemic", public=True),
    Row("systemic", "answered_systemic", public=True),
    Row("systemic", "published_systemic", public=True),
    Row("systemic_brief", "answered_systemic", public=True),
    Row("systemic_brief", "published_systemic", public=True, query="?format=txt", page=False),
    Row("systemic_brief", "answered_systemic", public=True, query="?format=txt", page=False),
    Row("systemic_history", "systemic"),
    Row("systemic_history", "published_systemic"),
    Row("systemic_edit", "systemic", permission=KEEPS),
    post("systemic_edit", "systemic", permission=KEEPS),
    Row("systemic_answer", "systemic", permission=ANSWERS),
    post("systemic_answer", "answered_systemic", permission=ANSWERS),
    Row("systemic_answer_edit", "an_answer", permission=ANSWERS),
    post("systemic_answer_edit", "an_answer", permission=ANSWERS),
    Row("systemic_answer_withdraw", "an_answer", permission=ANSWERS),
    post("systemic_answer_withdraw", "an_answer", permission=ANSWERS),
    Row("systemic_members", "systemic", permission=KEEPS),
    post("systemic_members", "systemic", permission=KEEPS),
    post("systemic_member_end", "systemic_member", permission=KEEPS),
    Row("systemic_accept", "systemic_offer", permission=CLOSES),
    post("systemic_accept", "systemic_offer", permission=CLOSES),
    Row("systemic_decline", "systemic_offer", permission=CLOSES),
    post("systemic_decline", "systemic_offer", permission=CLOSES),
]


def at_level(at: Level) -> dict[str, Any]:
    """One without an answer, one with, and one that a source says, with a barrier of this level."""
    title, kind = f"We cannot {at.level} like others", builders.category()
    barrier = builders.barrier(at.cast.bradford, title, category=kind, **at.common)
    facts = {"owner": energy(), "programme": at.cast.pfpp, "category": barrier.category}
    asked = shared_cause.systemic(
        f"Cause at {at.level}", barrier, lever="law", law="An Act", **facts
    )
    told = shared_cause.systemic(f"Answered at {at.level}", barrier, status="changed", **facts)
    answer = shared_cause.answer(told, energy())
    source, _ = Source.objects.get_or_create(slug="cause", defaults={"title": "A cause"})
    published = shared_cause.systemic(
        f"Published at {at.level}", barrier, source=source, is_as_published=True, **facts
    )
    return {
        "systemic": asked,
        "answered_systemic": told,
        "published_systemic": published,
        "systemic_member": [asked.reference, barrier.reference],
        "systemic_offer": shared_cause.offer(answer, barrier),
        "an_answer": answer,
    }


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """With a barrier of no programme and no team."""
    return each(at_level(seen.level(created_by=seen.cast.author)))


def hide_at(at: HiddenAt) -> None:
    """A hidden member beside those that the reader sees, and what its people said to the answer."""
    seen, by = at.seen, at.seen.others[0]
    asked, told = seen.first("systemic"), seen.first("answered_systemic")
    newest = told.answers.latest("id")
    for barrier in at.barriers:
        for one in (asked, told, seen.first("published_systemic")):
            shared_cause.member(one, barrier, created_by=by)
        words = {"state": "declined", "why": SECRET, "answered_at": timezone.now()}
        declined = shared_cause.offer(newest, barrier, answered_by=by, **words)
        at.hidden["systemic_member"].append([asked.reference, barrier.reference])
        at.hidden["systemic_offer"].append(declined)


def hide(seen: Seen, hidden: Hidden) -> None:
    """What is asked is the public's only once it is answered, by all whom its words name, also
    where a source said it first; and what a source said, only as it said it."""
    if seen.who != "resident":
        return
    made = shared_cause.systemic(
        SECRET, seen.first("barrier"), owner=energy(), lever="law", source=seen.source,
        **said("cause", "law", "ask", "reason"),
        waits_for_named=True,
        is_as_published=True,
    )  # fmt: skip
    SystemicAnswer.objects.create(
        systemic=made,
        body=energy(),
        text=SECRET,
        url=f"https://{MARK}.test/",
        on=timezone.localdate(),
        not_meant=SECRET,
    )
    changed = shared_cause.systemic(
        "As a source says", seen.first("barrier"), owner=energy(), lever="law", source=seen.source,
        is_as_published=True,
    )  # fmt: skip
    now = {"title": SECRET, **said("cause", "law", "ask", "reason")}
    SystemicBarrier.objects.filter(pk=changed.pk).update(**now)
    hidden["systemic"] += [made, changed]


def fill(more: More) -> None:
    """More of them, more members of each, answers, offers that wait, and barriers to suggest."""
    seen, first = more.seen, more.seen.first("barrier")
    body = builders.organisation(f"Answering body {more.number}")
    asked, told = seen.first("systemic"), seen.first("answered_systemic")
    made = shared_cause.systemic(
        "", first, owner=body, lever="law", source=seen.source, category=first.category
    )
    answer = shared_cause.answer(made, body)
    newest = told.answers.latest("id")
    shared_cause.offer(answer, first)
    for one in more.barriers:
        for of in (asked, told, seen.first("published_systemic")):
            shared_cause.member(of, one)
        shared_cause.offer(newest, one)
    shared_cause.answer(asked, body, offers=False)
