"""Who reads a decision, where it is told besides its page, and what the register asks."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dashboards.follow_news import news_of
from dashboards.organisation.joint_history import build
from governance.decision.registrations import PROGRAMME_FILE
from governance.models import Board, BoardMeeting, Decision, Power, Seat
from partnerships.models import Organisation
from registry.programme_files import Scope
from reorganise.actions import give_way
from reorganise.giving_way_plan import GivingWay, Heir
from tests import builders, loops
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import decision
from tests.pilots.forms import signed_in, text_of
from tests.searched import titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public", programme=cast.pfpp)


def seen(user: Any) -> set[str]:
    return set(Decision.objects.visible_to(user).values_list("title", flat=True))


def test_levels_who_sits_and_who_answers_for_it(cast: Cast, at: Board) -> None:
    desnz = Organisation.objects.get(slug__startswith="department-for-energy")
    for level in ("public", "network", "place"):
        decision(at, f"At {level}", visibility=level)
    decision(at, "Answered for", visibility="place", accountable_body=desnz)
    role = builders.post("Head of place", cast.council)
    builders.holder(role, valid_from=dt.date(2020, 1, 1))
    builders.holder(role, "Sits", valid_from=dt.date(2020, 1, 1))
    sitting = builders.user("Sits there")
    holder = role.holders.order_by("-id")[0]
    holder.person.user = sitting
    holder.person.save()
    every = {"At public", "At network", "At place", "Answered for"}
    Seat.objects.create(board=at, organisation=cast.council, post=role)
    assert seen(cast.resident) == {"At public"}
    assert seen(cast.outsider) == {"At public", "At network"}
    assert seen(cast.luton_editor) == {"At public", "At network"}
    assert seen(cast.desnz_official) == {"At public", "At network", "Answered for"}
    for who in (cast.bradford_officer, cast.bradford_editor, cast.pfpp_lead, sitting):
        assert seen(who) == every
    Seat.objects.update(valid_to=dt.date(2026, 1, 1))
    assert seen(builders.User.objects.get(pk=sitting.pk)) == {"At public", "At network"}


def test_the_public_reads_nothing_of_a_board_that_it_does_not_read(cast: Cast, at: Board) -> None:
    one = decision(at, "Said to all", visibility="public")
    Board.objects.update(visibility="network")
    assert Client().get(one.get_absolute_url()).status_code == 404
    assert "Said to all" not in text_of(Client().get("/decisions/"))
    assert news_of({cast.bradford.pk}, timezone.now() - dt.timedelta(days=1), timezone.now()) == []


def test_a_page_and_a_file_name_only_what_the_reader_sees(cast: Cast, at: Board) -> None:
    hidden = decision(at, "Zqhide before", visibility="place")
    role = builders.post("Zqhide adviser", cast.council, cast.bradford, visibility="team")
    meeting = BoardMeeting.objects.create(
        board=at, number=1, on=dt.date(2026, 9, 17), visibility="place"
    )
    one = decision(
        at,
        "Pay",
        visibility="public",
        supersedes=hidden,
        decided_by=role,
        meeting=meeting,
    )
    for client in (Client(), signed_in(cast.outsider)):
        for address in (one.get_absolute_url(), "/decisions/?format=csv"):
            page = client.get(address)
            said = b"".join(page).decode() if page.streaming else page.content.decode()
            assert "Zqhide" not in said
            assert "17 September" not in said
    said = text_of(signed_in(cast.bradford_editor).get(one.get_absolute_url()))
    assert "It replaced Zqhide before" in said
    assert "17 September 2026" in said


def test_what_was_used_of_a_year_counts_only_what_the_reader_sees(cast: Cast, at: Board) -> None:
    power = Power.objects.create(board=at, function="money", part="decides", year_limit_low=900_000)
    common = {"power": power, "visibility": "public"}
    one = decision(at, "First", amount_low=10_000, **common)
    decision(at, "Second", amount_low=20_000, **{**common, "visibility": "place"})
    decision(at, "Third", **common)
    said = text_of(signed_in(cast.outsider).get(one.get_absolute_url()))
    assert "of £900,000: £10,000 in 1 decision; 1 more of unknown amount" in said
    said = text_of(signed_in(cast.bradford_editor).get(one.get_absolute_url()))
    assert "of £900,000: £30,000 in 2 decisions; 1 more of unknown amount" in said


def test_what_is_to_come_stands_in_the_same_list_the_next_first(cast: Cast, at: Board) -> None:
    for title, due in (("Third", None), ("Second", "2027-02-01"), ("First", "2026-12-01")):
        decision(at, title, state="due", due=due, visibility="public")
    decision(at, "Made", visibility="public", public_words="It is made")
    page = text_of(Client().get("/decisions/?state=to_come"))
    assert page.index("First") < page.index("Second") < page.index("Third")
    assert "It is made" not in page
    page = text_of(Client().get("/decisions/"))
    assert "It is made" in page
    assert "First" not in page
    assert "/decisions/?state=to_come" in Client().get("/decisions/").content.decode()


@pytest.mark.parametrize(("who", "asked"), [("resident", 3), ("outsider", 7)])
def test_the_register_asks_the_same_of_one_and_of_thirty(
    cast: Cast, at: Board, who: str, asked: int
) -> None:
    decision(at, visibility="public", accountable_body=cast.council)
    client = Client() if who == "resident" else signed_in(getattr(cast, who))
    client.get("/decisions/")
    counts = []
    for more in (0, 30):
        for number in range(more):
            other = board(cast.bradford, f"Board {number}", visibility="public")
            decision(other, visibility="public", accountable_body=other.organisation)
        with CaptureQueriesContext(connection) as queries, loops.watched():
            client.get("/decisions/")
        counts.append(len(queries))
    assert counts == [asked, asked]


def test_followers_of_a_place_are_told_in_one_line(cast: Cast, at: Board) -> None:
    since = timezone.now() - dt.timedelta(minutes=5)
    decision(at, "Made", visibility="public", public_words="Two nurses are paid")
    decision(at, "Hidden", visibility="network", public_words="Zqhide")
    decision(at, "To come", visibility="public", state="due")
    until = timezone.now() + dt.timedelta(minutes=5)
    [news] = news_of({cast.bradford.pk}, since, until)
    assert news.line(since) == "New decision of Family board: Two nurses are paid, made"
    assert news_of({cast.luton.pk}, since, until) == []


def test_search_finds_it_by_its_words_and_by_its_outcome_which_its_page_tells(
    cast: Cast, at: Board
) -> None:
    decision(
        at,
        "Health visitors",
        visibility="public",
        outcome="Marmalade for all",
        public_words="Nurses come",
    )
    assert titles(Client(), "nurses") == ["Health visitors"]
    assert titles(Client(), "marmalade") == ["Health visitors"]
    assert titles(signed_in(cast.outsider), "marmalade") == ["Health visitors"]


def test_the_zip_of_a_programme_holds_those_of_its_boards(cast: Cast, at: Board) -> None:
    decision(at, "Ours", visibility="public")
    decision(at, "Narrow", visibility="place")
    decision(board(cast.bradford, "Other board", visibility="public"), visibility="public")
    rows = list(PROGRAMME_FILE.read(Scope(cast.outsider, cast.pfpp)))
    assert [row.title for row in rows] == ["Ours"]


def test_two_bodies_that_sit_on_a_board_share_what_it_decided_since(cast: Cast, at: Board) -> None:
    other = builders.organisation("Housing body")
    for body, day in ((cast.council, "2024-01-01"), (other, "2026-01-01")):
        Seat.objects.create(board=at, organisation=body, valid_from=day)
    decision(at, "Before both", visibility="public", decided_on=dt.date(2025, 5, 1))
    decision(at, "Together", visibility="public")
    decision(at, "Zqhide narrow", visibility="place")
    told = build(cast.outsider, cast.council, other).events
    assert [(one.what, one.link, one.when) for one in told] == [
        ("board", "Family board", "from 1 January 2026"),
        ("decision", "Together", "on 21 September 2026"),
    ]


def test_where_a_body_gives_way_what_was_made_stays_and_what_is_due_moves(
    cast: Cast, at: Board
) -> None:
    before = builders.organisation("Old care board", "nhs")
    after = builders.organisation("New care board", "nhs")
    common = {"accountable_body": before, "visibility": "public"}
    made = decision(at, "Made", **common)
    due = decision(at, "Due", state="due", **common)
    waits = decision(at, "Waits", state="provisional", confirm_by=before, **common)
    said = GivingWay(
        before=(before,), after=(Heir(after, "", ""),), on=dt.date(2026, 10, 1), reason="The order"
    )
    give_way(by=cast.administrator, plan=said)
    for one in (made, due, waits):
        one.refresh_from_db()
    assert (made.accountable_body, due.accountable_body) == (before, after)
    assert (waits.accountable_body, waits.confirm_by) == (before, after)
    now = Organisation.objects.get(pk=before.pk)
    assert now.called_then(made.decided_on) == "Old care board (now New care board)"
    assert "Old care board (now New care board)" in text_of(Client().get(made.get_absolute_url()))


def test_a_page_of_a_decision_is_short(cast: Cast, at: Board) -> None:
    one = decision(
        at, visibility="public", accountable_body=cast.council, options=["One", "Two"], chosen=1
    )
    page = Client().get(one.get_absolute_url()).content.decode().partition("<main")[2]
    assert page.partition("</main>")[0].count("<a ") <= 35
    assert len(text_of(Client().get(one.get_absolute_url())).split()) <= 450


def test_its_day_stands_in_the_calendar_of_its_place(cast: Cast, at: Board) -> None:
    due = timezone.localdate() + dt.timedelta(days=20)
    decision(at, "To be decided soon", state="due", due=due, visibility="public")
    decision(at, "Zqhide narrow", state="due", due=due, visibility="place")
    page = text_of(Client().get("/places/bradford/calendar/"))
    assert "To decide: To be decided soon" in page
    assert "Zqhide" not in page


def test_its_place_counts_it_beside_who_decides(cast: Cast, at: Board) -> None:
    decision(at, visibility="public")
    decision(at, visibility="network")
    page = text_of(Client().get("/places/bradford/"))
    assert "Who decides 1" in page
    assert "What was decided 1 decision" in page
    seen = signed_in(cast.outsider).get("/places/bradford/")
    assert "What was decided 2 decisions" in text_of(seen)
