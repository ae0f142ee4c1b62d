"""A pilot on one page of plain text, for whoever it is passed on to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from access.sharing import Sharing
from dashboards.pilot import milestones
from dashboards.pilot import page_data as views
from dashboards.pilot.about_data import Background, background_of
from dashboards.pilot.in_numbers import InNumbers, in_numbers
from dashboards.pilot.people import partners_of
from interface.context import absolute
from interface.cut import Cut
from interface.made_up import headed
from interface.paging import up_to
from interface.words import tidy
from pilots.engagement.for_place import visits_to
from pilots.indicator.measures import of_pilot, sources_of
from pilots.models import Pilot
from pilots.pilot import loading
from records.models import NARROW_LEVELS

# What the text of a pilot has room for
BARRIERS, AHEAD, REACHED = 30, 4, 3


def brief_of(sharing: Sharing, record: Pilot) -> str:
    """The text, as those read it for whom ``sharing`` makes it."""
    made = sharing.each(lambda reader: _brief(reader, sharing.reader, record))
    shared = {"pilot": record, "sharing": sharing}
    text = tidy(
        sharing.text(made, lambda brief: render_to_string("pilots/brief.txt", {**shared, **brief}))
    )
    return headed(text, is_made_up=loading.frame(record)["example"])


def _brief(reader: Any, asks: Any, record: Pilot) -> dict[str, Any]:
    """What a brief says to a reader. Of a pilot that not everyone signed in may read, its own parts
    are told as whoever ``asks`` reads them; what has a level of its own is left out."""
    told, today = asks if record.visibility in NARROW_LEVELS else reader, timezone.localdate()
    numbers = in_numbers(told, record, today)
    page = background_of(told, record, numbers.topics)
    if told is not reader:
        page = replace(page, lessons=[], studies=[])
    measures = of_pilot(told, record, in_full=False)
    barriers = list(views.barriers_of(reader, record)[: BARRIERS + 1])
    accepted = views.latest_updates(told, record)[0]
    events = milestones.events_of(record, today)
    ahead = [event for event in events if event.is_ahead][:AHEAD]
    own = [event for event in events if event.is_own]
    reached = [event for event in own if not event.is_ahead][-REACHED:]
    more_own = len(own) > sum(event.is_own for event in (*reached, *ahead))
    all_barriers = reverse("pilot_barriers", args=[record.slug])
    return {
        "page": page,
        "accepted": accepted,
        "partners": partners_of(record),
        "ahead": ahead,
        "reached": reached,
        "left_out": _left_out(page, numbers, accepted, more_own),
        "barriers": Cut(barriers[:BARRIERS], up_to(len(barriers), BARRIERS), all_barriers),
        "visits": visits_to(reader, record, today),
        "measures": measures,
        "sources": sources_of(measures),
        "root": absolute(""),
        "legacy": record.legacy.for_rows(reader),
        "address": absolute(record.get_absolute_url()),
        "today": today,
    }


def _left_out(
    page: Background, numbers: InNumbers, accepted: Any, more_milestones: bool
) -> list[str]:
    """What stands on its pages and not in a brief: "notes", "case studies"."""
    kinds = [
        ("notes", page.notes),
        ("published statements", page.findings),
        ("case studies", page.studies),
        ("risks", numbers.risks and numbers.risks["open"]),
        ("other milestones", more_milestones),
        ("updates", accepted),
    ]
    return [kind for kind, found in kinds if found]
