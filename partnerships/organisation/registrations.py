"""How organisations take part in the whole."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from access.subqueries import first_of
from interface.parts import MenuItem, Theme
from interface.words import capitalised
from partnerships.models import (
    NotDuplicate,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
)
from partnerships.organisation.permissions import can_add_organisations
from partnerships.place.examples import made_up_last
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule, Sides
from records.names import holding_words
from records.reading import rows_seen
from records.resting import CitesSource, HasNotes, Line
from registry.reported import HasErrorReports
from registry.search import (
    SHOWN,
    Autocomplete,
    Found,
    Group,
    Match,
    SearchIndex,
    first_name,
    holds,
    listed_group,
)


def _not_governing(sides: Sides) -> Q:
    return ~Q(role="governs") & (Q(valid_to=None) | Q(valid_to__gt=sides.day))


def _with_match(bodies: QuerySet[Organisation], text: str) -> QuerySet[Any]:
    """Each with ``match``: the name that holds the words, today's before former ones."""
    names = holding_words(OrganisationName.objects.filter(organisation=OuterRef("pk")), text)
    return bodies.annotate(match=first_name(names, "id", "short_name"))


def _match(match: Match, text: str) -> str:
    """ "formerly Department for Levelling Up (DLUHC)", "short name DfE"; empty for its own name."""
    if match is None:
        has_digit = any(letter.isdigit() for letter in text)
        return f"number {text.upper()}" if has_digit else f"also called {text}"
    short = match["more"]
    if match["ended"]:
        return f"formerly {match['name']}{f' ({short})' if short else ''}"
    return f"short name {short}" if short and not holds(match["name"], text) else ""


def _note(body: Any, typed: str) -> str:
    sector = body.get_sector_display()
    team = f"Team of {body.parent.name}" if body.parent else capitalised(sector)
    parts = (team, _match(body.match, typed))
    return ", ".join(part for part in parts if part)


def _search(user: Any, typed: str, today: dt.date) -> Group:
    bodies = Organisation.objects.visible_to(user).found_by(typed).best_first(typed)
    named = _with_match(bodies, typed).select_related("parent", "succeeded_by")
    rows, count = first_of(made_up_last(named.defer("search")), SHOWN)
    hits = []
    for row in rows:
        after = row.succeeded_by
        led = ((after.name, after.get_absolute_url()),) if after else ()
        note = _note(row, typed)
        url = row.get_absolute_url()
        hits.append(Found(row.name, url, note, after=led, made_up=row.is_example))
    return listed_group("organisations", "organisation", typed, hits, count)


def _suggested(user: Any, typed: str) -> QuerySet[Organisation]:
    bodies = Organisation.objects.visible_to(user).found_by(typed)
    return made_up_last(bodies.best_first(typed)).defer("search")


def _names(user: Any) -> QuerySet[OrganisationName]:
    seen = Organisation.objects.visible_to(user)
    return OrganisationName.objects.filter(organisation__in=seen).select_related("organisation")


def _coded(user: Any, code: str) -> QuerySet[Organisation]:
    numbers = OrganisationIdentifier.objects.filter(value=code.upper()).values("organisation")
    return Organisation.objects.visible_to(user).filter(pk__in=numbers)


def _name_line(held: OrganisationName) -> Line:
    now = held.organisation
    return Line(held.name, now.get_absolute_url(), "" if now.name == held.name else f"now {now}")


REGISTRATIONS = (
    HasErrorReports(model=Organisation, pages=("organisation",), keys=("slug",)),
    MenuItem(
        page="organisation_add",
        label="Add an organisation or a team",
        says="A body, or a team of one, that is not recorded yet",
        theme=Theme.PLACES,
        order=140,
        words="department body charity new",
        permission=can_add_organisations,
        adds=True,
    ),
    PlaceRule(
        OrganisationPlace,
        "place",
        Does.MOVE,
        noun="organisation",
        record="organisation",
        order=280,
        open=_not_governing,
        once=("organisation_id", "role"),
        spread=True,
        because="who governed the old place stays with it",
    ),
    BodyRule(OrganisationName, "organisation", Does.BY_HAND, noun="name"),
    BodyRule(
        Organisation,
        "merged_into",
        Does.MOVE,
        noun="body merged into it before,bodies merged into it before",
        order=30,
    ),
    BodyRule(OrganisationIdentifier, "organisation", Does.MOVE, noun="official number", order=50),
    BodyRule(Organisation, "parent", Does.MOVE, noun="team within it,teams within it", order=60),
    BodyRule(
        Organisation,
        "succeeded_by",
        Does.MOVE,
        noun="body that came before it,bodies that came before it",
        order=70,
    ),
    BodyRule(
        OrganisationPlace,
        "organisation",
        Does.MOVE,
        noun="place",
        record="place",
        order=80,
        once=("place_id", "role"),
    ),
    SearchIndex(model=Organisation, group=_search, order=40),
    Autocomplete(
        model=Organisation,
        rows=_suggested,
        note=lambda body: body.get_sector_display(),
        order=20,
        names=_names,
        of=lambda name: name.organisation,
        coded=_coded,
    ),
    HistoryLabel(model=OrganisationName, noun="name"),
    HistoryLabel(model=OrganisationIdentifier, noun="identifier", named_by=("value",)),
    HistoryLabel(model=OrganisationPlace, noun="place"),
    HistoryLabel(
        model=Organisation, labels={"owner_post": "Looked after by", "ended_on": "Ended on"}
    ),
    BodyRule(NotDuplicate, "one", Does.STAY, because="it was said of these two pages"),
    BodyRule(NotDuplicate, "other", Does.STAY, because="it was said of these two pages"),
    HistoryLabel(model=NotDuplicate, named_by=("other",)),
    HasNotes(model=Organisation),
    CitesSource(
        model=OrganisationName,
        key="organisation-names",
        noun="name of an organisation,names of organisations",
        order=870,
        line=_name_line,
        needs=("organisation",),
        seen=partial(rows_seen, OrganisationName),
    ),
)
