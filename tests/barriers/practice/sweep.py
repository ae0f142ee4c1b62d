"""The practice library: public, save what is tied to barriers."""

from __future__ import annotations

from typing import Any

from barriers.models import BarrierGuidance, GuidanceFor, GuidanceRead, PracticeDay
from tests import builders, linked, practised
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import PAST, SECRET, Seen, said
from tests.access.table import Family, Row, as_it_stands, by_number, post
from tests.access.world import Level
from tests.barriers.barrier.sweep import EDITS, LOGS
from tests.builders import TODAY, Cast

AFTER = ("barriers.link",)


def of_guidance(reading: GuidanceRead) -> list[Any]:
    """Its guidance's number and its own."""
    return [reading.guidance_id, reading.pk]


FAMILIES = {
    "practice": Family(readers.OPEN, as_it_stands),
    "practice_kind": Family(readers.OPEN, as_it_stands),
    "guidance": Family(readers.OPEN, by_number),
    "guidance_read": Family(readers.always(readers.SIGNED_IN), of_guidance),
    "barrier_guidance": Family(readers.BY_LEVEL, as_it_stands),
    "practice_example": Family(readers.BY_LEVEL, by_number),
    "believed": Family(readers.BY_LEVEL, by_number),
    "open_believed": Family(readers.BY_LEVEL, by_number),
}

KEEP = frozenset({"yorkshire_connector", "administrator"})
# Whoever logs anything, and who keeps any part of the directory
NOTES = LOGS | readers.DIRECTORY | KEEP
WORD = frozenset({"bradford_editor", "region_editor", "pfpp_lead"})

ROWS = [
    Row("practice_library", public=True),
    Row("practice_library", public=True, query="?format=csv", page=False),
    Row("practice_partnership", public=True),
    Row("practice_kind", "practice_kind", public=True),
    Row("practice", "practice", public=True),
    Row("practice", "practice", public=True, query="?from=logging"),
    Row("practice_history", "practice", public=True),
    Row("practice_add", permission=readers.ADMINISTRATORS),
    post("practice_add", permission=readers.ADMINISTRATORS),
    Row("practice_edit", "practice", permission=readers.ADMINISTRATORS),
    post("practice_edit", "practice", permission=readers.ADMINISTRATORS),
    Row("guidance_list", public=True),
    Row(
        "guidance_list",
        public=True,
        query="?q=share&kind=data-sharing&audience=both&checked=2026-01-01&due=on",
    ),
    Row("guidance_list", public=True, query="?kind=no-such-kind"),
    Row("guidance_list", public=True, query="?format=csv", page=False),
    Row("guidance", "guidance", public=True),
    Row("guidance_history", "guidance", public=True),
    Row("guidance_add", permission=KEEP),
    post("guidance_add", permission=KEEP),
    Row("guidance_edit", "guidance", permission=KEEP),
    post("guidance_edit", "guidance", permission=KEEP),
    post("guidance_checked", "guidance", permission=KEEP),
    Row("guidance_read_add", "guidance", permission=NOTES),
    post("guidance_read_add", "guidance", permission=NOTES),
    Row("guidance_read_edit", "guidance_read", permission=KEEP),
    post("guidance_read_edit", "guidance_read", permission=KEEP),
    Row("barrier_guidance_add", "barrier", permission=EDITS),
    post("barrier_guidance_add", "barrier", permission=EDITS),
    post("barrier_guidance_end", "barrier_guidance", permission=EDITS),
    Row("practice_examples", public=True),
    Row("practice_examples", public=True, query="?kind=data-sharing&place=bradford"),
    Row("practice_examples", public=True, query="?format=csv", page=False),
    Row("practice_example_add", permission=KEEP),
    post("practice_example_add", permission=KEEP),
    Row("practice_example_edit", "practice_example", permission=KEEP),
    post("practice_example_edit", "practice_example", permission=KEEP),
    Row("believed_list", public=True),
    Row("believed_list", public=True, query="?q=thing&kind=data-sharing"),
    Row("believed_list", public=True, query="?format=csv", page=False),
    Row("believed", "believed", public=True),
    Row("believed", "open_believed", public=True),
    Row("believed_history", "believed", public=True),
    Row("believed_edit", "believed", permission=WORD),
    post("believed_edit", "believed", permission=WORD),
]


def make(cast: Cast) -> dict[str, Any]:
    """What has no level."""
    guidance = practised.guidance("Sharing well", created_by=cast.author)
    return {
        "guidance_read": GuidanceRead.objects.create(
            guidance=guidance, organisation=cast.council, on=TODAY
        ),
        "practice": ["4a"] if practised.practice() else [],
        "practice_kind": [builders.category().key],
        "guidance": guidance,
    }


def at_level(at: Level) -> dict[str, Any]:
    """An example and an entry of a barrier at this level, and one that was opened as far."""
    level, known = at.level, {**at.common, "category": builders.category()}
    narrow = level if level in ("team", "place", "programme") else "team"
    own, kept = (
        builders.barrier(at.cast.bradford, title, **{**known, "visibility": seen_by})
        for title, seen_by in ((f"Believed by {level}", level), (f"Kept by {level}", narrow))
    )
    open_to = "" if narrow == level else level
    bears = BarrierGuidance.objects.create(
        barrier=own, guidance=practised.guidance(f"Guidance {level}"), created_by=at.cast.author
    )
    return {
        "practice_example": practised.example(at.cast.bradford, barrier=own),
        "believed": practised.belief(own),
        "barrier_guidance": [own.reference, bears.pk],
        "open_believed": practised.belief(kept, open_to=open_to),
    }


def hide(seen: Seen, hidden: Hidden) -> None:
    """The public reads nothing of who read guidance."""
    if seen.who == "resident":
        GuidanceRead.objects.create(
            guidance=seen.first("guidance"),
            organisation=seen.cast.council,
            edition=SECRET,
            on=TODAY,
        )


def hide_at(at: HiddenAt) -> None:
    """An example and a belief of a hidden barrier.

    It is joined to that of an entry that the reader reads, and a later check of it finds a rule:
    nobody who may not see it is told that the entry is contested.
    """
    seen, barrier = at.seen, at.barriers[0]
    example = practised.example(
        seen.cast.bradford,
        SECRET,
        barrier=barrier,
        practice=practised.practice(),
        source=seen.source,
        **said("tried", "result", "where_said"),
    )
    bears = BarrierGuidance.objects.create(barrier=barrier, guidance=seen.first("guidance"))
    at.hidden["barrier_guidance"].append([barrier.reference, bears.pk])
    entry = practised.belief(barrier, SECRET, source=seen.source, because=SECRET)
    PracticeDay.objects.create(believed=entry, day=TODAY, came_from="logging", opened=97)
    open_one = seen.first("believed").barrier
    if not barrier.links.filter(kind="joined").exists():
        linked.join(barrier, open_one, created_by=seen.others[0])
    else:
        linked.link(barrier, open_one, created_by=seen.others[0])
    practised.contest(barrier, what=SECRET, checked_by=SECRET)
    at.hidden["practice_example"].append(example)
    at.hidden["believed"].append(entry)


def fill(more: More) -> None:
    """Guidance and examples of a step, beliefs of barriers of their own, contested and opened."""
    seen, kind, step = more.seen, builders.category(), practised.practice()
    at, author = seen.cast.bradford, seen.cast.author
    known = {"source": seen.source, "created_by": author}
    made = practised.guidance("", kind, builders.category("funding"), **known)
    GuidanceFor.objects.create(guidance=made, category=kind, practice=step)
    read = seen.first("guidance")
    GuidanceRead.objects.create(guidance=read, organisation=more.body, on=TODAY)
    for one in more.barriers:
        BarrierGuidance.objects.create(barrier=one, guidance=read)
    BarrierGuidance.objects.create(barrier=seen.first("barrier"), guidance=made)
    barrier = builders.barrier(at, category=kind, created_by=author)
    practised.example(
        at, practice=step, barrier=barrier, pilot=seen.first("pilot"), source=seen.source
    )
    entry = practised.belief(barrier, "We cannot do what is believed", **known)
    practised.contest(barrier)
    for of in ({"guidance": made}, {"believed": entry}):
        PracticeDay.objects.create(day=PAST, came_from="logging", opened=3, **of)
    practised.contest(seen.first("believed").barrier)
