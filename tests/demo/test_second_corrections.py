"""What a second reading of the record put right: the right words stand, the wrong ones are gone."""

from __future__ import annotations

import re
from functools import cache

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from barriers.models import Barrier, Category
from funding.models import Estimate, Flow
from geography.models import MeasureRelease
from partnerships.models import Organisation, Place, Programme
from pilots.models import Pilot, PilotPartner
from records.models import Finding, Note
from tests.demo.test_shown import words

pytestmark = pytest.mark.usefixtures("the_record")

LONG = "department for levelling up, housing and communities"
TODAY = "ministry of housing, communities and local government"


OF_LIVERPOOL = "/places/liverpool/funding/"
# Where the statements of a page stand, if not on the page itself: on what it leads to in one click
PUBLISHED = "/programmes/{}/published/".format
STANDS_ON = {
    "/places/liverpool/": "/places/liverpool/figures/",
    "/places/northumberland/": "/places/northumberland/figures/",
    OF_LIVERPOOL: f"{OF_LIVERPOOL}?show=flows",
    **{
        f"/programmes/{slug}/": PUBLISHED(slug)
        for slug in ("changing-futures", "health-wellbeing-boards", "whole-place-community-budgets")
    },
}


@cache
def markup(url: str) -> str:
    answer = Client().get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def page(url: str) -> str:
    """A page as everybody reads it."""
    return words(markup(url))


def to_the_end(url: str) -> str:
    """A page and, of a list, those that follow it."""
    following = re.search(r'href="(\?after=[^"]*)"', markup(url))
    further = to_the_end(url.partition("?")[0] + following[1]) if following else ""
    return page(url) + further


def leads_to(url: str, other: str) -> bool:
    """Whether a page has a link to another, in full or from where it stands itself."""
    return any(f'href="{link}"' in markup(url) for link in (other, other.removeprefix(url)))


def section(text: str, begin: str, end: str) -> str:
    """From one heading to the next."""
    return text.partition(begin)[2].partition(end)[0]


@pytest.mark.parametrize(
    ("url", "right", "wrong"),
    [
        (
            "/pilots/liverpool/",
            ["planned; not reported as done"],
            ["what's next", "together with local services", "cobalt housing set up"],
        ),
        ("/pilots/liverpool/about/", ["local services joined it"], ["together with local"]),
        (
            "/places/liverpool/",
            ["years, 2022 to 2024", "people, mid-2024", "financial year ending 2025"],
            ["years, 2024", "as at 10 april 2024"],
        ),
        ("/places/northumberland/", ["years, 2022 to 2024"], ["as at 10 april 2024"]),
        (OF_LIVERPOOL, [LONG], []),
        ("/pilots/liverpool/partners/", [LONG], []),
        ("/places/liverpool/partners/", [LONG], [TODAY]),
        ("/programmes/section-75/", ["an arrangement in law"], ["can say which places take part"]),
        (
            "/programmes/whole-place-community-budgets/",
            ["what the plans proposed and expected", "proposals for case management"],
            ["lesson: there is a sense"],
        ),
        (
            "/programmes/changing-futures/",
            ["a barrier that was found: bringing priorities", "calls it a key barrier"],
            ["lesson:"],
        ),
        (
            "/practice/kinds/data-sharing/",
            ["genuine barriers or because people think there are or do not know the guidance"],
            ["true limits in law", "ignorance"],
        ),
        (
            "/barriers/kinds/",
            ["may come from a rule", "many small grants is not counted as a rule"],
            ["it claims that some rule stands in the way"],
        ),
        (
            "/organisations/dfe/",
            ["found not to apply to the local project", "other requests for its data"],
            ["data for birmingham"],
        ),
        ("/organisations/active-plus/", ["kind not known"], [" other."]),
        (
            "/practice/kinds/power/",
            ["of place-based research partnerships", "exercise of 2014 on a notional town"],
            ["capacity is too thin"],
        ),
        (
            "/places/liverpool/partners/",
            ["in place-based research partnerships, work on relationships"],
            [],
        ),
        ("/practice/examples/", ["influenced civil servants' interest"], ["11 core partners"]),
        (
            "/practice/examples/",
            [
                "grants to councils",
                "11 departments and arm's-length bodies took part",
                "exploratory conversations with five central bodies were set up",
            ],
            ["all 13 places: there was a high number"],
        ),
        (
            "/about/words/",
            ["health and wellbeing board, which assesses needs and agrees a strategy"],
            ["board, which sets priorities"],
        ),
        ("/programmes/health-wellbeing-boards/", ["nottingham, by local agreement"], []),
        ("/pilots/east-sussex/", ["in three wards of hastings"], ["mainly in three wards"]),
        (
            "/pilots/east-sussex/partners/",
            ["gave a platform for sharing the learning"],
            ["the learning was shared with it"],
        ),
        ("/pilots/liverpool/meetings/", ["1 department"], ["exploratory", "arm's-length"]),
        ("/pilots/bradford/meetings/", ["1 arm's-length body"], ["1 department"]),
        (
            "/funding/overlaps/small/",
            ["£7,000 to £15,000", "a high number of grants to councils were small"],
            [],
        ),
        (
            "/funding/flows/?fund=shared-outcomes-fund",
            ["part of it passed on elsewhere £5,000,000"],
            ["4,650,000"],
        ),
        ("/pilots/hackney/", ["42% live alone (date not known)"], []),
        ("/programmes/pstn/", ["22% of the population", "the date of the count is not known"], []),
    ],
)
def test_a_statement_says_what_is_in_its_source(
    url: str, right: list[str], wrong: list[str]
) -> None:
    at = STANDS_ON.get(url, url)
    assert at == url or leads_to(url, at)
    said = to_the_end(at)
    assert [text for text in right if text not in said] == []
    assert [text for text in wrong if text in said or text in page(url)] == []


def test_a_proposal_is_no_result() -> None:
    said = page(PUBLISHED("whole-place-community-budgets"))
    assert "525 troubled families" not in section(said, "results and lessons", "from the sources")
    assert "525 troubled families" in said


def test_only_what_a_source_says_helped_is_told_as_a_help() -> None:
    said = page("/pilots/liverpool/about/")
    assert "community anchor" not in section(said, "what helped and what", "more about it")
    assert "community anchor" in said


def test_the_barrier_that_was_slow_to_start_speaks_of_civil_servants() -> None:
    barrier = Barrier.objects.get(title__startswith="It was hard at first to engage")
    others = f"{barrier.get_absolute_url()}others/"
    assert leads_to(barrier.get_absolute_url(), others)
    assert "influenced civil servants' interest" in page(others)


# --- The kinds ---------------------------------------------------------------------------------


def test_nothing_is_next_for_a_closed_pilot() -> None:
    closed = Pilot.objects.visible_to(AnonymousUser()).filter(status__in=Pilot.ENDED)
    assert closed.count() >= 13
    told = [one.slug for one in closed if "what's next" in page(one.get_absolute_url())]
    assert told == []


def test_a_flow_names_its_giver_as_it_was_called_on_its_day() -> None:
    rows = Flow.objects.filter(visibility="public").as_rows(AnonymousUser())
    given = [flow for flow in rows if flow.giver and flow.giver.slug == "mhclg"]
    assert len(given) == 13
    wrong = []
    for flow in given:
        day = flow.awarded_on or flow.start or flow.as_of
        if day is None or flow.giver_name != flow.giver.name_on(day):
            wrong.append(flow.pk)
        said = page(flow.get_absolute_url())
        if LONG not in said or f"today {TODAY}" not in said:
            wrong.append(flow.pk)
    assert wrong == []
    liverpools = [flow for flow in given if flow.get_absolute_url() in markup(OF_LIVERPOOL)]
    assert len(liverpools) == 1  # its money leads to the page that says the name of today


def test_a_national_partner_of_a_closed_pilot_has_its_name_of_that_time() -> None:
    parts = PilotPartner.objects.filter(organisation__slug="mhclg", pilot__programme__slug="pfpp")
    assert {part.called.lower() for part in parts.with_names_then()} == {LONG}


def test_every_measure_says_the_period_that_its_release_says() -> None:
    pages = [page(f"/places/{name}/figures/") for name in ("northumberland", "hastings")]
    tables = " ".join(said.partition("what each figure counts")[0] for said in pages)
    said = " ".join(pages)
    for release in MeasureRelease.objects.order_by("measure", "as_of"):
        words_of = re.sub(r" \(.*", "", release.name).lower()
        spelt = words_of.replace("iod", "indices of deprivation ")
        spelt = spelt.replace("ruc 2021 on lad 2024", "classification of 2021, councils of 2024")
        is_newest = release == release.measure.releases.order_by("-as_of")[0]
        assert spelt in (tables if is_newest else said), release
    assert "as at 31 december" not in said


def test_a_programme_that_nobody_leads_names_no_leads() -> None:
    led_by_nobody = Programme.objects.filter(lead=None, is_example=False)
    assert led_by_nobody.count() > 3
    told = [one.slug for one in led_by_nobody if "its leads" in page(one.get_absolute_url())]
    assert told == []


def test_the_owner_of_a_programme_has_its_pilots_beside_those_it_takes_part_in() -> None:
    said = page("/organisations/mhclg/").replace(" ", "")
    assert "itisrecordedin3pilots,allclosed." in said
    assert "pilotsofitsprogrammes14" in said
    assert "partnershipsforpeopleandplace13pilots" in said


def test_estimates_stand_in_groups_by_what_they_mean() -> None:
    said = page(Estimate.objects.get(amount_low=108_000_000).get_absolute_url())
    assert "estimates of the same thing" not in said
    same, _, other = said.partition("saving, net or gross not said")[2].partition("money invested")
    assert "£56,000,000" in same
    assert "£41,000,000" in other
    assert said.count("£41,000,000") == 1  # and is drawn on no scale with a saving


def test_no_kind_of_barrier_is_said_to_be_a_claim() -> None:
    words_of = {kind.key: kind.claim_words for kind in Category.objects.all()}
    assert {key for key, said in words_of.items() if said} == {
        "data-sharing", "funding", "priorities",
    }  # fmt: skip
    assert all(" may come from a rule" in said for said in words_of.values() if said)


def test_a_body_whose_kind_no_source_says_is_not_of_another_kind() -> None:
    unknown = Organisation.objects.filter(sector="not_known")
    assert {"active-plus", "konnect", "real-ideas", "wheels-to-work"} <= set(
        unknown.values_list("slug", flat=True)
    )


def test_every_percentage_has_its_date_or_says_that_it_is_not_known() -> None:
    undated = Finding.objects.filter(unit="%", as_of=None)
    without = [one.key for one in undated if "not known" not in one.explanation]
    assert without == []


def test_a_score_without_a_region_has_none_and_says_which_way_is_worse() -> None:
    said = page("/places/hastings/figures/")
    row = section(said, "average deprivation score", "neighbourhoods among")
    assert "higher is more deprived" in row
    assert "has none" in row
    assert "none recorded" not in said


def test_an_earlier_population_is_not_told_as_another() -> None:
    place = Place.objects.get(slug="hastings")
    assert place.figures.filter(measure="population").exists()
    said = section(page("/places/hastings/figures/"), "other figures of", "download")
    assert "earlier. the newer figure is that of mid-2024, above" in said


def test_no_list_in_a_note_is_broken_within_brackets() -> None:
    broken = [
        note.pk
        for note in Note.objects.all()
        for item in (note.listed or ("", []))[1]
        if item.count("(") != item.count(")")
    ]
    assert broken == []
    review = Note.objects.get(key__endswith="review-findings")
    assert review.listed is not None
    assert any("openness; power; roles; equity)" in item for item in review.listed[1])


def test_what_is_told_of_research_partnerships_says_that_it_is_of_them() -> None:
    notes = Note.objects.filter(source__slug="city-redi-review")
    assert [one.text for one in notes if "research partnerships" not in one.text] == []
