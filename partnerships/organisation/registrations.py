"""How organisations take part in the whole."""

from __future__ import annotations

from functools import partial

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, Func, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Concat

from interface.parts import MenuItem, Theme
from partnerships.models import (
    ClaimLink,
    FurtherSector,
    NotDuplicate,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
    OrganisationSuccession,
)
from partnerships.organisation.permissions import can_add_organisations
from partnerships.organisation.sector_views import FurtherSectors
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides, not_over
from records.reading import rows_seen
from records.resting import CitesSource, HasNotes, Line
from registry.reported import HasErrorReports
from registry.search import (
    BODY,
    PLACE,
    Concatenated,
    DayInWords,
    Pair,
    Said,
    SearchIndex,
    through,
)


def _not_governing(sides: Sides) -> Q:
    return ~Q(role="governs") & (Q(valid_to=None) | Q(valid_to__gt=sides.day))


def _name_line(held: OrganisationName) -> Line:
    now = held.organisation
    return Line(held.name, now.get_absolute_url(), "" if now.name == held.name else f"now {now}")


def _succession_line(row: OrganisationSuccession) -> Line:
    return Line(f"{row.before} was replaced by {row.after}", row.before.get_absolute_url(), "")


SUCCESSORS = OrganisationSuccession.objects.filter(before=OuterRef("pk")).order_by()
_NUMBERS = OrganisationIdentifier.objects.filter(organisation=OuterRef("pk")).order_by("id")
# "GB-COH-01234567", as data standards write it, and "1234567", as people do
WITH_SCHEME = Concat("scheme", Value("-"), "value", output_field=TextField())
WITHOUT_ZEROS = Func("value", Value("0"), function="ltrim", output_field=TextField())
IN_BRACKETS = Case(
    When(short_name="", then=Value("")),
    default=Concat(Value(" ("), "short_name", Value(")"), output_field=TextField()),
    output_field=TextField(),
)
_SO_LONG = "a form or a reorganisation ends it for a body, once its day has come"
REGISTRATIONS = (
    HasErrorReports(
        model=Organisation,
        pages=("organisation", "organisation_visits", "organisation_together"),
        keys=("slug",),
    ),
    MenuItem(
        page="organisation_add",
        within="organisations",
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
    BodyRule(ClaimLink, "organisation", Does.STAY, because="it was sent to that organisation"),
    BodyRule(OrganisationName, "organisation", Does.BY_HAND, noun="name"),
    BodyRule(
        Organisation,
        "merged_into",
        Does.MOVE,
        noun="body merged into it before,bodies merged into it before",
        order=30,
    ),
    BodyRule(OrganisationIdentifier, "organisation", Does.MOVE, noun="official number", order=50),
    BodyRule(
        Organisation,
        "parent",
        Does.MOVE,
        noun="team within it,teams within it",
        order=60,
        in_time=InTime(Does.MOVE, not_over("ended_on")),
    ),
    BodyRule(
        OrganisationSuccession,
        "before",
        Does.MOVE,
        noun="body that came after it,bodies that came after it",
        order=70,
        once=("after_id",),
    ),
    BodyRule(
        OrganisationSuccession,
        "after",
        Does.MOVE,
        noun="body that came before it,bodies that came before it",
        order=71,
        once=("before_id",),
    ),
    BodyRule(
        OrganisationPlace,
        "organisation",
        Does.MOVE,
        noun="place",
        record="place",
        order=80,
        once=("place_id", "role"),
        in_time=InTime(Does.DATE, not_over(), ever=True),
    ),
    *FurtherSectors.registrations(),
    MenuItem(
        page="further_sectors",
        label="Further sectors",
        says="Kinds of organisation that were added to the list of sectors",
        theme=Theme.KEEPING,
        order=151,
        words="sector kind list",
        within="organisations",
    ),
    HistoryLabel(
        model=FurtherSector,
        noun="further sector",
        apart="administrators read of sectors on the page of all changes",
    ),
    HistoryLabel(model=OrganisationName, noun="name"),
    HistoryLabel(model=OrganisationIdentifier, noun="identifier", named_by=("value",)),
    HistoryLabel(model=OrganisationPlace, noun="place"),
    HistoryLabel(model=OrganisationSuccession, noun="body that took over", named_by=("after",)),
    HistoryLabel(
        model=Organisation, labels={"owner_post": "Looked after by", "ended_on": "Ended on"}
    ),
    BodyRule(NotDuplicate, "one", Does.STAY, because="it was said of these two pages"),
    BodyRule(NotDuplicate, "other", Does.STAY, because="it was said of these two pages"),
    HistoryLabel(model=NotDuplicate, named_by=("other",)),
    HasNotes(model=Organisation),
    CitesSource(
        model=OrganisationSuccession,
        key="organisation-successions",
        noun="body that took over,bodies that took over",
        order=875,
        line=_succession_line,
        needs=("before", "after"),
        seen=partial(rows_seen, OrganisationSuccession),
    ),
    CitesSource(
        model=OrganisationName,
        key="organisation-names",
        noun="name of an organisation,names of organisations",
        order=870,
        line=_name_line,
        needs=("organisation",),
        seen=partial(rows_seen, OrganisationName),
    ),
    SearchIndex(
        model=Organisation,
        label="organisation",
        page="organisation",
        key=("slug",),
        title="name",
        names=Concatenated(
            through(Organisation, "names__name"),
            through(Organisation, "names__short_name"),
            through(Organisation, "identifiers__value"),
            ArraySubquery(_NUMBERS.values(whole=WITH_SCHEME)),
            ArraySubquery(_NUMBERS.values(short=WITHOUT_ZEROS)),
            through(Organisation, "synonyms__words"),
        ),
        found_as=Concatenated(
            ArraySubquery(
                OrganisationName.objects.filter(organisation=OuterRef("pk"), valid_to__isnull=False)
                .order_by("-valid_to")
                .values(
                    said=Concat(Value("formerly "), "name", IN_BRACKETS, output_field=TextField())
                )
            ),
            Said("short name ", through(Organisation, "names__short_name")),
            Said("number ", through(Organisation, "identifiers__value")),
            Said("number ", ArraySubquery(_NUMBERS.values(whole=WITH_SCHEME))),
            Said("also called ", through(Organisation, "synonyms__words")),
        ),
        text=("description",),
        note=("sector", "parent__name", DayInWords("Ended", "ended_on", "ended_on_precision")),
        within={
            PLACE: through(OrganisationPlace, "place", of="organisation"),
            BODY: Pair("parent_id", "pk"),
        },
        is_named=BODY,
        made_up=Q(is_example=True),
        over=Q(ended_on__isnull=False) | Exists(SUCCESSORS),
        rows=lambda: Organisation.objects.filter(merged_into=None).order_by(),
        weight=0.8,
        order=40,
    ),
    Absent(
        model=Organisation,
        at=Whole.SEARCH,
        fields=("site",),
        why="it is an address, and its organisation is found by its names",
    ),
    Absent(
        model=NotDuplicate,
        at=Whole.FILES,
        why="it is a judgement on records that are there",
    ),
    Absent(
        model=FurtherSector,
        at=Whole.FILES,
        why="administrators agree on each, because rules and reports ask for it by name",
    ),
    Absent(
        model=ClaimLink,
        at=Whole.FILES,
        why="it is a secret that is made for one letter",
    ),
    Absent(model=OrganisationName, at=Whole.CALENDAR, fields=("valid_to",), why=_SO_LONG),
    Absent(model=OrganisationPlace, at=Whole.CALENDAR, fields=("valid_to",), why=_SO_LONG),
    Absent(
        model=NotDuplicate,
        at=Whole.SEARCH,
        fields=("reason",),
        why="it is said of two pages, which are found by their names",
    ),
)
