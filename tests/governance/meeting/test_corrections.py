"""Minutes that were sent are corrected in sight: what it said before, on which day, who is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from accounts.models import Notice
from governance.decision.actions import confirm, save_decision
from governance.meeting import actions
from governance.meeting.corrections import corrections_for
from governance.models import Attendance, Board, BoardMeeting, Decision, DecisionVoice, Interest
from governance.pack.actions import make_packs
from governance.pack.making import Audience, For
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 10, 12)


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public", quorum_least=1)


@pytest.fixture
def sent(cast: Cast, made: Board) -> BoardMeeting:
    """Sent minutes with an item, a private one, a seat that was there and a decision."""
    keeper = cast.bradford_editor
    seat, _ = b.seat(made, cast.council)
    meeting = b.held(made, keeper, FIRST, visibility="public")
    b.here(meeting, seat)
    b.item(meeting, made, "Libraries", minutes="We close two", state="done")
    why = {"is_private": True, "private_because": "Staff"}
    b.item(meeting, made, "Zqprivate", minutes="Zqsaid", state="done", **why)
    said = {"state": "made", "outcome": "Close two", "decided_on": FIRST, "votes_for": 1}
    one = Decision(board=made, title="Close", meeting=meeting, visibility="public", **said)
    one.public_words, one.created_by = "We close two", keeper
    save_decision(by=keeper, decision=one)
    actions.send(by=keeper, meeting=meeting)
    Notice.objects.all().delete()
    return BoardMeeting.objects.get(pk=meeting.pk)


def write(who: Any, meeting: BoardMeeting, below: str, **said: Any) -> str:
    client, address = signed_in(who), f"{meeting.get_absolute_url()}{below}"
    return text_of(client.post(address, filled(client, address, **said), follow=True))


def page(meeting: BoardMeeting, who: Any = None) -> str:
    client = signed_in(who) if who else Client()
    return text_of(client.get(meeting.get_absolute_url()))


def test_words_that_are_put_right_say_what_they_said(
    cast: Cast, made: Board, sent: BoardMeeting
) -> None:
    item = sent.items.get(title="Libraries")
    assert "Corrected since" not in page(sent)
    write(cast.bradford_editor, sent, "write/", **{f"item{item.pk}_minutes": "We close three"})
    for told in (page(sent), page(sent, cast.bradford_editor)):
        assert "Minutes sent, corrected on 20 November 2026" in told
        assert "Now: We close three; Done" in told
    assert "It said before: We close two; Done" in told
    [notice] = Notice.objects.all()
    assert notice.subject == "Minutes corrected: Family board, Monday 12 October 2026"
    assert "close" not in notice.subject + notice.text


def test_old_words_are_read_by_who_reads_the_whole_meeting_alone(
    cast: Cast, made: Board, sent: BoardMeeting
) -> None:
    """A name that slipped in and is taken out again is published by neither correction."""
    keeper, item = cast.bradford_editor, sent.items.get(title="Libraries")
    for words in ("We asked Mrs Zqsmith", "We asked a resident"):
        write(keeper, sent, "write/", **{f"item{item.pk}_minutes": words})
    own = page(sent, keeper)
    assert "Now: We asked Mrs Zqsmith; Done" in own
    assert "It said before: We asked Mrs Zqsmith; Done" in own
    for told in (page(sent), page(sent, cast.outsider), page(sent, cast.bradford_officer)):
        assert "Corrected again since" in told
        assert "Now: We asked a resident; Done" in told
        assert "We close two" not in told
        assert "Zqsmith" not in told


def test_what_is_saved_as_it_was_is_no_correction(cast: Cast, sent: BoardMeeting) -> None:
    write(cast.bradford_editor, sent, "write/")
    write(cast.bradford_editor, sent, "attendance/")
    sent.refresh_from_db()
    assert sent.corrections is None
    assert not Notice.objects.exists()


def test_before_minutes_are_sent_nothing_is_a_correction(cast: Cast, made: Board) -> None:
    meeting = b.held(made, cast.bradford_editor, FIRST)
    item = b.item(meeting, made, "Libraries", minutes="We close two")
    write(cast.bradford_editor, meeting, "write/", **{f"item{item.pk}_minutes": "Three"})
    meeting.refresh_from_db()
    assert meeting.corrections is None


def test_who_was_there_votes_voices_interests_and_the_day_are_corrected_in_sight(
    cast: Cast, made: Board, sent: BoardMeeting
) -> None:
    keeper, seat = cast.bradford_editor, made.seats.get()
    write(keeper, sent, "attendance/", **{f"seat{seat.pk}_for_them": "Deputy"})
    one = Decision.objects.get()
    one.votes_for, one.outcome = 0, "Close none"
    save_decision(by=keeper, decision=one)
    client, address = signed_in(keeper), f"/decisions/{one.slug}/voices/add/"
    client.post(address, filled(client, address, seat=str(seat.pk), voice="against", words="No"))
    assert DecisionVoice.objects.count() == 1
    item = sent.items.get(title="Libraries")
    write(keeper, sent, "interest/", seat=str(seat.pk), item=str(item.pk), about="A friend")
    assert Interest.objects.count() == 1
    sent.refresh_from_db()
    sent.where = "Town hall"
    actions.change_meeting(by=keeper, meeting=sent)
    told = page(sent, keeper)
    for words in (
        f"Who was there: {cast.council}",
        "It said before: here Now: here, Deputy instead",
        "Decision: Close It said before: Close; Close two; not known; 1 for Now: Close; Close none",
        f"Where {cast.council} stood: Close Now: against; No",
        f"Interest of {cast.council} Now: A friend; noted",
        "Day, hours and place It said before: 12 October 2026 Now: 12 October 2026; Town hall",
    ):
        assert words in told, words


@pytest.mark.parametrize(("state", "to"), [("made", "withdrawn"), ("provisional", "dropped")])
def test_what_was_decided_stays_in_the_minutes_with_what_became_of_it(
    cast: Cast, sent: BoardMeeting, state: str, to: str
) -> None:
    Decision.objects.update(state=state, confirm_by=cast.council)
    one, words = Decision.objects.get(), f"{to.capitalize()} since."
    assert words not in page(sent)
    if to == "dropped":
        confirm(by=cast.bradford_officer, decision=one, confirms=False)
    else:
        one.state = to
        save_decision(by=cast.bradford_editor, decision=one)
    for told in (page(sent), page(sent, cast.bradford_editor)):
        assert "Decided: Close." in told
        assert words in told
        assert "Taken out" not in told


def test_what_stands_in_sent_minutes_is_not_taken_back(cast: Cast, sent: BoardMeeting) -> None:
    one = Decision.objects.get()
    client, address = signed_in(cast.bradford_editor), f"{one.get_absolute_url()}take-back/"
    refused = text_of(client.post(address, {"because": "Typed twice"}, follow=True))
    assert "It is in minutes that were sent" in refused
    assert Decision.objects.filter(pk=one.pk).exists()
    BoardMeeting.objects.update(state="held")
    client.post(address, {"because": "Typed twice"})
    assert not Decision.objects.filter(pk=one.pk).exists()


def test_a_correction_of_a_private_item_is_read_by_who_reads_that(
    cast: Cast, sent: BoardMeeting
) -> None:
    keeper, item = cast.bradford_editor, sent.items.get(title="Zqprivate")
    write(keeper, sent, "write/", **{f"item{item.pk}_minutes": "Zqother"})
    assert "It said before: Zqsaid" in page(sent, keeper)
    for told in (page(sent), page(sent, cast.outsider), page(sent, cast.bradford_officer)):
        assert "Zq" not in told
        assert "corrected" not in told.casefold()


def test_seats_taken_anew_after_minutes_were_sent_are_a_correction(
    cast: Cast, made: Board, sent: BoardMeeting
) -> None:
    b.seat(made, cast.council, "Second")
    write(cast.bradford_editor, sent, "attendance/", anew="on")
    assert "Seats and the rule of the quorum It said before:" in page(sent, cast.bradford_editor)


def test_a_pack_of_the_next_meeting_tells_what_was_corrected(
    cast: Cast, made: Board, sent: BoardMeeting
) -> None:
    keeper, item = cast.bradford_editor, sent.items.get(title="Libraries")
    write(keeper, sent, "write/", **{f"item{item.pk}_minutes": "We close three"})
    following = b.called(made, keeper, dt.date(2026, 12, 15), visibility="public")
    for audience, is_told in ((Audience.PUBLIC, False), (Audience.MEMBERS, True)):
        [pack] = make_packs(by=keeper, meeting=following, whom=[For(audience)])
        notes = [block["text"] for block in pack.content if block["kind"] == "note"]
        assert any(one.startswith("Corrected on 20 November 2026: Item") for one in notes)
        assert any("It said before: We close two; Done" in one for one in notes) is is_told


def test_a_title_that_was_taken_out_is_told_by_no_older_correction(
    cast: Cast, made: Board, sent: BoardMeeting
) -> None:
    """An item and a decision were called after somebody, and are no more."""
    item, one = sent.items.get(title="Libraries"), Decision.objects.get()
    old = {"on": "2026-11-20", "before": "Zqwas", "after": "Zqnow"}
    sent.corrections = [
        {**old, "what": "Item 1: Zqsmith: a grievance", "item": item.pk, "decision": None},
        {**old, "what": "Decision: Zqsmith: to hear", "item": None, "decision": one.pk},
        {**old, "what": "Where the Zq: seat stood: Zqsmith", "item": None, "decision": one.pk},
        {**old, "what": "Interest of a seat", "item": item.pk, "decision": None},
    ]
    sent.save()
    public = corrections_for(cast.outsider, sent, whole=False)
    assert [correction.what for correction in public] == [
        *("Item 1: Libraries", "Decision: Close"),
        *("Where the Zq: seat stood: Close", "Interest of a seat"),
    ]
    assert "Zqsmith" not in page(sent)
    assert "Zqsmith: a grievance" in page(sent, cast.bradford_editor)


def test_corrections_of_what_is_no_more_are_told_to_nobody(
    cast: Cast, made: Board, sent: BoardMeeting
) -> None:
    gone = {"on": "2026-11-20", "what": "Item 9", "before": "Zq", "after": ""}
    sent.corrections = [{**gone, "item": 0, "decision": None}]
    sent.save()
    assert corrections_for(cast.bradford_editor, sent, whole=True) == []


def test_the_forms_say_that_it_is_a_correction(cast: Cast, sent: BoardMeeting) -> None:
    for below in ("write/", "attendance/"):
        at = f"{sent.get_absolute_url()}{below}"
        shown = text_of(signed_in(cast.bradford_editor).get(at))
        assert "What you change in them is marked as a correction" in shown
    assert Attendance.objects.count() == 1


def test_whose_seat_ended_since_has_the_minutes_and_hears_that_they_changed(
    cast: Cast, made: Board, sent: BoardMeeting
) -> None:
    made.seats.update(valid_to=dt.date(2026, 11, 1))
    item = sent.items.get(title="Libraries")
    said = {f"item{item.pk}_minutes": "We close three"}
    told = write(cast.bradford_editor, sent, "write/", **said)
    assert "Saved. 1 person told in My work." in told
    [notice] = Notice.objects.all()
    assert notice.user is not None
    assert notice.user.full_name == f"Head at {cast.council}"
