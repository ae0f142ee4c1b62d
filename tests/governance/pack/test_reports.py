"""Reports on a schedule: drafted by the passing of time, sent by a person."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.models import Notice
from governance.models import Board, Pack, ReportPlan
from governance.pack import actions
from governance.pack.due import draft_due
from partnerships.models import Organisation
from reorganise.actions import give_way
from reorganise.giving_way_plan import GivingWay, Heir
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.governance.decision.sweep import decision
from tests.governance.pack.packed import words
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 12, 4)  # two weeks after today


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public")


@pytest.fixture
def icb() -> Organisation:
    return builders.organisation("Care Board", "nhs")


def plan(of: Board, to: Organisation, first: dt.date = FIRST, **fields: Any) -> ReportPlan:
    said = {"months": 3, "first_on": first, "next_on": first, **fields}
    return ReportPlan.objects.create(board=of, to=to, **said)


def report() -> Pack:
    return Pack.objects.get(state="draft")


def page(who: Any, of: Board, below: str = "packs/") -> str:
    return text_of(signed_in(who).get(f"{of.get_absolute_url()}{below}"))


def test_a_plan_is_written_in_the_browser(made: Board, cast: Cast, icb: Organisation) -> None:
    client = signed_in(cast.bradford_editor)
    address = f"{made.get_absolute_url()}reports/add/"
    typed = {
        **filled(client, address, to=icb.name, months="3", tells=["decisions", "powers"]),
        "first_on_day": "31",
        "first_on_month": "8",
        "first_on_year": "2026",
    }
    said = text_of(client.post(address, typed, follow=True))
    assert "Each report is drafted two weeks before its day." in said
    one = ReportPlan.objects.get()
    # The first of those that are still to come, and months have their own last day
    assert (one.next_on, one.tells) == (dt.date(2026, 11, 30), ["decisions", "powers"])
    assert one.created_by == cast.bradford_editor
    assert "Every three months. Next: 30 November 2026" in page(cast.outsider, made)


def test_a_board_does_not_report_to_itself(made: Board, cast: Cast) -> None:
    client = signed_in(cast.bradford_editor)
    address = f"{made.get_absolute_url()}reports/add/"
    typed = {
        **filled(client, address, to=str(made.organisation), months="3"),
        "first_on_day": "31",
        "first_on_month": "8",
        "first_on_year": "2026",
    }
    assert "Choose an organisation other than the board itself" in text_of(
        client.post(address, typed)
    )


def test_one_is_drafted_two_weeks_before_once_and_sent_by_a_person(
    made: Board, cast: Cast, icb: Organisation
) -> None:
    decision(made, title="A second winter", state="due", due=FIRST)
    officer = builders.user("Officer", ("officer", icb))
    one = plan(made, icb, created_by=cast.bradford_editor)
    assert draft_due(b.TODAY - dt.timedelta(days=1)) == 0
    assert (draft_due(b.TODAY), draft_due(b.TODAY)) == (1, 0)
    told = Notice.objects.filter(kind="board-report")
    assert set(told.values_list("user__full_name", flat=True)) == {
        *("Bradford editor", "Region editor", "Yorkshire connector"),
    }
    draft = report()
    assert (draft.kind, draft.body, draft.due_on) == ("report", icb, FIRST)
    assert draft.created_by == cast.bradford_editor
    assert "A second winter" in words(draft)
    # Nobody of the body reads it until a person sends it
    assert signed_in(officer).get(draft.get_absolute_url()).status_code == 404
    assert not Notice.objects.filter(user=officer)
    count = actions.issue(by=cast.bradford_editor, pack=draft).reached.count
    one.refresh_from_db()
    assert (count, one.next_on) == (1, dt.date(2027, 3, 4))
    assert Notice.objects.get(user=officer).subject == f"{made}: report, for Care Board"
    assert signed_in(officer).get(draft.get_absolute_url()).status_code == 200
    assert draft_due(b.TODAY) == 0


def test_a_late_one_stands_in_my_work_and_on_the_page_of_the_board(
    made: Board, cast: Cast, icb: Organisation
) -> None:
    plan(made, icb, dt.date(2026, 11, 17), created_by=cast.bradford_editor)
    work = text_of(signed_in(cast.bradford_editor).get("/"))
    assert "Send the report to Care Board" in work
    assert "3 days late" in work
    assert "Send the report to Care Board" in page(cast.bradford_editor, made, "")
    assert "Late" in page(cast.bradford_editor, made)
    assert "Send the report" not in text_of(signed_in(cast.luton_editor).get("/"))


def test_what_was_late_is_not_late_for_the_next_day_at_once(
    made: Board, cast: Cast, icb: Organisation
) -> None:
    one = plan(made, icb, dt.date(2026, 1, 5), months=1, created_by=cast.bradford_editor)
    draft_due(b.TODAY)
    actions.issue(by=cast.bradford_editor, pack=report())
    one.refresh_from_db()
    assert one.next_on == dt.date(2026, 12, 5)


def test_nothing_is_drafted_for_a_body_that_ended(
    made: Board, cast: Cast, icb: Organisation
) -> None:
    one = plan(made, icb, created_by=cast.bradford_editor)
    icb.ended_on = dt.date(2026, 10, 31)
    icb.save()
    one.refresh_from_db()
    assert draft_due(b.TODAY) == 0
    assert not Pack.objects.exists()
    said = "Care Board ended on 31 October 2026, and nobody took over. Nothing will be sent."
    assert said in page(cast.bradford_editor, made)
    with pytest.raises(ValidationError, match="Care Board has ended"):
        actions.make_report(by=cast.bradford_editor, plan=one)


def test_one_that_was_drafted_is_not_sent_to_a_body_that_ended_since(
    made: Board, cast: Cast, icb: Organisation
) -> None:
    plan(made, icb, created_by=cast.bradford_editor)
    draft_due(b.TODAY)
    icb.ended_on = b.TODAY
    icb.save()
    with pytest.raises(ValidationError, match="Nothing was sent"):
        actions.issue(by=cast.bradford_editor, pack=report())
    assert report().is_draft


def test_who_takes_over_gets_the_next_report(made: Board, cast: Cast, icb: Organisation) -> None:
    one = plan(made, icb, created_by=cast.bradford_editor)
    draft_due(b.TODAY)
    after = (Heir(None, "New Care Board", "nhs"),)
    gives_way = GivingWay(before=(icb,), after=after, on=b.TODAY, reason="By order")
    give_way(by=cast.administrator, plan=gives_way)
    one.refresh_from_db()
    assert str(one.to) == "New Care Board"
    with pytest.raises(ValidationError, match="Make it again first"):
        actions.issue(by=cast.bradford_editor, pack=report())
    again = actions.make_again(by=cast.bradford_editor, pack=report())
    assert (again.for_whom, Pack.objects.filter(state="draft").count()) == ("New Care Board", 1)


def test_where_nobody_keeps_the_board_none_is_drafted(cast: Cast, icb: Organisation) -> None:
    nowhere = board(builders.place("Nowhere"), "Lonely board", visibility="public")
    plan(nowhere, icb, created_by=cast.bradford_editor)
    assert draft_due(b.TODAY) == 0


def test_one_that_is_over_is_due_no_more(made: Board, cast: Cast, icb: Organisation) -> None:
    plan(made, icb, created_by=cast.bradford_editor, valid_to=dt.date(2026, 12, 5))
    draft_due(b.TODAY)
    actions.issue(by=cast.bradford_editor, pack=report())
    with time_machine.travel(dt.datetime(2027, 3, 4, 12, tzinfo=dt.UTC)):
        assert draft_due(dt.date(2027, 3, 4)) == 0
        assert "Send the report" not in text_of(signed_in(cast.bradford_editor).get("/"))


def test_what_its_keepers_write_is_kept_when_it_is_made_again(
    made: Board, cast: Cast, icb: Organisation
) -> None:
    plan(made, icb, created_by=cast.bradford_editor)
    draft_due(b.TODAY)
    draft = report()
    draft.covering = "A good quarter."
    draft.save()
    again = actions.make_again(by=cast.bradford_editor, pack=draft)
    assert (again.covering, again.number) == ("A good quarter.", draft.number + 1)


def test_a_report_is_in_the_calendar_of_who_keeps_the_board_and_in_no_other(
    made: Board, cast: Cast, icb: Organisation
) -> None:
    plan(made, icb)
    due, own, of_place = f"{made} reports to Care Board", "/calendar/", "/places/bradford/calendar/"
    client = signed_in(cast.bradford_editor)
    assert due in text_of(client.get(own))
    assert due not in text_of(client.get(of_place))
    assert due not in text_of(signed_in(cast.luton_editor).get(own))


def test_a_sent_report_that_is_made_again_stays_that_of_its_day(
    made: Board, cast: Cast, icb: Organisation
) -> None:
    of = plan(made, icb)
    draft_due(b.NOW.date())
    sent = actions.issue(by=cast.bradford_editor, pack=report()).pack
    of.refresh_from_db()
    following = of.next_on
    again = actions.make_again(by=cast.bradford_editor, pack=sent)
    assert again.due_on == sent.due_on
    actions.issue(by=cast.bradford_editor, pack=again)
    of.refresh_from_db()
    sent.refresh_from_db()
    assert (of.next_on, sent.state) == (following, "replaced")


def test_a_report_that_was_withdrawn_is_not_drafted_again_by_itself(
    made: Board, cast: Cast, icb: Organisation
) -> None:
    plan(made, icb)
    draft_due(b.NOW.date())
    actions.withdraw(pack=report())
    assert draft_due(b.NOW.date()) == 0
