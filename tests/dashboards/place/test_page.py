"""The dashboard of a place, as a partner, an official and a resident read it."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from interface.words import date_words
from partnerships.models import Place, PlaceLink, Programme
from pilots.models import IndicatorPlan, Milestone, Pilot, PilotPartner, PilotPlace, PlanChange
from records.models import Finding, FindingSubject, Note, Source
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def guidance() -> Source:
    return Source.objects.create(
        slug="guidance", title="Programme guidance", publisher="GOV.UK", published="2024-04-10"
    )


def page(client: Client, slug: str = "bradford", reader: Any = None) -> str:
    """The words of the page, on one line, without markup."""
    if reader is not None:
        client.force_login(reader)
    response = client.get(f"/places/{slug}/")
    assert response.status_code == 200
    return words(response.content.decode())


def words(markup: str) -> str:
    """The text of a page: links run on, everything else parts words."""
    inline = re.sub(r"</?(a|b)\b[^>]*>", "", markup)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inline)).split())


def html(client: Client, slug: str = "bradford") -> str:
    return client.get(f"/places/{slug}/").content.decode()


def good_help_hub(at: Place, source: Source) -> Any:
    """A closed pilot whose actual counts something else than its plan."""
    pilot = builders.pilot(
        at,
        "Good Help Hub",
        status="closed",
        start=dt.date(2021, 11, 8),
        end=dt.date(2023, 3, 31),
        end_precision="month",
        source=source,
        summary="The council and a housing association ran the Good Help Hub in Croxteth.",
    )
    helped = builders.indicator(pilot, "People helped", "people")
    IndicatorPlan.objects.create(
        indicator=helped,
        definition="Intensive work with the most complex people or families",
        target_low=100,
        unit="people or families",
        source=source,
    )
    builders.actual(
        helped,
        550,
        value_qualifier="more_than",
        definition="People who came to enquire",
        counts="different",
        difference="The plan counted intensive work.",
        as_of=dt.date(2023, 3, 31),
        source=source,
    )
    return pilot


# --- What a reader sees -----------------------------------------------------------------------


def test_the_sentence_says_who_works_here_on_what_and_since_when(
    client: Client, cast: Cast, guidance: Source
) -> None:
    good_help_hub(cast.bradford, guidance)
    text = page(client)
    assert "The council and a housing association ran the Good Help Hub in Croxteth." in text
    assert "It ran from 8 November 2021 to March 2023." in text
    assert "As at 10 April 2024" not in text  # no one day is that of the whole page
    assert '<a href="/pilots/good-help-hub' in html(client)


def test_one_whose_end_is_not_known_ran_from_its_first_day_and_one_to_come_runs_from_it(
    client: Client, cast: Cast, guidance: Source
) -> None:
    pilot = good_help_hub(cast.bradford, guidance)
    Pilot.objects.filter(pk=pilot.pk).update(end=None)
    assert "It ran from 8 November 2021 to a day that is not known." in page(client)
    ahead = builders.TODAY + dt.timedelta(days=40)
    Pilot.objects.filter(pk=pilot.pk).update(start=ahead, status="setting_up")
    text = page(client)
    assert f"It runs from {date_words(ahead)}." in text
    assert f"since {date_words(ahead)}" not in text


def test_a_pilot_without_dates_is_told_by_those_of_its_programme(
    client: Client, cast: Cast, guidance: Source
) -> None:
    pilot = good_help_hub(cast.bradford, guidance)
    Pilot.objects.filter(pk=pilot.pk).update(start=None, end=None)
    programme = builders.programme(
        start=dt.date(2021, 2, 1), start_precision="month", end=dt.date(2023, 3, 1)
    )
    Programme.objects.filter(pk=programme.pk).update(end_precision="month")
    Pilot.objects.filter(pk=pilot.pk).update(programme=programme)
    text = page(client)
    assert (
        "When work began here is not known; the programme that it was part of ran from "
        "February 2021 to March 2023."
    ) in text
    assert "It ran" not in text


def test_a_sentence_is_made_where_a_pilot_says_none(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(
        cast.bradford,
        "Warm homes",
        start=dt.date(2026, 4, 1),
        start_precision="month",
        target_group="Families in cold homes.",
    )
    PilotPartner.objects.create(pilot=pilot, organisation=cast.council, kind="lead")
    assert (
        "The City of Bradford Metropolitan District Council runs Warm homes since April 2026, "
        "for families in cold homes."
    ) in page(client)


def test_what_a_place_lies_in_is_said_from_near_to_far(client: Client, cast: Cast) -> None:
    region = builders.place("South East", "region")
    county = builders.place("East Sussex", "county", within=region)
    authority = builders.place("Sussex", "strategic_authority")
    PlaceLink.objects.create(place=county, other=authority, kind="within")
    hastings = builders.place("Hastings", "district", within=county)
    builders.place("Baird", "ward", within=hastings)
    assert "Ward in Hastings, East Sussex, Sussex, the South East." in page(client, "baird")
    assert "the source of each figure is one click away" in page(client, "baird")


def test_several_pilots_are_counted_and_named(client: Client, cast: Cast) -> None:
    for name in ("Alpha", "Beta"):
        builders.pilot(cast.bradford, name, start=dt.date(2025, 5, 1))
    builders.pilot(cast.bradford, "Gamma", status="closed")
    assert "run 2 pilots here, the first since 1 May 2025: Alpha and Beta." in page(client)


def test_a_place_without_pilots_says_so_and_who_may_record_one(client: Client, cast: Cast) -> None:
    text = page(client)
    assert "No pilot that you can see is recorded in Bradford." in text
    assert "A pilot is one thing that is tried for a time" in text
    text = page(client, reader=cast.bradford_officer)
    assert "No pilot that you can see is recorded in Bradford." in text
    assert "People who work for the place propose a pilot" in text


def test_plan_and_actual_of_different_measures_stand_apart_without_a_percentage(
    client: Client, cast: Cast, guidance: Source
) -> None:
    good_help_hub(cast.bradford, guidance)
    for reader in (None, cast.bradford_officer):
        text = page(client, reader=reader)
        assert "100 people or families" in text
        assert "more than 550 people" in text
        assert "Not the same measure, so no percentage" in text
        assert "%" not in text


def test_a_change_of_plan_is_told_with_its_reason(
    client: Client, cast: Cast, guidance: Source
) -> None:
    pilot = good_help_hub(cast.bradford, guidance)
    PlanChange.objects.create(
        pilot=pilot, before="Work with 100 families", after="A light scaffold", why="Others do it"
    )
    text = page(client)
    assert "Before: Work with 100 families. After: A light scaffold. Why: Others do it." in text


def test_money_stands_by_meaning_and_what_is_unknown_is_no_zero(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, 350_000, amount_qualifier="at_most")
    builders.flow(cast.bradford, None, meaning="in_kind", kind="staff")
    text = page(client)
    assert "Committed promised in writing at most £350,000 0 of 1" in text
    assert "Paid handed over Not known none recorded" in text
    assert "given without money Not known 1 of 1" in text
    assert "£0" not in text


def test_money_passed_on_is_counted_once(client: Client, cast: Cast) -> None:
    grant = builders.flow(cast.bradford, 1_200_000)
    builders.flow(cast.bradford, 450_000, parent=grant)
    assert "£1,200,000 0 of 2" in page(client)


def test_a_barrier_says_how_many_other_places_have_it_and_links_to_them(
    client: Client, cast: Cast
) -> None:
    category = builders.category()
    here = builders.barrier(cast.bradford, "We cannot share addresses", category=category)
    leeds = builders.place("Leeds", within=cast.region)
    for place in (cast.luton, leeds, cast.bradford):
        builders.barrier(place, category=category)
    builders.barrier(cast.luton, "Another kind", category=builders.category("culture"))
    client.force_login(cast.outsider)
    assert "2 other places have this kind too" in page(client)
    assert f"/barriers/?like={here.reference}" in html(client)
    # For a county that holds both, Leeds is no other place
    county = builders.place("West Riding", "county")
    for place in (cast.bradford, leeds):
        PlaceLink.objects.create(place=place, other=county, kind="within")
    assert "1 other place has this kind too" in page(client, county.slug)


def test_partners_are_listed_once_in_their_closest_role(client: Client, cast: Cast) -> None:
    first, second = builders.pilot(cast.bradford), builders.pilot(cast.bradford)
    PilotPartner.objects.create(pilot=first, organisation=cast.council, kind="partner")
    PilotPartner.objects.create(pilot=second, organisation=cast.council, kind="lead")
    PilotPartner.objects.create(pilot=second, description="Local schools", kind="partner")
    client.force_login(cast.outsider)
    response = client.get("/places/bradford/")
    partners = response.context["page"].partners
    assert [one.name for one in partners.of("leads")] == [cast.council.name]
    assert [one.name for one in partners.of("partners")] == ["Local schools"]
    assert (partners.local, partners.national) == (2, 0)
    listed = page(client, "bradford/partners")
    assert "2 local partners" in listed
    assert "described, not named, by the source" in listed


def test_earlier_programmes_stand_as_tried_here_before(client: Client, cast: Cast) -> None:
    builders.programme(
        "Total Place",
        [cast.bradford],
        start=dt.date(2009, 4, 1),
        end=dt.date(2010, 3, 31),
        start_precision="month",
        end_precision="month",
    )
    found = client.get("/places/bradford/").context["page"]
    assert [str(one.programme) for one in found.before] == ["Total Place"]
    assert [str(one.programme) for one in found.running] == ["Partnerships for People and Place"]
    assert "April 2009 to March 2010" in page(client)


def test_of_many_earlier_programmes_the_latest_stand_and_it_says_how_many_more(
    client: Client, cast: Cast
) -> None:
    builders.pilot(cast.bradford, "Play streets", visibility="public")
    for year in range(2001, 2010):
        builders.programme(
            f"Of {year}", [cast.bradford], start=dt.date(year, 4, 1), end=dt.date(year, 5, 1)
        )
    html = page(client, reader=cast.bradford_officer)
    assert [f"Of {year}" in html for year in (2009, 2005, 2004)] == [True, True, False]
    assert "and 4 more" in html


def test_what_nobody_knows_stands_high_for_the_public(
    client: Client, cast: Cast, guidance: Source
) -> None:
    pilot = good_help_hub(cast.bradford, guidance)
    Note.objects.create(subject=pilot, kind="gap", text="What changed for the people who came")
    text = page(client)
    assert "What changed for the people who came" in text
    assert text.index("What is not known yet") < text.index("What happened and when")


def test_notes_and_findings_stand_with_their_source(
    client: Client, cast: Cast, guidance: Source
) -> None:
    Note.objects.create(
        subject=cast.bradford, kind="fact", text="Two hubs stayed open", source=guidance
    )
    finding = Finding.objects.create(
        key="six", claim="Data sharing was a key barrier", value_low=6, unit="of 13 places",
        source=guidance,
    )  # fmt: skip
    FindingSubject.objects.create(finding=finding, subject=cast.bradford)
    text = page(client)
    assert "Two hubs stayed open Programme guidance, GOV.UK, 10 April 2024." in text
    assert "Data sharing was a key barrier 6 of 13 places" in text


def test_events_keep_the_precision_of_their_dates(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs")
    Milestone.objects.create(
        pilot=pilot, text="Hub open", done=dt.date(2023, 1, 1), done_precision="month"
    )
    Milestone.objects.create(programme=cast.pfpp, text="Places named", done=dt.date(2021, 11, 8))
    text = page(client)
    assert "January 2023 Hub open." in text
    course = text[text.index("What happened and when") :]
    assert course.index("Places named") < course.index("Hub open")
    signed_in = page(client, reader=cast.outsider)
    latest = signed_in[signed_in.index("Latest changes") :]
    assert latest.index("Hub open") < latest.index("Places named")


def test_an_accepted_update_without_a_public_sentence_is_told_without_its_words(
    client: Client, cast: Cast
) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes")
    quarter = {"period_start": dt.date(2026, 1, 1), "period_end": dt.date(2026, 3, 31)}
    builders.update(pilot, state="accepted", happened="The contractor left.", **quarter)
    builders.update(pilot, happened="Not accepted.")
    told = words(page(client))
    assert "January to March 2026 Progress reported. Warm homes" in told
    assert "The contractor left" not in told
    assert told.count("Progress reported") == 1


def test_a_region_counts_what_lies_within_it(client: Client, cast: Cast) -> None:
    builders.pilot(cast.bradford, "Hubs")
    builders.barrier(cast.bradford)
    builders.flow(cast.bradford, 100)
    found = client.get("/places/yorkshire-and-the-humber/").context["page"]
    assert [said for said, _ in found.lists[:3]] == ["1 pilot", "1 barrier", "1 amount of money"]
    [bradford] = found.councils.shown
    assert (bradford.place.name, bradford.money) == ("Bradford", "£100 committed")


# --- People who are signed in -----------------------------------------------------------------


def test_confidence_is_shown_to_people_who_are_signed_in_and_never_to_the_public(
    client: Client, cast: Cast
) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs")
    builders.update(pilot, state="accepted", confidence="needs_help")
    assert "Needs help" not in page(client)
    assert "July to September 2026" in page(client)
    assert "Needs help" in page(client, reader=cast.outsider)


def test_each_number_at_the_top_leads_to_its_list(client: Client, cast: Cast) -> None:
    builders.pilot(cast.bradford)
    builders.barrier(cast.bradford, status="not_known")
    builders.flow(cast.bradford, 5)
    client.force_login(cast.outsider)
    strip = client.get("/places/bradford/").context["page"].glance
    glance = {item["label"]: item for item in strip}
    assert {label: item["url"] for label, item in glance.items()} == {
        "Pilots": "/pilots/?place=bradford",
        "Barriers you can see": "/barriers/?place=bradford",
        "Partners": "/places/bradford/partners/",
        "Committed money": "/funding/flows/?place=bradford&meaning=committed",
        "Not known yet": "/places/bradford/not-known/",
    }
    assert glance["Barriers you can see"]["note"] == "status of it not known"


def test_target_places_of_a_pilot_are_named(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs")
    tong = builders.place("Tong", "ward", within=cast.bradford)
    PilotPlace.objects.create(pilot=pilot, place=tong, role="target")
    assert "Hubs Tong." in page(client)
