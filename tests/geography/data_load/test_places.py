"""Newer tables of places and of care boards by the pages: they change the record itself."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from accounts.models import Notice
from geography.england.load import bring_along, load_england
from geography.models import DataLoad
from partnerships.models import Place, PlaceCode, PlaceLink, PlaceName
from records.models import Source
from tests import builders
from tests.builders import Cast
from tests.geography.data_load.sent import decide, head_and, send, signed_in, text

pytestmark = pytest.mark.django_db
HEAD = "gss_code,name,kind,valid_from,region,county_gss,combined_authority_gss"
BOARDS = "council_code,icb_code,share"
ABOUT = {"title": "Authorities of 2026", "name": "May 2026"}


@pytest.fixture
def coded(cast: Cast) -> Cast:
    """Bradford and Luton with the codes that they have, in no county."""
    PlaceCode.objects.create(place=cast.bradford, code="E08000032")
    PlaceCode.objects.create(place=cast.luton, code="E06000032")
    return cast


@pytest.fixture
def administrator(coded: Cast) -> Client:
    return signed_in(coded.administrator)


def names(place: Place) -> list[tuple[str, dt.date | None, dt.date | None]]:
    rows = PlaceName.objects.filter(place=place, kind=PlaceName.Kind.PLAIN).order_by("id")
    return list(rows.values_list("name", "valid_from", "valid_to"))


def test_a_newer_table_of_places_is_looked_at_then_changes_them_from_its_day(
    coded: Cast, administrator: Client
) -> None:
    newer = head_and(
        "E08000032,Bradford,metropolitan_borough,,Yorkshire and The Humber",
        "E06000032,Luton Airport,unitary,,",
        "E06000099,East Surrey,unitary,2026-04-01,South East",
        head=HEAD,
    )
    before = Place.objects.count()
    said = text(send(administrator, "places", newer, **ABOUT))
    assert "Nothing is loaded yet" in said
    assert "the record as it stands" in said
    assert "East Surrey, unitary council" in said
    assert "Luton becomes Luton Airport on 1 May 2026" in said
    assert Place.objects.count() == before
    assert "Luton editor: Luton" in said
    assert "Publication and licence Authorities of 2026" in said

    said = text(decide(administrator, DataLoad.objects.waiting().get()))
    assert "Your file is loaded." in said
    assert [name for name, *_ in names(Place.objects.get(codes__code="E06000032"))] == [
        "Luton",
        "Luton Airport",
    ]
    day = dt.date(2026, 5, 1)
    assert names(coded.luton)[0][2] == day == names(coded.luton)[1][1]
    new = PlaceCode.objects.get(code="E06000099")
    assert new.source is not None
    assert (new.place.name, new.source.title) == ("East Surrey", "Authorities of 2026")
    told = Notice.objects.filter(kind="data_loaded")
    assert coded.luton_editor.pk in set(told.values_list("user", flat=True))
    assert "May 2026; what it leaves out: July 2025" in text(Client().get("/about/data/"))
    assert "May 2026" in text(administrator.get("/about/data/load/"))

    assert "changes nothing" in text(send(administrator, "places", newer, **ABOUT))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("E0800003,Bradford,metropolitan_borough,,", "not an English code"),
        ("E08000032,Bradford,unitary,,", "is not the code of a unitary council"),
        ("E08000032,,metropolitan_borough,,", "Line 2, name: enter a name"),
        ("E08000032,Bradford,metropolitan_borough,1 May,", "is not a date"),
        ("E08000032,Bradford,metropolitan_borough,,Mercia", "is no region of England"),
        ("E08000032,Bradford,metropolitan_borough,,,,,,x", "cells, and there are 7 columns"),
    ],
)
def test_a_bad_table_of_places_is_refused_whole_with_line_and_reason(
    administrator: Client, line: str, said: str
) -> None:
    page = text(send(administrator, "places", head_and(line, head=HEAD), **ABOUT))
    assert "Nothing was loaded" in page
    assert said in page
    assert not DataLoad.objects.exists()


def test_a_list_of_an_earlier_day_than_the_record_is_refused_with_the_reason(
    coded: Cast, administrator: Client
) -> None:
    PlaceName.objects.filter(place=coded.luton).update(valid_from=dt.date(2026, 5, 1))
    newer = head_and("E06000032,Luton Airport,unitary,,", head=HEAD)
    page = text(send(administrator, "places", newer, **ABOUT))
    assert "Nothing was loaded" in page
    assert "its name would end on 2026-05-01, and it began on 2026-05-01" in page
    assert not DataLoad.objects.exists()


def test_a_file_without_its_columns_or_rows_is_refused(administrator: Client) -> None:
    page = text(send(administrator, "places", b"gss_code,name\nE08000032,Bradford\n", **ABOUT))
    for column in ("kind", "region", "county_gss", "combined_authority_gss"):
        assert f"the column {column} is missing" in page
    assert "there are no rows" in text(
        send(administrator, "care_boards", head_and(head=BOARDS), **ABOUT)
    )


def test_a_council_that_one_list_took_out_by_mistake_is_put_back_by_the_next(
    coded: Cast, administrator: Client
) -> None:
    above = builders.place("West Yorkshire Authority", kind="combined_authority")
    PlaceCode.objects.create(place=above, code="E47000003")
    links = PlaceLink.objects.filter(place=coded.bradford, other=above).order_by("id")
    source = bring_along()["uk-authorities"]
    links.create(place=coded.bradford, other=above, kind="within", source_id=source)
    day = dt.date(2026, 5, 1)
    for code, dates in (("", [(None, day)]), ("E47000003", [(None, day), (day, None)])):
        line = f"E08000032,Bradford,metropolitan_borough,,,,{code}"
        send(administrator, "places", head_and(line, head=HEAD), **ABOUT)
        decide(administrator, DataLoad.objects.waiting().get())
        assert list(links.values_list("valid_from", "valid_to")) == dates
    same = head_and(line, head=HEAD)
    assert "changes nothing" in text(send(administrator, "places", same, **ABOUT))


def test_a_table_of_care_boards_says_where_they_lie(administrator: Client) -> None:
    board = head_and("E54000099,NHS North,integrated care board,,,,", head=HEAD)
    page = text(send(administrator, "places", board, **ABOUT))
    assert "the column nhs_region_gss is missing" in page


@pytest.fixture
def served(coded: Cast) -> Cast:
    """Bradford in one care board by the program's list; a link by hand of Luton."""
    west = builders.place("NHS West", kind="integrated_care_system")
    east = builders.place("NHS East", kind="integrated_care_system")
    PlaceCode.objects.create(place=west, code="E54000054")
    PlaceCode.objects.create(place=east, code="E54000055")
    source = bring_along()["care-board-areas"]
    common = {"kind": "overlaps", "basis": "people", "share": 1}
    PlaceLink.objects.create(place=coded.bradford, other=west, source_id=source, **common)
    PlaceLink.objects.create(place=coded.luton, other=west, kind="overlaps")
    return coded


def boards_of(place: Place) -> dict[str, str]:
    links = PlaceLink.objects.filter(place=place, other__kind="integrated_care_system")
    return {link.other.name: str(link.share) for link in links.select_related("other")}


def test_newer_care_boards_replace_those_of_the_list_and_no_link_by_hand(
    served: Cast, administrator: Client
) -> None:
    newer = head_and(
        "E08000032,E54000054,0.4", "E08000032,E54000055,0.6", "E06000032,E54000055,1", head=BOARDS
    )
    said = text(send(administrator, "care_boards", newer, **ABOUT))
    assert "Bradford editor: Bradford" in said
    assert boards_of(served.bradford) == {"NHS West": "1.0000"}
    decide(administrator, DataLoad.objects.waiting().get())
    assert boards_of(served.bradford) == {"NHS West": "0.4000", "NHS East": "0.6000"}
    assert boards_of(served.luton) == {"NHS West": "None", "NHS East": "1.0000"}
    source = PlaceLink.objects.get(place=served.luton, other__name="NHS East").source
    assert source is not None
    assert source.title == "Authorities of 2026"
    assert "changes nothing" in text(send(administrator, "care_boards", newer, **ABOUT))


def test_the_program_s_own_list_takes_nothing_back_of_a_newer_one(
    administrator: Client,
) -> None:
    load_england()
    leeds = Place.objects.get(slug="leeds")
    newer = head_and("E08000035,E54000008,1", head=BOARDS)
    send(administrator, "care_boards", newer, **ABOUT)
    decide(administrator, DataLoad.objects.waiting().get())
    assert list(boards_of(leeds)) == [Place.objects.get(codes__code="E54000008").name]
    load_england()
    assert list(boards_of(leeds)) == [Place.objects.get(codes__code="E54000008").name]


def test_lines_that_the_record_is_newer_than_are_named_and_change_nothing(
    coded: Cast, administrator: Client
) -> None:
    PlaceCode.objects.filter(place=coded.luton).update(
        code="E06000999", source_id=bring_along()["ons-codes"], valid_from=dt.date(2026, 8, 1)
    )
    PlaceCode.objects.create(place=coded.luton, scheme="gss-former", code="E06000032")
    lines = ["E06000032,Luton,unitary,,,,"]
    page = text(send(administrator, "places", head_and(*lines, head=HEAD), **ABOUT))
    left = "Left as it is, since the record is newer: Luton has the code E06000999, not E06000032"
    assert f"This file changes nothing. {left}" in page
    assert not DataLoad.objects.exists()
    lines.append("E08000032,Bradford District,metropolitan_borough,,,,")
    page = text(send(administrator, "places", head_and(*lines, head=HEAD), **ABOUT))
    assert "Nothing is loaded yet" in page
    assert left in page


def test_the_second_release_of_one_title_keeps_its_own_day(
    coded: Cast, administrator: Client
) -> None:
    days = {"as_of_month": "6", "name": "June 2026"}
    for name, said in (("Bradford District", {}), ("Bradford City", days)):
        line = f"E08000032,{name},metropolitan_borough,,,,"
        send(administrator, "places", head_and(line, head=HEAD), **{**ABOUT, **said})
        decide(administrator, DataLoad.objects.waiting().get())
    sources = Source.objects.filter(title=ABOUT["title"]).order_by("published")
    assert [source.published for source in sources] == [dt.date(2026, 5, 1), dt.date(2026, 6, 1)]
    held = PlaceName.objects.filter(place=coded.bradford, valid_from__isnull=False)
    assert [row.source for row in held.order_by("valid_from")] == list(sources)


def test_a_share_of_more_decimals_than_are_kept_changes_nothing_twice(
    served: Cast, administrator: Client
) -> None:
    newer = head_and("E08000032,E54000054,0.333333", "E08000032,E54000055,0.666667", head=BOARDS)
    send(administrator, "care_boards", newer, **ABOUT)
    decide(administrator, DataLoad.objects.waiting().get())
    assert boards_of(served.bradford) == {"NHS West": "0.3333", "NHS East": "0.6667"}
    assert "changes nothing" in text(send(administrator, "care_boards", newer, **ABOUT))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("E08000032,E54000054,1.2", "Line 2, share: “1.2” is no part from 0 to 1"),
        ("E08000032,E54000054,NaN", "Line 2, share: “NaN” is no part from 0 to 1"),
        ("E08000032,E54000054,0.00001", "Line 2, share: “0.00001” is no part from 0 to 1"),
        ("E08000099,E54000054,1", "no place has the code E08000099"),
        ("E08000032,E06000032,1", "E06000032 is no care board"),
    ],
)
def test_bad_care_boards_are_refused_whole(
    served: Cast, administrator: Client, line: str, said: str
) -> None:
    assert said in text(send(administrator, "care_boards", head_and(line, head=BOARDS), **ABOUT))
    assert boards_of(served.bradford) == {"NHS West": "1.0000"}
    assert not Source.objects.filter(title="Authorities of 2026").exists()


def test_what_comes_with_the_program_alone_says_why(administrator: Client) -> None:
    page = text(administrator.get("/about/data/load/"))
    assert "Outlines come with the software: each council’s must fit its neighbours’" in page
    assert "to add a new one, use the directory" in page
