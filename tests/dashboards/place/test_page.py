"""The page of a place, as a partner, an official and a resident read it."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from partnerships.models import Place, PlaceLink
from pilots.models import IndicatorPlan, Milestone, PilotPartner, PilotPlace
from records.models import Finding, FindingSubject, Note, Source
from tests import builders
from tests.asked import ask
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


def strip(client: Client) -> str:
    """The figures at the top."""
    return words(html(client).split('<dl class="strip">')[1].split("</dl>")[0])


def brief(client: Client, slug: str = "bradford") -> str:
    """The brief as text, on one line."""
    return " ".join(client.get(f"/places/{slug}/brief/?format=txt").content.decode().split())


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


def test_plan_and_actual_of_different_measures_have_no_bar_and_no_percentage(
    client: Client, cast: Cast, guidance: Source
) -> None:
    good_help_hub(cast.bradford, guidance)
    for reader in (None, cast.bradford_officer):
        text = page(client, reader=reader)
        assert "More than 550 people; plan: 100 people or families" in text
        assert "Plan and result count different things" in text
        assert "%" not in text
        assert 'class="got"' not in html(client)


def test_beside_a_bar_stand_the_figure_and_what_was_planned(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Homes")
    for name, actual in (("Homes improved", 118), ("Homes visited", None)):
        made = builders.indicator(pilot, name, "homes", target_low=150)
        if actual is not None:
            builders.actual(made, actual, counts="same")
    said = html(client)
    assert "<b>118 homes</b> of 150 planned" in said
    assert "<b>150 homes</b> planned; so far not known" in said


def test_of_each_pilot_the_figure_stands_that_counts_like_its_plan(
    client: Client, cast: Cast
) -> None:
    for name in ("Homes", "Hubs"):
        pilot = builders.pilot(cast.bradford, name)
        apart = builders.indicator(pilot, "People told", "people", target_low=10)
        builders.actual(apart, 7, counts="different", difference="Others")
        alike = builders.indicator(
            pilot, "Homes improved", "homes", target_low=100, target_high=150
        )
        builders.actual(alike, 67, counts="same", as_of=dt.date(2026, 9, 30))
    builders.pilot(cast.bradford, "Skills", summary="Skills for young people.")
    text = page(client)
    assert text.count("67 homes; plan: 100 to 150 homes Homes improved, 30 September 2026") == 2
    assert "People told" not in text
    assert "No figures yet Skills for young people." in text
    assert html(client).count('class="got"') == 3  # two bars and their key


def test_a_plan_of_one_number_stands_apart_from_the_figure(client: Client, cast: Cast) -> None:
    visited = builders.indicator(
        builders.pilot(cast.bradford, "Homes"), "Homes visited", "homes", target_low=150
    )
    builders.actual(visited, 118, counts="same")
    assert "118 homes of 150 planned" in page(client)


def test_what_the_only_pilot_is_about_is_said_once(client: Client, cast: Cast) -> None:
    builders.pilot(cast.bradford, "Skills", summary="A club mends lamps.")
    assert page(client).count("A club mends lamps.") == 1


def test_money_stands_by_when_it_ends_and_what_is_unknown_is_no_zero(
    client: Client, cast: Cast
) -> None:
    builders.flow(cast.bradford, 350_000, amount_qualifier="at_most")
    builders.flow(cast.bradford, None, meaning="in_kind", kind="staff")
    text = page(client)
    assert "At most £350,000 promised; end date not known. How much was paid isn’t known." in text
    assert "£0" not in text
    builders.flow(cast.bradford, 650_000, end=dt.date(2027, 3, 31))
    builders.flow(cast.bradford, 40, meaning="paid")
    text = page(client)
    assert "£650,000 of £650,000 to £1,000,000 promised ends on 31 March 2027. £40 is known" in text
    assert "£650,000 ends on 31 March 2027 at most £350,000 end date not known" in text
    assert "when £650,000 of it ends 31 March 2027" in strip(client)


def test_an_amount_that_nobody_knows_is_not_added_up(client: Client, cast: Cast) -> None:
    builders.flow(cast.bradford, None, end=dt.date(2027, 3, 31))
    text = page(client)
    assert "How much was promised isn’t known. 1 record of money has no amount." in text
    assert 'class="strip"' not in html(client)


def test_money_passed_on_is_counted_once(client: Client, cast: Cast) -> None:
    grant = builders.flow(cast.bradford, 1_200_000)
    builders.flow(cast.bradford, 450_000, parent=grant)
    assert "£1,200,000 promised" in page(client)


def test_the_barriers_that_press_most_stand_with_their_state_and_the_rest_is_counted(
    client: Client, cast: Cast
) -> None:
    for number in range(2):
        builders.barrier(cast.bradford, f"We cannot pay {number}", status="open")
    builders.barrier(cast.bradford, "We cannot meet", status="closed")
    builders.barrier(cast.bradford, "We cannot share", status="needs_owner")
    late = builders.barrier(cast.bradford, "We cannot see", status="escalated")
    days = {"sent_on": dt.date(2026, 11, 2), "acknowledge_by": dt.date(2026, 11, 9)}
    ask(late, cast.council, answer_by=dt.date(2026, 11, 17), **days)
    client.force_login(cast.bradford_officer)
    shown = client.get("/places/bradford/").context["page"].pressing
    assert [row.barrier.title for row in shown] == [
        "We cannot see",
        "We cannot share",
        "We cannot pay 0",
    ]
    text = page(client)
    assert f"{cast.council} was due to answer on 17 November 2026 3 days late" in text
    assert "We cannot share Not sure yet what kind Needs an owner" in text
    assert "Barriers 5" in text
    client.logout()
    assert "was due to answer" not in page(client)  # whom somebody asked is not for everyone


def test_where_nobody_says_how_barriers_are_that_is_said_once(client: Client, cast: Cast) -> None:
    for _ in range(2):
        builders.barrier(cast.bradford, status="not_known")
    text = page(client)
    assert "What was in the way We don’t know whether these are still in the way." in text
    assert "Status" not in text
    assert text.count("ot known") == 1  # what the foot of each page says of it


def test_a_barrier_says_in_the_brief_how_many_other_places_have_it(
    client: Client, cast: Cast
) -> None:
    category = builders.category()
    builders.barrier(cast.bradford, "We cannot share addresses", category=category)
    leeds = builders.place("Leeds", within=cast.region)
    for place in (cast.luton, leeds, cast.bradford):
        builders.barrier(place, category=category)
    builders.barrier(cast.luton, "Another kind", category=builders.category("culture"))
    assert "2 other places have this kind too" in brief(client)
    # For a county that holds both, Leeds is no other place
    county = builders.place("West Riding", "county")
    for place in (cast.bradford, leeds):
        PlaceLink.objects.create(place=place, other=county, kind="within")
    assert "1 other place has this kind too" in brief(client, county.slug)


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
    assert "not named by the source" in listed


def test_who_leads_is_asked_where_no_job_role_is_known(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, status="closed")
    PilotPartner.objects.create(pilot=pilot, organisation=cast.council, kind="lead")
    text = page(client)
    assert f"No named contact yet. Try these. {cast.council.name} Led the work here" in text
    builders.post("Head of place", cast.council, cast.bradford, visibility="public")
    text = page(client)
    assert f"Who to ask Head of place {cast.council.name}" in text
    assert "No named contact" not in text


def test_earlier_programmes_are_counted_and_stand_in_the_brief(client: Client, cast: Cast) -> None:
    builders.programme(
        "Total Place",
        [cast.bradford],
        start=dt.date(2009, 4, 1),
        end=dt.date(2010, 3, 31),
        start_precision="month",
        end_precision="month",
    )
    assert "Tried before 2 programmes" in page(client)
    assert "- Total Place, April 2009 to March 2010" in brief(client)
    assert cast.pfpp.name not in brief(client)  # it goes on


def test_what_nobody_knows_stands_in_full_for_the_public(
    client: Client, cast: Cast, guidance: Source
) -> None:
    pilot = good_help_hub(cast.bradford, guidance)
    Note.objects.create(subject=pilot, kind="gap", text="What changed for the people who came")
    text = page(client)
    assert "What we don’t know yet What changed for the people who came" in text
    signed_in = page(client, reader=cast.outsider)
    assert "What changed for the people who came" not in signed_in
    assert "Not known yet 1 question" in signed_in


def test_notes_and_findings_stand_with_their_source_on_the_page_about_it(
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
    text = page(client, "bradford/about")
    assert "Two hubs stayed open Programme guidance, GOV.UK, 10 April 2024." in text
    assert "Data sharing was a key barrier 6 of 13 places" in text
    assert 'href="/places/bradford/about/"' in html(client)


def test_events_keep_the_precision_of_their_dates(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs")
    Milestone.objects.create(
        pilot=pilot, text="Hub open", done=dt.date(2023, 1, 1), done_precision="month"
    )
    Milestone.objects.create(programme=cast.pfpp, text="Places named", done=dt.date(2021, 11, 8))
    text = brief(client)
    assert "- January 2023: Hub open." in text
    assert text.index("Hub open") < text.index("Places named")


def test_an_accepted_update_without_a_public_sentence_is_told_without_its_words(
    client: Client, cast: Cast
) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes")
    quarter = {"period_start": dt.date(2026, 1, 1), "period_end": dt.date(2026, 3, 31)}
    builders.update(pilot, state="accepted", happened="The contractor left.", **quarter)
    builders.update(pilot, happened="Not accepted.")
    told = brief(client)
    assert "January to March 2026: Progress reported." in told
    assert "The contractor left" not in told
    assert told.count("Progress reported") == 1


def test_a_region_counts_what_lies_within_it(client: Client, cast: Cast) -> None:
    builders.pilot(cast.bradford, "Hubs")
    builders.barrier(cast.bradford)
    builders.flow(cast.bradford, 100)
    found = client.get("/places/yorkshire-and-the-humber/").context["page"]
    assert (found.counts["pilots"], found.counts["barriers"]) == ("1", "1")
    [(number, bradford)] = found.councils.shown
    assert (number, bradford.place.name, bradford.pilots.count) == (1, "Bradford", 1)


# --- People who are signed in -----------------------------------------------------------------


def test_confidence_is_shown_to_people_who_are_signed_in_and_never_to_the_public(
    client: Client, cast: Cast
) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs")
    builders.update(pilot, state="accepted", confidence="needs_help")
    assert "Needs help" not in page(client)
    assert "Latest update: July to September 2026" in page(client)
    assert "Needs help" in page(client, reader=cast.outsider)


def test_the_tabs_say_how_much_there_is(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford)
    PilotPartner.objects.create(pilot=pilot, organisation=cast.council, kind="lead")
    for _ in range(2):
        builders.barrier(cast.bradford, status="not_known")
    client.force_login(cast.outsider)
    tabs = html(client).split('aria-label="Parts of this place"')[1].split("</nav>")[0]
    assert words(tabs).endswith("Overview Pilots 1 Barriers 2 Money Partners 1 Who decides")
    assert "Pilots 1" not in page(client, "bradford/partners")  # the first page alone counts


def test_target_places_of_a_pilot_are_named(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Hubs")
    tong = builders.place("Tong", "ward", within=cast.bradford)
    PilotPlace.objects.create(pilot=pilot, place=tong, role="target")
    assert "Hubs Tong Live" in page(client)
