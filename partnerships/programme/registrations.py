"""How programmes take part in the whole."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, Q, QuerySet, TextField

from interface.parts import MenuItem, RecordMenuItem, Theme
from partnerships.models import EarlierProgramme, Programme, ProgrammeBody, ProgrammePlace
from partnerships.organisation.claim_models import ANEW
from partnerships.programme.body_views import Bodies, can_keep_body
from partnerships.programme.in_calendar import CALENDAR
from partnerships.programme.permissions import can_add_programme, can_edit_programme
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides, not_over
from records.reading import rows_seen
from records.resting import CitesSource, HasNotes, Line, SourceKept
from registry.claimed import ClaimKind
from registry.programme_files import ProgrammeFile, Scope, address, day, source, text
from registry.reported import HasErrorReports
from registry.search import (
    BODY,
    PLACE,
    PROGRAMME,
    TODAY,
    Said,
    SearchIndex,
    through,
)

_not_over = not_over(last=True)


def _open_programme(sides: Sides) -> Q:
    still = Q(programme__end=None) | Q(programme__end__gte=sides.day)
    return still & _not_over(sides)


def _changes_part(user: Any, part: ProgrammePlace) -> bool:
    return can_edit_programme(user, part.programme)


def _programme(scope: Scope) -> QuerySet[Any]:
    number = scope.programme.pk if scope.programme else 0
    rows = Programme.objects.visible_to(scope.user).filter(pk=number)
    return rows.select_related("lead", "source")


ITS_FILE = ProgrammeFile(
    "programme",
    "The programme itself",
    _programme,
    (
        text("programme", "Its key in addresses; it stays the same", "slug"),
        text("name", "Its name"),
        text("short_name", "What it is called for short", blank="none, or not known"),
        text("former_name", "What it was called before", blank="none, or not known"),
        text("lead", "The body that leads it, by its name of today", "lead.name"),
        day("start", "When it began"),
        day("end", "When it ended or is to end"),
        text("dates_note", "Notes on its dates", blank="nothing"),
        text("purpose", "What it was for"),
        text("method", "How it works"),
        text("may_vary", "What may differ from place to place"),
        text("places_published", "How many places it has, according to its source"),
        text(
            "places_note",
            "Notes on its places: which are not linked, and why",
            blank="nothing",
        ),
        source(),
        address(),
    ),
    order=10,
)


def _body_line(part: ProgrammeBody) -> Line:
    return Line(f"{part.programme}: {part}", part.programme.get_absolute_url(), part.words)


def _body_says(part: ProgrammeBody) -> str:
    takes = "takes part in" if part.takes_part else "is named for"
    return f"It {takes} {part.programme}{f' ({part.words})' if part.words else ''}"


def _place_line(link: ProgrammePlace) -> Line:
    where = f"{link.named}, {link.place}" if link.named else str(link.place)
    return Line(f"{link.programme}: {where}", link.programme.get_absolute_url(), link.role)


FORMER_NAME = Func(
    "former_name",
    template="array_remove(ARRAY[%(expressions)s]::text[], '')",
    output_field=ArrayField(TextField()),
)
REGISTRATIONS = (
    HasErrorReports(
        model=Programme,
        called="name",
        pages=(
            "programme",
            "programme_figures",
            "programme_meetings",
            "programme_calendar",
            "programme_pilots",
            "programme_published",
        ),
        keys=("slug",),
        bodies=("lead",),
    ),
    MenuItem(
        page="programme_add",
        label="Add a programme",
        says="A programme that is not recorded yet",
        theme=Theme.PLACES,
        order=170,
        words="scheme new",
        permission=can_add_programme,
        adds=True,
    ),
    PlaceRule(
        ProgrammePlace,
        "place",
        Does.DATE,
        noun="programme",
        record="programme",
        order=270,
        open=_open_programme,
        once=("programme_id", "named"),
        spread=True,
        ever=True,
    ),
    BodyRule(
        Programme,
        "lead",
        Does.MOVE,
        noun="programme that it leads,programmes that it leads",
        order=120,
        in_time=InTime(Does.MOVE, not_over("end", last=True)),
    ),
    *Bodies.registrations(),
    BodyRule(
        ProgrammeBody,
        "organisation",
        Does.MOVE,
        noun="part in a programme,parts in programmes",
        record="programme",
        order=125,
        once=("programme_id", "valid_to"),
        copied=ANEW,
        in_time=InTime(Does.DATE, _not_over, once=("programme_id",)),
    ),
    ClaimKind(
        model=ProgrammeBody,
        says=_body_says,
        part_of="programme",
        keeps=can_edit_programme,
        reads=("programme", "source"),
        order=40,
    ),
    CitesSource(
        model=ProgrammeBody,
        key="programme-bodies",
        noun="body of a programme,bodies of programmes",
        order=306,
        line=_body_line,
        needs=("programme", "organisation"),
    ),
    SourceKept(model=ProgrammeBody, permission=can_keep_body, reads=("programme__lead",)),
    HistoryLabel(model=ProgrammeBody, noun="department or body", named_by=("organisation",)),
    CitesSource(model=Programme, key="programmes", noun="programme", order=300),
    CitesSource(
        model=ProgrammePlace,
        key="programme-places",
        noun="place of a programme,places of programmes",
        order=305,
        line=_place_line,
        needs=("programme", "place"),
        seen=partial(rows_seen, ProgrammePlace),
    ),
    HistoryLabel(model=ProgrammePlace, noun="place"),
    HistoryLabel(model=EarlierProgramme, named_by=("earlier",)),
    HistoryLabel(model=Programme, labels={"may_vary": "What may vary"}),
    ITS_FILE,
    HasNotes(model=Programme),
    SourceKept(model=Programme, permission=can_edit_programme, reads=("lead",)),
    SourceKept(model=ProgrammePlace, permission=_changes_part, reads=("programme__lead",)),
    SearchIndex(
        model=Programme,
        label="programme",
        page="programme",
        key=("slug",),
        title="name",
        names=Func(
            "short_name",
            "former_name",
            template="ARRAY[%(expressions)s]::text[]",
            output_field=ArrayField(TextField()),
        ),
        found_as=Said("formerly ", FORMER_NAME),
        text=("purpose", "method", "may_vary"),
        note=("short_name", "purpose"),
        within={
            BODY: "lead_id",
            PLACE: through(ProgrammePlace, "place", of="programme"),
            PROGRAMME: "pk",
        },
        is_named=PROGRAMME,
        made_up=Q(is_example=True),
        over=Q(end__lt=TODAY),
        weight=0.8,
        order=60,
    ),
    RecordMenuItem(
        page="programme_places_add",
        label="Add places",
        says="Which places take part, and since when",
        of="programme",
        order=20,
        words="new area council join",
        permission=can_edit_programme,
        adds=True,
    ),
    Absent(
        model=Programme,
        at=Whole.FILES,
        why="no format reads a programme with its places and bodies",
        to_come=True,
    ),
    *CALENDAR,
)
