"""Relationship work, in a table of a place and in one of all places."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from access.permissions import can_map_services
from interface.cells import NOT_SAID, linked
from interface.columns import Column
from interface.pages import Empty, ListPage
from interface.words import NOT_KNOWN, count_words
from partnerships.place.kinds import BY_NUMBER, NUMBER, KindInTable, with_ways
from records.dates import DateWithPrecision, known_day
from registry.declared_kind import OfKind, said
from services.models import RelationshipWork
from services.relationship.forms import AllWorkFilter, EditWork, WorkFilter


def _with(work: RelationshipWork) -> Any:
    body = work.organisation
    return linked(work.with_whom, body.get_absolute_url()) if body else work.with_said


def _hours(work: RelationshipWork) -> str:
    return NOT_KNOWN if work.hours is None else f"{work.hours.normalize():f}"


class Relationships(KindInTable):
    """Time for trust: read by those who are signed in, never by the public."""

    model, form, title = RelationshipWork, EditWork, "Relationship work"
    key, path, may_edit, api = "relationship", "relationships", can_map_services, True
    noun = "piece of relationship work,pieces of relationship work"
    add_title, edit_title = "Add relationship work", "Change relationship work"
    add_message, draft_words = "Saved.", "Relationship work"
    says = (
        "Time that went into working well together: with whom, what for, and what changed in "
        "trust. Never public."
    )
    filters = WorkFilter
    empty = Empty(
        "No relationship work is recorded yet.",
        "Anyone who logs progress here, and the editors of the place, can add some.",
    )
    menu = {
        "within": "place_relationships",
        "label": "Add relationship work",
        "says": "Time that went into trust between partners, and what changed",
        "order": 36,
        "words": "new trust relationship hours partners",
    }
    routes = {**KindInTable.routes, "All": ("relationships/", "relationships")}
    columns = (
        NUMBER,
        Column(
            "purpose", "What it was for", "In one line", attrgetter("purpose"), with_ways, head=True
        ),
        Column("with", "With", "The body, or others in words", attrgetter("with_whom"), _with),
        known_day(
            *("when", "When", "When it was, as exactly as known"),
            of="on",
            cell=lambda work: DateWithPrecision.of(work, "on") or NOT_KNOWN,
        ),
        Column.of(RelationshipWork, "hours", cell=_hours, number=True),
        Column.of(RelationshipWork, "trust", cell=lambda work: work.trust or NOT_SAID),
        Column.of(RelationshipWork, "place", cell=lambda work: work.place),
        Column.of(RelationshipWork, "programme", blank="none, or not known"),
    )

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return rows.listed()

    @classmethod
    def in_all(cls, rows: Any) -> list[str]:
        """How many hours it took, as far as known."""
        found = rows.counted()
        if not found["known"]:
            return ["How many hours it took isn’t known."] if found["all"] else []
        hours = f"{found['time'].normalize():f}"
        unknown = found["all"] - found["known"]
        not_said = f" The hours of {count_words(unknown, 'piece')} aren’t known." if unknown else ""
        return [f"{hours} hour{'' if found['time'] == 1 else 's'} in all.{not_said}"]

    class All(OfKind, ListPage):
        """Of all places, or of a programme."""

        title, lead, noun = said("title"), said("says"), said("noun")
        api, columns, empty = said("api"), said("columns"), said("empty")
        filters, sorts = AllWorkFilter, BY_NUMBER

        def complete(self, rows: Iterable[Any]) -> Iterable[Any]:
            return self.kind.with_ways(self.request.user, rows)
