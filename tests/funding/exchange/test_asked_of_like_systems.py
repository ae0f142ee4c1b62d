"""What people asked of grant and aid portals and did not get, each answered here."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from funding.models import Flow, Fund, FundOwner
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


def flow(cast: Cast, amount: Any, **said: Any) -> Flow:
    """A grant for Bradford."""
    giver = said.pop("giver", cast.council)
    return builders.flow(
        cast.bradford,
        amount,
        **{
            "giver": giver,
            "receiver_said": "Hub",
            "description": "Grant",
            "awarded_on": dt.date(2026, 3, 4),
            **said,
        },
    )


def grants(client: Client, query: str = "") -> list[dict[str, Any]]:
    content = client.get(f"/funding/grants/?format=json{query}").getvalue()
    made: list[dict[str, Any]] = json.loads(content)["grants"]
    return made


def summary(client: Client, query: str = "") -> dict[str, dict[str, str]]:
    """The totals of a list as its file says them, by what the amounts mean."""
    response = client.get(f"/funding/flows/?summary=1&format=csv{query}")
    assert response.status_code == 200
    rows = csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig")))
    return {row["meaning"]: row for row in rows}


def test_a_total_without_double_counting(client: Client, cast: Cast) -> None:
    """A grant, what is handed on of it, and what is handed on of that, are one sum of money."""
    whole = flow(cast, 1000)
    part = flow(cast, 700, parent=whole)
    flow(cast, 300, parent=part)
    made = grants(client)
    assert sum(each["amountAwarded"] for each in made) == 2000  # as each step was awarded
    assert Decimal(summary(client)["Committed"]["at_least"]) == 1000
    # Whoever has the file alone can tell: what comes from another grant is taken off
    first = [each for each in made if "passedOnFrom" not in each]
    assert sum(each["amountAwarded"] for each in first) == 1000
    assert {each["regrantType"] for each in made if "regrantType" in each} == {"FRG070"}


def test_the_summary_as_a_file_and_not_only_its_rows(client: Client, cast: Cast) -> None:
    flow(cast, 1000)
    flow(cast, 200, amount_high=500)
    flow(cast, None)
    flow(cast, 40, meaning="paid")
    flow(cast, 9, visibility="team")
    made = summary(client)
    assert list(made) == ["Committed", "Paid"]
    committed = made["Committed"]
    assert (committed["at_least"], committed["at_most"]) == ("1200.00", "1500.00")
    assert (committed["flows"], committed["unknown"]) == ("3", "1")
    assert summary(client, "&meaning=paid").keys() == {"Paid"}
    page = client.get("/funding/flows/?place=bradford").content.decode()
    assert "?place=bradford&amp;format=csv&amp;summary=1" in page
    meanings = client.get("/funding/flows/?summary=1&format=csv&definitions=1").getvalue().decode()
    assert "each pound once" in meanings
    assert client.get("/funding/flows/?summary=1&format=csv&fund=narnia").status_code == 400


def test_pooled_funds(client: Client, cast: Cast) -> None:
    """What several funders put into one fund is told apart from what the fund gives."""
    fund = Fund.objects.create(name="Pooled fund", slug="pooled", visibility="public")
    into = [
        flow(cast, amount, giver=builders.organisation(name, "voluntary"), regrant="FRG040")
        for name, amount in (("Trust A", 600), ("Trust B", 400))
    ]
    flow(cast, 250, fund=fund, parent=into[0])
    codes = [each.get("regrantType") for each in grants(client)]
    assert codes == ["FRG040", "FRG040", None]
    assert Decimal(summary(client)["Committed"]["at_least"]) == 1000
    assert [each["amountAwarded"] for each in grants(client, "&fund=pooled")] == [250]


def test_the_share_of_a_match_fund(client: Client, cast: Cast) -> None:
    """Whose money a fund is, in parts; and which grants are there to be matched."""
    fund = Fund.objects.create(name="Match fund", slug="match", visibility="public")
    for name, share in (("Trust A", "0.6"), ("Trust B", "0.4")):
        owner = builders.organisation(name, "voluntary")
        FundOwner.objects.create(fund=fund, organisation=owner, share=Decimal(share))
    flow(cast, 100, fund=fund, regrant="FRG030")
    page = client.get("/funding/funds/match/").content.decode()
    assert "60%" in page
    assert "40%" in page
    [said] = grants(client, "&fund=match")
    assert (said["regrantType"], said["grantProgramme"][0]["title"]) == ("FRG030", "Match fund")


def test_districts_grouped_into_counties(client: Client, cast: Cast) -> None:
    """Money of the districts stands in their county, each pound once."""
    county = builders.place("Kentshire", "county")
    east, west = (builders.place(name, "district", within=county) for name in ("East", "West"))
    whole = builders.flow(county, 1000)
    builders.flow(east, 300, parent=whole)
    builders.flow(west, 50)
    builders.flow(cast.bradford, 9)
    at_least = summary(client, "&place=kentshire")["Committed"]["at_least"]
    assert Decimal(at_least) == 1050
    page = client.get("/places/kentshire/funding/?by=place").content.decode()
    lines = page[page.index("In all, each pound once") :]
    assert "\xa31,050" in lines[:600]


def test_files_that_honour_the_filter(client: Client, cast: Cast) -> None:
    """Each file of a list has the rows that the list shows, and no other; a bad filter has none."""
    flow(cast, 1000, description="Heat")
    flow(cast, 40, description="Heat, paid", meaning="paid")
    builders.flow(cast.luton, 7, description="Elsewhere", awarded_on=dt.date(2026, 3, 4))
    asked = "place=bradford&meaning=committed"
    [row] = client.get(f"/funding/flows/?{asked}").context["page"].rows
    assert row.description == "Heat"
    text = client.get(f"/funding/flows/?{asked}&format=csv").getvalue().decode("utf-8-sig")
    assert [line["description"] for line in csv.DictReader(io.StringIO(text))] == ["Heat"]
    held = json.loads(client.get(f"/funding/flows/?{asked}&format=json").getvalue())
    assert [line["description"] for line in held["rows"]] == ["Heat"]
    assert [each["amountAwarded"] for each in grants(client, "&place=bradford")] == [1000]
    assert client.get("/funding/flows/?place=nowhere&format=csv").status_code == 400
