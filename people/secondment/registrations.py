"""How secondments, and offers of and wishes for them, take part in the whole."""

from __future__ import annotations

from django.db.models import Q

from interface.parts import MenuItem, Theme
from partnerships.place.belonging import above
from partnerships.place.examples import made_up_rule
from people.models import Interest, Opportunity, Secondment
from people.secondment.in_calendar import CALENDAR
from people.secondment.opportunity_views import Opportunities
from people.secondment.views import Secondments
from records.absent import Absent, Whole
from records.merging import BodyRule, Does, InTime, PlaceRule, Sides
from records.switches import SwitchablePart
from registry.personal_data import PersonalData
from registry.reported import HasErrorReports
from registry.search import BODY, PLACE, Pair, SearchIndex


def _open_secondment(sides: Sides) -> Q:
    return Q(end=None) | Q(end__gte=sides.day)


def _on_the_board(sides: Sides) -> Q:
    return Q(closed_at=None)


REGISTRATIONS = (
    SwitchablePart(
        key="secondments",
        label="Secondments",
        says="Secondments, and the board of opportunities",
        below=("secondments/",),
        order=10,
    ),
    PersonalData(
        key="interests",
        title="Secondments that they are interested in",
        rows=lambda theirs: Interest.objects.filter(theirs).select_related("opportunity"),
        columns={"card": "opportunity.title", "message": "message", "said": "said_at"},
        removed="interests",
        order=20,
        is_letter=True,
    ),
    *Secondments.registrations(),
    *Opportunities.registrations(),
    HasErrorReports(model=Secondment, pages=("secondment",), bodies=("giver", "receiver")),
    HasErrorReports(model=Opportunity, pages=("opportunity",), owner="organisation"),
    MenuItem(
        page="secondments",
        label="Secondments",
        says="Who works for another body for a time",
        theme=Theme.PEOPLE,
        order=80,
        words="staff loan exchange",
    ),
    MenuItem(
        page="opportunities",
        label="Secondment opportunities",
        says="Secondments that are offered or wanted",
        theme=Theme.PEOPLE,
        order=85,
        words="vacancies jobs exchange board",
        within="secondments",
    ),
    PlaceRule(Secondment, "place", Does.MOVE, noun="secondment", order=310, open=_open_secondment),
    BodyRule(
        Secondment,
        "giver",
        Does.MOVE,
        noun="secondment from it,secondments from it",
        order=310,
        in_time=InTime(Does.MOVE, _open_secondment),
    ),
    BodyRule(
        Secondment,
        "receiver",
        Does.MOVE,
        noun="secondment to it,secondments to it",
        order=320,
        in_time=InTime(Does.MOVE, _open_secondment),
    ),
    PlaceRule(
        Opportunity,
        "place",
        Does.MOVE,
        noun="opportunity,opportunities",
        order=320,
        open=_on_the_board,
    ),
    BodyRule(
        Opportunity,
        "organisation",
        Does.MOVE,
        noun="opportunity,opportunities",
        order=330,
        in_time=InTime(Does.MOVE, _on_the_board),
    ),
    SearchIndex(
        model=Secondment,
        label="secondment",
        page="secondment",
        title="aim",
        text=("outcome",),
        note=("giver__name", "receiver__name"),
        status="state",
        within={BODY: Pair("giver_id", "receiver_id"), PLACE: above("place")},
        made_up=made_up_rule(Secondment, "place") | Q(receiver__is_example=True),
        order=151,
    ),
    SearchIndex(
        model=Opportunity,
        label="opportunity",
        plural="opportunities",
        page="opportunity",
        title="title",
        text=("about",),
        note=("organisation__name", "about"),
        within={BODY: "organisation_id", PLACE: above("place")},
        made_up=Q(organisation__is_example=True),
        over=Q(closed_at__isnull=False),
        order=152,
    ),
    Absent(
        model=Secondment,
        at=Whole.FILES,
        why="no format reads a register of secondments",
        to_come=True,
    ),
    Absent(
        model=Opportunity,
        at=Whole.FILES,
        why="no format reads a list of adverts",
        to_come=True,
    ),
    *CALENDAR,
)
