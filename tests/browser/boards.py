"""Two boards of different shapes, who has to do with each, and what tests press on their pages.

One is an agreement between organisations and decides with two of its seats; the other a committee
of a council that votes, where a body has two seats and one from the NHS must be there.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from accounts.models import User
from governance.models import Board, Power, Seat
from partnerships.models import Organisation, Place
from tests import builders
from tests.browser.conftest import Visit
from tests.governance.board.sweep import board
from tests.governance.board_page.made import holds, seat

SHAPES = ("place board", "health and wellbeing board")


@dataclass(frozen=True)
class Cast:
    """A board of Exampleshire, for which the county answers, and who has to do with it. ``few`` are
    seats with which it cannot decide yet, ``one_more`` the seat, the member's own, with which it
    can."""

    board: Board
    county: Organisation
    clerk: User
    member: User
    official: User
    few: tuple[str, ...]
    one_more: str

    @property
    def at(self) -> str:
        """Its address."""
        return self.board.get_absolute_url()

    @property
    def votes(self) -> bool:
        """Whether it votes, and does not look for consensus."""
        return self.board.decides_by == Board.DecidesBy.MAJORITY

    @property
    def power(self) -> Power:
        """What the county lets it decide."""
        return self.board.powers.get()


def board_of_shape(shape: str) -> Cast:
    """One seat of either board is vacant."""
    place = builders.place("Exampleshire", "county", is_example=True)
    county = builders.organisation("Exampleshire County Council")
    build = _place_board if shape == SHAPES[0] else _wellbeing_board
    member = builders.user("Member")
    made, few, one_more = build(place, county, member)
    people = Cast(
        board=made,
        county=county,
        clerk=builders.user("Clerk", ("officer", made.organisation)),
        member=member,
        official=builders.user("Official", ("officer", county)),
        few=few,
        one_more=one_more,
    )
    Power.objects.create(
        board=made,
        function="money",
        words="family money",
        part="decides",
        from_body=county,
        claim="confirmed",
        limit_low=150_000,
    )
    return people


Made = tuple[Board, tuple[str, ...], str]
COMMON = {"visibility": "public", "in_public": True, "quorum_least": 2}


def _place_board(place: Place, county: Organisation, member: User) -> Made:
    """Any two of its seats decide; each is of a body of its own."""
    made = board(
        place,
        "Exampleshire Together Board",
        legal_status="agreement",
        accountable_body=county,
        purpose="Councils, the NHS and others decide together here.",
        **COMMON,
    )
    first = seat(made, "Head of partnerships", builders.user("Chair"), chair="chair")
    own = seat(made, "Housing manager", member)
    seat(made, "Head of place")
    return made, (str(first),), str(own)


def _wellbeing_board(place: Place, county: Organisation, member: User) -> Made:
    """Two seats are of the county, one is a resident’s; without the NHS none of them decides."""
    made = board(
        place,
        "Exampleshire Health and Wellbeing Board",
        kind="health_and_wellbeing",
        legal_status="of_council",
        accountable_body=county,
        decides_by="majority",
        quorum_sectors=["council", "nhs"],
        purpose="The council’s committee for health and wellbeing.",
        **COMMON,
    )
    cabinet = builders.post("Cabinet member for health", county, visibility="public")
    holds(builders.user("Chair"), cabinet)
    Seat.objects.create(board=made, organisation=county, post=cabinet, chair="chair")
    vacant = builders.post("Director of public health", county, visibility="public")
    Seat.objects.create(board=made, organisation=county, post=vacant)
    own = seat(made, "Director of the care board", member)
    assert own.organisation is not None
    Organisation.objects.filter(pk=own.organisation.pk).update(sector="nhs")
    said = "The council’s rules give a vote to members only"
    Seat.objects.create(board=made, description="A resident", votes=0, votes_because=said)
    return made, (f"{county}, {cabinet.title}", "A resident"), str(own)


def open_as(visit: Visit, who: User | None, *, js: bool, at: str) -> Page:
    page = visit(who.email if who else "", js=js)
    if not js:
        page.set_viewport_size({"width": 390, "height": 844})
    page.goto(at)
    return page


def fits(page: Page) -> None:
    """Nothing has to be scrolled sideways."""
    expect(page.locator("main")).to_be_visible()  # a page just asked for may have no elements yet
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def fill_day(page: Page, question: str, day: dt.date) -> None:
    """The three boxes of a date."""
    asked = page.get_by_role("group", name=re.compile(f"^{question}"))
    for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        asked.get_by_label(box, exact=True).fill(str(number))


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
