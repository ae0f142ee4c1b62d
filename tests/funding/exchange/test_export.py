"""Grants taken away in the 360Giving Data Standard: what they say, and what is left out."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from funding.exchange import standard, views
from funding.exchange.bodies import own_prefix
from funding.models import Flow, Fund
from partnerships.models import Organisation, OrganisationIdentifier, PlaceCode
from records.models import Source
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


def package(client: Client, query: str = "") -> dict[str, Any]:
    """The file as JSON, which keeps the rules of the standard."""
    response = client.get(f"/funding/grants/?format=json{query}")
    assert response.status_code == 200
    made: dict[str, Any] = json.loads(response.getvalue())
    standard.package_rules().validate(made)
    return made


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    """The rows of the file as CSV."""
    response = client.get(f"/funding/grants/?format=csv{query}")
    assert response.status_code == 200, response.content
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def foundation() -> Organisation:
    """Who gives it."""
    name = "Exampleshire Foundation"
    held = Organisation.objects.filter(name=name).first()
    return held or builders.organisation(name, "voluntary")


def grant(cast: Cast, amount: Any = 1200, **said: Any) -> Flow:
    """Money that is a grant of the standard."""
    return builders.flow(
        cast.bradford,
        amount,
        **{
            "description": "Warm homes",
            "giver": foundation(),
            "receiver": cast.council,
            "awarded_on": dt.date(2026, 3, 4),
            **said,
        },
    )


def test_a_grant_says_the_required_fields_and_what_else_is_known(
    client: Client, cast: Cast
) -> None:
    fund = Fund.objects.create(name="Warm homes fund", slug="warm-homes", visibility="public")
    source = Source.objects.create(title="Letter", url="https://example.org/letter")
    flow = grant(
        cast,
        Decimal("1200.50"),
        note="Boilers for tenants",
        fund=fund,
        source=source,
        start=dt.date(2026, 4, 1),
        start_precision="month",
        end=dt.date(2027, 3, 31),
    )
    number = {"scheme": "GB-CHC", "value": "1012345"}
    OrganisationIdentifier.objects.create(organisation=foundation(), **number)
    PlaceCode.objects.get_or_create(place=cast.bradford, scheme="gss", code="E08000032")
    made = package(client)
    assert (made["version"], made["publisher"]["name"]) == ("1.4", "Placebook")
    [said] = made["grants"]
    assert said.pop("dateModified").startswith("20")
    council = said.pop("recipientOrganization")[0]
    assert council["name"] == cast.council.name
    assert council["id"].startswith(("GB-", f"{own_prefix()}-org-"))
    assert said == {
        "id": f"{own_prefix()}-{flow.pk}",
        "title": "Warm homes",
        "description": "Boilers for tenants",
        "currency": "GBP",
        "amountAwarded": 1200.5,
        "awardDate": "2026-03-04",
        "plannedDates": [{"startDate": "2026-04", "endDate": "2027-03-31"}],
        "fundingOrganization": [{"id": "GB-CHC-1012345", "name": "Exampleshire Foundation"}],
        "grantProgramme": [
            {
                "code": "warm-homes",
                "title": "Warm homes fund",
                "url": said["grantProgramme"][0]["url"],
            }
        ],
        "locationScope": "GLS050",
        "beneficiaryLocation": [{"name": "Bradford", "geoCode": "E08000032", "geoCodeType": "MD"}],
        "url": said["url"],
        "dataSource": "https://example.org/letter",
    }
    assert said["url"].endswith(f"/funding/flows/{flow.pk}/")


@pytest.mark.parametrize(
    ("differs", "why"),
    [
        ({"kind": "staff"}, "staff, buildings or data"),
        ({"meaning": "paid"}, "paid, forecast"),
        ({"amount_high": 2000}, "not exact, or a range"),
        ({"amount_qualifier": "about"}, "not exact, or a range"),
        ({"amount_low": None}, "the amount is not known"),
        ({"awarded_on": None}, "the award date"),
        ({"giver": None}, "who gives or who receives"),
        ({"receiver": None}, "who gives or who receives"),
    ],
)
def test_what_is_not_exactly_known_is_left_out_and_counted_never_made_up(
    client: Client, cast: Cast, differs: dict[str, Any], why: str
) -> None:
    grant(cast)
    other = grant(cast, description="Not so exact")
    Flow.objects.filter(pk=other.pk).update(**differs)
    made = package(client)
    assert [each["title"] for each in made["grants"]] == ["Warm homes"]
    assert "Left out: 1 because" in made["description"]
    assert why in made["description"]
    assert made["about"]["Left out"] in made["description"]


def test_of_very_much_money_the_page_counts_what_changed_last_and_says_so(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "COUNTED", 2)
    grant(cast)
    grant(cast, None)
    assert "More than" not in client.get("/funding/grants/").content.decode()
    grant(cast)
    page = " ".join(client.get("/funding/grants/").content.decode().split())
    assert "More than 2 rows of money match. The 2 that changed last hold <b>1 grant</b>" in page
    assert "because" in page.lower()
    assert 'format=json"' in page
    assert len(package(client)["grants"]) == 2


def test_where_nothing_is_a_grant_the_reader_is_told_why(client: Client, cast: Cast) -> None:
    grant(cast, None)
    response = client.get("/funding/grants/?format=json")
    assert response.status_code == 400
    assert "1 because the amount is not known" in response.content.decode()


def test_money_that_is_passed_on_is_marked_and_names_where_it_comes_from(
    client: Client, cast: Cast
) -> None:
    whole = grant(cast)
    partly = grant(cast, 500)
    said = grant(cast, 10, regrant="FRG030")
    below = [
        grant(cast, amount, parent=parent, giver=cast.council, receiver=None, receiver_said="Hub")
        for amount, parent in ((700, whole), (500, whole), (100, partly), (10, said))
    ]
    made = {each["id"]: each for each in package(client)["grants"]}
    name = f"{own_prefix()}-{{}}".format
    codes = {flow: made[name(flow.pk)].get("regrantType") for flow in (whole, partly, said)}
    assert codes == {whole: "FRG010", partly: "FRG070", said: "FRG030"}
    assert made[name(below[0].pk)]["passedOnFrom"] == name(whole.pk)
    assert "regrantType" not in made[name(below[0].pk)]
    assert made[name(below[0].pk)]["recipientOrganization"][0]["id"].endswith("-called-hub")


def test_what_a_reader_may_not_see_is_neither_there_nor_counted_nor_hinted_at(
    client: Client, cast: Cast
) -> None:
    fund = Fund.objects.create(name="Secret fund", slug="secret-fund", visibility="team")
    hidden = grant(cast, 9000, description="Secret", visibility="team", identifier="360G-secret-1")
    shown = grant(cast, parent=hidden, fund=fund)
    grant(cast, 1200, parent=shown, visibility="team", description="Secret leg")
    grant(cast, None, visibility="team")
    made = package(client)
    [said] = made["grants"]
    assert not {"passedOnFrom", "regrantType", "grantProgramme"} & set(said)
    assert "ecret" not in json.dumps(made)
    assert made["about"]["Left out"] == "Nothing is left out."
    client.force_login(cast.bradford_editor)
    assert len(package(client)["grants"]) == 3


def test_files_that_honour_the_filter(client: Client, cast: Cast) -> None:
    """Also of a place, of a fund and of a giver, as JSON and as CSV, with what is left out."""
    fund = Fund.objects.create(name="Warm homes fund", slug="warm-homes", visibility="public")
    grant(cast, fund=fund, description="Of the fund")
    grant(cast, description="Of the place")
    builders.flow(
        cast.luton, 5, giver=cast.council, receiver_said="Hub", description="Of Luton",
        awarded_on=dt.date(2026, 1, 1),
    )  # fmt: skip
    grant(cast, None, description="Not known")
    for query, found in (
        ("&place=bradford", {"Of the fund", "Of the place"}),
        ("&fund=warm-homes", {"Of the fund"}),
        ("&place=luton", {"Of Luton"}),
        (f"&giver={cast.council.slug}", {"Of Luton"}),
    ):
        made = package(client, query)
        assert {each["title"] for each in made["grants"]} == found
        assert {row["Title"] for row in rows(client, query)} == found
    assert "Nothing is left out" in package(client, "&fund=warm-homes")["description"]
    assert "1 because the amount" in package(client, "&place=bradford")["description"]
    for name in ("json", "csv"):
        assert client.get(f"/funding/grants/?format={name}&fund=narnia").status_code == 400


def test_the_csv_has_the_columns_of_the_standard_and_one_set_for_each_place(
    client: Client, cast: Cast
) -> None:
    flow = grant(cast, description="=1+1")
    grant(cast, description="Here alone")
    flow.place_links.create(place=cast.luton)
    first, second = rows(client)
    assert list(first)[:6] == [
        *("Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date"),
    ]
    assert first["Title"] == "'=1+1"  # no spreadsheet runs it
    names = [first[f"Beneficiary Location:{number}:Name"] for number in (0, 1)]
    assert names == ["Bradford", "Luton"]
    assert second["Beneficiary Location:0:Name"] == "Bradford"
    assert second["Beneficiary Location:1:Name"] == ""
    assert (first["Amount Awarded"], first["Currency"]) == ("1200", "GBP")


def test_the_file_comes_with_what_its_fields_mean(client: Client, cast: Cast) -> None:
    grant(cast)
    made = package(client)
    assert {each["field"] for each in made["definitions"]} >= {"id", "regrantType", "geoCode"}
    assert "Crown copyright" in made["about"]["Attribution"]
    said = client.get("/funding/grants/?format=csv&definitions=1").getvalue().decode()
    assert "Amount Awarded,The exact amount promised" in said
    assert "Nothing is left out." in said
    assert "360Giving Data Standard, version 1.4" in said


def test_the_list_leads_to_the_files(client: Client, cast: Cast) -> None:
    grant(cast)
    page = client.get("/funding/flows/?place=bradford").content.decode()
    assert 'href="/funding/grants/?place=bradford"' in page
    page = client.get("/funding/grants/?place=bradford").content.decode()
    for form in ("json", "csv", "xlsx"):
        assert f"?place=bradford&amp;format={form}" in page
    assert client.get("/funding/grants/?format=xml").status_code == 400


def test_a_file_asks_the_same_of_the_database_however_many_grants_it_has(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    grant(cast)
    with django_assert_num_queries(8):
        package(client)
    for _ in range(30):
        grant(cast)
    with django_assert_num_queries(8):
        assert len(package(client)["grants"]) == 31


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("amountAwarded",), "1200"),
        (("awardDate",), "March 2026"),
        (("currency",), "pounds"),
        (("title",), ""),
        (("regrantType",), "FRG999"),
        (("locationScope",), "town"),
        (("fundingOrganization",), []),
        (("recipientOrganization",), [{"name": "No identifier"}]),
        (("recipientIndividual",), [{"id": "360G-a-1", "name": "An individual"}]),
        (("url",), "example.org"),
    ],
)
def test_the_declaration_refuses_what_the_standard_refuses(
    client: Client, cast: Cast, path: tuple[str], value: Any
) -> None:
    grant(cast)
    [said] = package(client)["grants"]
    assert standard.grant_rules().is_valid(said)
    assert not standard.grant_rules().is_valid(said | {path[0]: value})


@pytest.mark.parametrize("name", [field.path for field in standard.FIELDS if field.is_needed])
def test_each_required_field_is_asked_for(client: Client, cast: Cast, name: str) -> None:
    grant(cast)
    [said] = package(client)["grants"]
    first, _, last = name.rpartition("/0/")
    (said[first][0] if first else said).pop(last)
    assert not standard.grant_rules().is_valid(said)


def test_an_end_that_only_follows_from_its_programme_is_left_out(
    client: Client, cast: Cast
) -> None:
    programme = builders.programme("Warm streets", end=dt.date(2027, 3, 31))
    made = grant(cast, programme=programme)
    assert made.end_follows
    assert rows(client)[0].get("Planned Dates:End Date", "") == ""
    Flow.objects.filter(pk=made.pk).update(end=dt.date(2027, 1, 31), end_follows=False)
    assert rows(client)[0]["Planned Dates:End Date"] == "2027-01-31"
