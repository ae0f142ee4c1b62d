"""Events where people learn: for everybody, or for everybody signed in."""

from __future__ import annotations

from typing import Any

from pilots.models import LearningEvent, LearningEventTopic
from tests import learned
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import AHEAD, PAST, SECRET, SECRET_LINK, Seen, said, withdrawn
from tests.access.table import Family, Row, by_number, post
from tests.builders import TODAY, Cast

FAMILIES = {
    "learning_event": Family(readers.OPEN, by_number),
    "signed_in_event": Family(readers.always(readers.SIGNED_IN), by_number),
}

WRITES = readers.EDITORS | {"bradford_officer"}
ADDS_EVENTS = WRITES | {
    *("yorkshire_connector", "luton_officer", "luton_editor", "pfpp_lead", "desnz_official"),
    "teammate",
}

ROWS = [
    Row("learning_events", public=True),
    Row("learning_events", public=True, query="?when=past"),
    Row("learning_event", "learning_event", public=True),
    Row("learning_event_history", "learning_event"),
    Row("learning_event", "signed_in_event", public=True),
    Row("learning_event_add", permission=ADDS_EVENTS),
    post("learning_event_add", permission=ADDS_EVENTS),
    Row("learning_event_edit", "learning_event", permission=readers.EDITORS),
    post("learning_event_edit", "learning_event", permission=readers.EDITORS),
    Row("learning_event_withdraw", "learning_event", permission=readers.EDITORS),
    post("learning_event_withdraw", "learning_event", permission=readers.EDITORS),
    post("learning_event_take_down", "learning_event", permission=readers.EDITORS),
    post("learning_event_call_off", "learning_event", permission=readers.EDITORS),
]


def make(cast: Cast) -> dict[str, Any]:
    """One of each."""
    common = {"place": cast.bradford, "created_by": cast.author}
    return {
        "learning_event": learned.learning_event(**common),
        "signed_in_event": learned.learning_event(visibility="network", **common),
    }


def hide(seen: Seen, hidden: Hidden) -> None:
    """One for those who sign in, and one that was withdrawn."""
    gone = LearningEvent.objects.create(
        day=AHEAD, visibility="public", **said("title", "for_whom", "about"), **withdrawn()
    )
    hidden["learning_event"].append(gone)
    if seen.who != "resident":
        return
    event = LearningEvent.objects.create(
        day=TODAY,
        place=seen.cast.bradford,
        programme=seen.cast.pfpp,
        **said("title", "hours", "where", "for_whom", "invited", "about", "shared"),
        called_off_because=SECRET,
        shared_url=SECRET_LINK,
    )
    LearningEventTopic.objects.create(event=event, topic=seen.topic)
    hidden["signed_in_event"].append(event)


def fill(more: More) -> None:
    """One that was and one that is to come, for each pilot."""
    cast = more.seen.cast
    for _ in more.pilots:
        for day in (PAST, AHEAD):
            event = learned.learning_event(day=day, place=cast.bradford, programme=cast.pfpp)
            event.topics.add(more.seen.topic)
