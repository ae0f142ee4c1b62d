"""The directory of places, as people who look for a place use it."""

import csv
import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from partnerships.models import PlaceCode, PlaceName, Topic
from pilots.models import PilotTopic
from tests import builders
from tests.builders import Cast
from tests.localities import locality

pytestmark = pytest.mark.django_db

HIDDEN = "We cannot say this aloud"


def names(client: Client, query: str = "") -> list[str]:
    """The places listed, in order."""
    return [row.place.name for row in client.get(f"/places/{query}").context["directory"].rows]


def text(client: Client, query: str = "") -> str:
    return client.get(f"/places/{query}").content.decode()


def barriers(client: Client, query: str = "") -> list[str]:
    """The number of barriers in each row."""
    rows = client.get(f"/places/{query}").context["directory"].rows
    return [str(row.barriers) for row in rows]


def test_only_places_that_take_part_are_listed(client: Client, cast: Cast) -> None:
    builders.pilot(cast.luton)
    builders.place("Wigan")

    assert names(client) == ["Bradford", "Luton"]
    assert "<b>2 places</b>" in text(client)


def test_all_places_are_listed_when_asked_for(client: Client, cast: Cast) -> None:
    assert names(client, "?all=on") == [
        "Bradford",
        "East of England",
        "Luton",
        "Yorkshire and The Humber",
    ]


def test_a_name_finds_places_outside_the_record_too(client: Client, cast: Cast) -> None:
    assert names(client, "?q=luton") == ["Luton"]
    assert names(client, "?q=yorkshire") == ["Yorkshire and The Humber"]


def test_a_place_that_leads_only_a_hidden_pilot_is_not_given_away(
    client: Client, cast: Cast
) -> None:
    builders.pilot(cast.luton, visibility="place")

    assert names(client) == ["Bradford"]
    client.force_login(cast.outsider)
    assert names(client) == ["Bradford"]
    client.force_login(cast.luton_officer)
    assert names(client) == ["Bradford", "Luton"]


def test_former_and_short_names_and_ended_codes_find_the_place(client: Client, cast: Cast) -> None:
    PlaceName.objects.create(place=cast.luton, name="Luton Borough", kind="short")
    PlaceCode.objects.create(place=cast.luton, code="E06000099", valid_to=dt.date(2009, 4, 1))

    assert names(client, "?q=luton+borough") == ["Luton"]
    assert names(client, "?q=E06000099") == ["Luton"]


def test_a_misspelt_name_offers_the_near_one(client: Client, cast: Cast) -> None:
    page = text(client, "?q=Bradfrod")

    assert "We can’t find “Bradfrod”. Did you mean:" in page
    assert '<a href="/places/bradford/">Bradford</a>' in page


def test_a_name_that_the_other_filters_hide_says_so(client: Client, cast: Cast) -> None:
    page = text(client, "?q=bradford&region=east-of-england")

    assert "No place called “bradford” matches the other filters." in page
    assert 'href="?q=bradford">Search for the name alone' in page


def test_a_place_stands_above_towns_called_so(client: Client, cast: Cast) -> None:
    locality("Bradford", cast.luton)
    locality("Stopsley", cast.luton)
    page = text(client, "?q=bradford")
    assert page.index('href="/places/bradford/"') < page.index("Bradford, in Luton")
    page = text(client, "?q=stopsley")
    assert "Stopsley, in Luton" in page
    page = text(client, "?q=brad")
    assert page.index("Bradford, in Luton") < page.index('href="/places/bradford/"')


def test_filters_narrow_the_list(client: Client, cast: Cast) -> None:
    topic = Topic.objects.create(name="Housing", slug="housing")
    damp = Topic.objects.create(name="Damp", slug="damp", parent=topic)
    pilot = builders.pilot(cast.luton, "Warm homes")
    PilotTopic.objects.create(pilot=pilot, topic=damp)
    builders.barrier(cast.luton, status="resolved", resolution="They did it.")

    assert names(client, "?region=east-of-england") == ["Luton"]
    assert names(client, "?programme=partnerships-for-people-and-place") == ["Bradford"]
    assert names(client, "?kind=unitary") == ["Luton"]
    assert names(client, "?kind=unitary&kind=metropolitan_borough") == ["Bradford", "Luton"]
    assert names(client, "?topic=damp") == ["Luton"]
    assert names(client, "?topic=housing") == ["Luton"]
    assert names(client, "?barriers=any") == ["Luton"]
    assert names(client, "?barriers=open") == []


def test_filters_ask_only_what_the_reader_may_see(client: Client, cast: Cast) -> None:
    topic = Topic.objects.create(name="Housing", slug="housing")
    hidden = builders.pilot(cast.bradford, "Secret", visibility="team")
    PilotTopic.objects.create(pilot=hidden, topic=topic)
    builders.barrier(cast.bradford, HIDDEN, visibility="place")

    assert names(client, "?topic=housing") == []
    assert names(client, "?barriers=open") == []
    page = text(client)
    assert "Secret" not in page
    assert barriers(client) == ["0"]
    client.force_login(cast.bradford_editor)
    assert names(client, "?topic=housing") == ["Bradford"]
    assert names(client, "?barriers=open") == ["Bradford"]
    assert barriers(client) == ["1"]


def test_what_is_within_a_place_is_counted_with_it(client: Client, cast: Cast) -> None:
    ward = builders.place("Manningham", "ward", within=cast.bradford)
    builders.pilot(ward, "Hubs")
    builders.barrier(ward)

    page = text(client, "?q=yorkshire")
    assert "Hubs" in page
    assert barriers(client, "?q=yorkshire") == ["1"]


def test_a_place_with_many_pilots_shows_the_first_and_says_how_many_more(
    client: Client, cast: Cast
) -> None:
    for number in range(5):
        builders.pilot(cast.bradford, f"Pilot {number}")

    page = text(client)
    assert "Pilot 0" in page
    assert "Pilot 1" not in page
    assert "and 4 more pilots" in page


def test_each_row_has_one_link_and_columns_without_anything_are_left_out(
    client: Client, cast: Cast
) -> None:
    page = text(client)
    assert "Status" not in page
    assert "Barriers</th>" not in page
    builders.pilot(cast.bradford, "Hubs")
    builders.barrier(cast.bradford)
    page = text(client)
    row = page[page.index('<tr role="row"><td') : page.index("</tbody>")]
    assert row.count("<a ") == row.count("<tr ") == 1
    assert "Barriers</th>" in page


def test_a_pilot_without_a_name_says_so(client: Client, cast: Cast) -> None:
    builders.pilot(cast.bradford, slug="bradford-pilot")
    cast.bradford.pilots.update(name="")

    assert "Pilot, name not known" in text(client)


def test_paging_keeps_filters_and_says_what_comes_next(client: Client, cast: Cast) -> None:
    for number in range(40):
        builders.programme(f"P{number}", [builders.place(f"Town {number:02}", "parish")])

    first = client.get("/places/?kind=parish")
    said = " ".join(first.content.decode().split())
    assert "<b>40 places</b>" in said
    assert "25 from Town 00 to Town 24" in said
    assert "Next: from Town 25" in said
    following = first.context["directory"].page.next_url
    assert "kind=parish" in following
    assert names(client, following) == [f"Town {number}" for number in range(25, 40)]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?region=atlantis", "Choose from the answers listed"),
        ("?kind=castle", "Choose from the answers listed"),
        ("?barriers=many", "Choose from the answers listed"),
        (f"?q={'x' * 10_000}", "200 characters"),
        ("?q=%00", "hidden character"),
    ],
)
def test_an_invalid_filter_says_so_and_shows_no_place(
    client: Client, cast: Cast, query: str, said: str
) -> None:
    response = client.get(f"/places/{query}")

    assert response.status_code == 200
    assert response.context["directory"].rows == []
    assert "Bradford" not in response.content.decode()
    assert said in str(response.context["directory"].filter.errors)


@pytest.mark.parametrize(
    "query",
    [
        "?after=nonsense",
        "?after=~",
        "?after=%00~1",
        "?sort=-colour",
        "?before=a~99999999999999999999",
    ],
)
def test_a_broken_page_key_gives_the_first_page_with_a_message(
    client: Client, cast: Cast, query: str
) -> None:
    response = client.get(f"/places/{query}")

    assert response.status_code == 200
    assert response.context["directory"].page.problem in response.content.decode()
    assert names(client, query) == ["Bradford"]


def test_the_list_as_csv_counts_what_the_reader_sees(client: Client, cast: Cast) -> None:
    PlaceCode.objects.create(place=cast.bradford, code="E08000032")
    hubs = builders.pilot(cast.bradford, "Hubs")
    for name in ("Skills", "Mental health"):
        topic = Topic.objects.create(name=name, slug=name.lower().replace(" ", "-"))
        PilotTopic.objects.create(pilot=hubs, topic=topic)
    PilotTopic.objects.create(
        pilot=builders.pilot(cast.luton), topic=Topic.objects.create(name="Crime", slug="crime")
    )
    builders.barrier(cast.bradford, status="not_known")
    builders.barrier(cast.bradford, HIDDEN, visibility="team")

    body = b"".join(client.get("/places/?format=csv")).decode("utf-8-sig")
    row, _ = csv.DictReader(body.splitlines())
    assert row["place"] == "Bradford"
    assert row["topics"] == "Mental health; Skills"
    assert row["region"] == "Yorkshire and The Humber"
    assert row["gss_code"] == "E08000032"
    assert row["pilot_names"] == "Hubs"
    assert (row["barriers"], row["open_barriers"]) == ("1", "0")


def test_the_list_as_json_carries_its_definitions(client: Client, cast: Cast) -> None:
    made = json.loads(b"".join(client.get("/places/?format=json&q=luton")))

    assert [row["place"] for row in made["rows"]] == ["Luton"]
    assert made["rows"][0]["pilots"] == 0
    assert {one["name"] for one in made["definitions"]} == set(made["rows"][0])


def fill(cast: Cast, count: int) -> None:
    """So many places, each with two pilots on a topic and two barriers."""
    topic = Topic.objects.create(name=f"Topic {count}", slug=f"topic-{count}")
    for number in range(count):
        place = builders.place(f"Town {count} {number}", within=cast.region)
        builders.programme(f"P {count} {number}", [place])
        for _ in range(2):
            PilotTopic.objects.create(pilot=builders.pilot(place), topic=topic)
            builders.barrier(place)


@pytest.mark.parametrize("count", [1, 24])
@pytest.mark.parametrize(("who", "queries"), [("resident", 9), ("pfpp_lead", 12)])
def test_the_number_of_queries_does_not_grow(
    *,
    client: Client,
    cast: Cast,
    django_assert_num_queries: Any,
    count: int,
    who: str,
    queries: int,
) -> None:
    fill(cast, count)
    if who != "resident":
        client.force_login(getattr(cast, who))
        visited(client)
    with django_assert_num_queries(queries):
        response = client.get("/places/")
    assert len(response.context["directory"].rows) == count + 1


def visited(client: Client) -> None:
    """Once signed in, the first page of a visit also writes down when it was."""
    client.get("/about/")


def test_suggestions_are_names_with_their_kind(client: Client, cast: Cast) -> None:
    found = client.get("/places/suggest/?q=brad").json()["results"]

    assert found == [{"value": "bradford", "label": "Bradford", "hint": "metropolitan borough"}]


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=!", f"?q={'x' * 10_000}", "?q=zzz"])
def test_nothing_is_suggested_for_nothing(client: Client, cast: Cast, query: str) -> None:
    for address in ("/places/suggest/", "/organisations/suggest/"):
        response = client.get(f"{address}{query}")
        assert response.status_code == 200
        assert response.json() == {"results": []}


def test_no_more_than_eight_are_suggested(client: Client) -> None:
    for number in range(12):
        builders.place(f"Town {number}")

    assert len(client.get("/places/suggest/?q=town").json()["results"]) == 8
