"""A place's pages make as many queries with a thousand records as with one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pgtrigger
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from barriers.models import ActionTried, Barrier, BarrierPlace, Category
from funding.models import Flow, FlowPlace
from partnerships.models import Member, Partnership, PartnershipPlace, Place, Programme
from pilots.models import (
    Actual,
    Indicator,
    IndicatorPlan,
    Milestone,
    Pilot,
    PilotPartner,
    PilotPlace,
    PlanChange,
    Update,
)
from records.models import Finding, FindingSubject, Note, Source
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db

# Address and reader: how many queries, with one of each thing and with a thousand
QUERIES = {
    ("/places/bradford/", "resident"): 13,
    ("/places/bradford/", "bradford_editor"): 18,
    ("/places/bradford/", "outsider"): 16,
    ("/places/bradford/about/", "resident"): 7,  # one for the emergency pack
    ("/places/bradford/brief/", "resident"): 24,
    ("/places/bradford/partners/", "resident"): 10,
    ("/places/bradford/not-known/", "resident"): 3,
    ("/places/bradford/funding/", "resident"): 12,  # one for how many payments stand apart
    ("/places/bradford/history/", "resident"): 3,
    ("/places/yorkshire-and-the-humber/", "resident"): 12,
    ("/places/within/", "resident"): 20,
    ("/funding/flows/", "resident"): 8,
    ("/funding/flows/?place=bradford&meaning=committed", "resident"): 9,
}


@pytest.fixture
def cast() -> Cast:
    made = builders.cast()
    # As the first request of a process has it: kinds of record are looked up once
    ContentType.objects.get_for_models(Place, Pilot, Category, Programme)
    return made


def crowd(cast: Cast, at: Place, count: int) -> None:
    """So many pilots, barriers and flows at a place, each with all its parts, in bulk.

    Without the triggers, which would write each into the history; so the reach is said here.
    """
    with pgtrigger.ignore():
        _crowd(cast, at, count, {"visibility": "public", "reach_ids": [at.pk, cast.region.pk]})
    finding = Finding.objects.create(key="f", claim="A claim", source=Source.objects.get(slug="s"))
    FindingSubject.objects.create(finding=finding, subject=at)
    builders.place("Within", "ward", within=at)


def _crowd(cast: Cast, at: Place, count: int, common: dict[str, Any]) -> None:
    numbers = range(count)
    source = Source.objects.create(slug="s", title="Source", published="2024-04-10")
    pilots = Pilot.objects.bulk_create(
        Pilot(
            name=f"Pilot {n}",
            slug=f"pilot-{at.pk}-{n}",
            status="live",
            **common,
            programme=cast.pfpp,
            source=source,
            rhythm=3,
            update_due=dt.date(2020, 1, 1),
        )
        for n in numbers
    )
    PilotPlace.objects.bulk_create(PilotPlace(pilot=p, place=at, role="lead") for p in pilots)
    PilotPartner.objects.bulk_create(
        PilotPartner(pilot=p, organisation=cast.council, kind="lead") for p in pilots
    )
    PilotPartner.objects.bulk_create(
        PilotPartner(pilot=p, description=f"School {p.pk}", kind="partner") for p in pilots
    )
    indicators = Indicator.objects.bulk_create(
        Indicator(pilot=p, number=1, name="Homes", unit="homes") for p in pilots
    )
    IndicatorPlan.objects.bulk_create(
        IndicatorPlan(indicator=i, target_low=5, source=source) for i in indicators
    )
    Actual.objects.bulk_create(
        Actual(indicator=i, value_low=3, counts="same", as_of=dt.date(2026, 1, 1), source=source)
        for i in indicators
    )
    Update.objects.bulk_create(
        Update(
            pilot=p,
            number=1,
            period_end=dt.date(2026, 9, 30),
            confidence="on_track",
            happened="Yes",
            public_sentence="News",
            state="accepted",
            accepted_at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC),
        )
        for p in pilots
    )
    Update.objects.bulk_create(
        Update(
            pilot=p,
            number=2,
            period_end=dt.date(2026, 10, 31),
            confidence="on_track",
            happened="Yes",
            state="questioned",
            question="Why?",
        )
        for p in pilots
    )
    Milestone.objects.bulk_create(
        Milestone(pilot=p, text="Open", done=dt.date(2026, 1, 1)) for p in pilots
    )
    PlanChange.objects.bulk_create(
        PlanChange(pilot=p, before="This", after="That", on=dt.date(2026, 1, 1)) for p in pilots
    )
    Note.objects.bulk_create(Note(subject=p, kind="gap", text="How many") for p in pilots)
    category = builders.category()
    barriers = Barrier.objects.bulk_create(
        Barrier(
            title=f"We cannot {n}",
            category=category,
            **common,
            status="needs_owner",
        )
        for n in numbers
    )
    BarrierPlace.objects.bulk_create(
        BarrierPlace(barrier=b, place=at, is_lead=True) for b in barriers
    )
    ActionTried.objects.bulk_create(ActionTried(barrier=b, what="Talks") for b in barriers)
    flows = Flow.objects.bulk_create(
        Flow(
            amount_low=n,
            meaning="committed",
            **common,
            giver=cast.council,
            start=dt.date(2026, 4, 1),
            end=timezone.localdate() + dt.timedelta(days=123),
        )
        for n in numbers
    )
    FlowPlace.objects.bulk_create(FlowPlace(flow=f, place=at) for f in flows)
    partnership = Partnership.objects.create(name="Together", slug=f"together-{at.pk}")
    PartnershipPlace.objects.create(partnership=partnership, place=at)
    Member.objects.create(partnership=partnership, organisation=cast.council, role="lead")


@pytest.mark.parametrize("count", [1, 1000])
def test_the_pages_ask_the_same_however_much_there_is(
    client: Client, cast: Cast, count: int
) -> None:
    crowd(cast, cast.bradford, count)
    asked = {}
    for address, who in QUERIES:
        if who == "resident":
            client.logout()
        else:
            client.force_login(getattr(cast, who))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked[address, who] = len(queries)
    assert {key: n for key, n in asked.items() if QUERIES[key] != n} == {}
    if count > 1:
        _shows_the_first_few(client, cast)


def _shows_the_first_few(client: Client, cast: Cast) -> None:
    client.force_login(cast.outsider)
    page = client.get("/places/bradford/").context["page"]
    assert (len(page.tried), str(page.pilots.count)) == (4, "1,000")
    assert str(page.pilots.under_way) == "1,000"
    assert (len(page.pressing), str(page.barriers.count)) == (3, "300+")
    assert page.barriers.still_open.label == "more than 300"
    assert page.barriers.needs_owner.label == "more than 300"
    assert str(page.money.total) == "£499,500"
