"""What a file of grants says beside who, how much and when: kept, told, and said again."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from funding.models import Flow, Fund
from imports.models import RecordImport
from imports.record_import import actions
from partnerships.models import Organisation, Place
from tests import builders as make
from tests.imports.record_import.brought import bring, confirm, looked, send, workbook
from tests.pilots.forms import filled, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def bradford() -> Place:
    return make.place("Bradford")


@pytest.fixture
def editor(bradford: Place) -> User:
    return make.user("Edith Editor", ("place_editor", bradford))


@pytest.fixture
def trust() -> Organisation:
    return make.organisation("Exampleshire Trust", "voluntary")


def grant(number: int = 1, **said: Any) -> dict[str, Any]:
    """A grant as a funder publishes it."""
    return {
        "id": f"360G-trust-{number}",
        "title": "Warm homes",
        "description": "Advice on warmth",
        "currency": "GBP",
        "amountAwarded": 10_000,
        "awardDate": "2026-04-01",
        "recipientOrganization": [
            {"id": "GB-CHC-9", "name": "Warm Hearts", "postalCode": "bd1 1hy"}
        ],
        "fundingOrganization": [{"id": "360G-trust", "name": "Exampleshire Trust"}],
        "plannedDates": [{"startDate": "2026-04-01", "duration": 18}],
        "grantProgramme": [{"code": "WHT", "title": "Warm Homes Together"}],
    } | said


def package(*grants: dict[str, Any]) -> bytes:
    return json.dumps({"grants": grants}).encode()


def published(client: Client) -> list[dict[str, Any]]:
    answer = client.get("/funding/grants/", {"format": "json"})
    made: list[dict[str, Any]] = json.loads(b"".join(answer))["grants"]
    return made


def test_what_a_funder_says_comes_out_as_it_came_in(
    bradford: Place, editor: User, trust: Organisation, client: Client
) -> None:
    client.force_login(editor)
    file = package(grant(), grant(2, plannedDates=[{"startDate": "2026-04-01"}]))
    bring(editor, bradford, "grants", file)
    first, second = published(client)
    assert first["fundingOrganization"] == [{"id": "360G-trust", "name": "Exampleshire Trust"}]
    assert first["grantProgramme"] == [{"title": "Warm Homes Together"}]
    assert first["plannedDates"] == [{"startDate": "2026-04-01", "duration": 18}]
    assert first["recipientOrganization"][0]["postalCode"] == "BD1 1HY"
    assert second["plannedDates"] == [{"startDate": "2026-04-01"}]
    again = json.dumps({"grants": [first, second]}).encode()
    for each in (file, again):
        assert looked(editor, bradford, "grants", each).state == "same"


def test_an_end_is_worked_out_of_months_and_marked_so(
    bradford: Place, editor: User, trust: Organisation, client: Client
) -> None:
    client.force_login(editor)
    months = {"startDate": "2026-04", "duration": 6}
    both = {"startDate": "2026-04-01", "endDate": "2027-03-31", "duration": 12}
    alone = {"duration": 12}
    planned = ({"startDate": "2026-04-01", "duration": 18}, months, both, alone)
    bring(
        *(editor, bradford, "grants"),
        package(*(grant(at, plannedDates=[dates]) for at, dates in enumerate(planned, start=1))),
    )
    rows = list(Flow.objects.order_by("pk"))
    assert [
        (str(row.end), row.end_precision, row.months, row.end_is_worked_out) for row in rows
    ] == [
        ("2027-09-30", "day", 18, True),
        ("2026-09-30", "month", 6, True),
        ("2027-03-31", "day", 12, False),
        ("None", "day", 12, False),
    ]
    page = client.get(rows[0].get_absolute_url()).content.decode()
    assert "The end is calculated from the start and 18 months" in page
    assert "Warm Homes Together" in page
    # Once its funder says when it ends, that is no longer worked out
    later = grant(1, plannedDates=[{"startDate": "2026-04-01", "endDate": "2027-10-31"}])
    bring(editor, bradford, "grants", package(later))
    first = Flow.objects.get(pk=rows[0].pk)
    assert (first.end, first.end_is_worked_out, first.months) == (dt.date(2027, 10, 31), False, 18)


def test_an_end_that_somebody_changes_is_no_longer_worked_out(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    bring(editor, bradford, "grants", package(grant()))
    flow = Flow.objects.get()
    client = signed_in(editor)
    address = f"{flow.get_absolute_url()}edit/"
    for typed, is_worked_out in (
        ({"description": "Advice"}, True),
        ({"end_day": "31", "end_month": "12", "end_year": "2027"}, False),
    ):
        assert client.post(address, filled(client, address, **typed)).status_code == 302
        flow.refresh_from_db()
        assert flow.end_is_worked_out == is_worked_out
    # Another funder names itself otherwise
    make.organisation("Another trust", "voluntary")
    assert flow.giver_number == "360G-trust"
    typed = {"giver": "Another trust", "giver_pick": ""}
    assert client.post(address, filled(client, address, **typed)).status_code == 302
    flow.refresh_from_db()
    assert flow.giver_number == ""


def test_a_fund_that_is_recorded_is_the_programme(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    fund = Fund.objects.create(name="Warm Homes Together", slug="warm", visibility="public")
    bring(editor, bradford, "grants", package(grant()))
    flow = Flow.objects.get()
    assert (flow.fund, flow.fund_said) == (fund, "")


def test_other_currencies_are_asked_about_once_and_told_by_how_many(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    file = package(
        grant(1), grant(2, currency="USD"), grant(3, currency="EUR"), grant(4, currency="USD")
    )
    row = send(editor, bradford, "grants", file)
    assert actions.look(by=editor, row=row) == "asked"
    row = RecordImport.objects.get(pk=row.pk)
    [question] = row.preview["questions"]
    assert (question["column"], question["count"]) == ("currency", 3)
    assert "not in pounds (USD)" in question["ask"]
    client = Client()
    client.force_login(editor)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Leave these rows out" in page
    client.post(row.get_absolute_url(), {"step": "answers", "meant_0": "-leave"})
    row = RecordImport.objects.get(pk=row.pk)
    left = [(each["title"], each["count"]) for each in row.preview["faults"]]
    assert left == [("Is in USD", 2), ("Is in EUR", 1)]
    confirm(editor, row)
    assert [flow.identifier for flow in Flow.objects.all()] == ["360G-trust-1"]
    # The next file of this funder is not asked about again
    assert looked(editor, bradford, "grants", file).state == "same"


def test_the_template_of_the_standard_is_read(
    bradford: Place, editor: User, trust: Organisation
) -> None:
    head = [
        *("Identifier", "Title", "Description", "Currency", "Amount Applied For"),
        *("Amount Awarded", "Amount Disbursed", "Award Date", "URL"),
        *("Planned Dates:Start Date", "Planned Dates:End Date"),
        *("Planned Dates:Duration (months)", "Actual Dates:Start Date"),
        *("Recipient Org:Identifier", "Recipient Org:Name", "Recipient Org:Charity Number"),
        *("Recipient Org:Postal Code", "Beneficiary Location:0:Name"),
        *("Beneficiary Location:0:Geographic Code", "Funding Org:Identifier"),
        *("Funding Org:Name", "Grant Programme:Title", "From An Open Call?"),
    ]
    row = [
        *("360G-trust-1", "Warm homes", "Advice", "GBP", 20_000, 10_000, "", dt.date(2026, 4, 1)),
        *("", dt.date(2026, 4, 1), "", 24, "", "GB-CHC-9", "Warm Hearts", "9", "BD1 1HY"),
        *("Bradford", "", "360G-trust", "Exampleshire Trust", "Warm Homes Together", "Yes"),
    ]
    bring(editor, bradford, "grants", workbook(head, row))
    flow = Flow.objects.get()
    assert (str(flow.amount), flow.months, flow.end) == ("£10,000", 24, dt.date(2028, 3, 31))
    assert (flow.receiver_postcode, flow.fund_said) == ("BD1 1HY", "Warm Homes Together")
    assert flow.giver_number == "360G-trust"


def test_our_own_number_of_a_funder_is_not_kept_as_its_own(
    bradford: Place, editor: User, trust: Organisation, client: Client
) -> None:
    client.force_login(editor)
    make.flow(
        bradford, 500, giver=trust, receiver_said="Hub", awarded_on=dt.date(2026, 4, 1),
        meaning="committed", visibility="network",
    )  # fmt: skip
    [said] = published(client)
    Flow.objects.all().delete()
    bring(editor, bradford, "grants", package(said))
    assert Flow.objects.get().giver_number == ""
