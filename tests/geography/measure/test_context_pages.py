"""The context figures of a place on its pages: beside others, with definitions, never as zero."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext

from geography.england.context.load import load_context
from geography.measure.care_board import care_board_of
from geography.measure.comparison import COUNTS, Compared, with_unit
from geography.measure.for_place import SHORT, context_of
from geography.measure.page import attribution_lines
from geography.models import ContextFigure, Measure
from partnerships.models import Place

pytestmark = pytest.mark.usefixtures("kept_demo")


def text(address: str) -> str:
    body = Client().get(address).content.decode()
    main = body[body.index("<main") : body.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def row(slug: str, key: str) -> Compared:
    return context_of(Place.objects.get(slug=slug), [key]).rows[0]


def test_what_is_loaded_is_what_the_publishers_say() -> None:
    england = dict(
        ContextFigure.objects.filter(country="E92000001").values_list(
            "release__measure__key", "value"
        )
    )
    assert england["population_total"] == 58_620_101
    assert Measure.objects.count() == 23
    ranks = ContextFigure.objects.filter(release__measure__key="imd_rank_of_average_score", value=1)
    assert {(one.place.name, one.release.name) for one in ranks} == {
        ("Blackpool", "IoD2019"),
        ("Blackpool", "IoD2025"),
    }
    districts = ContextFigure.objects.filter(release__measure__key="population_total").exclude(
        place__kind__in=("region", "county", "combined_authority", "strategic_authority")
    )
    councils = [figure.value for figure in districts.exclude(place=None)]
    assert (len(councils), sum(councils)) == (296, 58_620_101)


def test_loading_the_demo_again_changes_no_figure() -> None:
    loaded = load_context()
    assert (loaded.new, loaded.corrected, loaded.releases) == (0, 0, 0)


def test_a_place_is_set_beside_its_kind_its_region_and_the_country() -> None:
    share = row("adur", "imd_lsoas_most_deprived_decile_pct")
    assert (share.here, share.region_name, share.region_words) == ("0.0%", "South East", "3.3%")
    assert (share.country_name, share.country_words) == ("England", "10.0%")
    assert share.sentence == "Joint lowest of 164, with 81 others. Median: 0.6%."
    assert share.reading == "Higher is more deprived"
    kent = row("kent", "population_total")
    assert kent.sentence == "The highest of 21. Median: 842,313."
    assert kent.chart is not None
    assert (kent.chart.ring, kent.chart.stroke) == (None, None)  # a region is no larger place


def test_where_england_has_no_figure_the_kingdom_stands_beside_it() -> None:
    children = row("adur", "children_relative_low_income_ahc_pct")
    assert (children.country_name, children.country_words) == ("United Kingdom", "26.0%")


def test_an_estimate_stands_with_its_interval() -> None:
    said = row("kent", "healthy_life_expectancy_female")
    assert (said.here, said.interval) == ("63.9", "95%: 61.9 to 65.9")


def test_words_are_words_and_a_rank_says_of_how_many() -> None:
    where = row("adur", "rural_urban_class_2021")
    assert where.here == "Urban: Majority nearer to a major town or city"
    assert (where.chart, where.country_words) == (None, "")
    rank = row("blackpool", "imd_rank_of_average_score")
    assert (rank.here, rank.chart) == ("1 of 296", None)
    assert "1 is the most deprived; ranked among 296 councils" in rank.sentence


def test_what_is_not_published_for_a_kind_says_so_and_is_no_zero() -> None:
    said = text("/places/adur/figures/")
    assert re.search(
        r"Healthy life expectancy, females: not known \. Not published for districts\. Unitary",
        said,
    )
    assert "ealthy life expectancy" not in text("/places/adur/")


def test_a_figure_that_its_release_does_not_know_is_not_drawn_or_counted() -> None:
    place = Place.objects.get(slug="adur")
    own = ContextFigure.objects.filter(place=place, release__measure__key="claimant_count_pct")
    assert own.update(value=None) == 1
    said = row("adur", "claimant_count_pct")
    assert (said.here, said.chart, said.sentence) == (
        *("Not known", None, "The release has no figure for it."),
    )
    assert said.number == 163
    assert row("arun", "claimant_count_pct").number == 163


def test_a_place_that_ended_is_read_in_the_release_that_has_it() -> None:
    share = row("allerdale", "imd_lsoas_most_deprived_decile_pct")
    assert (share.here, share.release) == ("11.7%", "IoD2019")
    assert share.country_words == "10.0%"
    assert share.number == 192  # the districts of the same release
    assert row("allerdale", "population_total").here == "Not known"


def test_releases_stand_side_by_side_and_never_as_a_change() -> None:
    said = text("/places/blackpool/figures/")
    assert "1 of 296" in said
    assert "Earlier: 1 of 317 (Indices of Deprivation 2019)" in said
    assert "cannot be compared" in said
    assert not re.search(r"(up|down|change of|moved) \d", said)


def test_every_measure_has_its_definition_release_caveat_source_and_attribution() -> None:
    body = Client().get("/places/barnsley/figures/").content.decode()
    said = text("/places/barnsley/figures/")
    for measure in Measure.objects.all():
        assert f'id="{measure.key}"' in body, measure.key
        assert measure.definition in said
        assert measure.caveat in said
    assert 'href="/sources/ons-census2021-ts054/"' in body
    assert "Published under the code E08000016" in said
    assert "Worked out: percentage of published counts" in said
    assert "Contains public sector information licensed under the Open Government Licence" in said
    assert Client().get("/sources/ons-census2021-ts054/").status_code == 200
    assert "No qualifications" in text("/sources/ons-census2021-ts067/?kind=context")


def test_the_file_has_every_release_with_definition_and_attribution() -> None:
    answer = Client().get("/places/allerdale/figures/?format=csv")
    body = b"".join(answer.streaming_content).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(body)))
    rank = next(line for line in lines if line["figure"] == "Deprivation rank")
    assert (rank["release"], rank["ranked"], rank["unit"]) == ("IoD2019", "317", "rank")
    assert "1 is the most deprived" in rank["definition"]
    assert rank["attribution"].startswith("Contains public sector information")
    assert rank["england"] == ""
    answer = Client().get("/places/adur/figures/?format=json")
    file = json.loads(b"".join(answer.streaming_content))
    people = next(line for line in file["rows"] if line["figure"] == "Population")
    assert (people["value"], people["england"]) == (64_889, 58_620_101)
    assert people["attribution"]


@pytest.mark.parametrize("slug", ["adur", "north-west", "city-of-london", "kent", "allerdale"])
def test_all_figures_of_a_place_take_one_query(slug: str) -> None:
    place = Place.objects.get(slug=slug)
    for measures in (SHORT, ()):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            context_of(place, measures)
        assert len(asked) == 1


def test_a_quiet_place_says_so_and_shows_official_figures_and_whom_to_ask() -> None:
    said = text("/places/wigan/")
    assert "No pilots to show in Wigan yet." in said
    assert "15.5% of neighbourhoods are in England’s most deprived tenth" in strip("wigan")
    assert strip("wigan").count("(") == 4
    for part in (
        "No named contact yet. Try these.",
        "Tell us something",
        "Tried in similar places",
    ):
        assert part in said
    assert "Wakefield" in said
    adur = text("/places/adur/")
    assert "Tried in similar places" not in adur
    assert "Hastings" not in adur  # the one district with a pilot is nothing like it
    assert re.search(r"Integrated care board \S.* Sussex", adur)
    about = text("/places/adur/about/")
    assert re.search(r"Integrated care board as at April 2024 \S.* Sussex", about)


def strip(slug: str) -> str:
    """The figures at the top, each before what it is."""
    items = re.findall(
        r"<dt>(.*?)</dt><dd>(.*?)</dd>",
        Client().get(f"/places/{slug}/").content.decode(),
        re.DOTALL,
    )
    return "; ".join(" ".join(re.sub(r"<[^>]+>", " ", f"{dd} {dt}").split()) for dt, dd in items)


def test_what_is_written_of_a_place_stands_on_the_page_about_it() -> None:
    said = text("/places/leeds/about/")
    assert "was the nominated lead" in said
    assert "Place-based partnerships explained" in said


@pytest.mark.parametrize(
    ("value", "words"),
    [("36.75", "36.8%"), ("40", "40.0%"), ("0", "0.0%"), ("0.04", "0.04%"), ("0.05", "0.05%")],
)
def test_a_percentage_has_one_decimal_and_some_is_never_none(value: str, words: str) -> None:
    assert with_unit(Decimal(value), "% of homes", 2) == words
    assert with_unit(Decimal(value), "", 2) == f"{Decimal(value):.2f}"


def test_a_unit_that_the_label_begins_with_is_not_said_twice() -> None:
    assert row("wigan", "imd_lsoas_total").of_what == ""
    assert row("wigan", "imd_lsoas_most_deprived_decile_pct").of_what == ""
    assert row("wigan", "population_aged_0_15_pct").of_what == "of population"
    assert "Neighbourhoods neighbourhoods" not in text("/places/compare/?place=wigan&place=adur")


def test_the_page_of_a_care_board_names_every_council_where_figures_stand_elsewhere() -> None:
    page = Client().get("/places/nhs-kent-and-medway/about/").content.decode()
    assert page.count("of the people of") == 13


def test_of_many_programmes_a_quiet_page_has_two_and_counts_all() -> None:
    said = text("/places/essex/")
    assert said.count("From ") + said.count("ates not known") <= 2
    assert "Tried before 5 programmes" in said
    assert text("/places/essex/before/").count("Health and wellbeing boards")


def test_a_council_without_a_care_board_says_so_and_a_former_one_does_not() -> None:
    assert "Not recorded" not in text("/places/adur/about/")
    adur = Place.objects.get(slug="adur")
    adur.links.filter(other__kind="integrated_care_system").delete()
    assert "Integrated care board Not recorded" in text("/places/adur/about/")
    assert "Not recorded" not in text("/places/allerdale/about/")


def test_the_page_about_the_data_has_each_line_with_its_sources() -> None:
    body = Client().get("/about/data/").content.decode()
    for line, sources in attribution_lines():
        assert body.count(f"<li>{line} <details>") == 1
        assert all(source.get_absolute_url() in body for source in sources)


def test_a_busy_place_has_official_figures_where_there_is_room() -> None:
    said = text("/places/liverpool/")
    assert "What was tried" in said
    assert "36.8%" in said
    assert "How it compares" in said


def test_a_quiet_page_takes_fewer_queries_than_a_busy_one() -> None:
    client = Client()
    client.get("/places/adur/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/places/adur/")
    assert len(asked) == 13


def test_the_brief_says_them_as_text() -> None:
    said = Client().get("/places/adur/brief/?format=txt").content.decode()
    assert "HOW IT COMPARES" in said
    assert "- Population (people): 64,889;" in said
    said = " ".join(said.split())
    assert "Indices of Deprivation 2025. Source: English Indices of Deprivation 2025" in said
    for publisher in ("Office for National Statistics", "Department for Work and Pensions"):
        line = "Contains public sector information licensed under the Open Government Licence v3.0."
        assert f"The figures beside others: {line} Source: {publisher}" in said


def test_a_figure_of_the_list_of_authorities_stands_with_its_line() -> None:
    line = "mySociety, licensed under CC BY 4.0, adapted."
    assert line in text("/places/adur/figures/")
    answer = Client().get("/places/adur/figures/?format=csv")
    rows = b"".join(answer).decode("utf-8-sig")
    kept = [row for row in csv.DictReader(io.StringIO(rows)) if row["number"]]
    assert {row["figure"] for row in kept} >= {"Area", "Population"}
    assert all(line in row["attribution"] for row in kept)


def test_places_like_one_are_chosen_by_the_official_figures_and_say_why() -> None:
    said = text("/places/adur/like/")
    assert "of its neighbourhoods in the most deprived tenth, 0.0% here" in said
    assert "People Deprivation Rural or urban Topics" in said
    assert "Not known about Adur" not in said


def test_a_place_of_no_kind_in_the_tables_says_that_none_is_held() -> None:
    place = Place.objects.create(name="Old Quarter", slug="old-quarter", kind="neighbourhood")
    assert not context_of(place)
    assert "No official figures are held" in text("/places/old-quarter/figures/")
    assert "Nothing yet: barriers, money, partners and official figures." in text(
        "/places/old-quarter/"
    )


def test_each_line_that_licences_ask_for_stands_once_with_its_sources() -> None:
    lines = dict(attribution_lines())
    census = next(line for line in lines if line.endswith("Office for National Statistics."))
    assert "ons-census2021-ts067" in {source.slug for source in lines[census]}
    assert sum(map(len, lines.values())) == 13
    assert all("Open Government Licence v3.0" in line for line in lines)


def test_a_council_that_ended_shows_what_was_published_of_it_and_no_gap_for_later() -> None:
    allerdale = context_of(Place.objects.get(slug="allerdale"))
    assert all(figure.is_there for figure in allerdale.published)
    later = row("allerdale", "population_total")
    assert (later.known, later.why_not) == (False, "It ended before this release.")
    assert "Not known" not in text("/places/allerdale/").partition("Where it is")[0]


def test_nothing_is_called_alike_that_is_not() -> None:
    said = text("/places/isles-of-scilly/")
    assert "Tried in similar places" not in said
    assert "times as large" not in said


def test_a_care_board_of_whole_councils_shows_their_sum_of_counts_alone() -> None:
    board = Place.objects.get(slug="nhs-greater-manchester")
    councils = Place.objects.filter(links__other=board, links__kind="overlaps")
    assert councils.count() == 10
    newest = ContextFigure.objects.filter(
        release__measure__key="population_total", release__name__startswith="mid-2024"
    )
    people = newest.filter(place__in=councils).aggregate(all=Sum("value"))["all"]
    said = text("/places/nhs-greater-manchester/figures/")
    assert f"Population people {people:,.0f} mid-2024" in said
    assert "mid-2024 (as published by 26 September 2025)" in said
    assert f"{people:,.0f} people live in its 10 councils (mid-2024" in text(
        "/places/nhs-greater-manchester/"
    )
    made = care_board_of(board)
    assert made is not None
    assert {one.key for one in made.sums} == set(COUNTS)
    assert "Office for National Statistics" in " ".join(made.attributions)


def test_a_care_board_with_a_part_of_a_council_says_why_it_has_no_figures() -> None:
    said = text("/places/nhs-west-yorkshire/figures/")
    assert (
        "It has only a part of North Yorkshire, and no figure is published of such a part" in said
    )
    assert "No official figures are held. It has only a part of North Yorkshire" in text(
        "/places/nhs-west-yorkshire/"
    )


def test_a_care_board_lacks_its_sum_where_one_council_has_no_figure() -> None:
    board = Place.objects.get(slug="nhs-greater-manchester")
    ContextFigure.objects.filter(
        place__slug="wigan", release__measure__key="population_total"
    ).update(value=None)
    made = care_board_of(board)
    assert made is not None
    assert made.population is None
    assert len(made.sums) == len(COUNTS) - 1
