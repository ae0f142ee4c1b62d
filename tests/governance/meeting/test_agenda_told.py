"""What stands beside the items of an agenda: records, papers, interests; in how many queries."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from barriers.models import Escalation
from collaboration.models import Attachment
from governance.meeting import actions
from governance.meeting.agenda_lines import agenda_lines, carried_into
from governance.meeting.item_actions import carry
from governance.meeting.permissions import can_attach_to_item
from governance.models import AgendaItem, Board, Interest, Power
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.governance.board_page.made import decision
from tests.pilots.forms import signed_in, text_of

pytestmark = pytest.mark.django_db
EARLIER, LATER = dt.date(2026, 10, 12), dt.date(2026, 12, 15)


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public", quorum_least=2)


def escalation(cast: Cast) -> Escalation:
    days = dict.fromkeys(("sent_on", "acknowledge_by", "answer_by", "first_due"), EARLIER)
    barrier = builders.barrier(cast.bradford)
    return Escalation.objects.create(
        barrier=barrier, to=cast.council, rung="council", ask="Change it", **days
    )


def paper(beside: AgendaItem, name: str) -> Attachment:
    size, digest = 8, name.ljust(64, "x")[:64]
    made = Attachment(
        subject=beside,
        name=name,
        kind="pdf",
        media_type="application/pdf",
        size=size,
        digest=digest,
    )
    made.file.save(name, ContentFile(b"%PDF-1.4"), save=False)
    made.save()
    return made


def about(record: Any, **fields: Any) -> dict[str, Any]:
    kind = ContentType.objects.get_for_model(record)
    return {"subject_type": kind, "subject_id": record.pk, **fields}


def test_records_beside_items_are_read_by_kind_and_not_one_by_one(
    cast: Cast, made: Board, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The items; papers; decisions; and one of each of four kinds of record."""
    meeting = b.called(made, cast.bradford_editor, LATER)
    ContentType.objects.get_for_models(Escalation, AgendaItem)

    def read() -> list[str]:
        lines = agenda_lines(cast.bradford_editor, meeting, with_minutes=False)
        told = [line.record for line in lines if line.record]
        return [f"{one} {one.get_absolute_url()}" for one in told]

    for number in (1, 2, 3):
        one = decision(made, f"Homes {number}", "due")
        power = Power.objects.create(board=made, function="money", part="decides", words="Homes")
        past = b.minuted(made, cast.bradford_editor, EARLIER - dt.timedelta(days=number))
        for record in (escalation(cast), builders.pilot(cast.bradford), power, past):
            b.item(meeting, made, f"About {number}", **about(record), decision=one)
        read()
        with django_assert_num_queries(7):
            assert len(read()) == 4 * number


def test_a_paper_goes_on_with_its_item_when_the_meeting_is_called_off(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    first = b.called(made, keeper, b.TODAY + dt.timedelta(days=7), visibility="public")
    one = b.item(first, made, "Warm homes", kind="decide")
    hidden = b.item(first, made, "Zqstaff", is_private=True, private_because="A staff matter")
    paper(one, "Costs.pdf")
    paper(hidden, "Zqpay.pdf")
    assert can_attach_to_item(keeper, one)
    actions.call_off(by=keeper, meeting=first, because="Snow")
    one.refresh_from_db()
    assert not can_attach_to_item(keeper, AgendaItem.objects.get(pk=one.pk))
    second = b.meeting(made, keeper, LATER, visibility="public")
    AgendaItem.objects.filter(meeting=None).update(meeting=second)
    AgendaItem.objects.filter(meeting=second, carried_from=hidden).update(
        is_private=False, private_because=""
    )
    actions.call(by=keeper, meeting=second)
    page = text_of(signed_in(keeper).get(second.get_absolute_url()))
    assert "Paper: Costs.pdf" in page
    assert "Add a paper : Warm homes" in page
    assert "Zqpay.pdf" in page
    public = text_of(Client().get(second.get_absolute_url()))
    assert "Costs.pdf" in public
    assert "Zqpay.pdf" not in public


def test_a_paper_goes_on_however_often_its_item_is_carried(
    cast: Cast, made: Board, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keeper = cast.bradford_editor
    past = [b.held(made, keeper, EARLIER + dt.timedelta(days=7 * n)) for n in range(2)]
    one = b.item(past[0], made, "Warm homes", kind="decide")
    paper(one, "Costs.pdf")
    again = carry(one, by=keeper)
    AgendaItem.objects.filter(pk=again.pk).update(meeting=past[1])
    again.refresh_from_db()
    last = carry(again, by=keeper)
    third = b.called(made, keeper, LATER, visibility="public")
    AgendaItem.objects.filter(pk=last.pk).update(meeting=third, position=1)
    page = text_of(signed_in(keeper).get(third.get_absolute_url()))
    assert "1. Warm homes Paper: Costs.pdf" in page
    board_page = text_of(signed_in(keeper).get(made.get_absolute_url()))
    assert "Add a paper" not in board_page
    items = list(AgendaItem.objects.filter(pk=last.pk))
    with django_assert_num_queries(2):
        assert carried_into(items) == {again.pk: last.pk, one.pk: last.pk}


def test_an_interest_that_stands_is_told_at_an_item_about_the_body_that_it_names(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    body = builders.organisation("Millbridge Housing")
    seat, member = b.seat(made, cast.council)
    b.seat(made, body)
    meeting = b.called(made, keeper, LATER, visibility="public")
    one = b.item(meeting, made, "A grant for Millbridge Housing")
    b.item(meeting, made, "A Saturday at the front desk")
    Interest.objects.create(board=made, seat=seat, about="We lend staff to Millbridge Housing")
    hint = "declared an interest that may matter here: We lend staff to Millbridge Housing"
    for who in (keeper, member):
        page = text_of(signed_in(who).get(meeting.get_absolute_url()))
        assert page.count(hint) == 1
        assert page.index("A grant for") < page.index(hint) < page.index("A Saturday")
    for page in (
        text_of(Client().get(meeting.get_absolute_url())),
        text_of(signed_in(cast.outsider).get(meeting.get_absolute_url())),
    ):
        assert "We lend staff" not in page
    Interest.objects.create(board=made, seat=seat, item=one, about="We lend them staff")
    assert hint not in text_of(signed_in(keeper).get(meeting.get_absolute_url()))


def test_who_makes_a_meeting_public_is_told_that_its_titles_are_read(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    meeting = b.meeting(made, keeper, LATER)
    told = "Was a title written for insiders?"
    address = f"{meeting.get_absolute_url()}edit/"
    assert told in text_of(signed_in(keeper).get(address))
    meeting.visibility = "public"
    meeting.save()
    assert told not in text_of(signed_in(keeper).get(address))


def test_minutes_of_a_meeting_that_others_may_not_know_of_are_suggested_without_its_day(
    cast: Cast, made: Board
) -> None:
    keeper = cast.bradford_editor
    b.minuted(made, keeper, EARLIER, visibility="place")
    page = "".join(
        text_of(signed_in(keeper).get(f"{at.get_absolute_url()}agenda/"))
        for at in [b.meeting(made, keeper, LATER, visibility="public")]
    )
    assert "Minutes of an earlier meeting" in page
    assert "12 October" not in page
