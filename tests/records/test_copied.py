"""A new record that begins with answers of an earlier one: which, for whom, and nothing written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from funding.models import Bid, BidPlace, Fund
from partnerships.models import Topic
from pilots.models import Engagement, EngagementBody, Pilot
from policy.models import Priority
from records.copied import CopyRule
from records.models import Draft
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = pytest.mark.django_db
# What is never carried over, by the kind of its column
UNTRUE = (models.DateField, models.DateTimeField)
NEVER = ("visibility", "source", "state", "status", "slug", "number", "created_by")


def rules(patterns: Iterable[Any]) -> Iterator[tuple[str, CopyRule]]:
    """Each page that may begin with an earlier record, with its rule."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from rules(pattern.url_patterns)
        else:
            rule = getattr(getattr(pattern.callback, "view_class", None), "copies", None)
            if rule is not None:
                yield pattern.name or "", rule


RULES = dict(rules(get_resolver().url_patterns))


def test_what_can_be_copied() -> None:
    assert {*RULES} == {
        *("bid_add", "course_add", "pilot_add", "priority_add"),
        *("board_agreement_add", "partnership_agreement_add"),
        *("visit_plan", "place_visit_plan"),
    }


@pytest.mark.parametrize("page", RULES)
def test_no_day_amount_level_or_outcome_is_carried_over(page: str) -> None:
    rule = RULES[page]
    for name in rule.fields:
        assert not isinstance(rule.model._meta.get_field(name), UNTRUE), name
        assert not name.endswith(("_precision", "_low", "_high", "_qualifier")), name
        assert name not in NEVER, name


@pytest.fixture
def topic() -> Topic:
    return Topic.objects.create(name="Homes", slug="homes")


def opened(client: Client, address: str) -> dict[str, Any]:
    return values(client.get(address).content.decode())


def test_a_bid_opens_filled_in_without_its_days_and_amount(cast: Cast) -> None:
    fund = Fund.objects.create(name="Warm money", slug="warm-money", visibility="public")
    bid = Bid.objects.create(
        title="Three more months",
        kind="extension",
        asked="Two workers",
        applicant=cast.council,
        decider_role="The board",
        fund=fund,
        amount_low=500,
        sent="2026-01-05",
        state="sent",
        visibility="team",
        created_by=cast.bradford_officer,
    )
    for place in (cast.bradford, cast.luton):
        BidPlace.objects.create(bid=bid, place=place)
    client = signed_in(cast.bradford_officer)
    way = f"{reverse('bid_add')}?like={bid.pk}"
    assert way in client.get(bid.get_absolute_url()).content.decode()
    page = client.get(way)
    said = "This form starts as a copy of Three more months . Enter again how much is asked for"
    assert said in text_of(page)
    shown = values(page.content.decode())
    assert (shown["title"], shown["asked"], shown["kind"]) == (bid.title, bid.asked, bid.kind)
    assert (shown["decider_role"], shown["fund"]) == ("The board", "Warm money")
    assert {*shown["places"]} == {"bradford", "luton"}
    assert not any(shown.get(name) for name in ("amount", "sent_day", "sent_year", "until_year"))
    assert shown.get("visibility") == "network"
    assert Bid.objects.count() == 1
    assert not Draft.objects.exists()
    client.post(way, {**shown, "state": "preparing", "title": "Three months again"})
    made = Bid.objects.exclude(pk=bid.pk).get()
    assert {link.place for link in made.place_links.all()} == {cast.bradford, cast.luton}
    assert (made.amount_low, made.sent) == (None, None)


def test_a_draft_of_a_copy_keeps_its_places(cast: Cast) -> None:
    bid = Bid.objects.create(title="Again", kind="new", created_by=cast.bradford_officer)
    BidPlace.objects.create(bid=bid, place=cast.bradford)
    client, way = signed_in(cast.bradford_officer), f"{reverse('bid_add')}?like={bid.pk}"
    client.post(way, {**filled(client, way), "draft": "1"})
    assert opened(client, reverse("bid_add"))["places"] == ["bradford"]
    # A copy asked for meanwhile is not hidden by the draft
    assert opened(client, way)["title"] == "Again"


def test_of_a_record_that_one_may_not_see_nothing_is_told(cast: Cast) -> None:
    hidden = Fund.objects.create(name="Quiet money", slug="quiet", visibility="team")
    bid = Bid.objects.create(
        title="Secret", kind="new", visibility="team", created_by=cast.luton_officer
    )
    seen = Bid.objects.create(title="Open", kind="new", fund=hidden, visibility="network")
    client = signed_in(cast.bradford_officer)
    for pk in (bid.pk, 999_999, "x", ""):
        page = client.get(f"{reverse('bid_add')}?like={pk}")
        assert page.status_code == 200
        assert "This form starts as a copy" not in text_of(page)
        assert "Secret" not in page.content.decode()
    shown = client.get(f"{reverse('bid_add')}?like={seen.pk}").content.decode()
    assert "Quiet money" not in shown
    assert values(shown)["title"] == "Open"


def test_a_pilot_opens_with_its_words_and_places(cast: Cast, topic: Topic) -> None:
    pilot = builders.pilot(
        cast.bradford, "Warm homes", cast.luton, summary="Boilers", challenge="Cold",
        programme=cast.pfpp, visibility="public", start="2024-01-01",
    )  # fmt: skip
    pilot.topics.add(topic)
    client = signed_in(cast.bradford_officer)
    way = f"{reverse('pilot_add')}?like={pilot.slug}"
    assert way in client.get(pilot.get_absolute_url()).content.decode()
    shown = opened(client, way)
    assert (shown["summary"], shown["challenge"], shown["name"]) == ("Boilers", "Cold", "")
    assert (shown["lead"], shown["place_1"]) == ("Bradford", "Luton")
    assert shown["visibility"] == "place"
    elsewhere = opened(signed_in(cast.luton_officer), way)
    assert (elsewhere["summary"], elsewhere["lead"]) == ("Boilers", "Luton")
    assert Pilot.objects.count() == 1


def test_a_priority_opens_with_its_words_and_places(cast: Cast, topic: Topic) -> None:
    priority = builders.priority("Warm homes", cast.bradford, owner=cast.council, tier="local")
    Priority.objects.filter(pk=priority.pk).update(
        text="Every home", start="2024-01-01", decide_from="2025-01-01", must_not_vary="The grant"
    )
    priority.topics.add(topic)
    client = signed_in(cast.bradford_editor)
    way = f"{reverse('priority_add')}?like={priority.slug}"
    assert way in client.get(priority.get_absolute_url()).content.decode()
    shown = opened(client, way)
    assert (shown["title"], shown["text"]) == ("Warm homes", "Every home")
    assert (shown["must_not_vary"], shown["places"]) == ("The grant", ["bradford"])
    assert not any(shown.get(name) for name in ("start_year", "decide_from_year"))
    client.post(way, {**shown, "title": "Warmer homes"})
    made = Priority.objects.exclude(pk=priority.pk).get()
    assert (list(made.places.all()), list(made.topics.all())) == ([cast.bradford], [topic])


@pytest.mark.parametrize("of", ["pilot", "place"])
def test_a_visit_opens_with_what_it_is_about_and_who_comes(cast: Cast, of: str) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes", visibility="network")
    visit = Engagement.objects.create(
        kind="visit", state="held", purpose="See the boilers", on="2025-03-03", number=1,
        pilot=pilot if of == "pilot" else None, place=cast.bradford, visibility="network",
        method="in_person",
    )  # fmt: skip
    EngagementBody.objects.create(engagement=visit, organisation=cast.council, people=4)
    EngagementBody.objects.create(engagement=visit, description="Two schools")
    client = signed_in(cast.bradford_editor)
    at = ("visit_plan", pilot.slug) if of == "pilot" else ("place_visit_plan", "bradford")
    way = f"{reverse(at[0], args=at[1:])}?like={visit.pk}"
    assert way in client.get(visit.get_absolute_url(), follow=True).content.decode()
    shown = opened(client, way)
    assert shown["purpose"] == "See the boilers"
    assert shown["b0-organisation"] == cast.council.name
    assert shown["b1-description"] == "Two schools"
    assert not any(shown.get(name) for name in ("on_day", "on_year", "b0-people"))
    assert Engagement.objects.count() == 1
