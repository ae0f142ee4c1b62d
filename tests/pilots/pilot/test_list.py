"""The list of pilots: found, narrowed, sorted, paged, taken away."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from partnerships.models import PlaceFigure, Topic
from pilots.models import Indicator, Pilot, PilotPartner, PilotTopic
from tests import builders
from tests.builders import Cast
from tests.pilots.update.test_log_progress import signed_in, text_of

pytestmark = pytest.mark.django_db
LIST = "/pilots/"


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def people() -> Cast:
    made = builders.cast()
    housing = Topic.objects.create(name="Housing", slug="housing")
    damp = Topic.objects.create(name="Damp", slug="damp", parent=housing)
    warm = builders.pilot(
        made.bradford,
        "Warm homes",
        programme=made.pfpp,
        challenge="Cold and damp rented flats.",
        rhythm=3,
        update_due=dt.date(2026, 11, 1),
    )
    PilotTopic.objects.create(pilot=warm, topic=damp)
    builders.pilot(made.luton, "Safer streets", status="closed")
    nameless = builders.pilot(made.luton, "x", status="stopped")
    Pilot.objects.filter(pk=nameless.pk).update(name="")
    return made


def names(address: str, client: Client | None = None) -> list[str]:
    """The pilots that a page lists, in their order."""
    rows = rows_of(f"{address}{'&' if '?' in address else '?'}format=csv", client)
    return [row["pilot"] for row in rows]


def rows_of(address: str, client: Client | None = None) -> list[dict[str, str]]:
    """The rows of a CSV."""
    response = (client or Client()).get(address)
    assert response.status_code == 200, response.content[:200]
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Safer streets", "Warm homes", ""]),
        ("?q=warm", ["Warm homes"]),
        ("?q=rent", ["Warm homes"]),
        ("?q=flats+dam", ["Warm homes"]),
        ("?q=warm+streets", []),
        ("?q=%21%3F%26%27", []),
        ("?place=bradford", ["Warm homes"]),
        ("?place=Bradford", ["Warm homes"]),
        ("?place=yorkshire-and-the-humber", ["Warm homes"]),
        ("?region=yorkshire-and-the-humber", ["Warm homes"]),
        ("?region=east-of-england", ["Safer streets", ""]),
        ("?programme=partnerships-for-people-and-place", ["Warm homes"]),
        ("?topic=housing", ["Warm homes"]),
        ("?topic=damp", ["Warm homes"]),
        ("?status=closed&status=stopped", ["Safer streets", ""]),
        ("?sort=-name", ["", "Warm homes", "Safer streets"]),
        ("?status=live&place=luton", []),
    ],
)
def test_filters_and_sorts(people: Cast, query: str, expected: list[str]) -> None:
    assert names(f"{LIST}{query}") == expected


def test_a_pilot_whose_name_is_not_known_is_listed_with_its_place(people: Cast) -> None:
    page = text_of(Client().get(LIST))
    assert "Name not known , Luton" in page
    pilot = Pilot.objects.get(name="")
    assert "Pilot in Luton (name not known)" in text_of(Client().get(pilot.get_absolute_url()))


@pytest.mark.parametrize(
    "query",
    [
        "?status=nearly",
        "?region=atlantis",
        "?topic=zzz",
        "?programme=none",
        "?place=atlantis",
        "?q=" + "x" * 10_000,
        "?q=a%00b",
        "?q=%ff%fe",
    ],
)
def test_a_wrong_filter_shows_its_message_and_no_rows(people: Cast, query: str) -> None:
    response = Client().get(f"{LIST}{query}")
    assert response.status_code == 200
    page = text_of(response)
    assert "There is a problem" in page
    assert "Warm homes" not in page.partition("Filter this list")[2]
    for name in ("pilots", "pilot_figures"):
        refused = Client().get(f"{reverse(name)}{query}&format=csv")
        assert refused.status_code == 400
        assert b"Warm" not in refused.content


@pytest.mark.parametrize(
    "query", ["?sort=price", "?after=broken", "?after=warm~99999999999999999999", "?sort=due"]
)
def test_a_broken_address_shows_the_list_from_its_start(people: Cast, query: str) -> None:
    page = text_of(Client().get(f"{LIST}{query}"))
    assert "Safer streets" in page
    assert "shown" in page


def test_an_unknown_format_is_refused(people: Cast) -> None:
    assert Client().get(f"{LIST}?format=pdf").status_code == 400


def test_paging_by_key_meets_every_pilot_once_and_keeps_the_filters(people: Cast) -> None:
    for n in range(70):
        builders.pilot(people.bradford, f"Paged {n:02}", status="extended")
    address, seen = f"{LIST}?status=extended&sort=-name", []
    while address:
        html = Client().get(address).content.decode()
        seen += [n for n in range(70) if f">Paged {n:02}</a>" in html]
        link = html.partition('rel="next"')[0].rpartition('href="')[2]
        address = LIST + link.split('"')[0].replace("&amp;", "&") if 'rel="next"' in html else ""
        assert "Warm homes" not in html
    assert sorted(seen) == list(range(70))


# --- What is due, for those whose business it is ----------------------------------------------


def test_due_days_are_told_to_those_who_log_or_review_them(people: Cast) -> None:
    for who in ("bradford_officer", "pfpp_lead"):
        client = signed_in(getattr(people, who))
        assert " 1 November" in text_of(client.get(LIST))
        assert names(f"{LIST}?due=late", client) == ["Warm homes"]
        assert names(f"{LIST}?due=soon", client) == ["Warm homes"]
    luton = signed_in(people.luton_officer)
    assert " 1 November" not in text_of(luton.get(LIST))
    assert names(f"{LIST}?due=any", luton) == []
    for client in (Client(), signed_in(people.evaluator)):
        page = text_of(client.get(LIST))
        assert " 1 November" not in page
        assert "Update due" not in page


def test_sorting_by_due_day_tells_nobody_elses_day(people: Cast) -> None:
    builders.pilot(people.bradford, "Aaa", rhythm=3, update_due=dt.date(2026, 12, 24))
    assert names(f"{LIST}?sort=due", signed_in(people.bradford_officer))[:2] == [
        "Warm homes",
        "Aaa",
    ]
    # To Luton these two are the same: by their ids, after nothing
    order = names(f"{LIST}?sort=due", signed_in(people.luton_officer))
    assert order.index("Warm homes") < order.index("Aaa")
    assert order[0] == "Warm homes"


# --- Taken away ---------------------------------------------------------------------------------


def test_the_file_has_the_rows_of_the_page_and_its_definitions(people: Cast) -> None:
    rows = rows_of(f"{LIST}?topic=housing&format=csv")
    assert [(r["pilot"], r["place"], r["topics"], r["status"]) for r in rows] == [
        ("Warm homes", "Bradford", "Damp", "live")
    ]
    found = json.loads(b"".join(Client().get(f"{LIST}?topic=housing&format=json")))
    assert found["rows"][0]["pilot"] == "Warm homes"
    assert any(one["name"] == "start" for one in found["definitions"])
    sheet = Client().get(f"{LIST}?format=xlsx")
    assert b"".join(sheet).startswith(b"PK")
    sheet.close()


def test_figures_of_the_filtered_pilots_come_with_both_definitions(people: Cast) -> None:
    warm = Pilot.objects.get(name="Warm homes")
    homes = builders.indicator(
        warm, "Homes improved", target_low=100, target_high=150, definition="Homes with works"
    )
    builders.indicator(warm, "Never counted")
    wrong = builders.actual(homes, 76, as_of=dt.date(2023, 3, 1), as_of_precision="month")
    builders.actual(
        homes,
        67,
        as_of=dt.date(2023, 3, 1),
        as_of_precision="month",
        counts="different",
        difference="Flats only",
        definition="Flats with works",
        replaces=wrong,
    )
    Indicator.objects.filter(pk=homes.pk).update(method="count", condition="where agreed")
    builders.indicator(Pilot.objects.get(name="Safer streets"), "Another pilot’s")
    rows = rows_of("/pilots/figures/?topic=housing&format=csv")
    assert [(r["indicator"], r["actual_low"], r["state"]) for r in rows] == [
        ("Homes improved", "76.00", "corrected since"),
        ("Homes improved", "67.00", "stands"),
        ("Never counted", "", "nothing recorded"),
    ]
    stands = rows[1]
    assert stands["plan_definition"] == "Homes with works"
    assert stands["actual_definition"] == "Flats with works"
    assert (stands["plan_low"], stands["plan_high"]) == ("100.00", "150.00")
    assert stands["counts_the_same"] == "No, different"
    assert stands["what_differs"] == "Flats only"
    assert (stands["as_of"], stands["as_of_precision"]) == ("2023-03", "month")
    assert (stands["evidence"], stands["condition"]) == ("count", "where agreed")
    same = rows_of(f"/pilots/{warm.slug}/indicators/?format=csv")
    assert same == rows


def test_an_evaluator_finds_the_figures_of_a_theme_by_their_evidence(people: Cast) -> None:
    cold = Topic.objects.create(name="Cold", slug="cold")
    told, other = (builders.pilot(people.bradford, name) for name in ("Told", "Other"))
    told.topics.add(cold)
    for pilot in (told, other):
        asked = builders.indicator(pilot, f"Asked by {pilot.name}", "families")
        counted = builders.indicator(pilot, f"Counted by {pilot.name}", "homes")
        Indicator.objects.filter(pk=asked.pk).update(method="survey", chain="outcome")
        Indicator.objects.filter(pk=counted.pk).update(
            method="count", is_independent=True, concerns="organisation"
        )
    builders.indicator(told, "Judged by nobody known", "points")

    def found(query: str) -> list[str]:
        html = Client().get(f"/pilots/figures/?{query}").content.decode()
        return re.findall(r"(?:Asked|Counted|Judged) by \w+", html.partition("<tbody")[2])

    assert found("topic=cold") == ["Asked by Told", "Counted by Told", "Judged by nobody"]
    assert found("evidence=survey") == ["Asked by Other", "Asked by Told"]
    assert found("evidence=not-known") == ["Judged by nobody"]
    assert found("independent=yes&topic=cold") == ["Counted by Told"]
    assert found("independent=%3F&topic=cold") == ["Asked by Told", "Judged by nobody"]
    assert found("chain=outcome&concerns=organisation") == []
    assert found("concerns=organisation&topic=cold") == ["Counted by Told"]


def test_the_file_of_figures_says_the_context(people: Cast) -> None:
    pilot = builders.pilot(people.bradford, "Told")
    builders.indicator(pilot, "Homes", "homes")
    PilotPartner.objects.create(pilot=pilot, organisation=people.council, kind="lead")
    PilotPartner.objects.create(pilot=pilot, description="Schools")
    for year, value in ((2011, 522_452), (2021, 546_400)):
        PlaceFigure.objects.create(
            place=people.bradford, measure="population", value=value, unit="people",
            release=str(year), as_of=dt.date(year, 3, 21),
        )  # fmt: skip
    answer: Any = Client().get("/pilots/figures/?format=csv&q=Told")
    [row] = csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
    assert row["tier"] == "metropolitan borough"
    assert float(row["population"]) == 546_400
    assert row["partners"] == "council: 1; described in words: 1"


# --- Suggestions, and the cost --------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["", "\x00", "x" * 10_000, "'; drop", "&|!()", "%ff"])
def test_anything_typed_gets_a_list_of_suggestions(people: Cast, typed: str) -> None:
    response = Client().get("/pilots/suggest/", {"q": typed})
    assert response.status_code == 200
    assert response.json() == {"results": []}


def test_suggestions_name_the_place(people: Cast) -> None:
    found = Client().get("/pilots/suggest/", {"q": "war"}).json()["results"]
    assert [(one["label"], one["hint"]) for one in found] == [("Warm homes", "Bradford")]


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_costs_the_same_for_thirty_pilots_as_for_one(
    people: Cast, many: int, django_assert_num_queries: object
) -> None:
    for n in range(many):
        one = builders.pilot(
            people.bradford, f"Many {n}", people.luton, status="proposed", programme=people.pfpp
        )
        PilotTopic.objects.create(pilot=one, topic=Topic.objects.get(slug="damp"))
    client = signed_in(people.bradford_officer)
    with django_assert_num_queries(10):  # type: ignore[operator]
        client.get(f"{LIST}?status=proposed")
    with django_assert_num_queries(7):  # type: ignore[operator]
        Client().get(f"{LIST}?status=proposed")
