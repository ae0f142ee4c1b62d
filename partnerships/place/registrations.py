"""How places take part in the whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Concat

from access.permissions import can_edit_place
from interface.parts import RecordMenuItem
from interface.words import capitalised
from partnerships.models import (
    FormerAddress,
    Place,
    PlaceCode,
    PlaceFigure,
    PlaceLink,
    PlaceName,
    PlaceReach,
)
from partnerships.place.belonging import above
from partnerships.place.list_dates import region_name
from partnerships.place.permissions import can_add_within, can_keep_local
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, PlaceRule, Sides
from records.reading import rows_seen
from records.resting import CitesSource, HasNotes, Line, SourceKept
from registry.reported import HasErrorReports
from registry.search import (
    PLACE,
    TODAY,
    Concatenated,
    DayInWords,
    Said,
    SearchIndex,
    through,
)


def _overlapping(sides: Sides) -> Q:
    return Q(kind="overlaps") & _not_over(sides) & ~Q(place__in=sides.before)


def _linked(kind: str, *, outside: bool) -> Callable[[Sides], Q]:
    """Links of this kind from other places; ``outside``: from neither side of this act."""

    def rule(sides: Sides) -> Q:
        links = Q(kind=kind) & _not_over(sides) & ~Q(place__in=sides.before)
        inside = Q(place__in=sides.after)
        return links & (~inside if outside else inside)

    return rule


def _not_over(sides: Sides) -> Q:
    return Q(valid_to=None) | Q(valid_to__gt=sides.day)


def _upward(sides: Sides) -> Q:
    return Q(kind__in=("within", "overlaps")) & _not_over(sides)


def _edits(user: Any, figure: PlaceFigure) -> bool:
    return can_edit_place(user, figure.place)


def _name_line(held: PlaceName) -> Line:
    now = held.place
    return Line(held.name, now.get_absolute_url(), "" if now.name == held.name else f"now {now}")


def _link_line(link: PlaceLink) -> Line:
    part = f"{link.share:.1%} of it" if link.share is not None and link.share < 1 else ""
    return Line(
        f"{link.place} {link.get_kind_display()} {link.other}", link.place.get_absolute_url(), part
    )


def _figure_line(figure: PlaceFigure) -> Line:
    what = capitalised(figure.name or str(figure.get_measure_display()))
    return Line(f"{what}: {figure.place}", figure.place.get_absolute_url(), figure.release)


NAME_IS = Case(
    When(valid_to__isnull=False, then=Value("formerly")),
    *(When(kind=kind, then=Value(str(kind.label))) for kind in PlaceName.Kind),
    output_field=TextField(),
)
TODAYS_NAMES = PlaceName.objects.filter(
    Q(valid_to=None) | Q(valid_to__gt=TODAY), place=OuterRef("pk")
)
TODAYS_SUCCESSORS = PlaceLink.objects.filter(
    Q(valid_from=None) | Q(valid_from__lte=TODAY),
    Q(valid_to=None) | Q(valid_to__gt=TODAY),
    place=OuterRef("pk"),
    kind=PlaceLink.Kind.SUCCEEDED_BY,
)
LAST_NAMES = PlaceName.objects.filter(
    place=OuterRef("pk"), kind=PlaceName.Kind.PLAIN, valid_to__isnull=False
).order_by("-valid_to")
NAMES = "a form or a reorganisation ends it, once its day has come"
REGISTRATIONS = (
    HasErrorReports(
        model=Place,
        pages=(
            "place",
            "place_about",
            "place_partners",
            "place_funding",
            "place_priorities",
            "place_you_said",
            "place_calendar",
            "place_gaps",
            "place_before",
            "place_governance",
            "place_skills",
            "place_overlap",
            "place_like",
        ),
        keys=("slug",),
    ),
    RecordMenuItem(
        page="place_within_add",
        label="Add a place within it",
        says="A neighbourhood, town or estate",
        of="place",
        order=40,
        words="new neighbourhood local",
        permission=can_add_within,
        adds=True,
    ),
    PlaceRule(PlaceName, "place", Does.BY_HAND, noun="name"),
    PlaceRule(PlaceCode, "place", Does.BY_HAND, noun="code"),
    PlaceRule(
        PlaceLink,
        "place",
        Does.END,
        noun="link to a place above,links to places above",
        record="other",
        order=30,
        open=_upward,
    ),
    PlaceRule(
        PlaceLink,
        "other",
        Does.DATE,
        noun="place within it,places within it",
        record="place",
        order=40,
        open=_linked("within", outside=True),
        once=("place_id", "kind"),
    ),
    PlaceRule(
        PlaceLink,
        "other",
        Does.END,
        noun="place within it,places within it",
        record="place",
        order=50,
        open=_linked("within", outside=False),
    ),
    PlaceRule(
        PlaceLink, "other", Does.END, noun="overlap", record="place", order=60, open=_overlapping
    ),
    PlaceRule(PlaceReach, "ancestor", Does.BY_HAND, because="the database computes it"),
    PlaceRule(PlaceReach, "place", Does.BY_HAND, because="the database computes it"),
    PlaceRule(PlaceFigure, "place", Does.STAY, because="it was counted for the old area"),
    SourceKept(model=PlaceFigure, permission=_edits, reads=("place",)),
    CitesSource(
        model=PlaceName,
        key="place-names",
        noun="name of a place,names of places",
        order=860,
        line=_name_line,
        needs=("place",),
        seen=partial(rows_seen, PlaceName),
    ),
    CitesSource(
        model=PlaceLink,
        key="place-links",
        noun="link between places,links between places",
        order=880,
        line=_link_line,
        needs=("place", "other"),
        seen=partial(rows_seen, PlaceLink),
    ),
    CitesSource(
        model=PlaceFigure,
        key="place-figures",
        noun="figure of a place,figures of places",
        order=890,
        line=_figure_line,
        needs=("place",),
        seen=partial(rows_seen, PlaceFigure),
    ),
    HistoryLabel(model=PlaceName, noun="name"),
    HistoryLabel(model=PlaceCode, noun="code", named_by=("code",)),
    HistoryLabel(model=PlaceLink, noun="related place", named_by=("other",)),
    HistoryLabel(
        model=PlaceFigure,
        noun="figure",
        named_by=(
            "name",
            "value",
        ),
    ),
    HistoryLabel(model=Place, labels={"owner_post": "Looked after by"}),
    PlaceRule(FormerAddress, "place", Does.STAY, because="the old page is still there"),
    BodyRule(FormerAddress, "organisation", Does.MOVE, noun="old address,old addresses", order=40),
    HasNotes(model=Place),
    SourceKept(model=Place, permission=can_keep_local),
    SearchIndex(
        model=Place,
        label="place",
        page="place",
        key=("slug",),
        title="name",
        names=Concatenated(through(Place, "names__name"), through(Place, "codes__code")),
        found_as=Concatenated(
            ArraySubquery(
                PlaceName.objects.filter(place=OuterRef("pk"))
                .exclude(kind=PlaceName.Kind.PLAIN, valid_to=None)
                .order_by(F("valid_to").desc(nulls_first=True))
                .values(said=Concat(NAME_IS, Value(" "), "name", output_field=TextField()))
            ),
            Said("code ", through(Place, "codes__code")),
        ),
        text=("description",),
        note=(
            "kind",
            region_name(),
            Case(
                When(
                    ~Exists(TODAYS_NAMES),
                    then=DayInWords("Ended", Subquery(LAST_NAMES.values("valid_to")[:1])),
                )
            ),
        ),
        within={PLACE: above("pk")},
        is_named=PLACE,
        made_up=Q(is_example=True),
        over=~Exists(TODAYS_NAMES) | Exists(TODAYS_SUCCESSORS),
        weight=1,
        order=10,
    ),
    Absent(
        model=Place,
        at=Whole.FILES,
        why=("places with a code come from lists that are released; no format reads other areas"),
        to_come=True,
    ),
    Absent(
        model=PlaceFigure,
        at=Whole.FILES,
        why="no format reads figures that a place keeps itself",
        to_come=True,
    ),
    Absent(model=PlaceName, at=Whole.CALENDAR, fields=("valid_to",), why=NAMES),
    Absent(model=PlaceCode, at=Whole.CALENDAR, fields=("valid_to",), why=NAMES),
    Absent(model=PlaceLink, at=Whole.CALENDAR, fields=("valid_to",), why=NAMES),
)
