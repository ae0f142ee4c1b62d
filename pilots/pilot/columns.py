"""What a pilot says in columns: of the list of pilots, of its file and of a programme's zip."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container
from operator import attrgetter
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from interface.cells import NOT_KNOWN, linked, near_day, small, status
from interface.columns import ADDRESS, Column, Type
from pilots.models import Pilot
from records.dates import known_day


def _pilot(pilot: Any) -> SafeString:
    unnamed = '<span class="nk">Name not known</span><span class="vh">, {}</span>'
    named = pilot.name or format_html(unnamed, pilot.lead_place)
    return linked(named, pilot.get_absolute_url())


def _led_by(pilot: Any) -> SafeString:
    links = pilot.place_links.all()
    lead = next((link.place.name for link in links if link.role == "lead"), "")
    partners = (link.place.name for link in links if link.role == "district_partner")
    return format_html("{}{}", lead, small(*(f"with {name}" for name in partners)))


def _others(pilot: Pilot) -> str:
    return "; ".join(link.place.name for link in pilot.place_links.all() if link.role != "lead")


def _topics(pilot: Pilot) -> str:
    return "; ".join(link.topic.name for link in pilot.topic_links.all())


def _programme(pilot: Any) -> str:
    programme = pilot.programme
    return (programme.short_name or programme.name) if programme else ""


OUTCOMES = {"worked": "Worked", "partly": "Partly worked", "did_not": "Did not work"}


def what_came(pilot: Any) -> str:
    """What came of it as far as is recorded: by its case study, else why it ended."""
    return OUTCOMES.get(pilot.came_of, "") or pilot.ended_because or ""


def _came(pilot: Any) -> Any:
    said = OUTCOMES.get(pilot.came_of, "") or str(pilot.ended_because or "").partition(". ")[0]
    return Truncator(said).words(5, truncate=" …") or (
        NOT_KNOWN if pilot.status in Pilot.ENDED else ""
    )


def due_column(mine: Container[int], today: dt.date) -> Column:
    """When the next update is due, of the pilots whose updates are the reader's to write."""

    def due(pilot: Any) -> SafeString | str:
        if pilot.pk not in mine:
            return ""
        if not pilot.update_due:
            return "None agreed" if pilot.is_under_way else ""
        late = "late" if pilot.update_due < today else ""
        after = "after its end" if pilot.due_past_end else ""
        return format_html("{}{}", near_day(pilot.update_due), small(late, after))

    return Column("due", "Update due", cell=due, sort="due", blank="not the reader's, or none")


# They stand below the challenge on the page of a pilot as well
FACTS = (Column.of(Pilot, "target_group", table_label="Who it is for"),)
COLUMNS = (
    Column(
        *("pilot", "Pilot", "Its name; empty where it is not known", attrgetter("name"), _pilot),
        head=True,
        sort="name",
    ),
    Column(
        *("place", "Place", "The place that leads it", attrgetter("lead_place"), _led_by),
        blank="none is named",
    ),
    Column("other_places", "Other places", "District partners, and where it works", _others),
    Column(
        *("programme", "Programme", "That it belongs to", attrgetter("programme"), _programme),
        blank="none",
    ),
    Column("topics", "Topics", "What it is about", _topics, blank="none is recorded"),
    Column.of(Pilot, "status", cell=lambda pilot: status(pilot.standing, pilot.shape)),
    Column(
        *("what_came", "What came of it", "By its published case study, else why it ended"),
        what_came,
        cell=_came,
        blank="not known, or it has not ended",
    ),
    known_day("start", "Start", "No more exact than known: 2021-11 is November 2021"),
    known_day("end", "End", "When it ended or is to end, no more exact than known"),
    Column.of(Pilot, "dates_note", blank="nothing"),
    Column.of(Pilot, "summary", meaning=""),
    Column.of(Pilot, "challenge"),
    *FACTS,
    Column.of(Pilot, "source", meaning="Where most of this is from"),
    Column("seen_by", "Visible to", "Who can see it", Pilot.get_visibility_display),
    Column(
        *("changed", "Changed", "The newest change", attrgetter("updated_at")),
        cell=lambda pilot: near_day(pilot.updated_at),
        sort="changed",
        in_its_order="Newest change first",
        type=Type.MOMENT,
    ),
    ADDRESS,
)
