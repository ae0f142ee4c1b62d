"""Sources: those that are open, and those typed into a record, which each have its readers."""

from __future__ import annotations

from typing import Any

from partnerships.models import Synonym, Topic
from pilots.models import Pilot
from records.models import Finding, FindingSubject, Note, Source
from records.models.sources import typed_slug
from tests import builders, lived
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET, SECRET_LINK, Seen, each
from tests.access.table import Family, Row, post
from tests.access.world import Level
from tests.builders import Cast

FAMILIES = {
    "source": Family(readers.OPEN),
    "typed_source": Family(readers.BY_LEVEL),
    "withdrawn_source": Family(readers.BY_LEVEL),
}

# Whoever may change the record that rests on it: its team, its place's editors
CHANGE = frozenset({"teammate", "bradford_editor", "region_editor", "administrator"})

ROWS = [
    Row("sources", public=True),
    Row("sources", public=True, query="?q=guidance"),
    Row("source", "source", public=True),
    Row("source", "source", public=True, query="?kind=figures"),
    Row("source", "typed_source", public=True),
    Row("source", "withdrawn_source", public=True),
    Row("source_add", permission=readers.ADMINISTRATORS),
    post("source_add", permission=readers.ADMINISTRATORS),
    Row("source_take_back", "source", permission=readers.ADMINISTRATORS),
    post("source_take_back", "source", permission=readers.ADMINISTRATORS),
    Row("source_edit", "source", permission=frozenset({"administrator"})),
    Row("source_edit", "typed_source", permission=CHANGE),
    post("source_edit", "typed_source", permission=CHANGE),
    Row("source_withdraw", "typed_source", permission=CHANGE),
    post("source_withdraw", "typed_source", permission=CHANGE),
    post("source_restore", "withdrawn_source", permission=CHANGE),
    Row("source_history", "typed_source", permission=frozenset({"administrator"})),
    Row("source_history", "withdrawn_source", permission=frozenset({"administrator"})),
]


def make(cast: Cast) -> dict[str, Any]:
    """One that is open."""
    made = Source.objects.create(slug="guidance", title="Programme guidance", is_open=True)
    return {"source": made}


def at_level(at: Level) -> dict[str, Any]:
    """Two that were typed into the pilot, one of them withdrawn."""
    return of_pilot(at["pilot"], at.cast.author)


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """Why one was withdrawn, and what it was, only its keepers read."""
    keeps = seen.who in readers.EDITORS | readers.ADMINISTRATORS
    found = of_pilot(seen.first("pilot"), seen.cast.author, *([] if keeps else [SECRET]))
    return {"source": [seen.source], **each(found)}


def typed(pilot: Pilot, by: Any, **said: Any) -> Source:
    """A source that this person typed into something that goes on after the pilot."""
    said = {"title": "Letter from the landlord", "url": "https://example.test/letter", **said}
    made = Source.objects.create(slug=typed_slug(), created_by=by, **said)
    lived.legacy(pilot, source=made, created_by=by)
    return made


def of_pilot(pilot: Pilot, by: Any, because: str = "It names somebody") -> dict[str, Any]:
    """One that stands, and one that was withdrawn, of which only its keepers read these words."""
    gone = typed(pilot, by, title=because, publisher=because)
    gone.withdraw(because)
    gone.save()
    return {"typed_source": typed(pilot, by), "withdrawn_source": gone}


def hide_at(at: HiddenAt) -> None:
    """What was typed as the source of a hidden pilot, and one of it that was taken back.

    Title, publisher, link and how it was read hold the word; so do those put aside.
    """
    said = {
        "title": f"{SECRET} letter",
        "publisher": SECRET,
        "url": SECRET_LINK,
        "how_read": SECRET,
    }
    at.hidden["typed_source"].append(typed(at.pilot, at.scope.author, **said))
    gone = typed(at.pilot, at.scope.author, **said)
    gone.withdraw(SECRET)
    gone.save()
    at.hidden["withdrawn_source"].append(gone)


def fill(more: More) -> None:
    """One with a finding about a place, a programme and a body, and notes on each; two typed."""
    cast, number = more.seen.cast, more.number
    source = Source.objects.create(slug=f"source-{number}", title=f"Source {number}")
    finding = Finding.objects.create(key=f"finding-{number}", claim="A claim", source=source)
    topic = Topic.objects.create(name=f"Theme {number}", slug=f"theme-{number}")
    Synonym.objects.create(words=f"word {number}", topic=topic)
    ward = builders.place(f"Ward {number}", "ward", within=cast.bradford)
    other = builders.programme("", [cast.bradford, ward], lead=cast.council)
    other.builds_on.add(cast.pfpp)
    for subject in (cast.bradford, cast.pfpp, cast.council):
        FindingSubject.objects.create(finding=finding, subject=subject)
        Note.objects.create(subject=subject, text="Noted", source=source)
    of_pilot(more.pilots[0], cast.author)
