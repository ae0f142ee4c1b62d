"""Sources with what rests on them, as much as wanted."""

from __future__ import annotations

from partnerships.models import Synonym, Topic
from pilots.models import Pilot
from records.models import Finding, FindingSubject, Note, Source
from tests import builders
from tests.access import world_sources
from tests.access.open_world import Seen


def fill(seen: Seen, number: int) -> None:
    """A source with a finding about a place, a programme and a body, and notes on each."""
    cast = seen.cast
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


def typed(seen: Seen, pilot: Pilot) -> None:
    """Sources that somebody typed into this pilot, one of them withdrawn."""
    world_sources.of_pilot(pilot, seen.cast.author)
