"""What somebody sent is withdrawn with a reason and put back: one way for every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from barriers.models import ActionTried, SystemicAnswer
from funding.models import AtRisk, CallNote, Fund, MonitoringReturn, ReportingDuty
from policy.models import PolicyTestReply, RegionalReply
from policy.policy_test.actions import decide_policy_test, reply_to_policy_test
from records.models import HistoryEntry, Withdrawable
from records.withdrawing import put_back, withdraw
from tests import builders, coursed, engaged, learned, shared_cause
from tests.asked import energy
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of
from tests.test_registries import our_models

pytestmark = pytest.mark.django_db

WORD = "Quillworts"


@dataclass(frozen=True)
class Kind:
    """A kind of record: one of it at Bradford, its page that withdraws, and who reads it where."""

    make: Callable[[Cast], Any]
    page: Callable[[Any], str]
    read_at: Callable[[Any], list[str]]
    keeper: str = "bradford_editor"
    reader: str = ""


def _pilot(cast: Cast) -> Any:
    return builders.pilot(cast.bradford, "Warm homes", programme=cast.pfpp, slug="warm-homes")


def _tried(cast: Cast) -> ActionTried:
    barrier = builders.barrier(cast.bradford, "We cannot share")
    return ActionTried.objects.create(barrier=barrier, what=WORD, outcome="helped")


def _reply(cast: Cast) -> RegionalReply:
    update = builders.regional_update(cast.region, cast.yorkshire_connector)
    return RegionalReply.objects.create(update=update, text=WORD, created_by=cast.bradford_officer)


def _answer(cast: Cast) -> SystemicAnswer:
    systemic = shared_cause.systemic("One rule", owner=energy(), programme=cast.pfpp)
    return shared_cause.answer(systemic, energy(), WORD)


def _policy_reply(cast: Cast) -> PolicyTestReply:
    ministry = cast.desnz_official.assignments.get().organisation
    test = builders.policy_test("A register of homes", cast.bradford, owner=ministry)
    asked = test.asked.get()
    asked.state, asked.replied_on = "replied", builders.TODAY
    asked.replied_by = cast.bradford_officer
    asked.save()
    question = test.questions.get()
    by = cast.bradford_officer
    return PolicyTestReply.objects.create(asked=asked, question=question, text=WORD, created_by=by)


def _call(cast: Cast) -> CallNote:
    fund = Fund.objects.create(name="Homes fund", slug="homes-fund", visibility="network")
    return CallNote.objects.create(
        fund=fund, on=builders.TODAY, our_side="The council", post_said="Fund team", said=WORD,
        created_by=cast.bradford_editor,
    )  # fmt: skip


def _at_risk(cast: Cast) -> AtRisk:
    flow = builders.flow(cast.bradford, 900, description="Two workers", visibility="network")
    return AtRisk.objects.create(
        flow=flow, kind="post", what=WORD, visibility="network", created_by=cast.bradford_editor
    )


def _return(cast: Cast) -> MonitoringReturn:
    fund = Fund.objects.create(name="Homes fund", slug="homes-fund", visibility="network")
    duty = ReportingDuty.objects.create(fund=fund, what="What was spent")
    return MonitoringReturn.objects.create(
        duty=duty, place=cast.bradford, due=builders.TODAY, note=WORD
    )


def _by_number(name: str) -> Callable[[Any], str]:
    return lambda record: reverse(name, args=[record.pk])


PILOT, TIMELINE = "/pilots/warm-homes/", "/pilots/warm-homes/timeline/"
KINDS = {
    "lesson": Kind(
        lambda cast: learned.lesson(_pilot(cast), WORD),
        _by_number("lesson_withdraw"),
        lambda one: [one.get_absolute_url(), "/lessons/", f"/search/?q={WORD.lower()}"],
    ),
    "milestone": Kind(
        lambda cast: coursed.milestone(_pilot(cast), WORD),
        _by_number("milestone_withdraw"),
        lambda one: [PILOT, TIMELINE],
    ),
    "change of plan": Kind(
        lambda cast: coursed.change(_pilot(cast), after=f"The {WORD}"),
        lambda one: reverse("pilot_change_withdraw", args=["warm-homes", one.pk]),
        lambda one: [TIMELINE],
    ),
    "learning event": Kind(
        lambda cast: learned.learning_event(WORD, place=cast.bradford),
        _by_number("learning_event_withdraw"),
        lambda one: [one.get_absolute_url(), "/learning-events/"],
    ),
    "meeting": Kind(
        lambda cast: engaged.engagement(_pilot(cast), cast.council, purpose=WORD),
        lambda one: reverse("engagement_withdraw", args=["warm-homes", one.number]),
        lambda one: [one.get_absolute_url(), "/pilots/warm-homes/meetings/"],
    ),
    "what was tried": Kind(
        _tried,
        _by_number("barrier_tried_withdraw"),
        lambda one: [
            one.barrier.get_absolute_url(),
            f"{one.barrier.get_absolute_url()}brief/?format=txt",
            "/barriers/?format=csv",
        ],
    ),
    "answer to a systemic barrier": Kind(
        _answer,
        _by_number("systemic_answer_withdraw"),
        lambda one: [
            one.systemic.get_absolute_url(),
            f"{one.systemic.get_absolute_url()}brief/?format=txt",
        ],
        keeper="pfpp_lead",
    ),
    "reply to a policy test": Kind(
        _policy_reply,
        lambda one: reverse(
            "policy_test_reply_withdraw", args=[one.asked.test.slug, one.asked.place.slug]
        ),
        lambda one: [
            one.asked.get_absolute_url(),
            f"{one.asked.test.get_absolute_url()}replies/",
            f"{one.asked.test.get_absolute_url()}replies/?format=csv",
        ],
        reader="desnz_official",
    ),
    "note of a call": Kind(
        _call,
        _by_number("call_note_withdraw"),
        lambda one: [one.get_absolute_url(), one.fund.get_absolute_url()],
        reader="outsider",
    ),
    "what is at risk": Kind(
        _at_risk,
        _by_number("at_risk_withdraw"),
        lambda one: [one.get_absolute_url(), f"{one.flow.get_absolute_url()}ending/"],
        reader="outsider",
    ),
    "return": Kind(
        _return,
        _by_number("monitoring_return_withdraw"),
        lambda one: [one.get_absolute_url()],
        reader="outsider",
    ),
    "reply": Kind(
        _reply,
        _by_number("regional_reply_withdraw"),
        lambda one: [f"{one.update.get_absolute_url()}replies/"],
        keeper="bradford_officer",
        reader="yorkshire_connector",
    ),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


def words_at(address: str, who: Any) -> str:
    """What this reader is answered, whatever it is."""
    response = (signed_in(who) if who else Client()).get(address)
    text = getattr(response, "content", b"") or b"".join(getattr(response, "streaming_content", ()))
    return str(text.decode())


def test_it_goes_from_every_page_and_comes_back_as_it_was(cast: Cast, kind: Kind) -> None:
    record = kind.make(cast)
    reader = getattr(cast, kind.reader) if kind.reader else None
    client, address = signed_in(getattr(cast, kind.keeper)), kind.page(record)
    where = [at for at in kind.read_at(record) if WORD in words_at(at, reader)]
    assert where == kind.read_at(record)

    page = client.post(address, {"because": "Written twice."}, follow=True)
    assert "withdrawn. You can put it back" in text_of(page)
    assert "Written twice." in text_of(page)
    assert WORD in text_of(page)
    assert [at for at in where if WORD in words_at(at, reader)] == []
    gone = type(record).with_withdrawn.get(pk=record.pk)
    assert gone.withdrawn_by == getattr(cast, kind.keeper)

    assert "is put back" in text_of(client.post(address, {"put_back": "1"}, follow=True))
    assert [at for at in where if WORD in words_at(at, reader)] == where
    said = type(record).objects.get(pk=record.pk)
    assert (said.withdrawn_at, said.withdrawn_by, said.withdrawn_because) == (None, None, "")


def test_nobody_else_learns_that_it_was_there(cast: Cast, kind: Kind) -> None:
    record = kind.make(cast)
    by = getattr(cast, kind.keeper)
    withdraw(by=by, record=record, because="Written twice.")
    for who in (cast.outsider, cast.evaluator, cast.resident):
        client = signed_in(who) if who.is_authenticated else Client()
        answer = client.get(kind.page(record), follow=True)
        assert WORD not in answer.content.decode()
        assert "Written twice" not in answer.content.decode()
        if who.is_authenticated:
            assert answer.status_code == 404
            assert client.post(kind.page(record), {"put_back": "1"}).status_code == 404
    assert type(record).objects.filter(pk=record.pk).count() == 0


def test_who_neither_wrote_nor_edits_it_does_not_withdraw_it(cast: Cast, kind: Kind) -> None:
    record = kind.make(cast)
    for who in (cast.outsider, cast.luton_editor, cast.luton_officer, cast.evaluator):
        answer = signed_in(who).post(kind.page(record), {"because": "Not theirs."})
        assert answer.status_code in (403, 404)
    assert Client().post(kind.page(record), {"because": "Not theirs."}).status_code in (302, 404)
    assert type(record).objects.filter(pk=record.pk).exists()


def test_it_is_not_withdrawn_without_a_reason(cast: Cast, kind: Kind) -> None:
    record = kind.make(cast)
    page = signed_in(getattr(cast, kind.keeper)).post(kind.page(record), {"because": " "})
    assert "Say why you withdraw it" in text_of(page)
    assert type(record).objects.filter(pk=record.pk).exists()


def test_the_second_of_two_is_told_that_it_was_withdrawn(cast: Cast, kind: Kind) -> None:
    record = kind.make(cast)
    client = signed_in(getattr(cast, kind.keeper))
    client.post(kind.page(record), {"because": "Written twice."})
    page = client.post(kind.page(record), {"because": "Not so."}, follow=True)
    assert "It was withdrawn already" in text_of(page)
    gone = type(record).with_withdrawn.get(pk=record.pk)
    assert gone.withdrawn_because == "Written twice."
    client.post(kind.page(record), {"put_back": "1"})
    page = client.post(kind.page(record), {"put_back": "1"}, follow=True)
    assert "Somebody has already put it back" in text_of(page)


def test_its_own_page_leads_who_may_put_it_back_to_where_that_is_said(cast: Cast) -> None:
    for name in ("lesson", "learning event", "meeting"):
        with transaction.atomic():
            kind = KINDS[name]
            record = kind.make(cast)
            withdraw(by=cast.bradford_editor, record=record, because="Written twice.")
            client = signed_in(cast.bradford_editor)
            assert client.get(record.get_absolute_url()).url == kind.page(record)
            assert Client().get(record.get_absolute_url()).status_code == 404
            transaction.set_rollback(True)


def test_history_keeps_it_for_who_may_and_tells_nobody_else(cast: Cast) -> None:
    pilot = _pilot(cast)
    lesson = learned.lesson(pilot, WORD)
    coursed.change(pilot, after=f"{WORD} again")
    change = pilot.changes.get()
    told = f"{pilot.get_absolute_url()}history/"
    assert WORD in words_at(told, None)
    withdraw(by=cast.bradford_editor, record=lesson, because="No.")
    withdraw(by=cast.bradford_editor, record=change, because="No.")
    assert WORD not in words_at(told, None)
    own = reverse("lesson_history", args=[lesson.pk])
    assert WORD in words_at(own, cast.bradford_editor)
    assert Client().get(own).status_code == 404
    last = HistoryEntry.objects.of(lesson).order_by("-id").first()
    assert last is not None
    assert last.after is not None
    assert last.after["withdrawn_because"] == "No."
    assert last.user_id == cast.bradford_editor.pk


def test_what_is_withdrawn_is_no_longer_edited(cast: Cast) -> None:
    lesson = learned.lesson(_pilot(cast), WORD)
    client, address = signed_in(cast.bradford_editor), reverse("lesson_edit", args=[lesson.pk])
    data = filled(client, address, text="Other words")
    withdraw(by=cast.bradford_editor, record=lesson, because="No.")
    assert client.post(address, data).status_code == 404


def test_two_at_once_find_it_done(cast: Cast) -> None:
    lesson = learned.lesson(_pilot(cast), WORD)
    withdraw(by=cast.bradford_editor, record=lesson, because="No.")
    with pytest.raises(ValidationError, match="withdrawn already"):
        withdraw(by=cast.bradford_officer, record=lesson, because="Other")
    put_back(by=cast.bradford_editor, record=lesson)
    with pytest.raises(ValidationError, match="already put it back"):
        put_back(by=cast.bradford_officer, record=lesson)


def test_a_meeting_with_an_open_promise_stays(cast: Cast) -> None:
    meeting = engaged.engagement(_pilot(cast), purpose=WORD)
    promise = engaged.promise(meeting)
    client = signed_in(cast.bradford_editor)
    page = client.post(KINDS["meeting"].page(meeting), {"because": "No."}, follow=True)
    assert "Something promised there is still open" in text_of(page)
    promise.state, promise.outcome = "done", "Sent"
    promise.ended_on = builders.TODAY
    promise.save()
    client.post(KINDS["meeting"].page(meeting), {"because": "No."})
    assert meeting.pilot.engagements.count() == 0


def test_a_number_of_a_withdrawn_meeting_is_not_given_again(cast: Cast) -> None:
    meeting = engaged.engagement(_pilot(cast), purpose=WORD)
    withdraw(by=cast.bradford_editor, record=meeting, because="No.")
    client, address = signed_in(cast.bradford_editor), "/pilots/warm-homes/meetings/add/"
    typed = {"kind": "meeting", "state": "held", "purpose": "Another", "method": "online"}
    day = {"on_day": "20", "on_month": "11", "on_year": "2025"}
    client.post(address, filled(client, address, **typed, **day))
    assert meeting.pilot.engagements.get().number == 2


def test_what_helped_counts_no_more_once_it_is_withdrawn(cast: Cast) -> None:
    tried = _tried(cast)
    barrier = tried.barrier
    barrier.refresh_from_db()
    assert barrier.outcome_bits == ActionTried.Outcome.HELPED.bit
    withdraw(by=cast.bradford_editor, record=tried, because="No.")
    barrier.refresh_from_db()
    assert barrier.outcome_bits == 0
    put_back(by=cast.bradford_editor, record=tried)
    barrier.refresh_from_db()
    assert barrier.outcome_bits == ActionTried.Outcome.HELPED.bit


def test_a_place_that_withdrew_its_reply_has_not_replied_and_may_reply_anew(cast: Cast) -> None:
    kind = KINDS["reply to a policy test"]
    reply = kind.make(cast)
    asked = reply.asked
    for who, status in (
        (cast.desnz_official, 403),
        (cast.yorkshire_connector, 403),
        (cast.luton_editor, 404),
    ):
        client = signed_in(who)
        assert client.post(kind.page(reply), {"because": "No."}).status_code == status
    officer = signed_in(cast.bradford_officer)  # who sent it
    officer.post(kind.page(reply), {"because": "Not agreed yet."})
    asked.refresh_from_db()
    assert (asked.state, asked.replied_on) == ("approved", None)
    page = text_of(signed_in(cast.desnz_official).get(f"{asked.test.get_absolute_url()}replies/"))
    assert WORD not in page
    assert "Not agreed yet" not in page
    officer.post(kind.page(reply), {"put_back": "1"})
    asked.refresh_from_db()
    assert asked.state == "replied"
    assert asked.replied_on is not None

    officer.post(kind.page(reply), {"because": "Not agreed yet."})
    answers = {reply.question_id: {"scale": 4}}
    reply_to_policy_test(by=cast.bradford_officer, asked=asked, answers=answers)
    [said] = PolicyTestReply.objects.filter(asked=asked)
    assert (said.scale, said.text, said.withdrawn_because) == (4, "", "")

    officer.post(kind.page(reply), {"because": "Not agreed yet."})
    decide_policy_test(by=cast.bradford_editor, asked=asked, agrees=False, reason="Too busy")
    answered = officer.post(kind.page(reply), {"put_back": "1"}, follow=True)
    assert "does not take part" in text_of(answered)
    assert not PolicyTestReply.objects.filter(asked=asked).exists()


def test_the_database_asks_why(cast: Cast, kind: Kind) -> None:
    record = kind.make(cast)
    rows = type(record).objects.filter(pk=record.pk)
    for broken in ({"withdrawn_at": timezone.now()}, {"withdrawn_because": "No."}):
        with pytest.raises(IntegrityError, match="withdrawn_with_reason"), transaction.atomic():
            rows.update(**broken)


def test_every_kind_that_can_be_withdrawn_is_tested_here(cast: Cast) -> None:
    tested = set()
    for kind in KINDS.values():
        with transaction.atomic():
            tested.add(type(kind.make(cast)))
            transaction.set_rollback(True)
    assert tested == {one for one in our_models() if issubclass(one, Withdrawable)}
