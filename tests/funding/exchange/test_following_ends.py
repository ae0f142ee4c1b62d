"""Files that say when money ends whose end so far only followed from its programme."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from funding.models import Flow
from imports.record_import import actions
from partnerships.models import Organisation, Place, Programme
from tests import builders as make
from tests.imports.record_import.brought import bring, lines, looked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("of_the_lists")]
HEAD = "Ref,Project,Funder,Programme,Award £,Status,From date,To date"
ENDS = dt.date(2027, 3, 31)


@pytest.fixture
def programme() -> Programme:
    return make.programme("Warm streets", end=ENDS)


def row(end: str = "") -> str:
    return f"A1,Warm homes,Example ministry,Warm streets,250000,Committed,2026-04-01,{end}"


def said(flow: Flow) -> tuple[Any, ...]:
    flow.refresh_from_db()
    return flow.end, flow.end_follows, flow.end_is_worked_out


@pytest.fixture
def flow(county: Place, editor: User, programme: Programme) -> Flow:
    """Brought in by a list that does not say when it ends."""
    bring(editor, county, "money", lines(HEAD, row()))
    made = Flow.objects.get()
    assert said(made) == (ENDS, True, False)
    return made


def test_a_file_that_says_the_same_end_states_it_and_its_undo_lets_it_follow_again(
    county: Place, editor: User, programme: Programme, flow: Flow
) -> None:
    same = lines(HEAD, row("2027-03-31"))
    done = bring(editor, county, "money", same)
    assert (done.changed, said(flow)) == (1, (ENDS, False, False))
    later = dt.date(2028, 3, 31)
    programme.end = later
    programme.save()
    assert said(flow) == (ENDS, False, False)  # somebody said it
    actions.undo(by=editor, row=done)
    assert said(flow) == (later, True, False)


def test_a_file_that_does_not_say_it_leaves_it_to_follow(
    county: Place, editor: User, flow: Flow
) -> None:
    assert looked(editor, county, "money", lines(HEAD, row())).state == "same"


def test_the_months_of_a_grant_take_the_place_of_an_end_that_follows(
    county: Place, editor: User, programme: Programme, ministry: Organisation
) -> None:
    made = make.flow(
        county, 250_000, giver=ministry, programme=programme, identifier="360G-x-1",
        start=dt.date(2026, 4, 1), awarded_on=dt.date(2026, 3, 1), description="Warm homes",
        visibility="network",
    )  # fmt: skip
    assert said(made) == (ENDS, True, False)
    head = (
        "Identifier,Title,Currency,Amount Awarded,Award Date,Planned Dates:Start Date,"
        "Planned Dates:Duration (months),Funding Org:Name,Recipient Org:Name"
    )
    grants = "360G-x-1,Warm homes,GBP,250000,2026-03-01,2026-04-01,18,Example ministry,Hub"
    done = bring(editor, county, "grants", lines(head, grants))
    assert (done.changed, said(made)) == (1, (dt.date(2027, 9, 30), False, True))
    actions.undo(by=editor, row=done)
    assert said(made) == (ENDS, True, False)


def test_our_own_file_does_not_state_an_end_that_follows(
    client: Client, county: Place, editor: User, programme: Programme, flow: Flow
) -> None:
    client.force_login(editor)
    ours = client.get("/funding/flows/?format=csv").getvalue()
    assert b"with its programme" in ours
    assert looked(editor, county, "money", ours).state == "same"
    # In another Placebook, which has other addresses, the programme may end on another day
    Flow.objects.all().delete()
    later = dt.date(2028, 3, 31)
    Programme.objects.filter(pk=programme.pk).update(end=later)
    bring(editor, county, "money", elsewhere(ours))
    assert said(Flow.objects.get()) == (later, True, False)


def elsewhere(ours: bytes) -> bytes:
    """The file as another Placebook reads it, which has other addresses."""
    rows = list(csv.reader(io.StringIO(ours.decode("utf-8-sig"))))
    own = rows[0].index("address")
    made = io.StringIO()
    csv.writer(made).writerows([*row[:own], *row[own + 1 :]] for row in rows)
    return made.getvalue().encode()


def test_our_own_file_keeps_an_end_that_was_calculated(
    client: Client, county: Place, editor: User, flow: Flow
) -> None:
    ends = dt.date(2027, 9, 30)
    rows = Flow.objects.filter(pk=flow.pk)
    rows.update(end=ends, months=18, end_follows=False, end_is_worked_out=True)
    client.force_login(editor)
    ours = client.get("/funding/flows/?format=csv").getvalue()
    assert b"calculated from its months" in ours
    assert looked(editor, county, "money", ours).state == "same"
    Flow.objects.all().delete()
    bring(editor, county, "money", elsewhere(ours))
    assert said(Flow.objects.get()) == (ends, False, False)  # the months are in no file
