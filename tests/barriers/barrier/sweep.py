"""Barriers: those that somebody owns, and those that need an owner."""

from __future__ import annotations

from typing import Any

from barriers.models import ActionTried, Barrier, BarrierPlace, BarrierSubType, Check, Closing
from records.models import Note
from tests import builders
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import PAST, SECRET, Seen, said, withdrawn
from tests.access.table import Family, Row, by_number, by_reference, post
from tests.access.world import Level
from tests.builders import TODAY

FAMILIES = {
    "barrier": Family(readers.BY_LEVEL, by_reference),
    "unowned_barrier": Family(readers.NEEDS_OWNER, by_reference),
    "tried": Family(readers.BY_LEVEL, by_number),
}

# Contributors and editors anywhere; ``teammate`` logs where the team has a pilot.
LOGS = frozenset(
    {
        *("teammate", "bradford_officer", "bradford_editor", "region_editor"),
        *("luton_officer", "luton_editor"),
    }
)
AT_BRADFORD = LOGS - {"luton_officer", "luton_editor"}
EDITS = frozenset({"teammate", "bradford_editor", "region_editor", "pfpp_lead"})
# A barrier that needs an owner is triaged by the connectors of its places.
TRIAGES = EDITS | {"yorkshire_connector"}
TAKES_BACK = frozenset({"author", "bradford_editor", "region_editor"})
TRIES = EDITS | {"bradford_officer"}
CHECKS = frozenset({"bradford_editor", "region_editor", "pfpp_lead"})

ROWS = [
    Row("barriers", public=True, query="?stage=design&age=over-2-years&asked=heard&logged=2026-03"),
    Row("barriers", public=True, query="?lever=law&outcome=helped&took=known&closed=2026"),
    Row("barriers", public=True),
    Row("barriers", public=True, query="?choose=on"),
    Row(
        "barriers",
        public=True,
        query="?q=cannot&category=data-sharing&status=any-open&place=bradford&tried=no&sort=logged",
    ),
    Row("barriers", public=True, query="?category=no-such-kind"),
    Row("barriers", public=True, query="?format=csv", page=False),
    Row("barriers", public=True, query="?format=json", page=False),
    Row("barrier_log", permission=LOGS),
    Row("barrier_log", permission=AT_BRADFORD, query="?place=bradford", page=False),
    post("barrier_log", permission=LOGS),
    Row("barrier", "barrier", public=True),
    Row("barrier", "unowned_barrier", public=True),
    Row("barrier_details", "barrier", public=True),
    Row("barrier_details", "unowned_barrier", public=True),
    Row("barrier_details", "asked_barrier", public=True),
    Row("barrier_others", "barrier", public=True),
    Row("barrier_others", "linked_barrier", public=True),
    Row("barrier_brief", "barrier", public=True),
    Row("barrier_brief", "barrier", public=True, query="?format=txt", page=False),
    Row("barrier_history", "barrier", public=True),
    Row("barrier_edit", "barrier", permission=EDITS),
    Row("barrier_edit", "unowned_barrier", permission=TRIAGES),
    post("barrier_edit", "barrier", permission=EDITS),
    Row("barrier_owner", "barrier", permission=EDITS),
    Row("barrier_owner", "unowned_barrier", permission=TRIAGES),
    post("barrier_owner", "unowned_barrier", permission=TRIAGES),
    Row("barrier_tried_add", "barrier", permission=TRIES),
    post("barrier_tried_add", "barrier", permission=TRIES),
    Row("barrier_place", "barrier", permission=EDITS - {"pfpp_lead"}),
    post("barrier_place", "barrier", permission=EDITS - {"pfpp_lead"}),
    post("barrier_take_down", "barrier", permission=EDITS - {"pfpp_lead"}),
    Row("barrier_take_back", "barrier", permission=TAKES_BACK),
    post("barrier_take_back", "barrier", permission=TAKES_BACK),
    Row("barrier_tried_edit", "tried", permission=EDITS),
    post("barrier_tried_edit", "tried", permission=EDITS),
    Row("barrier_tried_withdraw", "tried", permission=EDITS),
    post("barrier_tried_withdraw", "tried", permission=EDITS),
    Row("barrier_close", "barrier", permission=EDITS),
    post("barrier_close", "barrier", permission=EDITS),
    Row("barrier_reopen", "barrier", permission=EDITS),
    post("barrier_reopen", "barrier", permission=EDITS),
    Row("barrier_check_add", "barrier", permission=CHECKS),
    post("barrier_check_add", "barrier", permission=CHECKS),
    Row("barrier", "asked_barrier", public=True),
    Row("barrier", "linked_barrier", public=True),
    Row("barriers", query="?linked=B-000001", public=True),
    Row("barrier_similar", permission=LOGS, query="?said=cannot+share+data+at+all", page=False),
    Row("barrier_similar", permission=LOGS, query="?kind=no-such-kind&place=nowhere", page=False),
    Row("barrier", "published_barrier", public=True),
    Row("barrier_brief", "published_barrier", public=True),
]


def at_level(at: Level) -> dict[str, Any]:
    """One of each, of the pilot."""
    known = {"category": builders.category(), "pilot": at["pilot"], **at.common}
    place, title = at.cast.bradford, f"We cannot {at.level}"
    barrier = builders.barrier(place, title, **known)
    return {
        "barrier": barrier,
        "tried": ActionTried.objects.create(barrier=barrier, what="Talks"),
        "unowned_barrier": builders.barrier(place, f"{title} alone", status="needs_owner", **known),
    }


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """One of a pilot that is hidden, and one of the open pilot."""
    place, kind, pilot = seen.cast.bradford, builders.category(), seen.first("pilot")
    barrier = builders.barrier(
        place, "We cannot share", category=kind, pilot=pilot.parent, source=seen.source
    )
    unowned = builders.barrier(
        place, "We cannot pay", category=kind, pilot=pilot, status="needs_owner"
    )
    tried = ActionTried.objects.create(barrier=barrier, what="Talks")
    return {"barrier": [barrier], "unowned_barrier": [unowned], "tried": [tried]}


def hide_at(at: HiddenAt) -> None:
    """One of each; what belongs to them is added by its own subjects."""
    at.barriers = [_hidden(at, "We cannot", unlocker=at.seen.cast.council)]
    # The connector of its places and the lead of its programme read one that needs an owner
    if at.seen.who not in readers.NEEDS_OWNER[at.level] or at.scope is at.seen.at_luton:
        at.barriers.append(_hidden(at, "Nobody can", status="needs_owner"))
    at.hidden["barrier"] += at.barriers


def hide(seen: Seen, hidden: Hidden) -> None:
    """What was said to be tried against a public one, and withdrawn."""
    if seen.who not in EDITS:
        gone = ActionTried.objects.create(
            barrier=seen.first("barrier"),
            source=seen.source,
            **said("what", "by", "result"),
            **withdrawn(),
        )
        hidden["tried"].append(gone)


def _hidden(at: HiddenAt, title: str, **fields: Any) -> Barrier:
    source, category = at.seen.source, builders.category()
    made = builders.barrier(
        at.scope.place,
        f"{title} {SECRET}",
        at.scope.beside,
        **said("because", "people", "ask", "nature_note", "cost_basis", "resolution", "time_basis"),
        category=category,
        nature="real",
        pilot=at.pilot if at.level != "network" else at.seen.first("pilot"),
        source=source,
        **at.common,
        **fields,
    )
    ActionTried.objects.create(barrier=made, source=source, **said("what", "by", "result"))
    Check.objects.create(barrier=made, what=SECRET, verdict="rule", checked_by=SECRET)
    Note.objects.create(subject=made, text=SECRET, source=source)
    Closing.objects.create(
        barrier=made, status="closed_unresolved", on=PAST, reopened_on=TODAY,
        **said("what", "unlocked_by", "no_lesson_because", "reopened_because"),
    )  # fmt: skip
    BarrierSubType.objects.create(barrier=made, sub_type=category.sub_types.all()[0])
    return made


def fill(more: More) -> None:
    """One with an owner, one without, one elsewhere, and more work on them and on the first."""
    seen, at, pilot = more.seen, more.seen.cast.bradford, more.seen.first("pilot")
    common = {"category": builders.category(), "source": seen.source}
    ward = builders.place(f"Parish {more.number}", "parish", within=at)
    owned = builders.barrier(
        at, "", ward, pilot=pilot, unlocker=seen.cast.council, programme=seen.cast.pfpp, **common
    )
    unowned = builders.barrier(at, "", pilot=pilot, status="needs_owner", **common)
    away = builders.barrier(seen.cast.luton, "", **common)
    first = seen.first("barrier")
    BarrierPlace.objects.create(barrier=first, place=ward)
    more.barriers = [owned, unowned, away]
    for one in (*more.barriers, first):
        _work_on(one, seen)


def _work_on(barrier: Barrier, seen: Seen) -> None:
    ActionTried.objects.create(barrier=barrier, what="Talks", source=seen.source)
    Check.objects.create(
        barrier=barrier, what="The act", verdict="rule", by_user=seen.cast.author,
        source=seen.source,
    )  # fmt: skip
    Note.objects.create(subject=barrier, text="Noted", source=seen.source)
    Closing.objects.create(
        barrier=barrier, status="resolved", how="other", what="It ended", on=PAST,
        lesson=seen.first("lesson"), reopened_on=TODAY, reopened_because="It came back",
        created_by=seen.cast.author,
    )  # fmt: skip
