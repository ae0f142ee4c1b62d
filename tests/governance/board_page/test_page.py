"""The page of a board: one page, and what whoever keeps it, sits there or lives with it reads."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from governance.models import Attendance, Board, BoardLine, Power, Seat
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.board_page.made import action, day, decision, item, meeting, seat
from tests.governance.pack.sweep import pack
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast) -> Board:
    """A board of Bradford that the council answers for, which decides with two seats."""
    return board(
        cast.bradford,
        visibility="public",
        legal_status="agreement",
        accountable_body=cast.council,
        quorum_least=2,
    )


def read(who: Any, at: Board, below: str = "") -> str:
    client = signed_in(who) if who.is_authenticated else Client()
    return text_of(client.get(f"{at.get_absolute_url()}{below}"))


def power(at: Board, **fields: Any) -> Power:
    said = {"function": "money", "part": "decides", "words": "family money", **fields}
    return Power.objects.create(board=at, **said)


class TestNextMeeting:
    """When it meets, and the one button."""

    @pytest.mark.parametrize(
        ("days", "states", "button"),
        [
            (0, "", "Plan a meeting"),
            (20, "planned", "Draft the agenda"),
            (20, "planned with an item", "Call the meeting"),
            (20, "called with an item", "Make the pack"),
            (20, "called with an item and pack", "Read the agenda"),
            (0, "called with an item", "Note who is there"),
            (-1, "called with an item", "Note who was there"),
            (-1, "held with an item", "Write the minutes"),
            (-1, "held", "Send the minutes"),
        ],
    )
    def test_the_button_of_who_keeps_it_is_the_next_step(
        self, cast: Cast, made: Board, days: int, states: str, button: str
    ) -> None:
        state, _, with_item = states.partition(" ")
        if state:
            at = meeting(made, days, state)
            if with_item:
                item(at, "Homes")
            if with_item.endswith("pack"):
                pack(at, "members", "draft")
        html = signed_in(cast.bradford_editor).get(made.get_absolute_url()).content.decode()
        assert f">{button}</a>" in html.partition('<a class="btn"')[2][:300]

    def test_who_sits_says_whether_they_come_and_then_reads_the_agenda(
        self, cast: Cast, made: Board
    ) -> None:
        own = seat(made, "Head of homes", cast.outsider)
        at = meeting(made, 20)
        page = read(cast.outsider, made)
        assert "Say whether you’re coming More" in page
        assert "You sit here for Body of Head of homes" in page
        assert "Coming: 0 of 1 seat. Not enough yet: it needs 2 seats." in page
        assert "Declare an interest" in page
        Attendance.objects.create(meeting=at, seat=own, state="apologies")
        page = read(cast.outsider, made)
        assert "Say whether you’re coming" not in page
        assert "Read the agenda" in page

    def test_a_seat_that_ends_before_the_meeting_is_not_asked(
        self, cast: Cast, made: Board
    ) -> None:
        seat(made, "Head of homes", cast.outsider, valid_to=day(10))
        meeting(made, 20)
        page = read(cast.outsider, made)
        assert "You sit here for" in page
        assert "Say whether you’re coming" not in page

    def test_a_resident_follows_what_it_decides_and_reads_nothing_of_who_comes(
        self, cast: Cast, made: Board
    ) -> None:
        own = seat(made, "Head of homes")
        Attendance.objects.create(meeting=meeting(made, 20), seat=own, state="coming")
        for who in (cast.resident, cast.outsider, cast.luton_editor):
            page = read(who, made)
            assert "Get emails about Bradford, with what its boards decide" in page
            assert "Coming:" not in page
            assert "Before the meeting" not in page
            assert "Your part" not in page

    def test_of_an_agenda_others_know_what_is_private_by_number_alone(
        self, cast: Cast, made: Board
    ) -> None:
        at = meeting(made, 20)
        item(at, "Homes", "decide")
        item(at, "Zqhide pay", "decide", is_private=True, private_because="It names somebody")
        item(at, "Zqhide dropped", state="dropped")
        seat(made, "Head of homes", cast.teammate)
        assert "2 items, 1 to decide" in read(cast.resident, made)
        assert "2 items, 2 to decide" in read(cast.teammate, made)
        for who in (cast.resident, cast.outsider, cast.administrator):
            assert "Zqhide" not in read(who, made)

    def test_an_agenda_that_is_not_out_is_counted_for_nobody_else(
        self, cast: Cast, made: Board
    ) -> None:
        item(meeting(made, 20, "planned"), "Homes", "decide")
        for who in (cast.resident, cast.outsider):
            page = read(who, made)
            assert "in 20 days" in page
            assert "1 item" not in page
        assert "1 item, 1 to decide" in read(cast.bradford_editor, made)

    def test_a_meeting_of_who_works_there_is_told_to_nobody_else(
        self, cast: Cast, made: Board
    ) -> None:
        meeting(made, 20, visibility="place")
        assert "No meeting to come is recorded" in read(cast.outsider, made)
        assert "in 20 days" in read(cast.bradford_officer, made)


class TestNeeds:
    """What the page asks of its reader."""

    def test_who_keeps_it_sees_what_is_not_ready(self, cast: Cast, made: Board) -> None:
        seat(made, "Head of homes", cast.teammate)
        item(meeting(made, 20), "Homes", "decide")
        held = meeting(made, -10, "held")
        asked = action(held, "Count the homes", -3)
        page = read(cast.bradford_editor, made)
        assert f"Send the minutes of {held} 3 days late" in page
        assert "Add a paper to 1 item to decide Homes Missing" in page
        assert "Ask 1 member whether they’re coming Body of Head of homes Not answered" in page
        assert f"Ask about: {asked} The clerk 3 days late" in page
        for who in (cast.outsider, cast.resident, cast.teammate):
            assert "Send the minutes" not in read(who, made)

    def test_who_keeps_it_asks_the_body_that_must_confirm(self, cast: Cast, made: Board) -> None:
        body = builders.organisation("Care board", "nhs")
        decision(made, "Dehumidifiers", "provisional", confirm_by=body, quorum_met=False)
        asked = "Ask Care board to confirm: Dehumidifiers Too few were there"
        assert asked in read(cast.bradford_editor, made)
        assert "to confirm:" not in read(cast.outsider, made)

    def test_what_is_late_stands_first_and_how_it_works_with_its_powers(
        self, cast: Cast, made: Board
    ) -> None:
        at = meeting(made, 20)
        for number in range(4):
            item(at, f"Homes {number}", "decide")
        action(meeting(made, -30, "minuted"), "Count the homes", -9)
        page = read(cast.bradford_editor, made)
        assert "Before the meeting Ask about: Count the homes" in page
        assert "Quorum 2 seats" not in page
        assert "Quorum 2 seats" in read(cast.resident, made)
        assert "Quorum 2 seats" in read(cast.bradford_editor, made, "powers/")

    def test_a_power_that_another_body_took_over_is_to_be_confirmed(
        self, cast: Cast, made: Board
    ) -> None:
        power(made, from_body=cast.council)
        asks = f"Ask {cast.council} to confirm the power: family money"
        assert asks in read(cast.bradford_editor, made)
        assert asks not in read(cast.outsider, made)

    def test_who_sits_sees_their_own_part(self, cast: Cast, made: Board) -> None:
        own = seat(made, "Head of homes", cast.outsider)
        at = meeting(made, 20)
        item(at, "Homes", lead_post=own.post)
        before = meeting(made, -30, "minuted")
        action(before, "Tell the landlords", -9, own.post)
        action(before, "Somebody else’s", -9)
        page = read(cast.outsider, made)
        part = page.partition("Your part")[2].partition("What it can decide")[0]
        assert "Say whether you’re coming Or who comes for you" in part
        assert "Tell the landlords Your action 9 days late" in part
        assert "Get ready to lead: Homes Item 1" in part
        assert "Somebody else’s" not in part
        assert "Actions 2 to do, 2 late" in page

    def test_what_was_promised_where_minutes_were_not_sent_is_for_who_is_of_the_board(
        self, cast: Cast, made: Board
    ) -> None:
        at = meeting(made, -3, "held")
        action(at, "Count the homes", -1)
        assert "Actions" not in read(cast.outsider, made)
        assert "Actions" not in read(cast.resident, made)
        at.state = "minuted"
        at.save()
        assert "Actions 1 to do, 1 late" in read(cast.outsider, made)
        assert "Actions" not in read(cast.resident, made)

    def test_actions_lead_to_all_that_was_promised_at_its_meetings_and_for_its_decisions(
        self, client: Client, cast: Cast, made: Board
    ) -> None:
        action(meeting(made, -60, "minuted"), "Count the homes", -9)
        action(
            meeting(made, -30, "minuted"), "Tell the landlords", 9, state="done", ended_on=day(-2)
        )
        action(decision(made, "Health visitors"), "Pay the visitors", 9)
        elsewhere = board(cast.luton, "Other board", visibility="public")
        action(meeting(elsewhere, -30, "minuted"), "Of another board", 9)
        hidden = decision(made, "Inside", visibility="place")
        action(hidden, "Of a hidden decision", 9)
        page = read(cast.outsider, made)
        assert "Actions 2 to do, 1 late" in page
        client.force_login(cast.outsider)
        listed = client.get("/promises/", {"board": made.organisation.slug}).content.decode()
        for text in ("Count the homes", "Tell the landlords", "Pay the visitors"):
            assert text in listed, text
        for text in ("Of another board", "Of a hidden decision"):
            assert text not in listed, text

    def test_who_prepares_a_meeting_reads_of_seats_on_their_own_page(
        self, cast: Cast, made: Board
    ) -> None:
        decision(made, "Health visitors")
        decision(made, "Fridges", "due")
        meeting(made, 20)
        of_others = read(cast.outsider, made)
        assert "Who sits" in of_others
        assert of_others.index("Decided lately") < of_others.index("To be decided")
        page = read(cast.bradford_editor, made)
        assert "Who sits" not in page
        assert page.index("To be decided") < page.index("Decided lately")

    def test_a_body_that_must_confirm_is_asked_on_the_page_of_the_board(
        self, cast: Cast, made: Board
    ) -> None:
        body = builders.organisation("Care board", "nhs")
        officer = builders.user("Care officer", ("officer", body))
        one = decision(
            made,
            "Home visits",
            "provisional",
            confirm_by=body,
            power=power(made, limit_low=150_000),
            amount_low=250_000,
        )
        page = read(officer, made)
        said = "Confirm: Home visits £250,000 is above the board’s limit of £150,000"
        assert said in page
        assert (
            f"/decisions/{one.slug}/confirm/"
            in signed_in(officer).get(made.get_absolute_url()).content.decode()
        )
        assert "Confirm:" not in read(cast.outsider, made)

    def test_an_administrator_keeps_it_and_reads_what_everybody_does(
        self, cast: Cast, made: Board
    ) -> None:
        seat(made, "Head of homes", cast.teammate)
        item(meeting(made, 20), "Rents", "decide")
        item(meeting(made, 30, visibility="place"), "Zqhide homes", "decide")
        page = read(cast.administrator, made)
        assert "Change this board" in page
        assert "Plan a meeting" not in page
        assert "Zqhide homes" not in page
        assert "Before the meeting" not in page


class TestDecisions:
    """What is to be decided, what was, and how much of its powers that used."""

    def test_residents_read_it_in_words_for_them(self, cast: Cast, made: Board) -> None:
        decision(made, "Health visitors", amount_low=38_000, accountable_body=cast.council)
        page = read(cast.resident, made)
        assert "For all: Health visitors" in page
        assert f"£38,000. {cast.council} answers for it Made" in page
        signed = read(cast.outsider, made)
        assert "Health visitors" in signed
        assert "For all:" not in signed

    def test_more_than_it_may_decide_alone_is_marked(self, cast: Cast, made: Board) -> None:
        limited = power(made, limit_low=150_000)
        decision(made, "Home visits", "due", power=limited, amount_low=250_000)
        decision(made, "Front desk", "due", power=limited, amount_low=50_000)
        decision(made, "Not known", "due", power=limited)
        page = read(cast.resident, made)
        said = "Home visits £250,000: more than the board may decide alone Above its limit"
        assert said in page
        assert page.count("Above its limit") == 1

    def test_what_is_dropped_withdrawn_or_replaced_is_not_told(
        self, cast: Cast, made: Board
    ) -> None:
        old = decision(made, "Old way")
        decision(made, "New way", supersedes=old)
        decision(made, "Zqhide gone", "dropped")
        page = read(cast.outsider, made)
        assert "New way" in page
        assert "Old way" not in page
        assert "Zqhide gone" not in page

    def test_what_was_used_of_a_power_this_year_counts_what_the_reader_sees(
        self, cast: Cast, made: Board
    ) -> None:
        limited = power(made, limit_low=150_000)
        this_year = {"power": limited, "decided_on": day(0)}
        decision(made, "One", amount_low=38_000, **this_year)
        decision(made, "Two", amount_low=60_000, amount_high=62_000, **this_year)
        decision(made, "Not known", **this_year)
        decision(made, "At least", amount_low=9, amount_qualifier="at_least", **this_year)
        decision(made, "Hidden", amount_low=40_000, visibility="place", **this_year)
        decision(made, "Last year", amount_low=7, power=limited, decided_on=day(-400))
        said = "Used this year £{} in {} decisions; 2 more of unknown amount"
        assert said.format("100,000", 2) in read(cast.resident, made)
        assert "We’ve counted only what you can see" in read(cast.resident, made)
        assert said.format("140,000", 3) in read(cast.bradford_editor, made)
        assert "£100,000 in 2 decisions" in read(cast.resident, made, "powers/")


class TestWhoSits:
    """Who sits, leads and answers."""

    def test_several_who_chair_lead_it_together(self, cast: Cast, made: Board) -> None:
        made.leadership = "several"
        made.save()
        seat(made, "Leader", chair="chair")
        seat(made, "Director", chair="co_chair")
        page = read(cast.resident, made)
        assert "Led by Several leads: Body of Leader; Body of Director" in page

    def test_a_job_role_that_answers_to_two_is_told_with_both(
        self, cast: Cast, made: Board
    ) -> None:
        role = builders.post("Head of place", cast.council, visibility="public")
        other = builders.organisation("Care board", "nhs")
        for body, what in ((cast.council, "money"), (other, "care")):
            BoardLine.objects.create(
                board=made, kind="answers_to", to=body, post=role, for_what=what
            )
        page = read(cast.resident, made)
        assert f"{role} answers to {cast.council}, for money; Care board, for care" in page

    def test_seats_that_ended_stand_on_their_own_page(self, cast: Cast, made: Board) -> None:
        Seat.objects.create(board=made, description="A former member", valid_to=day(-3))
        Seat.objects.create(board=made, description="A member", role_words="Resident")
        assert "A former member" not in read(cast.resident, made)
        page = read(cast.resident, made, "seats/")
        assert "A former member" in page
        assert "Ended" in page
        assert "Add a seat" not in page
        assert "Add a seat" in read(cast.bradford_editor, made, "seats/")

    def test_seats_of_a_departmental_board_stand_by_department(self, cast: Cast) -> None:
        one = board(cast.bradford, "Place group", visibility="public", kind="departmental")
        health = builders.organisation("Health ministry", "central_government")
        team = builders.organisation("Care team", "central_government", parent=health)
        for body in (team, health):
            Seat.objects.create(board=one, organisation=body, role_words=f"Lead of {body}")
        Seat.objects.create(board=one, organisation=cast.council, role_words="Head of place")
        page = read(cast.resident, one, "seats/")
        assert page.index(f"{cast.council} Who sits") < page.index("Health ministry Who sits")
        assert page.rindex("Care team") > page.index("Health ministry Who sits")

    @pytest.mark.parametrize(("status", "told"), [("agreement", True), ("company", False)])
    def test_a_complaint_goes_to_who_answers_for_what_is_no_legal_body(
        self, cast: Cast, made: Board, status: str, told: bool
    ) -> None:
        made.legal_status = status
        made.save()
        assert ("a complaint goes to" in read(cast.resident, made)) is told
        made.accountable_body = None
        made.save()
        assert "a complaint goes to" not in read(cast.resident, made)
        assert "a complaint goes to" not in read(cast.bradford_editor, made)

    def test_a_board_of_a_programme_leads_to_its_money(self, cast: Cast) -> None:
        town = board(cast.bradford, "Town", visibility="public", programme=cast.pfpp, kind="town")
        html = Client().get(town.get_absolute_url()).content.decode()
        assert f'href="/funding/flows/?programme={cast.pfpp.slug}"' in html
