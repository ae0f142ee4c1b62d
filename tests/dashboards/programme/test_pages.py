"""The list of programmes and the page of one: published figures as what they are, never sums."""

import csv
import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from dashboards.programme.page_data import lead_of
from partnerships.models import Organisation, OrganisationName, Programme
from pilots.models import Milestone
from records.models import Finding, FindingSubject, Note, Source
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> Source:
    return Source.objects.create(slug="guidance", title="Programme guidance", publisher="GOV.UK")


def finding(programme: Programme, source: Source, claim: str, **fields: Any) -> Finding:
    """A published claim about a programme."""
    made = Finding.objects.create(
        key=str(Finding.objects.count()), claim=claim, source=source, **fields
    )
    kind = ContentType.objects.get_for_model(Programme)
    FindingSubject.objects.create(finding=made, subject_type=kind, subject_id=programme.pk)
    return made


def page(client: Client, programme: Programme) -> str:
    return client.get(f"/programmes/{programme.slug}/").content.decode()


def names(client: Client, query: str = "") -> list[str]:
    rows = client.get(f"/programmes/{query}").context["page"].rows
    return [row.name for row in rows]


def test_the_lead_is_named_as_it_was_called_then(client: Client, cast: Cast) -> None:
    ministry = builders.organisation("Ministry of Housing", "central_government")
    OrganisationName.objects.create(
        organisation=ministry,
        name="Department for Communities",
        valid_from=dt.date(2006, 5, 1),
        valid_to=dt.date(2018, 1, 1),
    )
    then = builders.programme("Community Budgets", lead=ministry, start=dt.date(2011, 1, 1))
    now = builders.programme("New thing", lead=ministry, start=dt.date(2025, 1, 1))

    assert "Department for Communities</a>, today Ministry of Housing" in page(client, then)
    assert "today" not in page(client, now)
    [row] = client.get("/programmes/?q=community").context["page"].rows
    assert lead_of(row) == "Department for Communities"


def test_dates_are_as_precise_as_known(client: Client, cast: Cast) -> None:
    made = builders.programme(
        "Total Place",
        start=dt.date(2009, 4, 1),
        start_precision="month",
        end=dt.date(2011, 3, 31),
        end_precision="financial_year",
    )

    assert "April 2009, until financial year 2010 to 2011" in page(client, made)
    assert "1 April 2009" not in page(client, made)


def test_places_stand_with_the_visible_pilots_of_this_programme(client: Client, cast: Cast) -> None:
    builders.pilot(cast.bradford, "Hubs", programme=cast.pfpp)
    builders.pilot(cast.bradford, "Of another programme")
    builders.pilot(cast.bradford, "Quiet", programme=cast.pfpp, visibility="programme")
    response = client.get(f"/programmes/{cast.pfpp.slug}/")
    [row] = response.context["page"].rows
    assert (row.place, row.pilots.count) == (cast.bradford, 1)
    assert "1 pilot<" in response.content.decode()
    client.force_login(cast.evaluator)
    [row] = client.get(f"/programmes/{cast.pfpp.slug}/").context["page"].rows
    assert row.pilots.count == 2


def test_each_number_leads_to_a_list_of_so_many(client: Client, cast: Cast) -> None:
    for _ in range(3):
        builders.pilot(cast.bradford, programme=cast.pfpp)
        builders.barrier(cast.bradford, programme=cast.pfpp)
    of = f"?programme={cast.pfpp.slug}"

    made = client.get(f"/programmes/{cast.pfpp.slug}/").context["page"]
    assert (made.pilots.count, made.barriers.count, made.places.count) == (3, 3, 1)
    assert "3 pilots" in client.get(f"/pilots/{of}").content.decode()
    assert "3 barriers" in client.get(f"/barriers/{of}").content.decode()
    assert client.get(f"/places/{of}").context["directory"].count.count == 1
    assert client.get(f"/barriers/report/{of}").status_code == 200


def test_published_figures_keep_meaning_date_and_source_and_are_never_added(
    client: Client, cast: Cast, source: Source
) -> None:
    finding(
        cast.pfpp, source, "£5 million was committed", value_low=5_000_000, unit="£",
        meaning="total committed", as_of=dt.date(2021, 7, 12),
    )  # fmt: skip
    finding(cast.pfpp, source, "Each place had up to £350,000", value_low=350_000, unit="£",
            value_qualifier="at_most", meaning="per place")  # fmt: skip
    finding(cast.pfpp, source, "Data sharing was a key barrier in 6 of 13", value_low=6,
            unit="places", explanation="Three can be named.")  # fmt: skip

    first = client.get(f"/programmes/{cast.pfpp.slug}/").context["page"]
    assert first.came_of_it == []  # a count is no result
    assert first.published == 3
    response = client.get(f"/programmes/{cast.pfpp.slug}/published/")
    made, said = response.context["page"], response.content.decode()
    assert [one.claim for one in made.findings] == ["Data sharing was a key barrier in 6 of 13"]
    assert len(made.money) == 2
    assert "£5,000,000" in said
    assert "at most" in said
    assert "As at 12 July 2021." in said
    assert "Programme guidance" in said
    assert "Three can be named." in said
    assert "5,350,000" not in said


def test_results_and_notes_keep_their_source(client: Client, cast: Cast, source: Source) -> None:
    Note.objects.create(subject=cast.pfpp, kind="result", text="Lesson: small sums", source=source)
    Note.objects.create(subject=cast.pfpp, kind="gap", text="Total spend", source=source)

    made = client.get(f"/programmes/{cast.pfpp.slug}/published/").context["page"]
    assert [note.text for note in made.results] == ["Lesson: small sums"]
    assert [note.text for note in made.notes] == ["Total spend"]
    assert "Lesson: small sums" in page(client, cast.pfpp)


def test_milestones_stand_in_order_those_to_come_marked(client: Client, cast: Cast) -> None:
    Milestone.objects.create(programme=cast.pfpp, text="Close", due=dt.date(2027, 3, 31))
    Milestone.objects.create(programme=cast.pfpp, text="Announced", done=dt.date(2021, 11, 8))

    events = client.get(f"/programmes/{cast.pfpp.slug}/").context["page"].events
    assert [(one.text, one.when, one.todo) for one in events] == [
        ("Announced", "8 November 2021", False),
        ("Close", "31 March 2027", True),
    ]


def test_what_it_built_on_and_led_to_are_linked(client: Client, cast: Cast) -> None:
    before = builders.programme("Total Place")
    after = builders.programme("Place pilots")
    cast.pfpp.builds_on.add(before)
    after.builds_on.add(cast.pfpp)

    made = client.get(f"/programmes/{cast.pfpp.slug}/").context["page"]
    assert (made.builds_on, made.led_to) == ([before], [after])


def test_the_list_sorts_by_start_with_unknown_starts_last(client: Client, cast: Cast) -> None:
    builders.programme("Total Place", start=dt.date(2009, 4, 1))
    builders.programme("Undated")

    assert names(client, "?sort=-start") == [
        "Partnerships for People and Place",
        "Total Place",
        "Undated",
    ]
    assert names(client, "?q=total") == ["Total Place"]
    assert names(client, "?q=pfpp") == ["Partnerships for People and Place"]


def test_the_list_can_be_taken_away(client: Client, cast: Cast) -> None:
    lead = Organisation.objects.get(name__contains="Energy")
    Programme.objects.filter(pk=cast.pfpp.pk).update(lead=lead, places_published="13")

    body = b"".join(client.get("/programmes/?format=csv")).decode("utf-8-sig")
    [row] = csv.DictReader(body.splitlines())
    assert (row["lead"], row["start"]) == (lead.name, "2021-02-01")
    assert (row["places_published"], row["places"], row["end"]) == ("13", "1", "")


def tabs(client: Client, address: str) -> list[str]:
    """The addresses of the pages that a page of a programme leads to, all but itself."""
    html = client.get(address).content.decode()
    nav = html.partition('aria-label="Parts of this programme"')[2].partition("</nav>")[0]
    assert nav.count('<b aria-current="page">') == 1
    return re.findall(r'href="([^"]+)"', nav)


@pytest.mark.parametrize("below", ["", "pilots/", "figures/", "meetings/", "published/"])
def test_the_pages_of_a_programme_lead_to_each_other(
    client: Client, cast: Cast, below: str
) -> None:
    base = cast.pfpp.get_absolute_url()
    public = [base, *(f"{base}{name}/" for name in ("figures", "meetings", "published"))]
    if base + below in public:
        assert tabs(client, base + below) == [one for one in public if one != base + below]
    client.force_login(cast.outsider)
    every = [base, f"{base}pilots/", *public[1:]]
    assert tabs(client, base + below) == [one for one in every if one != base + below]


def test_an_unknown_programme_is_not_found(client: Client, cast: Cast) -> None:
    assert client.get("/programmes/atlantis/").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_of_a_page_does_not_grow(
    *,
    client: Client,
    cast: Cast,
    source: Source,
    django_assert_num_queries: Any,
    count: int,
) -> None:
    made = builders.programme("Wide", [builders.place(f"T{number}") for number in range(count)])
    for place in made.places.all():
        builders.pilot(place, programme=made)
        builders.barrier(place, programme=made)
        finding(made, source, "So many")
        Note.objects.create(subject=made, text="Note", source=source)
        Milestone.objects.create(programme=made, text="Done", done=dt.date(2021, 11, 8))
        made.builds_on.add(builders.programme())
    client.get(f"/programmes/{made.slug}/")
    with django_assert_num_queries(11):
        shown = client.get(f"/programmes/{made.slug}/").context["page"]
    assert shown.places.count == count


@pytest.mark.parametrize("count", [1, 29])
def test_the_number_of_queries_of_the_list_does_not_grow(
    client: Client, cast: Cast, django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        builders.programme(places=[cast.bradford], lead=builders.organisation())
    with django_assert_num_queries(3):
        client.get("/programmes/")


def test_a_page_says_in_one_line_what_is_missing(client: Client, cast: Cast) -> None:
    made = builders.programme("Bare")
    said = page(client, made)
    assert "Nothing yet: pilots, barriers, evaluations, milestones" in said
    builders.pilot(cast.bradford, programme=made)
    assert "Nothing yet: barriers, evaluations" in page(client, made)


def test_the_list_draws_when_each_ran_and_says_it(client: Client, cast: Cast) -> None:
    builders.programme("Total Place", start=dt.date(2009, 1, 1), end=dt.date(2011, 3, 31))
    builders.programme("Undated")
    said = client.get("/programmes/").content.decode()
    assert said.count('<rect class="got" x="0.0%"') == 1
    assert said.count('<rect class="got"') == 2  # that of the cast as well
    assert "1 January 2009 to 31 March 2011" in said
