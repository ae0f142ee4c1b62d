"""Boards: who decides for a place, who sits there, to whom they answer and what they may decide."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from governance.models import Board, BoardLine, Power, Seat
from partnerships.models import Organisation, PlaceLink
from reorganise.actions import give_way
from reorganise.giving_way_plan import GivingWay, Heir
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.pilots.forms import filled, signed_in, text_of
from tests.plain_record import HIDDEN, HasFile, HasFilters, HasHistory, HasReaders

pytestmark = pytest.mark.django_db
COUNCIL = "City of Bradford Metropolitan District Council"


class TestBoard(HasReaders, HasFilters, HasHistory, HasFile):
    """A place board of Bradford, which the council answers for."""

    model, adds, edits, may_not = Board, "bradford_editor", "bradford_editor", "bradford_officer"
    reader, also_sees = "resident", "outsider"
    typed = {
        "organisation": "",
        "new_name": "Bradford Together Board",
        "kind": "place_board",
        "add_place": "Bradford",
        "purpose": "To decide together",
        "legal_status": "agreement",
        "legal_words": "A partnership of equals",
        "accountable_body": COUNCIL,
        "leadership": "several",
        "quorum_least": "4",
        "quorum_words": "A third of the members",
        "decides_by": "consensus",
        "meets": "Every second month",
        "public": "yes",
        "start_day": "1",
        "start_month": "4",
        "start_year": "2024",
        "end_day": "",
        "end_month": "3",
        "end_year": "2027",
        "programme": "",
        "source_title": "Its terms of reference",
        "source_url": "",
        "visibility": "public",
    }
    saved = {
        "organisation.name": "Bradford Together Board",
        "accountable_body.name": COUNCIL,
        "quorum_least": 4,
        "in_public": True,
        "start": dt.date(2024, 4, 1),
        "end": dt.date(2027, 3, 31),
        "end_precision": "month",
        "created_by.full_name": "Bradford editor",
    }
    shown = (
        *(
            "Bradford Together Board",
            "To decide together",
            "It isn’t a legal body",
            "A partnership of equals",
        ),
        f"{COUNCIL} answers for what it decides",
        *("4 seats", "Every second month. Anybody may listen"),
        *("Several leads", "Consensus", "March 2027"),
    )
    listed = "Family board"
    filters = {
        "?place=yorkshire-and-the-humber": True,
        "?place=luton": False,
        "?kind=place_board": True,
        "?kind=town": False,
        "?status=not_known": True,
        "?status=company": False,
    }
    wrong_filter = "?kind=lost"
    refused = [
        ({"new_name": ""}, "Choose the organisation, or enter its name"),
        ({"end_year": "2023"}, "The end can’t be before the start"),
        ({"add_place": "Luton"}, "Name a place that you look after"),
        ({"kind": ""}, "id_kind"),
    ]
    change = ("purpose", "To meet", "To decide together")
    columns = (
        "id name kind places legal_status accountable_body quorum start end purpose legal_words "
        "leadership decides_by meets programme tied_to source visibility address"
    )
    cells = {"name": "Family board", "kind": "place board", "places": "Bradford"}

    def prepare(self) -> None:
        self.fields = {"accountable_body": self.cast.council, "purpose": "To meet"}

    def make(self) -> Board:
        return board(self.cast.bradford, visibility="public", **self.fields)

    def hide(self) -> Board:
        return board(self.cast.bradford, f"{HIDDEN} board", visibility="network")

    def list_at(self) -> str:
        return "/boards/"


def test_a_quorum_names_the_kinds_of_body_that_must_be_there(cast: Cast) -> None:
    sectors = ["council", "nhs"]
    one = board(cast.bradford, visibility="public", quorum_least=4, quorum_sectors=sectors)
    assert one.quorum == "4 seats, including at least one council seat and one NHS seat"
    one.quorum_least, one.quorum_words = None, "A third of the members"
    assert one.quorum == "A third of the members"


def test_a_name_that_another_body_has_is_asked_about_and_a_body_is_a_board_once(cast: Cast) -> None:
    client = signed_in(cast.bradford_editor)
    there = builders.organisation("Wellbeing Board")
    answers = {"kind": "health_and_wellbeing", "add_place": "Bradford", "visibility": "public"}
    page = client.post(
        "/boards/add/", filled(client, "/boards/add/", new_name="wellbeing board", **answers)
    )
    assert "A body of this name is in the directory" in page.content.decode()
    assert not Board.objects.exists()
    chosen = filled(client, "/boards/add/", organisation="Wellbeing Board", **answers)
    client.post("/boards/add/", chosen)
    assert Board.objects.get().organisation == there
    again = filled(client, "/boards/add/", organisation="Wellbeing Board", **answers)
    page = client.post("/boards/add/", again)
    assert "That body is recorded as a board already" in page.content.decode()
    assert Board.objects.count() == 1
    assert Organisation.objects.filter(name__iexact="wellbeing board").count() == 1


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public")


def sent(cast: Cast, made: Board, parts: str, **answers: Any) -> str:
    """What the editor reads after they sent a part."""
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}{parts}/add/"
    page = client.post(address, filled(client, address, **answers), follow=True)
    return text_of(page)


def test_who_sits_is_told_by_body_and_job_role_with_one_vote_each(cast: Cast, made: Board) -> None:
    sent(cast, made, "seats", organisation=COUNCIL, role_words="Director of place", chair="chair")
    sent(cast, made, "seats", description="A resident", valid_from_year="")
    page = text_of(signed_in(cast.outsider).get(made.get_absolute_url()))
    assert f"{COUNCIL} Director of place, chair" in page
    assert "A resident Not known" in page
    assert "Each has one vote" in page


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "Enter the organisation, or say who the seat is for"),
        ({"organisation": COUNCIL, "votes": "2"}, "Say why it has more than one vote, or none"),
        ({"organisation": COUNCIL, "description": "x"}, "say who the seat is for"),
    ],
)
def test_a_seat_is_somebodys_and_other_votes_have_a_reason(
    cast: Cast, made: Board, answers: dict[str, str], said: str
) -> None:
    assert said in sent(cast, made, "seats", **answers)
    assert not Seat.objects.exists()


def test_a_job_role_sits_once_at_a_time(cast: Cast, made: Board) -> None:
    post = builders.post("Chair", cast.council)
    Seat.objects.create(board=made, organisation=cast.council, post=post)
    with pytest.raises(IntegrityError, match="seat_job_role_once"), transaction.atomic():
        Seat.objects.create(board=made, description="Somebody", post=post)


def test_it_answers_to_others_and_never_to_itself_nor_in_a_ring(cast: Cast, made: Board) -> None:
    assert "for money" in sent(cast, made, "lines", kind="answers_to", to=COUNCIL, for_what="money")
    itself = sent(cast, made, "lines", kind="part_of", to="Family board")
    assert "A board cannot answer to itself" in itself
    below = board(cast.bradford, "Board below", visibility="public")
    BoardLine.objects.create(board=below, kind="part_of", to=made.organisation)
    ring = sent(cast, made, "lines", kind="part_of", to="Board below")
    assert "Board below is itself part of this board" in ring
    assert BoardLine.objects.filter(board=made).count() == 1


def test_a_power_says_whose_it_is_and_up_to_how_much(cast: Cast, made: Board) -> None:
    told = sent(
        cast,
        made,
        "powers",
        function="money",
        words="How family money is spent",
        part="decides",
        from_body=COUNCIL,
        limit="£150,000",
        route="section_75",
    )
    assert (
        f"Decides: How family money is spent Delegated by {COUNCIL}; up to £150,000 a time" in told
    )
    assert Power.objects.get().from_body == cast.council


def test_what_is_hoped_for_has_no_dates(cast: Cast, made: Board) -> None:
    day = dt.date(2026, 4, 1)
    with pytest.raises(IntegrityError, match="power_hoped_for"), transaction.atomic():
        Power.objects.create(
            board=made, function="money", part="decides", extent="ambition", valid_from=day
        )
    one = Power.objects.create(board=made, function="money", part="decides", extent="ambition")
    assert one.standing == "Planned"


def test_a_seat_whose_job_role_nobody_holds_is_vacant_and_one_that_is_hidden_is_not_named(
    cast: Cast, made: Board
) -> None:
    open_role = builders.post("Head of place", cast.council, visibility="public")
    hidden = builders.post("Zqhide adviser", cast.council, cast.bradford, visibility="team")
    Seat.objects.create(board=made, organisation=cast.council, post=open_role)
    Seat.objects.create(board=made, description="A resident", post=hidden)
    BoardLine.objects.create(board=made, kind="answers_to", to=cast.council, post=hidden)
    page = text_of(signed_in(cast.outsider).get(made.get_absolute_url()))
    assert f"{COUNCIL} Head of place, vacant" in page
    assert "A resident Not shown to you" in page
    assert "One of its job roles answers to" in page
    assert "Zqhide adviser" not in page
    assert "Zqhide adviser" in text_of(signed_in(cast.bradford_editor).get(made.get_absolute_url()))


def test_two_boards_that_decide_the_same_are_asked_whether_that_is_meant(
    cast: Cast, made: Board
) -> None:
    other = board(cast.bradford, "Other board", visibility="public")
    powers = [
        Power.objects.create(board=one, function="money", part="decides") for one in (made, other)
    ]
    page = text_of(signed_in(cast.outsider).get("/places/bradford/governance/"))
    assert "Family board and Other board each decide. Is this meant?" in page
    Power.objects.filter(pk=powers[1].pk).update(meant="The other one hears appeals")
    page = text_of(signed_in(cast.outsider).get("/places/bradford/governance/"))
    assert "Is this meant?" not in page
    assert "Make the best use of money Family board Other board" in page


def test_a_board_of_a_wider_area_is_told_apart_and_one_elsewhere_is_not_told(
    cast: Cast, made: Board
) -> None:
    board(cast.region, "Board of the region", visibility="public")
    board(cast.luton, "Board of Luton", visibility="public")
    page = text_of(signed_in(cast.outsider).get("/places/bradford/governance/"))
    assert "1 board is recorded here, and 1 for a wider area" in page
    assert "Board of the region" in page
    assert "Board of Luton" not in page


def test_where_a_body_gives_way_its_seat_goes_on_and_what_it_delegated_waits_to_be_confirmed(
    cast: Cast, made: Board
) -> None:
    before = builders.organisation("Old care board", "nhs")
    after = builders.organisation("New care board", "nhs")
    Seat.objects.create(board=made, organisation=before, role_words="Director")
    said = {"from_body": before, "claim": "confirmed"}
    Power.objects.create(board=made, function="money", part="decides", **said)
    heir = Heir(after, "", "")
    plan = GivingWay(before=(before,), after=(heir,), on=dt.date(2026, 4, 1), reason="The order")
    give_way(by=cast.administrator, plan=plan)
    seats = Seat.objects.order_by("id").values_list("organisation__name", "valid_to")
    assert [(name, day is None) for name, day in seats] == [
        ("Old care board", False),
        ("New care board", True),
    ]
    old, new = Power.objects.order_by("id")
    assert (old.claim, new.claim, new.from_body) == ("confirmed", "claimed", after)
    assert new.standing == "To be confirmed"
    officer = builders.user("Officer", ("officer", after))
    client, address = signed_in(officer), f"{after.get_absolute_url()}claims/"
    client.post(address, filled(client, address, one=f"yes:power-{new.pk}-{new.version}"))
    assert Power.objects.get(pk=new.pk).standing == ""


def test_what_a_body_hopes_to_delegate_or_will_delegate_later_never_holds_by_software(
    cast: Cast, made: Board
) -> None:
    before = builders.organisation("Old care board", "nhs")
    after = builders.organisation("New care board", "nhs")
    whose = {"board": made, "part": "decides", "from_body": before}
    hoped = Power.objects.create(function="money", extent="ambition", **whose)
    later = Power.objects.create(function="plans", valid_from=dt.date(2026, 6, 1), **whose)
    own = Power.objects.create(function="needs", accountable_body=before, **whose)
    said = GivingWay(
        before=(before,), after=(Heir(after, "", ""),), on=dt.date(2026, 4, 1), reason="The order"
    )
    give_way(by=cast.administrator, plan=said)
    hoped.refresh_from_db()
    later.refresh_from_db()
    own.refresh_from_db()
    assert hoped.from_body == before
    assert (later.from_body, later.claim) == (after, "claimed")
    assert (own.accountable_body, own.valid_to) == (before, dt.date(2026, 4, 1))


def test_a_job_role_with_a_seat_is_refused_another_with_a_reason(cast: Cast, made: Board) -> None:
    role = builders.post("Chair of all", cast.council)
    Seat.objects.create(board=made, organisation=cast.council, post=role)
    said = sent(cast, made, "seats", description="A resident", post=role.title)
    assert "This job role has another seat on this board at the time" in said
    assert Seat.objects.count() == 1


@pytest.mark.parametrize("least", ["0", "300"])
def test_a_quorum_is_of_some_seats(cast: Cast, made: Board, least: str) -> None:
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}edit/"
    page = client.post(address, filled(client, address, quorum_least=least))
    assert "violated" not in page.content.decode()
    assert Board.objects.get().quorum_least is None


def test_a_board_never_answers_for_itself(cast: Cast, made: Board) -> None:
    client, address = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}edit/"
    page = client.post(address, filled(client, address, accountable_body=str(made)))
    assert page.status_code == 200
    assert Board.objects.get().accountable_body is None


def test_two_boards_of_a_region_for_different_places_do_not_decide_the_same(cast: Cast) -> None:
    elsewhere = builders.place("Leeds")
    PlaceLink.objects.create(place=elsewhere, other=cast.region, kind="within")
    for name, place in (("Board of Bradford", cast.bradford), ("Board of Leeds", elsewhere)):
        one = board(place, name, visibility="public")
        Power.objects.create(board=one, function="money", part="decides")
    page = text_of(signed_in(cast.outsider).get(f"/places/{cast.region.slug}/governance/"))
    assert "Board of Bradford Board of Leeds" in page
    assert "Is this meant?" not in page


def test_a_line_that_has_not_ended_yet_makes_a_ring_too(cast: Cast, made: Board) -> None:
    below = board(cast.bradford, "Board below", visibility="public")
    ends = dt.date(2100, 1, 1)
    BoardLine.objects.create(board=below, kind="part_of", to=made.organisation, valid_to=ends)
    ring = sent(cast, made, "lines", kind="part_of", to="Board below")
    assert "Board below is itself part of this board" in ring
