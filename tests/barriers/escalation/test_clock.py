"""The clock of what bodies are asked: working days, what is late, what climbs, who sets it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.models import Notice
from barriers.escalation import actions
from barriers.escalation.due import run_clocks
from barriers.models import Barrier, Escalation, EscalationRule
from records.periods import after_working_days
from tests import builders
from tests.asked import energy
from tests.barriers.escalation.test_escalations import ask, subjects
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


@pytest.mark.parametrize(
    ("start", "days", "lands"),
    [
        (dt.date(2026, 12, 17), 5, dt.date(2026, 12, 24)),
        (dt.date(2026, 12, 17), 6, dt.date(2026, 12, 29)),  # the 28th stands in for Boxing Day
        (dt.date(2027, 3, 25), 1, dt.date(2027, 3, 30)),  # Good Friday and Easter Monday
        (dt.date(2027, 3, 26), 5, dt.date(2027, 4, 5)),  # over the change to summer time
        (dt.date(2026, 10, 23), 1, dt.date(2026, 10, 26)),  # over the change back
        (dt.date(2026, 11, 21), 1, dt.date(2026, 11, 23)),
        (dt.date(2026, 11, 20), 0, dt.date(2026, 11, 20)),
    ],
)
def test_days_are_counted_as_offices_of_england_are_open(
    start: dt.date, days: int, lands: dt.date
) -> None:
    assert after_working_days(start, days) == lands


@pytest.mark.parametrize("state", ["not_ours", "withdrawn"])
def test_what_was_passed_on_or_taken_back_counts_for_no_body(
    cast: Cast, private: Barrier, state: str
) -> None:
    made = ask(private, cast.bradford_editor)
    assert Escalation.objects.counted().get() == made
    Escalation.objects.update(state=state, ended_on=MONDAY)
    assert not Escalation.objects.counted().exists()


@time_machine.travel(dt.datetime(2026, 12, 17, 23, 30, tzinfo=dt.UTC), tick=False)
def test_an_ask_gets_the_programmes_days(cast: Cast, private: Barrier) -> None:
    EscalationRule.objects.create(programme=cast.pfpp, acknowledge_days=2, answer_days=6)
    made = ask(private, cast.bradford_editor)
    assert (made.acknowledge_by, made.answer_by) == (dt.date(2026, 12, 21), dt.date(2026, 12, 29))
    private.refresh_from_db()
    assert private.status == "escalated"


def test_late_asks_are_told_to_both_sides_once(cast: Cast, private: Barrier) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC), tick=False):
        made = ask(private, cast.bradford_editor)
    Notice.objects.all().delete()
    due = made.acknowledge_by
    assert due == dt.date(2026, 11, 23)
    assert run_clocks(due) == (0, 0)
    assert run_clocks(due + dt.timedelta(days=1)) == (1, 0)
    assert run_clocks(due + dt.timedelta(days=1)) == (0, 0)
    assert run_clocks(due + dt.timedelta(days=8)) == (0, 0)
    assert subjects(cast.desnz_official) == [
        f"Late: {energy()} has not answered about {private.reference}"
    ]
    assert len(subjects(cast.bradford_editor)) == 1
    assert run_clocks(made.answer_by + dt.timedelta(days=1)) == (1, 0)
    assert len(subjects(cast.bradford_editor)) == 2


def test_an_ask_climbs_by_the_programmes_rule(cast: Cast, private: Barrier) -> None:
    EscalationRule.objects.create(programme=cast.pfpp, climbs_after=5)
    board = builders.organisation("Programme board")
    cast.pfpp.lead = board
    cast.pfpp.save()
    team = builders.organisation("Heat networks team", parent=energy())
    with time_machine.travel(dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC), tick=False):
        made = ask(private, cast.bradford_editor, team, rung="region")
    climbs = after_working_days(made.answer_by, 6)
    assert run_clocks(climbs - dt.timedelta(days=1))[1] == 0
    with time_machine.travel(dt.datetime.combine(climbs, dt.time(9), dt.UTC), tick=False):
        assert run_clocks(climbs)[1] == 1
        assert run_clocks(climbs + dt.timedelta(days=7))[1] == 0
    made.refresh_from_db()
    assert (made.state, made.later.to, made.later.rung) == ("climbed", energy(), "department")
    above = made.later
    with time_machine.travel(dt.datetime(2027, 6, 1, 9, tzinfo=dt.UTC), tick=False):
        assert run_clocks(dt.date(2027, 6, 1))[1] == 1
    above.refresh_from_db()
    assert (above.later.to, above.later.rung) == (board, "board")


def test_without_a_rule_people_decide_what_goes_up(cast: Cast, private: Barrier) -> None:
    with time_machine.travel(dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC), tick=False):
        made = ask(private, cast.bradford_editor, rung="region")
    assert run_clocks(dt.date(2026, 11, 20))[1] == 0
    client = signed_in(cast.bradford_editor)
    url = f"{made.get_absolute_url()}further/"
    body = builders.organisation("Programme board")
    sent = {"choice": "else", "to": "Programme board", "to_pick": body.slug}
    client.post(url, filled(client, url) | sent)
    made.refresh_from_db()
    assert (made.state, made.later.to) == ("climbed", body)
    with pytest.raises(ValidationError, match="was escalated further"):
        actions.reply(by=None, escalation=made, kind="answered", text="Too late.")
    with pytest.raises(ValidationError, match="Choose a level above"):
        actions.climb(by=None, escalation=made.later, rung="region", to=energy())


def test_the_last_rung_offers_none_above(cast: Cast, private: Barrier) -> None:
    made = ask(private, cast.bradford_editor)
    client = signed_in(cast.bradford_editor)
    assert "Escalate further" in text_of(client.get(made.get_absolute_url()))
    Escalation.objects.filter(pk=made.pk).update(rung="board")
    assert "Escalate further" not in text_of(client.get(made.get_absolute_url()))


def test_a_lead_sets_the_programmes_clock(cast: Cast) -> None:
    lead = signed_in(cast.pfpp_lead)
    url = f"/programmes/{cast.pfpp.slug}/clock/"
    assert url in lead.get("/escalations/").content.decode()
    assert url not in signed_in(cast.bradford_editor).get("/escalations/").content.decode()
    form = filled(lead, url)
    page = text_of(lead.post(url, form | {"acknowledge_days": "9", "answer_days": "3"}))
    assert "Give at least as many days as to acknowledge" in page
    lead.post(url, form | {"acknowledge_days": "2", "answer_days": "15", "climbs_after": "10"})
    rule = EscalationRule.objects.get(programme=cast.pfpp)
    assert (rule.acknowledge_days, rule.answer_days, rule.climbs_after) == (2, 15, 10)


def test_first_days_that_another_lead_set_meanwhile_are_not_overwritten(cast: Cast) -> None:
    second = builders.user("Second lead", ("programme_lead", cast.pfpp))
    url = f"/programmes/{cast.pfpp.slug}/clock/"
    clients = signed_in(cast.pfpp_lead), signed_in(second)
    first, later = [
        filled(client, url, acknowledge_days=5, answer_days=days)
        for client, days in zip(clients, (30, 40), strict=True)
    ]
    clients[0].post(url, first)
    told = clients[1].post(url, later)
    assert "changed" in text_of(told)
    assert EscalationRule.objects.get().answer_days == 30
    clients[1].post(url, later | {"version": told.context["form"]["version"].value()})
    assert EscalationRule.objects.get().answer_days == 40, "seen, and sent again"
