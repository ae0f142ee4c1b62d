"""What becomes of a decision: made or provisional by itself, confirmed, replaced, voted on."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Notice
from governance.decision.actions import confirm, save_decision
from governance.models import (
    AgendaItem,
    Attendance,
    Board,
    BoardMeeting,
    Decision,
    Interest,
    Power,
    Seat,
)
from interface.words import date_words
from records.models import Draft
from tests import builders
from tests.builders import Cast
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import DAY, decision
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
COUNCIL = "City of Bradford Metropolitan District Council"


@pytest.fixture
def at(cast: Cast) -> Board:
    """A board of Bradford that the energy department answers for; it takes two seats to decide."""
    desnz = type(cast.council).objects.get(slug__startswith="department-for-energy")
    return board(cast.bradford, visibility="public", quorum_least=2, accountable_body=desnz)


def item_of(at: Board, *here: Seat, **fields: Any) -> AgendaItem:
    """An item of a meeting at which these seats were there."""
    meeting = BoardMeeting.objects.create(
        board=at, number=at.meetings.count() + 1, on=DAY, state="held", called_on=DAY
    )
    for seat in at.seats.all():
        state = "here" if seat in here else "absent"
        Attendance.objects.create(meeting=meeting, seat=seat, state=state)
    return AgendaItem.objects.create(
        **{"board": at, "meeting": meeting, "kind": "decide", "title": "Cold homes", **fields}
    )


def seats(at: Board, *names: str, **fields: Any) -> list[Seat]:
    return [Seat.objects.create(board=at, description=name, **fields) for name in names]


def made(cast: Cast, at: Board, item: AgendaItem | None = None, **fields: Any) -> Decision:
    """One that the editor records as made."""
    new = Decision(
        **{
            "board": at,
            "title": "Pay",
            "state": "made",
            "outcome": "Agreed",
            "decided_on": DAY,
            "created_by": cast.bradford_editor,
            **fields,
        }
    )
    return save_decision(by=cast.bradford_editor, decision=new, item=item)


def version(one: Decision) -> int:
    """That of a decision as it stands, which its page of confirming sends."""
    return Decision.objects.get(pk=one.pk).version


def money(at: Board, **fields: Any) -> Power:
    return Power.objects.create(board=at, function="money", part="decides", **fields)


def test_the_quorum_is_frozen_as_it_was_when_it_was_made(cast: Cast, at: Board) -> None:
    one, two, _ = seats(at, "First", "Second", "Third")
    item = item_of(at, one, two)
    found = made(cast, at, item)
    assert (found.state, found.quorum_met) == ("made", True)
    assert found.quorum_words == "2 of 3 seats there; the quorum is 2"
    assert (found.meeting, AgendaItem.objects.get().decision) == (item.meeting, found)
    Attendance.objects.update(state="absent")
    found.outcome = "Agreed by all"
    save_decision(by=cast.bradford_editor, decision=found)
    found.refresh_from_db()
    assert (found.quorum_met, found.quorum_words) == (True, "2 of 3 seats there; the quorum is 2")


def test_too_few_there_makes_it_provisional_until_the_body_that_answers_confirms_it(
    cast: Cast, at: Board
) -> None:
    one, _ = seats(at, "First", "Second")
    found = made(cast, at, item_of(at, one))
    assert (found.state, found.quorum_met) == ("provisional", False)
    assert found.confirm_by == at.accountable_body
    [notice] = Notice.objects.filter(user=cast.desnz_official)
    assert "Confirm a provisional decision of Family board: Pay" in notice.subject


def test_nobody_noted_who_was_there_so_whether_enough_were_is_not_known(
    cast: Cast, at: Board
) -> None:
    seats(at, "First")
    item = item_of(at)
    Attendance.objects.all().delete()
    found = made(cast, at, item)
    assert (found.state, found.quorum_met) == ("made", None)
    assert found.quorum_words == "Who was there was not noted"


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ({"amount_low": 38_000}, (True, "made", "£38,000, within its limit of £150,000 a time")),
        (
            {"amount_low": 250_000},
            (False, "provisional", "£250,000, above its limit of £150,000 a time"),
        ),
        (
            {"amount_low": 100_000, "amount_high": 200_000},
            (False, "provisional", "£100,000 to £200,000, above its limit of £150,000 a time"),
        ),
        (
            {},
            (
                None,
                "made",
                "We can’t tell, because its amount isn’t known. The limit is £150,000 a time",
            ),
        ),
        (
            {"amount_low": 1_000, "amount_qualifier": "at_least"},
            (
                None,
                "made",
                "At least £1,000, we can’t tell whether it’s within its limit of £150,000 a time",
            ),
        ),
    ],
)
def test_an_amount_is_held_against_the_limit_and_what_is_not_known_is_never_within(
    at: Board, cast: Cast, amount: dict[str, Any], told: tuple[bool | None, str, str]
) -> None:
    amount = {name: Decimal(n) if isinstance(n, int) else n for name, n in amount.items()}
    power = money(at, from_body=cast.council, limit_low=150_000, claim="confirmed")
    found = made(cast, at, power=Power.objects.get(pk=power.pk), **amount)
    assert (found.within_limit, found.state, found.limit_words) == told
    # Whoever gave the power answers for it, before who answers for the board
    assert found.accountable_body == cast.council
    assert found.confirm_by == (cast.council if told[0] is False else None)


def test_what_is_left_of_a_year_is_used_up_by_what_was_made_before(cast: Cast, at: Board) -> None:
    power = money(at, year_limit_low=100_000)
    power.refresh_from_db()
    first = made(cast, at, power=power, amount_low=Decimal(60_000))
    second = made(cast, at, power=power, amount_low=Decimal(60_000))
    other_year = dt.date(2026, 3, 31)
    third = made(cast, at, power=power, amount_low=Decimal(60_000), decided_on=other_year)
    instead = made(cast, at, power=power, amount_low=Decimal(40_000), supersedes=second)
    assert [one.state for one in (first, second, third, instead)] == [
        *("made", "provisional", "made", "made")
    ]
    assert second.limit_words == "£60,000, above its limit of £100,000 a year"


def test_where_nobody_is_known_to_answer_it_asks_who_confirms(cast: Cast, at: Board) -> None:
    Board.objects.update(accountable_body=None)
    one, _ = seats(at, "First", "Second")
    item = item_of(at, one)
    with pytest.raises(ValidationError, match="Say who must confirm it"):
        made(cast, at, item)
    assert not Decision.objects.exists()
    found = made(cast, at, item, confirm_by=cast.council)
    assert (found.state, found.confirm_by) == ("provisional", cast.council)


@pytest.fixture
def waits(cast: Cast, at: Board) -> Decision:
    """A decision that the energy department must confirm."""
    return decision(
        at,
        "Pay two nurses",
        state="provisional",
        confirm_by=at.accountable_body,
        visibility="place",
        created_by=cast.bradford_editor,
    )


def test_only_officers_of_the_body_confirm_it_and_who_recorded_it_is_told(
    cast: Cast, waits: Decision
) -> None:
    address = f"{waits.get_absolute_url()}confirm/"
    for who, status in (("bradford_editor", 403), ("administrator", 404), ("outsider", 404)):
        client = signed_in(getattr(cast, who))
        assert client.post(address, {"answer": "yes"}).status_code == status, who
    officer = signed_in(cast.desnz_official)
    assert "Confirm, or say no: Pay two nurses" in text_of(officer.get("/"))
    assert address in officer.get(waits.get_absolute_url()).content.decode()
    said = text_of(officer.post(address, {"answer": "yes", "read": version(waits)}, follow=True))
    assert "Confirmed." in said
    waits.refresh_from_db()
    assert (waits.state, waits.confirmed_on is None) == ("made", False)
    [notice] = Notice.objects.filter(user=cast.bradford_editor)
    assert "Department for Energy Security and Net Zero confirmed: Pay two nurses" in notice.subject
    assert "confirmed it already, on" in text_of(officer.get(address, follow=True))


def test_a_no_has_a_reason_and_drops_it(cast: Cast, waits: Decision) -> None:
    officer, address = signed_in(cast.desnz_official), f"{waits.get_absolute_url()}confirm/"
    assert "Say why you don’t confirm it" in text_of(officer.post(address, {"answer": "no"}))
    said = {"answer": "no", "why": "Too much", "read": version(waits)}
    page = text_of(officer.post(address, said, follow=True))
    assert "did not confirm it, so it has been dropped" in page
    assert Decision.objects.get().state == "dropped"


def test_of_two_officers_the_second_is_told_of_the_first(cast: Cast, waits: Decision) -> None:
    officer, address = signed_in(cast.desnz_official), f"{waits.get_absolute_url()}confirm/"
    ticket = re.search(r'name="draft_token" value="([^"]+)"', officer.get(address).text)
    assert ticket
    late = {"answer": "no", "why": "Too much", "read": version(waits), "draft_token": ticket[1]}
    confirm(by=cast.desnz_official, decision=waits, confirms=True)
    page = text_of(officer.post(address, late, follow=True))
    day = date_words(timezone.localdate())
    said = f"Department for Energy Security and Net Zero confirmed it already, on {day}."
    assert f"{said} What you typed is a draft, in My work." in page
    assert Draft.objects.get().typed["why"] == ["Too much"]
    with pytest.raises(ValidationError, match="Its status changed"):
        confirm(by=cast.desnz_official, decision=waits, confirms=False)
    assert Decision.objects.get().state == "made"


def test_its_clerk_never_makes_a_provisional_decision_whole(cast: Cast, waits: Decision) -> None:
    client, address = signed_in(cast.bradford_editor), f"{waits.get_absolute_url()}edit/"
    client.post(address, filled(client, address, state="made"))
    assert Decision.objects.get().state == "provisional"
    client.post(address, filled(client, address, outcome="Agreed by all", confirm_by=COUNCIL))
    waits.refresh_from_db()
    assert (waits.outcome, waits.state) == ("Agreed by all", "provisional")
    assert waits.confirm_by != cast.council


def test_more_votes_than_could_be_cast_are_refused_and_it_says_which_seat_was_vacant(
    cast: Cast, at: Board
) -> None:
    role = builders.post("Head of place", cast.council)
    builders.holder(role, valid_from=dt.date(2020, 1, 1), valid_to=dt.date(2026, 9, 1))
    seats(at, "First", "Second")
    seats(at, "Police", post=role)
    seats(at, "Ended", valid_to=DAY)
    with pytest.raises(ValidationError) as refused:
        made(cast, at, votes_for=2, votes_against=1)
    [said] = refused.value.messages
    assert said == (
        "That is 3 votes, but only 2 could be cast on 21 September 2026. "
        "The seat of Police had been vacant since 1 September 2026"
    )
    assert made(cast, at, votes_for=1, votes_against=1).votes_for == 1


def test_votes_of_who_was_not_there_or_stayed_out_do_not_count(cast: Cast, at: Board) -> None:
    one, two, three, _ = seats(at, "First", "Second", "Third", "Fourth")
    item = item_of(at, one, two, three)
    Interest.objects.create(board=at, seat=three, item=item, about="A loan", handled="no_vote")
    with pytest.raises(ValidationError) as refused:
        made(cast, at, item, votes_for=3)
    [said] = refused.value.messages
    assert "but only 2 could be cast" in said
    assert "The seat of Third stayed out because of an interest" in said
    assert "The seat of Fourth was not there" in said


@pytest.mark.parametrize(
    ("whose", "said"),
    [
        ("Here", ""),
        ("Absent", "The seat of Absent was not there"),
        ("Ended", "The seat of Ended ended before 21 September 2026"),
        ("Later", "The seat of Later did not exist yet on 21 September 2026"),
        ("Away", "The seat of Away stayed out because of an interest"),
    ],
)
def test_who_had_no_say_has_no_voice(cast: Cast, at: Board, whose: str, said: str) -> None:
    here, _, away, other = seats(at, "Here", "Absent", "Away", "Other")
    seats(at, "Ended", valid_to=DAY)
    seats(at, "Later", valid_from=dt.date(2026, 10, 1))
    item = item_of(at, here, away, other)
    Interest.objects.create(board=at, seat=away, item=item, about="A loan", handled="leaves")
    found = made(cast, at, item)
    client = signed_in(cast.bradford_editor)
    address = f"{found.get_absolute_url()}voices/add/"
    seat = Seat.objects.get(description=whose)
    answers = {"seat": str(seat.pk), "voice": "dissents", "words": "It comes too late"}
    page = text_of(client.post(address, filled(client, address, **answers), follow=True))
    assert said in page
    assert found.voices.count() == (0 if said else 1)
    if not said:
        assert "Here It comes too late" in page


def test_a_decision_is_replaced_once_and_both_are_shown(cast: Cast, at: Board) -> None:
    old, new = decision(at, "Old plan"), decision(at, "New plan")
    new.supersedes = old
    new.save()
    with pytest.raises(ValidationError) as refused:
        made(cast, at, supersedes=old)
    [said] = refused.value.messages
    assert said == "“Old plan” was replaced by “New plan” already. Replace that one"
    client = signed_in(cast.bradford_editor)
    assert "Replaced by New plan" in text_of(client.get(old.get_absolute_url()))
    assert "It replaced Old plan" in text_of(client.get(new.get_absolute_url()))
    address = f"{old.get_absolute_url()}edit/"
    page = client.post(address, filled(client, address, supersedes="New plan"))
    assert "A decision cannot replace one that it was replaced by" in page.content.decode()
    address = f"{new.get_absolute_url()}edit/"
    page = client.post(address, filled(client, address, supersedes="New plan"))
    assert page.status_code == 200
    assert Decision.objects.get(pk=new.pk).supersedes == old


def test_what_was_put_off_is_made_later_and_what_is_withdrawn_stays_so(
    cast: Cast, at: Board
) -> None:
    one = decision(at, "Later", state="due")
    for state in ("put_off", "due", "made", "withdrawn"):
        one.state, one.outcome, one.decided_on = state, "Agreed", DAY
        save_decision(by=cast.bradford_editor, decision=one)
        assert Decision.objects.get().state == state
    one.state = "made"
    with pytest.raises(ValidationError, match="Its status changed"):
        save_decision(by=cast.bradford_editor, decision=one)


def test_a_form_from_an_item_begins_with_it_and_leads_to_it(cast: Cast, at: Board) -> None:
    one, two = seats(at, "First", "Second")
    item = item_of(at, one, two)
    client = signed_in(cast.bradford_editor)
    address = f"/decisions/add/?board={at.slug}&item={item.pk}"
    data = filled(client, address, outcome="Agreed", public_words="Agreed")
    assert (data["title"], data["state"], data["decided_on_day"]) == ("Cold homes", "made", "21")
    client.post(address, data)
    found = Decision.objects.get()
    assert (found.number, found.meeting, found.items.get()) == (1, item.meeting, item)
    assert found.quorum_met is True


def test_too_few_there_are_told_where_one_is_led(cast: Cast, at: Board) -> None:
    one, _ = seats(at, "First", "Second")
    item = item_of(at, one)
    client = signed_in(cast.bradford_editor)
    address = f"/decisions/add/?board={at.slug}&item={item.pk}"
    data = filled(client, address, outcome="Agreed", public_words="Agreed")
    page = text_of(client.post(address, data, follow=True))
    assert "It’s provisional: too few were there. " in page
    assert "It’s provisional until Department for Energy Security and Net Zero confirms it" in page


def test_a_board_does_not_confirm_what_it_decided_itself(cast: Cast, at: Board) -> None:
    one, _ = seats(at, "First", "Second")
    Board.objects.update(accountable_body=None)
    Power.objects.update(accountable_body=None, from_body=None)
    board = Board.objects.get(pk=at.pk)
    with pytest.raises(ValidationError, match="A board cannot confirm what it decided itself"):
        made(cast, board, item_of(board, one), confirm_by=board.organisation, power=None)
