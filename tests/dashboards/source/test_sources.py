"""Sources: what rests on each, as far as the reader may see it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from partnerships.models import OrganisationName, PlaceFigure, PlaceLink, PlaceName
from pilots.models import CaseStudySource, EvaluationReport, Phase, PilotPartner
from records.models import Finding, Note, Source
from records.resting import CitesSource
from records.subjects import file_of, registered
from tests import builders as b
from tests import engaged, evaluated, learned, lived
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in
from tests.test_registries import our_models

pytestmark = pytest.mark.django_db


def source(title: str, **fields: Any) -> Source:
    """One that everyone reads, unless said."""
    slug = fields.pop("slug", title.lower().replace(" ", "-")[:100])
    return Source.objects.create(title=title, slug=slug, **{"is_open": True, **fields})


def on(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_a_source_shows_what_rests_on_it(client: Client, cast: Cast) -> None:
    guidance = source("Guidance", publisher="GOV.UK", url="https://example.org/guidance")
    pilot = b.pilot(cast.bradford, "Warm homes", source=guidance)
    b.actual(b.indicator(pilot), 67, source=guidance)
    b.barrier(cast.bradford, "We cannot share", source=guidance)
    b.flow(cast.bradford, 1000, description="A grant", source=guidance)
    Finding.objects.create(key="f", claim="Six of 13 named it", source=guidance)
    page = on(client, "/sources/guidance/")
    assert "GOV.UK" in page
    assert 'href="https://example.org/guidance"' in page
    for said in ("Pilots (1)", "Figures (1)", "Barriers (1)", "Flows of money (1)", "Findings (1)"):
        assert said in page
    assert ">Warm homes</a>" in page
    assert "67" in on(client, "/sources/guidance/?kind=figures")
    assert "Six of 13 named it" in on(client, "/sources/guidance/?kind=findings")


def test_what_the_directory_takes_from_a_source_rests_on_it(client: Client, cast: Cast) -> None:
    areas = source("Areas")
    board = b.place("NHS West Yorkshire", "integrated_care_system")
    PlaceLink.objects.create(
        place=cast.bradford, other=board, kind="overlaps", share="0.9", basis="people", source=areas
    )
    taking_part = b.programme("Total Place", [cast.bradford])
    taking_part.place_links.update(role="Pilot area", source=areas)
    former = b.organisation("Ministry of Homes")
    OrganisationName.objects.create(
        organisation=former, name="Office of Homes", valid_to="2006-05-01", source=areas
    )
    PlaceName.objects.create(place=cast.bradford, name="Bratford", kind="other", source=areas)
    PlaceFigure.objects.create(place=cast.bradford, measure="area", unit="km²", source=areas)
    assert "and others" in on(client, "/sources/?q=areas"), "a list names the first of many kinds"
    assert "Links between places (1)" in on(client, "/sources/areas/")
    for kind, said in (
        ("place-links", "Bradford overlaps NHS West Yorkshire"),
        ("place-links", "90.0% of it"),
        ("programme-places", "Total Place: Bradford"),
        ("programme-places", "Pilot area"),
        ("organisation-names", "now Ministry of Homes"),
        ("place-names", "Bratford"),
        ("place-figures", "Area: Bradford"),
    ):
        assert said in on(client, f"/sources/areas/?kind={kind}"), said


def test_what_is_told_of_a_pilot_counts_with_its_source(client: Client, cast: Cast) -> None:
    guidance = source("Guidance")
    pilot = b.pilot(cast.bradford, "Warm homes")
    lived.legacy(pilot, "Advice goes on", source=guidance)
    Phase.objects.create(pilot=pilot, kind="extension", source=guidance)
    made = evaluated.evaluation(pilot, "Are homes warmer?", source=guidance)
    EvaluationReport.objects.create(
        evaluation=made, title="After a winter", kind="interim", source=guidance
    )
    hidden = b.pilot(cast.bradford, "Hidden", visibility="team")
    lived.legacy(hidden, "Hidden advice", source=guidance)
    page = on(client, "/sources/guidance/")
    for said in ("Things that go on (1)", "Phases (1)", "Evaluations (1)", "Reports (1)"):
        assert said in page
    assert "Advice goes on" in on(client, "/sources/guidance/?kind=legacy")
    assert "Hidden" not in on(client, "/sources/guidance/?kind=legacy")
    assert "After a winter" in on(client, "/sources/guidance/?kind=reports")


def test_meetings_case_studies_and_referrals_count_without_their_numbers(
    client: Client, cast: Cast
) -> None:
    guidance = source("Guidance")
    pilot = b.pilot(cast.bradford, "Warm homes")
    hidden = b.pilot(cast.bradford, "Hidden", visibility="team")
    for one in (pilot, hidden):
        engaged.engagement(one, purpose=f"Workshop of {one}", source=guidance)
        engaged.referral(one, 3, route=f"The clinic of {one}", source=guidance)
        engaged.total(one, 4, source=guidance)
        PilotPartner.objects.create(pilot=one, description=f"Schools of {one}", source=guidance)
        study = learned.case_study(one, f"Letters of {one}", state="published")
        CaseStudySource.objects.create(case_study=study, source=guidance)
        learned.equality_question(one, f"How old at {one}?", source=guidance, source_said="")
    first = on(client, "/sources/guidance/")
    for kind, label, said in (
        ("meetings", "Meetings and visits", "Workshop of Warm homes"),
        ("referrals", "Referrals", "Came from: The clinic of Warm homes"),
        ("met", "Totals of people met", "How many were met in all"),
        ("partners", "Partners", "Schools of Warm homes"),
        ("studies", "Case studies", "Letters of Warm homes"),
        ("equality", "Questions of equality monitoring", "How old at Warm homes?"),
    ):
        assert f"{label} (1)" in first
        page = on(client, f"/sources/guidance/?kind={kind}")
        assert said in page
        assert "Hidden" not in page


# Read on the page of what they belong to, and not by their source
TOLD_ELSEWHERE = {
    *("Asset", "Category", "Check", "Course", "DataRequestStep", "Fund", "LocalService", "Member"),
    *("PartnerSkill", "Partnership", "PlaceCode", "JobRole", "Recognition"),
    *("Reorganisation", "Secondment", "ServiceClash", "SubType", "TeamPost", "WorkforceAction"),
}


def test_each_kind_of_record_that_names_a_source_is_told_by_it(cast: Cast) -> None:
    naming = {
        model
        for model in our_models()
        for field in model._meta.get_fields()
        if field.many_to_one and field.related_model is Source
    }
    told = {kind.model for kind in registered(CitesSource)}
    assert told == {kind.rows(cast.outsider).model for kind in registered(CitesSource)}
    lacking = {
        f"{file_of(model)}: a CitesSource for {model.__name__}"
        for model in naming - told
        if model.__name__ not in TOLD_ELSEWHERE
    }
    assert lacking == set()
    assert told == {model for model in naming if model.__name__ not in TOLD_ELSEWHERE}


def test_hidden_records_are_neither_listed_nor_counted(client: Client, cast: Cast) -> None:
    guidance = source("Guidance")
    hidden = b.pilot(cast.bradford, "Hidden pilot", visibility="team", source=guidance)
    kind = ContentType.objects.get_for_model(hidden)
    Note.objects.create(
        subject_type=kind, subject_id=hidden.pk, text="Hidden note", source=guidance
    )
    for url in ("/sources/", "/sources/guidance/", "/sources/guidance/?kind=notes"):
        page = on(client, url)
        assert "Hidden" not in page
        assert "(1)" not in page
        assert "1 pilot" not in page
    client.force_login(cast.bradford_editor)
    assert "Hidden note" in on(client, "/sources/guidance/?kind=notes")
    assert "Hidden pilot" in on(client, "/sources/guidance/")


def test_sources_are_found_by_any_words_of_their_title_or_publisher(client: Client) -> None:
    source("Partnerships for People and Place guidance", slug="a", publisher="GOV.UK")
    source("Total Place", slug="b", publisher="HM Treasury")
    page = on(client, "/sources/?q=guidance+gov.uk")
    assert "Partnerships for People and Place guidance</a>" in page
    assert "Total Place" not in page
    assert "No source matches" in on(client, "/sources/?q=nothing+like+it")


@pytest.mark.parametrize(
    "query",
    ["?after=x", "?before=%00~1", "?sort=%00", "?q=%00", f"?q={'x' * 5000}", "?after=a~99999"],
)
def test_broken_addresses_of_the_list_get_a_page(client: Client, query: str) -> None:
    source("Guidance")
    assert client.get(f"/sources/{query}").status_code == 200


@pytest.mark.parametrize("query", ["?kind=nothing", "?kind=%00", "?kind=notes&after=x"])
def test_broken_addresses_of_a_source_get_a_page(client: Client, query: str) -> None:
    source("Guidance")
    assert client.get(f"/sources/guidance/{query}").status_code == 200


def test_an_unknown_source_is_not_found(client: Client) -> None:
    assert client.get("/sources/none/").status_code == 404


def test_the_list_and_the_page_ask_as_often_for_one_as_for_thirty(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    first = source("Guidance")

    def more(number: int) -> None:
        pilot = b.pilot(cast.bradford, f"Pilot {number}", source=first)
        b.actual(b.indicator(pilot), number, source=first)
        kind = ContentType.objects.get_for_model(pilot)
        Note.objects.create(subject_type=kind, subject_id=pilot.pk, text="n", source=first)

    more(0)
    # Which kinds rest on it is asked first: of the others, nothing
    ask = {"/sources/": 2, "/sources/guidance/": 5, "/sources/guidance/?kind=notes": 4}
    ask["/sources/guidance/?kind=figures"] = 6
    ContentType.objects.clear_cache()
    client.get("/sources/guidance/?kind=notes")
    for url, queries in ask.items():
        with django_assert_num_queries(queries):
            client.get(url)
    for number in range(1, 30):
        source(f"Source {number}")
        more(number)
    for url, queries in ask.items():
        with django_assert_num_queries(queries):
            client.get(url)


def test_each_kind_that_rests_on_sources_has_a_heading_of_many() -> None:
    of_one = {kind.label for kind in registered(CitesSource) if kind.label.endswith("ss")}
    assert of_one == set()
    assert "Lists of places" in {kind.label for kind in registered(CitesSource)}


def test_when_a_source_was_read_is_said_and_kept_by_who_looks_after_it(cast: Cast) -> None:
    guidance = source("Guidance")
    assert "Not known when it was read" in on(Client(), "/sources/guidance/")
    assert "Say when" not in on(Client(), "/sources/guidance/")
    keeper = signed_in(cast.administrator)
    page = on(keeper, "/sources/guidance/")
    (link,) = re.findall(r'href="([^"]+)">Say when', page)
    form, _, anchor = link.partition("#")
    assert f'id="{anchor}"' in on(keeper, form)
    day = {"read_on_day": "23", "read_on_month": "11", "read_on_year": "2024"}
    keeper.post(form, filled(keeper, form) | day)
    guidance.refresh_from_db()
    assert guidance.read_on == dt.date(2024, 11, 23)
    assert "23 November 2024" in on(Client(), "/sources/guidance/")
    assert "Read again" in on(keeper, "/sources/guidance/")
