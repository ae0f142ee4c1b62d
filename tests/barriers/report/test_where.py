"""The barrier report: exact counts, each with its list, and nothing that is not the reader's."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import re

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from barriers.models import ActionTried, Barrier, Category
from partnerships.models import PlaceLink, Programme
from pilots.models import Lesson
from records.models import Finding, FindingSubject, Source
from tests import builders
from tests.barriers.report.reported import (
    PFPP,
    REPORT,
    as_,
    data_sharing,
    links,
    lists_of,
    page,
    rows,
    words,
)
from tests.builders import Cast


@pytest.fixture
def programme(cast: Cast) -> Programme:
    """The programme in Bradford, Leeds and Hull; barriers in the first two."""
    leeds = builders.place("Leeds", within=cast.region)
    hull = builders.place("Hull", within=cast.region)
    for at in (leeds, hull):
        cast.pfpp.place_links.create(place=at)
    data_sharing(cast.bradford, "Here", programme=cast.pfpp, nature="mixed")
    data_sharing(cast.bradford, "In both", programme=cast.pfpp).place_links.create(place=leeds)
    builders.barrier(leeds, "Unsure", programme=cast.pfpp)
    builders.barrier(
        leeds,
        "Money",
        category=builders.category("funding"),
        programme=cast.pfpp,
        status="closed_unresolved",
    )
    builders.barrier(cast.luton, "Outside", category=builders.category("culture"))
    return cast.pfpp


def test_a_filter_that_fits_nothing_is_named_as_the_reason(programme: Programme) -> None:
    assert "No barrier that you can see fits these filters." in words(page("?q=zzzz"))
    Barrier.objects.all().delete()
    assert "which does not mean that there is none" in words(page(""))


def test_the_lead_says_how_many_and_that_none_logged_is_not_none(programme: Programme) -> None:
    said = words(page(PFPP))
    assert (
        "4 barriers in 2 of the 3 places of Partnerships for People and Place. Nothing is logged "
        "in the other one. That doesn’t mean nothing is in the way." in said
    )


def test_each_place_of_the_programme_has_its_row_also_without_any(programme: Programme) -> None:
    found = rows(PFPP)
    assert list(found)[:3] == ["Bradford", "Hull", "Leeds"]
    assert (found["Bradford"]["data_sharing"], found["Bradford"]["all"]) == (2, 2)
    assert (found["Leeds"]["funding"], found["Leeds"]["not_sure"], found["Leeds"]["all"]) == (
        1,
        1,
        3,
    )
    assert found["Hull"]["all"] == 0
    assert "Hull none" in words(page(PFPP))


def test_a_barrier_of_two_places_counts_once_in_the_totals(programme: Programme) -> None:
    text = page(PFPP)
    foot = words("<main" + text.partition("<tfoot")[2].partition("</tfoot>")[0] + "</main>")
    assert foot.endswith("All barriers, each once 0 0 1 2 0 0 1 4")


def test_every_number_opens_the_list_that_it_counts(programme: Programme) -> None:
    listed = lists_of()
    for query in (PFPP, "", f"{PFPP}&category=data-sharing", "?rows=unitary", "?place=bradford"):
        text = page(query)
        found = links(text)
        assert found
        for number, url in found:
            assert listed(url) == number, url


def test_the_filters_travel_to_every_list(programme: Programme) -> None:
    for _, url in links(page(f"{PFPP}&status=any-open&tried=no")):
        assert "status=any-open" in url
        assert "tried=no" in url
        assert "programme=partnerships-for-people-and-place" in url


def test_without_a_programme_regions_are_the_rows(programme: Programme) -> None:
    found = rows("?rows=region")
    assert found["Yorkshire and The Humber"]["all"] == 4
    assert found["East of England"]["all"] == 1
    assert "In no region" not in found


def test_councils_of_any_kind_are_the_rows_where_nothing_else_is_asked(
    programme: Programme, cast: Cast
) -> None:
    within = builders.place("Manningham", "ward", within=cast.bradford)
    data_sharing(within, "In a ward of Bradford")
    found = rows()
    assert {name: row["all"] for name, row in found.items()} == {
        "Bradford": 3, "Leeds": 3, "Luton": 1,
    }  # fmt: skip
    text = page()
    assert "6 barriers in 3 of the 4 councils. Nothing is logged in the other one." in words(text)
    assert list(rows("?region=east-of-england")) == ["Luton"]
    listed = lists_of()
    for number, url in links(text):
        assert listed(url) == number, url


def test_a_council_that_ended_is_counted_only_where_something_is_logged(
    programme: Programme, cast: Cast
) -> None:
    former = builders.place("Old borough", within=cast.region)
    PlaceLink.objects.create(
        place=former, other=cast.bradford, kind="succeeded_by", valid_from=dt.date(2020, 4, 1)
    )
    assert "in 3 of the 4 councils" in words(page())
    data_sharing(former, "Of before")
    assert "in 4 of the 5 councils" in words(page())


def test_rows_can_be_programmes_with_what_is_in_none(programme: Programme, cast: Cast) -> None:
    found = {row["programme"]: row["all"] for row in json.loads(
        as_(None).get(f"{REPORT}?rows=programme&format=json").getvalue())["rows"]}  # fmt: skip
    assert found == {str(programme): 4, "In no programme": 1}
    listed = lists_of()
    found_links = links(page("?rows=programme&columns=status"))
    assert (1, "/barriers/?unplanned=on") in found_links or (
        1, "/barriers/?status=open&unplanned=on",
    ) in found_links  # fmt: skip
    for number, url in found_links:
        assert listed(url) == number, url


def test_the_table_is_chosen_by_two_selects_that_keep_the_filters(programme: Programme) -> None:
    text = page("?rows=region&columns=status&tried=no&after=x")
    form = text.partition('<form class="row"')[2].partition("</form>")[0]
    assert '<input type="hidden" name="tried" value="no">' in form
    assert 'value="x"' not in form
    assert form.count("<select") == 2
    assert re.search(r'<option\s+value="region" selected>', form)
    assert re.search(r'<option\s+value="status" selected>', form)


def test_what_is_in_no_region_has_a_row_of_its_own(cast: Cast) -> None:
    afar = builders.place("Far away")
    data_sharing(afar)
    assert rows("?rows=region")["In no region"]["data_sharing"] == 1
    data_sharing(cast.bradford)
    text = page("?rows=region")
    assert "2 barriers, 1 of them in 1 of the 2 regions." in words(text)
    assert (1, "/barriers/?category=data-sharing&region=none") in links(text)


def test_rows_can_be_one_kind_of_place(programme: Programme) -> None:
    found = rows("?rows=metropolitan_borough")
    assert list(found) == ["Bradford"]
    assert "There is no such kind of place" in words(page("?rows=castle"))
    assert as_(None).get(f"{REPORT}?rows=castle&format=csv").status_code == 400


def test_more_than_thirty_places_show_regions_first(cast: Cast) -> None:
    for number in range(31):
        at = builders.place(f"Ward {number:02}", "ward", within=cast.bradford)
    data_sharing(at)
    text = page("?rows=ward")
    assert "There are more than 30 wards, so regions come first" in words(text)
    assert 'href="?rows=ward&amp;region=yorkshire-and-the-humber"' in text
    within = rows("?rows=ward&region=yorkshire-and-the-humber")
    assert len(within) == 31
    assert within["Ward 30"]["all"] == 1


def test_nature_is_told_apart_for_claims_about_rules_only(programme: Programme) -> None:
    said = words(page(PFPP))
    assert "Nobody has said whether a rule is behind 2 of the 3 that could rest on one." in said
    before = page(PFPP).partition(">Where, by nature<")[0]
    by_nature = html.unescape(before.rpartition('href="')[2].partition('"')[0])
    assert "All barriers, each once 2 1 1 4" in words(page(by_nature))
    of_kind = page(f"{PFPP}&category=data-sharing")
    assert "Data sharing 1 none none none 1 2" in words(of_kind)
    assert (1, f"/barriers/{PFPP}&category=data-sharing&nature=mixed") in links(of_kind)
    assert "Claims about rules" not in words(page(f"{PFPP}&category=culture"))


def test_a_team_barrier_is_nowhere_in_the_report(programme: Programme, cast: Cast) -> None:
    before = words(page(PFPP, cast.outsider))
    secret = data_sharing(
        cast.bradford, "Wary of the agency", programme=cast.pfpp, visibility="team"
    )
    ActionTried.objects.create(barrier=secret, what="A trusted person")
    assert words(page(PFPP, cast.outsider)) == before
    assert rows(PFPP, cast.outsider)["Bradford"]["all"] == 2
    assert rows(PFPP, cast.bradford_editor)["Bradford"]["all"] == 3
    assert "Wary of the agency" in page(PFPP, cast.bradford_editor)


def test_one_in_need_of_an_owner_is_counted_for_its_lead(programme: Programme, cast: Cast) -> None:
    data_sharing(
        cast.bradford, "Alone", programme=cast.pfpp, visibility="team", status="needs_owner"
    )
    assert rows(PFPP, cast.pfpp_lead)["Bradford"]["all"] == 3
    assert rows(PFPP, cast.evaluator)["Bradford"]["all"] == 2


def test_what_was_tried_stands_with_its_result(programme: Programme) -> None:
    here = Barrier.objects.get(title="Here")
    ActionTried.objects.create(
        barrier=here, what="Met NHS Digital.", outcome="helped", result="led on"
    )
    said = words(page(f"{PFPP}&category=data-sharing"))
    assert "Data sharing: what was tried and what came of it" in said
    assert "Bradford Here Mixed Met NHS Digital Helped: led on Not known" in said
    assert "Bradford and Leeds In both Not stated Nothing recorded Not known" in said
    every = words(page(PFPP))
    assert "Met NHS Digital" in every
    assert "In both" not in every


def test_of_every_kind_the_latest_few_that_were_tried_stand_and_the_list_has_all(
    programme: Programme, cast: Cast
) -> None:
    for number in range(7):
        barrier = data_sharing(cast.bradford, f"Number {number}", programme=programme)
        ActionTried.objects.create(barrier=barrier, what=f"Tried {number}")
    every = page(PFPP)
    assert words(every).count("Result not known") == 3
    assert "Number 6 Bradford. Tried 6 Result not known" in words(every)
    assert "Number 3" not in words(every)
    assert re.search(r'<a href="[^"]*tried=yes[^"]*">All with something tried</a>', every)
    of_kind = page(f"{PFPP}&category=data-sharing")
    assert "Number 0" in words(of_kind)
    closed = of_kind.partition("<details><summary>6 more barriers")[2].partition("</details>")[0]
    assert ("Number 6" in closed, "Number 0" in closed) == (True, False)


def test_a_report_that_matches_nothing_has_no_tables_of_nothing(programme: Programme) -> None:
    said = words(page(f"{PFPP}&q=zzzz"))
    assert "Barriers by place and kind" not in said
    assert "Nothing that you can see was tried" not in said
    assert "Barriers by place and kind" in words(page(PFPP))


def test_what_helped_is_shown_only_where_its_pilot_is_seen(
    programme: Programme, cast: Cast
) -> None:
    for level in ("public", "team"):
        pilot = builders.pilot(cast.bradford, programme=cast.pfpp, visibility=level)
        Lesson.objects.create(
            pilot=pilot,
            kind="enabler",
            text=f"A secondee ({level})",
            helps_with="data-sharing",
            visibility=level,
        )
    said = words(page(f"{PFPP}&category=data-sharing"))
    assert "What helped A secondee (public) Bradford" in said
    assert "A secondee (team)" not in said
    assert "A secondee" not in words(page(f"{PFPP}&category=funding"))


def test_a_published_finding_stands_apart_from_the_counts(programme: Programme) -> None:
    source = Source.objects.create(slug="s", title="The guidance")
    finding = Finding.objects.create(
        key="six",
        claim="Data sharing was a key barrier in 6 of 13 places",
        value_low=6,
        source=source,
    )
    for subject in (programme, Category.objects.get(key="data-sharing")):
        FindingSubject.objects.create(finding=finding, subject=subject)
    said = words(page(f"{PFPP}&category=data-sharing"))
    assert (
        "Published finding: Data sharing was a key barrier in 6 of 13 places. It is in none of "
        "the counts here. The guidance" in said
    )
    assert "2 data sharing barriers in 2 of the 3 places" in said
    assert "6 of 13" not in words(page(f"{PFPP}&category=funding"))
    short = page(PFPP)
    assert "Published, not counted here: Data sharing was a key barrier" in words(short)
    assert "Data sharing was a key barrier" in words(page(f"{PFPP}&show=outcomes"))
    assert "show=outcomes" in short


@pytest.mark.parametrize(
    "query",
    ["?category=witchcraft", "?programme=no-such", "?place=atlantis", "?status=fine", "?q=%00"],
)
def test_an_unknown_value_shows_its_message_and_no_rows(programme: Programme, query: str) -> None:
    response = as_(None).get(REPORT + query)
    assert response.status_code == 200
    text = response.content.decode()
    assert "No report is shown, because a filter is not right" in words(text)
    assert not links(text)
    assert as_(None).get(f"{REPORT}{query}&format=csv").status_code == 400


def test_the_file_holds_exactly_the_rows_with_definitions(programme: Programme) -> None:
    text = as_(None).get(f"{REPORT}{PFPP}&format=csv").getvalue().decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    assert [(row["place"], row["all"]) for row in found] == [
        ("Bradford", "2"),
        ("Hull", "0"),
        ("Leeds", "3"),
    ]
    assert found[0]["address"] == "/places/bradford/"
    meanings = as_(None).get(f"{REPORT}{PFPP}&format=csv&definitions=1").getvalue().decode()
    assert "0 means that you can see none" in meanings
    assert as_(None).get(f"{REPORT}{PFPP}&format=xlsx").getvalue().startswith(b"PK")
    assert as_(None).get(f"{REPORT}?format=pdf").status_code == 400


@pytest.mark.parametrize("many", [1, 30])
@pytest.mark.parametrize(
    ("query", "queries"),
    [(f"{PFPP}&category=data-sharing", 12), (PFPP, 12), ("?rows=unitary", 13), ("", 14)],
)
def test_the_report_asks_as_often_for_one_as_for_many(
    cast: Cast,
    many: int,
    query: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    source = Source.objects.create(slug="s", title="The guidance")
    for number in range(many):
        at = builders.place(f"Town {number}", within=cast.region)
        cast.pfpp.place_links.create(place=at)
        barrier = data_sharing(at, programme=cast.pfpp)
        ActionTried.objects.create(barrier=barrier, what="Asked")
        pilot = builders.pilot(at, programme=cast.pfpp)
        Lesson.objects.create(
            pilot=pilot, kind="enabler", text="Time", helps_with="data-sharing", visibility="public"
        )
        finding = Finding.objects.create(key=f"f{number}", claim="A claim", source=source)
        for subject in (cast.pfpp, barrier.category):
            FindingSubject.objects.create(finding=finding, subject=subject)
    client = as_(cast.pfpp_lead)
    with django_assert_num_queries(queries):
        client.get(REPORT + query)


def test_the_published_record_names_three_places_with_what_they_tried(demo_database: str) -> None:
    lead = User.objects.get(email="lead.pfpp@demo.test")
    said = words(page("?programme=pfpp&category=data-sharing", lead))
    assert "3 data sharing barriers in 3 of the 14 places" in said
    table = said.partition("what was tried and what came of it")[2]
    assert re.search(r"Birmingham .*? Department for Education .*?Bradford .*? NHS Digital", table)
    assert re.search(
        r"Liverpool .*? Not stated: the guidance says .real or imagined. and leaves open", table
    )
    finding = "A lack of data sharing across agencies was a key barrier to change in 6 of 13 places"
    assert f"Published finding: {finding}." in said


def test_a_nature_is_said_to_be_checked_or_from_a_source(programme: Programme) -> None:
    shown = words(page(f"{PFPP}&category=data-sharing"))
    assert "Perceived Checked, or said by the source: nothing stops it" in shown
