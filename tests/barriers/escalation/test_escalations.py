"""What bodies are asked: who reads it, the clock, the answers, passing on, going up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Notice
from barriers.escalation import actions
from barriers.models import Barrier, Escalation, EscalationReply, EscalationRule
from partnerships.models import Organisation
from tests import asked, builders
from tests.asked import energy
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db

MONDAY = dt.date(2026, 11, 16)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Every test is on one day."""
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def private(cast: Cast) -> Barrier:
    """A barrier of Bradford that only its author and editors read."""
    return builders.barrier(
        cast.bradford, "We cannot see licences", created_by=cast.bradford_officer,
        visibility="team", status="needs_owner", programme=cast.pfpp,
    )  # fmt: skip


def ask(barrier: Barrier, by: Any, to: Organisation | None = None, **facts: Any) -> Escalation:
    said = {"rung": "department", "ask": "Say what stops it."} | facts
    return actions.escalate(by=by, barrier=barrier, to=to or energy(), **said)


def seen(user: Any, barrier: Barrier) -> bool:
    return Barrier.objects.visible_to(user).filter(pk=barrier.pk).exists()


def subjects(user: Any) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("id").values_list("subject", flat=True))


def test_the_body_that_is_asked_reads_that_barrier_and_nothing_else(
    cast: Cast, private: Barrier
) -> None:
    other = builders.barrier(cast.bradford, "Another", visibility="team")
    assert not seen(cast.desnz_official, private)
    made = ask(private, cast.bradford_editor)
    assert seen(cast.desnz_official, private)
    assert not seen(cast.desnz_official, other)
    assert not seen(cast.outsider, private)
    agency = builders.organisation("Other agency")
    beside = asked.ask(private, agency, "Not for the department's eyes")
    page = text_of(signed_in(cast.desnz_official).get(private.get_absolute_url()))
    assert "Department for Energy Security and Net Zero" in page
    assert "Other agency" not in page
    assert signed_in(cast.desnz_official).get(beside.get_absolute_url()).status_code == 404
    actions.withdraw(by=cast.bradford_editor, escalation=made)
    assert not seen(cast.desnz_official, private)


def test_officers_of_a_department_answer_for_its_teams(cast: Cast, private: Barrier) -> None:
    team = builders.organisation("Heat networks team", parent=energy())
    made = ask(private, cast.bradford_editor, team, rung="region")
    assert seen(cast.desnz_official, private)
    assert subjects(cast.desnz_official) == [
        f"Escalated to Heat networks team: {private.reference}"
    ]
    client = signed_in(cast.desnz_official)
    form = filled(client, f"{made.get_absolute_url()}answer/")
    sent = client.post(
        f"{made.get_absolute_url()}answer/",
        form | {"kind": "answered", "text": "Nothing stops it: see section 4."},
        follow=True,
    )
    assert sent.redirect_chain == [(made.get_absolute_url(), 302)]
    assert "Answer saved." in text_of(sent)
    made.refresh_from_db()
    assert (made.state, made.ended_on) == ("answered", builders.TODAY)
    page = text_of(signed_in(cast.bradford_editor).get(made.get_absolute_url()))
    assert "Nothing stops it: see section 4." in page
    assert subjects(cast.bradford_officer) == [
        f"Heat networks team answered: {private.reference}, We cannot see licences"
    ]
    private.refresh_from_db()
    assert private.status == "worked_on"


def test_a_body_that_has_ended_offers_its_successor(cast: Cast, private: Barrier) -> None:
    old = builders.organisation("Old ministry", succeeded_by=energy())
    client = signed_in(cast.bradford_editor)
    url = f"{private.get_absolute_url()}escalate/"
    sent = {"choice": "else", "to": "Old ministry", "to_pick": old.slug, "ask": "Say why."}
    page = text_of(client.post(url, filled(client, url) | sent))
    assert "Old ministry has ended. Department for Energy Security and Net Zero took over" in page
    assert "Say why." in page
    assert not Escalation.objects.exists()


def test_a_closed_barrier_is_not_asked_about(cast: Cast, private: Barrier) -> None:
    Barrier.objects.filter(pk=private.pk).update(status="closed_unresolved")
    with pytest.raises(ValidationError, match="Open it again before you escalate"):
        ask(private, cast.bradford_editor)


def test_one_body_is_asked_once_at_a_time(cast: Cast, private: Barrier) -> None:
    made = ask(private, cast.bradford_editor)
    with pytest.raises(ValidationError, match="already, since"):
        ask(private, cast.bradford_editor)
    actions.withdraw(by=cast.bradford_editor, escalation=made)
    assert ask(private, cast.bradford_editor).is_open


def test_two_people_cannot_answer_one_ask(cast: Cast, private: Barrier) -> None:
    made = ask(private, cast.bradford_editor)
    client = signed_in(cast.desnz_official)
    url = f"{made.get_absolute_url()}answer/"
    form = filled(client, url)
    actions.reply(by=cast.desnz_official, escalation=made, kind="answered", text="First.")
    page = text_of(client.post(url, form | {"kind": "declined", "text": "My long words."}))
    assert "It was answered on 20 November 2026. Read that answer first" in page
    assert "My long words." in page
    assert [one.text for one in EscalationReply.objects.all()] == ["First."]


def test_an_answer_after_it_was_taken_back_is_told_so_and_keeps_its_text(
    cast: Cast, private: Barrier
) -> None:
    made = ask(private, cast.bradford_editor)
    client, url = signed_in(cast.desnz_official), f"{made.get_absolute_url()}answer/"
    form = filled(client, url)
    actions.withdraw(by=cast.bradford_editor, escalation=made, text="Solved.")
    page = text_of(client.post(url, form | {"kind": "answered", "text": "My long words."}))
    assert "It was withdrawn on 20 November 2026, so it needs no answer any more" in page
    assert "My long words." in page
    assert "We cannot see licences" not in page
    assert signed_in(cast.outsider).post(url, form).status_code == 404
    said = {"kind": "answered", "text": "For all of them."}
    page = text_of(client.post(f"/escalations/answer/?ask={made.pk}", said))
    assert "None of these escalations needs an answer any more" in page
    assert "For all of them." in page
    assert subjects(cast.desnz_official)[-1] == (
        f"{energy()} no longer needs to answer about {private.reference}"
    )


def test_a_holding_reply_moves_the_day_and_keeps_the_first(cast: Cast, private: Barrier) -> None:
    made = ask(private, cast.bradford_editor)
    later = made.answer_by + dt.timedelta(days=14)
    with pytest.raises(ValidationError, match="after the one by which it was due"):
        actions.reply(
            by=None, escalation=made, kind="holding", text="Later.", new_day=made.answer_by
        )
    actions.reply(by=None, escalation=made, kind="holding", text="Later.", new_day=later)
    first = made.answer_by
    made.refresh_from_db()
    assert (made.answer_by, made.first_due, made.state) == (later, first, "holding")


def test_what_is_not_ours_goes_on_with_its_days_and_all_that_was_said(
    cast: Cast, private: Barrier
) -> None:
    made = ask(private, cast.bradford_editor)
    agency = builders.organisation("Homes agency")
    new = actions.pass_on(by=cast.desnz_official, escalation=made, to=agency, text="Theirs.")
    made.refresh_from_db()
    assert (made.state, new.earlier, new.answer_by, new.ask) == (
        *("not_ours", made, made.answer_by, "Say what stops it."),
    )
    assert not seen(cast.desnz_official, private)
    page = text_of(signed_in(cast.bradford_editor).get(new.get_absolute_url()))
    assert "This is not ours: passed to Homes agency" in page
    agent = builders.user("Agent", ("officer", agency))
    assert "Theirs." in text_of(signed_in(agent).get(new.get_absolute_url()))
    assert signed_in(agent).get(made.get_absolute_url()).status_code == 404
    asked.ask(private, other := builders.organisation("Quiet agency"))
    for had_it in (energy(), other):  # in the same words: who else is asked is not told
        with pytest.raises(ValidationError, match=f"It cannot go to {had_it}. Name another"):
            actions.pass_on(by=None, escalation=new, to=had_it, text="No, theirs.")


def test_who_passed_it_on_goes_to_what_else_waits_for_them(cast: Cast, private: Barrier) -> None:
    made = ask(private, cast.bradford_editor)
    waits = ask(builders.barrier(cast.bradford, "We cannot plan"), cast.bradford_editor)
    agency = builders.organisation("Homes agency")
    client = signed_in(cast.desnz_official)
    url = f"{made.get_absolute_url()}answer/"
    facts = {"kind": "not_ours", "passed_to": agency.name, "text": "Theirs."}
    sent = client.post(url, filled(client, url) | facts, follow=True)
    assert "Answer saved." in text_of(sent)
    assert "We cannot plan" in text_of(sent)
    assert waits.get_absolute_url() in sent.content.decode()
    assert "We cannot see licences" not in text_of(sent)


def test_what_is_not_ours_cannot_go_to_a_body_that_has_ended(cast: Cast, private: Barrier) -> None:
    made = ask(private, cast.bradford_editor)
    old = builders.organisation("Old ministry", succeeded_by=cast.council)
    client = signed_in(cast.desnz_official)
    url = f"{made.get_absolute_url()}answer/"
    sent = {"kind": "not_ours", "passed_to": "Old ministry", "passed_to_pick": old.slug}
    page = text_of(client.post(url, filled(client, url) | sent | {"text": "Theirs."}))
    assert f"Old ministry has ended. {cast.council} took over from it" in page
    assert "Theirs." in page


def test_an_answer_cannot_be_put_off_for_more_than_a_year(cast: Cast, private: Barrier) -> None:
    made = ask(private, cast.bradford_editor)
    client = signed_in(cast.desnz_official)
    url = f"{made.get_absolute_url()}answer/"
    day = {"new_day_day": "29", "new_day_month": "1", "new_day_year": "2072"}
    page = text_of(client.post(url, filled(client, url) | day | {"kind": "holding", "text": "L."}))
    assert "Enter a day within a year from now" in page


def test_one_answer_goes_to_all_that_still_wait(cast: Cast, private: Barrier) -> None:
    second = builders.barrier(cast.bradford, "Another", visibility="team")
    both = [ask(one, cast.bradford_editor) for one in (private, second)]
    client = signed_in(cast.desnz_official)
    url = f"/escalations/answer/?ask={both[0].pk}&ask={both[1].pk}"
    form = filled(client, url) | {"kind": "answered", "text": "One answer for both."}
    actions.withdraw(by=cast.bradford_editor, escalation=both[1])
    page = text_of(client.post(url, form, follow=True))
    assert "1 escalation had moved on in the meantime and did not get this answer." in page
    assert [one.escalation for one in EscalationReply.objects.filter(kind="answered")] == both[:1]


def test_an_answer_to_many_that_all_moved_on_is_kept_on_the_page(
    cast: Cast, private: Barrier
) -> None:
    made = ask(private, cast.bradford_editor)
    client = signed_in(cast.desnz_official)
    url = f"/escalations/answer/?ask={made.pk}"
    form = filled(client, url) | {"kind": "answered", "text": "My long words."}
    actions.reply(by=cast.desnz_official, escalation=made, kind="answered", text="First.")
    page = text_of(client.post(url, form))
    assert "None of these escalations needs an answer any more. Nothing was sent" in page
    assert "My long words." in page


def test_somebody_elses_asks_cannot_be_answered_together(cast: Cast, private: Barrier) -> None:
    made = asked.ask(private, builders.organisation("Homes agency"))
    answer = signed_in(cast.desnz_official).get(f"/escalations/answer/?ask={made.pk}")
    assert answer.status_code == 302


def test_the_asker_says_whether_it_helped(cast: Cast, private: Barrier) -> None:
    made = ask(private, cast.bradford_editor)
    with pytest.raises(ValidationError, match="no answer yet"):
        actions.say_helped(by=cast.bradford_editor, escalation=made, helped="yes")
    actions.reply(by=cast.desnz_official, escalation=made, kind="answered", text="Yes.")
    client = signed_in(cast.bradford_editor)
    url = f"{made.get_absolute_url()}helped/"
    client.post(url, filled(client, url) | {"helped": "partly", "note": "Two of three do."})
    page = text_of(signed_in(cast.desnz_official).get(made.get_absolute_url()))
    assert "The place says: it helped a little. Two of three do." in page


def test_how_bodies_answer_counts_what_they_had_to_answer(cast: Cast) -> None:
    done = {"state": "answered", "ended_on": MONDAY + dt.timedelta(days=4)}
    old = {"sent_on": MONDAY, "acknowledge_by": MONDAY}
    late = {"answer_by": MONDAY + dt.timedelta(days=90), "first_due": MONDAY}
    for number, fields in enumerate(
        (
            old | done | {"answer_by": MONDAY + dt.timedelta(days=4), "helped": "yes"},
            old | done | late,  # in time by the day it was moved to, not by the first
            old | {"answer_by": MONDAY},
            old | {"answer_by": MONDAY, "state": "withdrawn", "ended_on": MONDAY},
            old | {"answer_by": MONDAY, "state": "not_ours", "ended_on": MONDAY},
        )
    ):
        barrier = builders.barrier(cast.bradford, f"Thing {number}")
        team = builders.organisation(f"Team {number}", parent=energy())
        asked.ask(barrier, team if number else energy(), **fields)
    hidden = builders.barrier(cast.luton, "Hidden", visibility="team")
    asked.ask(hidden, builders.organisation("Quiet agency"))
    page = text_of(signed_in(cast.pfpp_lead).get("/escalations/rates/"))
    assert (
        "Department for Energy Security and Net Zero 3 2 1 1 1 0 4 days each (two cases) yes 1"
        in page
    )
    assert "not said 1" in page
    assert "Quiet agency" not in page
    listed = f"/escalations/?to={energy().slug}&state="
    narrowed = signed_in(cast.pfpp_lead).get("/escalations/rates/?place=bradford").content.decode()
    assert "/escalations/?place=bradford&amp;to=" in narrowed
    for state, count in (("counted", 3), ("replied", 2), ("in-time", 1), ("waiting", 1)):
        assert f"{count} escalation" in text_of(signed_in(cast.pfpp_lead).get(listed + state)), (
            state
        )


def test_my_work_tells_both_sides_what_is_late(cast: Cast, private: Barrier) -> None:
    past = builders.TODAY - dt.timedelta(days=3)
    days = {"sent_on": past, "acknowledge_by": past, "answer_by": past}
    made = asked.ask(private, energy(), created_by=cast.bradford_editor, **days)
    for who in (cast.desnz_official, cast.bradford_editor, cast.pfpp_lead):
        page = text_of(signed_in(who).get("/"))
        assert "We cannot see licences" in page
        assert "3 days late" in page
    answered = signed_in(cast.desnz_official).get("/escalations/?whose=of-us&state=late")
    assert "1 escalation" in text_of(answered)
    actions.reply(by=cast.desnz_official, escalation=made, kind="answered", text="Yes.")
    assert "Say whether it helped:" in text_of(signed_in(cast.bradford_editor).get("/"))
    assert "Say whether it helped:" not in text_of(signed_in(cast.outsider).get("/"))


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("escalation_says_what", {"text": ""}),
        ("escalation_days_in_order", {"answer_by": dt.date(2020, 1, 1)}),
        ("escalation_closed_when", {"state": "answered"}),
        ("escalation_helped_once_answered", {"helped": "yes"}),
    ],
)
def test_the_database_keeps_asks_whole(
    cast: Cast, private: Barrier, constraint: str, fields: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        asked.ask(private, energy(), **fields)


def test_the_database_asks_one_body_once(cast: Cast, private: Barrier) -> None:
    made = asked.ask(private, energy())
    with pytest.raises(IntegrityError, match="escalation_asked_once"), transaction.atomic():
        asked.ask(private, energy())
    for constraint, fields in (
        ("escalation_reply_says_what", {"text": ""}),
        ("escalation_reply_holding_has_day", {"kind": "holding"}),
        ("escalation_reply_passed_if_not_ours", {"passed_to": energy()}),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            asked.said(made, **fields)
    with pytest.raises(IntegrityError, match="escalation_rule_days"), transaction.atomic():
        EscalationRule.objects.create(programme=cast.pfpp, acknowledge_days=9, answer_days=3)


def test_asks_about_made_up_barriers_are_no_part_of_the_country(cast: Cast) -> None:
    county = builders.place("Exampleshire", "county", is_example=True)
    made_up = builders.organisation("Invented ministry", "central_government", is_example=True)
    asked.ask(builders.barrier(county, "We cannot invent"), made_up)
    asked.ask(builders.barrier(cast.bradford, "We cannot see"), energy())
    client = signed_in(cast.pfpp_lead)
    for page in ("/escalations/", "/escalations/rates/"):
        said = text_of(client.get(page)).partition("Download this list")[0]
        assert "Department for Energy" in said
        assert "Invented ministry" not in said
    assert "Invented ministry" in text_of(client.get(f"/escalations/rates/?to={made_up.slug}"))
    assert "Invented ministry" in text_of(client.get("/escalations/rates/?place=exampleshire"))
