"""Parts of a place at addresses of their own: money, brief, edit form."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.test import Client

from funding.models import FlowPlace, FlowYear
from geography.models import ContextFigure, Measure
from partnerships.models import Place, PlaceFigure
from pilots.models import Milestone
from records.models import Draft, Finding, FindingSubject, Source
from tests import builders
from tests.builders import Cast
from tests.dashboards.place.test_page import page, words
from tests.pilots.forms import filled, text_of

pytestmark = pytest.mark.django_db

YEAR = {"start": dt.date(2026, 4, 1), "end": dt.date(2027, 3, 31)}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


# --- Money ------------------------------------------------------------------------------------


def test_the_money_page_says_what_is_committed_and_that_more_may_be(
    client: Client, cast: Cast
) -> None:
    builders.flow(cast.bradford, 3_110_000, amount_qualifier="about", **YEAR)
    builders.flow(cast.bradford, None, **YEAR)
    text = page(client, "bradford/funding")
    assert "About £3,110,000 is promised." in text
    assert "Amounts not known 1 of 2" in text
    text = text_of(client.get("/places/bradford/funding/?show=years"))
    assert "1 more amount isn’t known, so it may be more." in text


def test_a_year_has_a_tab_a_column_and_its_flows(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, 500, description="This year", **YEAR)
    spread = builders.flow(
        cast.bradford, 900, description="Two years", start=YEAR["start"], end=dt.date(2028, 3, 31)
    )
    for year, amount in ((2026, 600), (2027, 300)):
        FlowYear.objects.create(flow=spread, year=year, amount=amount)
    builders.flow(cast.bradford, 70, description="Undated")
    text = text_of(client.get("/places/bradford/funding/?show=years"))
    assert "2026 to 2027 2027 to 2028 Not split by year All years" in text
    assert "Committed promised in writing £1,100 £300 £70 £1,470 0 of 3" in text
    response = client.get("/places/bradford/funding/?year=2027&show=flows")
    assert [flow.description for flow in response.context["page"].page] == ["Two years"]
    assert "£300 is promised for April 2027 to March 2028" in response.content.decode()


@pytest.mark.parametrize("year", ["2031", "x", "-1", "9" * 40, "２０２６", "%00"])
def test_a_year_without_money_shows_all_and_says_so(client: Client, cast: Cast, year: str) -> None:
    builders.flow(cast.bradford, 500, description="This year", **YEAR)
    response = client.get(f"/places/bradford/funding/?year={year}&show=flows")
    assert "No money is recorded for that year. All years are shown." in response.content.decode()
    assert len(response.context["page"].page) == 1


def test_a_flow_for_several_places_is_at_most_that_much_for_one(client: Client, cast: Cast) -> None:
    flow = builders.flow(cast.bradford, 1000)
    FlowPlace.objects.create(flow=flow, place=cast.luton)
    assert "At most £1,000 is promised." in page(client, "bradford/funding")


def test_what_ends_within_a_year_is_listed_the_soonest_first(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, 5, description="Later", end=dt.date(2027, 9, 30))
    builders.flow(cast.bradford, 5, description="Soon", end=dt.date(2026, 12, 1))
    builders.flow(cast.bradford, 5, description="Gone", end=dt.date(2026, 11, 1))
    seen = client.get("/places/bradford/funding/").context["page"].overview
    assert [(row.flow.called, row.ends) for row in seen.rows] == [
        ("Soon", "1 December 2026"),
        ("Later", "30 September 2027"),
    ]


def test_the_money_of_a_place_is_taken_away_as_a_file(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, 5, description="Here")
    builders.flow(cast.luton, 5, description="There")
    response = client.get("/places/bradford/funding/?format=csv")
    rows = csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig")))
    assert [row["description"] for row in rows] == ["Here"]
    assert client.get("/places/bradford/funding/?format=exe").status_code == 400


def test_a_place_without_money_says_who_records_it(client: Client, cast: Cast) -> None:
    text = page(client, "bradford/funding")
    assert "No money is recorded here yet. That doesn’t mean none came." in text


def test_what_was_published_about_the_money_of_a_place_stands_on_its_money_page(
    client: Client, cast: Cast
) -> None:
    source = Source.objects.create(slug="guidance", title="Guidance")
    for key, claim, subject in (
        ("net-zero", "Four programmes reached ten recipients", builders.category("funding")),
        ("damp", "Many homes are damp", builders.category("culture")),
    ):
        finding = Finding.objects.create(key=key, claim=claim, source=source)
        for one in (cast.bradford, subject):
            FindingSubject.objects.create(finding=finding, subject=one)

    page = client.get("/places/bradford/funding/").content.decode()
    assert "Four programmes reached ten recipients" in page
    assert "Not counted by Placebook" in page
    assert "Many homes are damp" not in page


# --- Brief ------------------------------------------------------------------------------------


def test_the_brief_is_plain_text_of_the_same_facts(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm <homes> & hubs", challenge="It is cold.")
    Milestone.objects.create(pilot=pilot, text="Hub opens", due=dt.date(2027, 1, 31))
    builders.flow(cast.bradford, 5000, amount_qualifier="at_least")
    response = client.get("/places/bradford/brief/?format=txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert 'filename="placebook-bradford.txt"' in response["Content-Disposition"]
    text = response.content.decode()
    assert "Warm <homes> & hubs: live. Challenge: It is cold." in " ".join(text.split())
    assert "Next: Hub opens, 31 January 2027." in " ".join(text.split())
    assert "- Committed: at least £5,000" in text
    assert "Visible to: everyone." in text
    assert "\n\n\n" not in text
    assert max(len(line) for line in text.splitlines()) < 100


def test_the_brief_has_the_newest_population_whoever_published_it(
    client: Client, cast: Cast
) -> None:
    source = Source.objects.create(slug="statistics", title="Statistics")
    PlaceFigure.objects.create(
        place=cast.bradford, measure="population", value=540_000, unit="people", release="Mid-2020",
        as_of=dt.date(2020, 6, 30), source=source,
    )  # fmt: skip
    people = Measure.objects.create(
        key="population_total", label="Population", topic="People", levels="Councils",
        definition="Residents",
    )  # fmt: skip
    newest = people.releases.create(name="mid-2024", as_of=dt.date(2024, 6, 30))
    ContextFigure.objects.create(release=newest, place=cast.bradford, value=563_605, source=source)
    text = client.get("/places/bradford/brief/?format=txt").content.decode()
    assert "Population 563,605 people (mid-2024, 30 June 2024)." in " ".join(text.split())
    assert "540,000" not in text


def test_the_brief_is_a_page_for_browsers_and_text_for_scripts(client: Client, cast: Cast) -> None:
    text = words(client.get("/places/bradford/brief/").content.decode())
    assert "Bradford in five minutes" in text
    plain = client.get("/places/bradford/brief/", HTTP_ACCEPT="text/plain")
    assert plain["Content-Type"].startswith("text/plain")


# --- Edit -------------------------------------------------------------------------------------


def edit(client: Client, reader: Any, **typed: str) -> Any:
    client.force_login(reader)
    return client.post("/places/bradford/edit/", typed)


def test_an_editor_says_what_people_should_know(client: Client, cast: Cast) -> None:
    response = edit(client, cast.bradford_editor, description="A city of wool.", version="1")
    assert response["Location"] == "/places/bradford/"
    for address in ("bradford", "bradford/about"):
        assert "A city of wool." in page(client, address)


def test_the_second_of_two_editors_sees_both_versions(client: Client, cast: Cast) -> None:
    edit(client, cast.bradford_editor, description="First.", version="1")
    response = edit(client, cast.yorkshire_connector, description="Second.", version="1")
    text = response.content.decode()
    assert "First." in text
    assert "Second." in text
    assert Place.objects.get(slug="bradford").description == "First."
    again = edit(client, cast.yorkshire_connector, description="Second.", version="2")
    assert again.status_code == 302
    assert Place.objects.get(slug="bradford").description == "Second."


def test_what_is_typed_of_a_place_is_kept_as_a_draft(client: Client, cast: Cast) -> None:
    client.force_login(cast.bradford_editor)
    address = "/places/bradford/edit/"
    client.post(address, {**filled(client, address, description="Half a sent"), "draft": "1"})
    assert Place.objects.get(slug="bradford").description == ""
    assert "Half a sent" in client.get(address).content.decode()
    assert "What is said about Bradford" in words(client.get("/").content.decode())
    client.post(address, filled(client, address, description="A whole sentence."))
    assert Place.objects.get(slug="bradford").description == "A whole sentence."
    assert not Draft.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "99999999999999999999"])
def test_a_form_without_a_true_version_saves_nothing(
    client: Client, cast: Cast, version: str
) -> None:
    response = edit(client, cast.bradford_editor, description="Lost?", version=version)
    assert response.status_code == 200
    assert "Lost?" in response.content.decode()
    assert Place.objects.get(slug="bradford").description == ""


def test_text_with_nul_is_refused_and_kept(client: Client, cast: Cast) -> None:
    response = edit(client, cast.bradford_editor, description="A\x00B", version="1")
    assert response.status_code == 200
    assert 'id="errors-head"' in response.content.decode()
