"""The sentence that opens the page of a place, made from what is recorded."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from interface.words import date_words
from partnerships.models import PlaceLink, Topic
from pilots.models import Pilot, PilotPartner, PilotTopic
from records.models import Source
from tests import builders
from tests.builders import Cast
from tests.dashboards.place.test_page import good_help_hub, html, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def guidance() -> Source:
    return Source.objects.create(slug="guidance", title="Programme guidance")


def lead(client: Client, slug: str = "bradford") -> str:
    """The sentence that opens the page."""
    return words(html(client, slug).split('<p class="lead">')[1].split("</p>")[0])


def test_the_sentence_is_the_summary_of_the_only_pilot(
    client: Client, cast: Cast, guidance: Source
) -> None:
    good_help_hub(cast.bradford, guidance)
    assert lead(client) == (
        "The council and a housing association ran the Good Help Hub in Croxteth."
    )
    assert '<a href="/pilots/good-help-hub' in html(client)
    assert "As at 10 April 2024" not in page(client)  # no one day is that of the whole page


def test_of_a_long_summary_its_first_sentence_is_said_and_of_a_longer_one_who_runs_it(
    client: Client, cast: Cast
) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs", summary=f"Two hubs opened in Tong. {'So. ' * 30}")
    assert lead(client) == "Two hubs opened in Tong."
    Pilot.objects.filter(pk=pilot.pk).update(summary="word " * 26)
    assert lead(client) == "Partners run Hubs here."


def test_one_whose_end_is_not_known_ran_from_its_first_day_and_one_to_come_runs_from_it(
    client: Client, cast: Cast, guidance: Source
) -> None:
    pilot = good_help_hub(cast.bradford, guidance)
    Pilot.objects.filter(pk=pilot.pk).update(end=None, summary="")
    assert lead(client) == (
        "A partnership ran Good Help Hub here from 8 November 2021 to a day that is not known."
    )
    ahead = timezone.localdate() + dt.timedelta(days=40)
    Pilot.objects.filter(pk=pilot.pk).update(start=ahead, status="setting_up")
    assert lead(client) == f"Partners run Good Help Hub here from {date_words(ahead)}."
    assert f"Starts {date_words(ahead)}" in page(client)


def test_a_sentence_is_made_where_a_pilot_says_none(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(
        cast.bradford,
        "Warm homes",
        start=dt.date(2026, 4, 1),
        start_precision="month",
        target_group="Families in cold homes.",
    )
    PilotPartner.objects.create(pilot=pilot, organisation=cast.council, kind="lead")
    assert lead(client) == (
        "The City of Bradford Metropolitan District Council runs Warm homes here since April 2026, "
        "for families in cold homes."
    )


def test_of_several_pilots_it_says_who_runs_how_many_and_on_what(
    client: Client, cast: Cast
) -> None:
    pilots = [builders.pilot(cast.bradford, name) for name in ("Alpha", "Beta")]
    builders.pilot(cast.bradford, "Gamma", status="closed")
    assert lead(client) == "Partnerships run two pilots here."
    for name, among in (("Damp homes", pilots), ("NHS care", pilots[:1])):
        topic = Topic.objects.create(name=name, slug=name.lower().replace(" ", "-"))
        for pilot in among:
            PilotTopic.objects.create(pilot=pilot, topic=topic)
    assert lead(client) == "Partnerships run two pilots here, on damp homes and NHS care."
    for number in range(3):
        body = builders.organisation(f"Body {number}")
        PilotPartner.objects.create(pilot=pilots[0], organisation=body, kind="lead")
    assert lead(client).startswith("Three organisations run two pilots here, on")


def test_a_place_without_pilots_says_so_and_offers_what_its_reader_may_do(
    client: Client, cast: Cast
) -> None:
    assert lead(client) == "No pilots to show in Bradford yet."
    assert 'class="btn" href="/places/bradford/tell/">Tell us something' in html(client)
    client.force_login(cast.bradford_officer)
    assert lead(client) == "No pilots to show in Bradford yet."
    assert 'class="btn" href="/pilots/add/?place=bradford">Propose a pilot' in html(client)


def test_what_a_place_lies_in_is_said_from_near_to_far_each_once(
    client: Client, cast: Cast
) -> None:
    region = builders.place("South East", "region")
    county = builders.place("East Sussex", "county", within=region)
    authority = builders.place("Sussex", "strategic_authority")
    PlaceLink.objects.create(place=county, other=authority, kind="within")
    hastings = builders.place("Hastings", "district", within=county)
    builders.place("Baird", "ward", within=hastings)
    text = page(client, "baird")
    assert "Places South East Hastings Ward Baird" in text
    assert "In East Sussex and Sussex." in text
    told = page(client, "baird/about")
    assert "Ward in Hastings, East Sussex, Sussex, the South East." in told
