"""How a pilot is told in a line: what it is, from when to when, where and for whom."""

from __future__ import annotations

import re

from django.utils import timezone

from interface.words import ended_once, in_sentence, list_words
from pilots.models import Pilot, PilotPlace

# A note about the dates of at most so many words stands in the line of facts
SHORT = 12
# The end of a sentence, and not of an abbreviation ("St. Helens")
SENTENCE_ENDS = re.compile(r"(?<=[a-z0-9)”]{3}[.!?])\s+(?=[A-Z“])")


def lead_of(pilot: Pilot) -> str:
    """The first sentence of what is said of it; all of it stands on its page of background."""
    return SENTENCE_ENDS.split(pilot.summary.strip(), maxsplit=1)[0]


def dates_of(pilot: Pilot) -> str:
    """From when to when, as exactly as known."""
    start, end, note = pilot.started, pilot.ended, pilot.dates_note
    if start and end:
        span = f"{start} to {end}"
    elif start and start.first > timezone.localdate():
        span = f"Is to start: {start}"
    elif start:
        span = f"Since {start}" if pilot.is_under_way else f"From {start}; end not known"
    elif end:
        span = f"Until {end}; start not known"
    else:
        span = "Dates not known"
    return f"{span}. {note}" if note else span


def facts_of(pilot: Pilot) -> str:
    """When, where and for whom, in one line; what is said of the dates stands on its background,
    but where it is short."""
    links = pilot.place_links.all()
    targets = [link.place.name for link in links if link.role == PilotPlace.Role.TARGET]
    partners = [link.place.name for link in links if link.role == PilotPlace.Role.DISTRICT_PARTNER]
    where = f", in {list_words(targets)}" if targets else ""
    where = where or (f", with {list_words(partners)}" if partners else "")
    whom = f" For {in_sentence(pilot.target_group.strip())}" if pilot.target_group else ""
    under = f", under {pilot.programme.name}" if pilot.programme else ""
    span, _, note = dates_of(pilot).partition(". ")
    said = ended_once(f"{span}{where}{under}.")
    more = ended_once(f" {note}.") if note and len(note.split()) <= SHORT else ""
    return f"{said}{more}{whom}"
