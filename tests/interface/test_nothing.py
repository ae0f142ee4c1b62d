"""Where filters leave nothing, the list says which of them hides what there is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory

from funding.models import Flow
from interface.nothing import nothing
from partnerships.models import Place, Topic
from records.models import Finding, FindingSubject, Source
from tests import builders
from tests.builders import Cast
from tests.interface.test_filters import PlaceFilter

pytestmark = pytest.mark.django_db
NET_ZERO = "?place=bradford&topic=net-zero"


def of(query: str) -> Any:
    request = RequestFactory().get(f"/places/?{query}")
    chosen = PlaceFilter(QueryDict(query), Place.objects.order_by("sort_key"), request=request)
    assert not list(chosen.qs)
    before = {name: str(value) for name, value in chosen.form.cleaned_data.items()}
    found = nothing(chosen, "None matches.")
    assert {name: str(value) for name, value in chosen.form.cleaned_data.items()} == before
    return found


@pytest.fixture
def places() -> None:
    north = builders.place("North", "region")
    builders.place("Leeds", "county", within=north)
    builders.place("Hull", "unitary", within=north)
    builders.place("Luton", "unitary")


def test_each_filter_says_how_many_it_hides_and_leads_to_them(
    places: None,
) -> None:
    found = of("kind=district&within=north&sort=name")
    assert [(one.label, str(one.count), one.url) for one in found.without] == [
        ("without “Kind of place: district”", "3", "?within=north&sort=name")
    ]
    assert str(found.in_all) == "4"
    assert found.clear == "?sort=name"


def test_of_several_values_of_one_filter_it_is_the_filter_that_hides(places: None) -> None:
    found = of("kind=district&kind=ward&within=north&q=hull")
    (kind,) = found.without
    assert kind.label == "without “Kind of place: district, Kind of place: ward”"
    assert (str(kind.count), kind.url) == ("1", "?within=north&q=hull")


def test_the_records_that_were_chosen_lead_to_their_pages(places: None) -> None:
    (lead,) = of("kind=ward&within=north").elsewhere
    assert (lead.words, lead.url) == ("What is known about North", "/places/north/")


def listed(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return re.sub(r"\s+", " ", page.split('<div class="empty">')[1].split("</div>")[0])


def test_only_what_the_reader_sees_is_counted(client: Client, cast: Cast) -> None:
    Topic.objects.create(name="Net zero", slug="net-zero")
    builders.flow(cast.bradford, visibility="public")
    builders.flow(cast.bradford, visibility="team", team=cast.team)
    page = listed(client, f"/funding/flows/{NET_ZERO}")
    assert "1 without “Topic: Net zero”" in page
    assert "1 without filters." in page
    client.force_login(cast.teammate)
    assert "2 without “Topic: Net zero”" in listed(client, f"/funding/flows/{NET_ZERO}")
    Flow.objects.filter(visibility="public").delete()
    client.logout()
    page = listed(client, f"/funding/flows/{NET_ZERO}")
    assert "without" not in page
    assert "(" not in page


def test_money_of_a_place_leads_to_what_was_published_of_it(client: Client, cast: Cast) -> None:
    topic = Topic.objects.create(name="Net zero", slug="net-zero")
    source = Source.objects.create(slug="guidance", title="Guidance")
    finding = Finding.objects.create(key="four", claim="Four programmes paid ten", source=source)
    for subject in (cast.bradford, topic):
        FindingSubject.objects.create(finding=finding, subject=subject)
    for address in ("flows", "ending"):
        page = listed(client, f"/funding/{address}/{NET_ZERO}")
        assert '<a href="/funding/overlaps/?place=bradford">1 published finding about' in page
        assert '<a href="/places/bradford/">What is known about Bradford' in page
    page = client.get("/funding/overlaps/?place=bradford").content.decode()
    assert "Four programmes paid ten" in page
    assert "What was published about Bradford" in page
    assert "published finding" not in listed(client, "/funding/flows/?place=luton&topic=net-zero")


def test_an_empty_list_leads_to_what_is_made_up_and_to_adding(client: Client, cast: Cast) -> None:
    made_up = builders.place("Exampleshire", "county", is_example=True)
    page = listed(client, "/funding/flows/")
    assert "made-up" not in page
    builders.flow(made_up, visibility="public")
    builders.flow(made_up, visibility="team", team=cast.team)
    page = listed(client, "/funding/flows/")
    assert 'href="?examples=only">1 made-up example of what it looks like' in page
    assert "Add money" not in page
    client.force_login(cast.bradford_officer)
    assert "Add money" in listed(client, "/funding/flows/")
    assert "made-up" not in listed(client, "/funding/flows/?place=luton")


def test_an_empty_list_of_a_body_that_ended_leads_to_the_one_that_took_over(
    client: Client, cast: Cast
) -> None:
    after = builders.organisation("New Bradford Council")
    old = builders.organisation("Old Bradford Council", succeeded_by=after)
    for address in ("/funding/flows/?receiver=", "/barriers/?unlocker="):
        page = client.get(f"{address}{old.slug}").content.decode()
        assert f'{address.split("?")[1]}{after.slug}"' in page
        assert "New Bradford Council" in page
        assert (
            "New Bradford Council"
            not in client.get(f"{address}{cast.council.slug}").content.decode()
        )


def test_where_nothing_else_leads_on_the_page_above_does(client: Client, cast: Cast) -> None:
    assert '<a href="/pages/">Back to All pages</a>' in listed(client, "/learning-events/")
    assert '<a href="/places/bradford/">Back to Bradford</a>' in listed(
        client, "/places/bradford/services/"
    )
    builders.flow(cast.bradford, visibility="public")
    assert "All pages" not in listed(client, "/funding/flows/?place=luton")


def test_findings_of_evaluations_are_listed_by_place(client: Client, cast: Cast) -> None:
    page = listed(client, "/findings/?place=bradford")
    assert "What is known about Bradford" in page
