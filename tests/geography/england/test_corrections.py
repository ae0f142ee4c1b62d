"""What the audit of the table of places put right, and where its councils lie."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from geography.england.care import CARE_BOARDS
from geography.england.load import load_england
from geography.england.table import TableError
from interface.words import list_words
from partnerships.models import Place, PlaceLink, PlaceReach
from partnerships.place.footprint import footprint

pytestmark = pytest.mark.django_db
RECODED = dt.date(2025, 4, 1)
COMBINED = "combined_authority"


@pytest.fixture
def england() -> None:
    load_england()


@pytest.fixture
def table(tmp_path: Path) -> Any:
    """Writes a table of one line and gives its path."""

    def write(line: str, head: str) -> Path:
        path = tmp_path / "places.csv"
        path.write_text(f"{head}\n{line}\n", encoding="utf-8")
        return path

    return write


def carrier(code: str) -> Place:
    return Place.objects.get(codes__code=code)


def successors(code: str) -> set[str]:
    links = carrier(code).links.filter(kind="succeeded_by")
    return {link.other.codes.get(scheme="gss").code for link in links}


@pytest.mark.usefixtures("england")
def test_a_code_whose_day_is_known_ends_on_it() -> None:
    codes = carrier("E08000038").codes.filter(scheme="gss")
    assert {code.code: (code.valid_from, code.valid_to) for code in codes} == {
        "E08000016": (None, RECODED),
        "E08000038": (RECODED, None),
    }
    assert carrier("E08000016").names.get(kind="plain").valid_from is None


@pytest.mark.usefixtures("england")
def test_an_authority_remade_is_another_place_and_its_members_move_on_the_day() -> None:
    remade = dt.date(2024, 5, 7)
    above = {
        (link.other.slug, link.valid_from, link.valid_to)
        for link in carrier("E08000021").links.filter(kind="within", other__kind=COMBINED)
    }
    assert above == {
        ("north-of-tyne", dt.date(2018, 11, 2), remade),
        ("north-east-strategic-authority", remade, None),
    }
    assert successors("E47000010") == {"E47000014"}
    durham = carrier("E06000047")
    today = PlaceReach.objects.filter(place=durham, ancestor__kind=COMBINED)
    assert [reach.ancestor for reach in today] == [carrier("E47000014")]


@pytest.mark.usefixtures("england")
def test_every_strategic_authority_of_today_holds_its_councils_and_regions_have_codes() -> None:
    assert carrier("E12000003").name == "Yorkshire and The Humber"
    for code, member in (("E47000015", "E07000041"), ("E47000018", "E06000009")):
        assert carrier(member) in Place.objects.within(carrier(code))
    councils = Place.objects.within(carrier("E47000013")).filter(kind__in=("unitary", "district"))
    assert councils.count() == 17


@pytest.mark.usefixtures("england")
def test_each_council_lies_in_its_care_boards_with_the_share_in_each() -> None:
    bradford = carrier("E08000032")
    board = bradford.links.get(other__kind="integrated_care_system")
    assert (board.other.name, board.kind, board.share) == ("NHS West Yorkshire", "overlaps", 1)
    # It serves councils and is none of the levels above them: no role at it reaches them
    assert not PlaceReach.objects.filter(
        place=bradford, ancestor__kind__in=("integrated_care_system", "nhs_region")
    ).exists()
    shares = carrier("E07000244").links.filter(kind="overlaps").order_by("share")
    assert [(link.other.name, str(link.share), link.basis) for link in shares] == [
        ("NHS Norfolk and Waveney", "0.4730", "people"),
        ("NHS Suffolk and North East Essex", "0.5270", "people"),
    ]
    linked = PlaceLink.objects.filter(other__kind="integrated_care_system")
    assert linked.values("place").distinct().count() == 296
    assert footprint([carrier("E07000244")], dt.date(2026, 1, 1)).warnings == [
        f"It crosses 2 integrated care systems: {list_words(link.other.name for link in shares)}."
    ]


@pytest.mark.usefixtures("england")
def test_a_corrected_list_of_care_boards_corrects_its_own_links_alone(tmp_path: Path) -> None:
    suffolk, bradford = carrier("E07000244"), carrier("E08000032")
    typed = PlaceLink.objects.create(
        place=bradford, other=carrier("E54000050"), kind="overlaps", share="0.01", basis="people"
    )
    lines = CARE_BOARDS.read_text().splitlines()
    kept = [line for line in lines if not line.startswith("E07000244")]
    boards = tmp_path / "boards.csv"
    boards.write_text("\n".join([*kept, "E07000244,E54000022,1"]) + "\n")
    plan = load_england(boards=boards)
    assert "2 links of councils" in str(plan.changes)
    link = suffolk.links.get(other__kind="integrated_care_system")
    assert (link.other.name, link.share) == ("NHS Norfolk and Waveney", 1)
    assert PlaceLink.objects.filter(pk=typed.pk, share=typed.share).exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("E06999999,E54000050,1", "line 2, council_code: no place has the code E06999999"),
        ("E06000001,E06000002,1", "line 2, icb_code: E06000002 is no care board"),
        ("E06000001,E54000050,1.2", "line 2, share: “1.2” is no part from 0 to 1"),
        ("E06000001,E54000050,much", "line 2, share: “much” is no part from 0 to 1"),
        (
            "E06000001,E54000050",
            "line 2: the columns of boards.csv are council_code, icb_code, share",
        ),
    ],
)
def test_a_wrong_line_of_care_boards_refuses_everything(
    tmp_path: Path, line: str, said: str
) -> None:
    boards = tmp_path / "boards.csv"
    boards.write_text(f"council_code,icb_code,share\n{line}\n")
    with pytest.raises(TableError) as refused:
        load_england(boards=boards)
    assert [str(problem) for problem in refused.value.problems] == [said]
    assert not Place.objects.exists()


def test_a_name_that_was_misspelt_is_put_right_and_not_ended(table: Any) -> None:
    head = "gss_code,name,kind,misspelt"
    load_england(table("E06999991,Kings Newby,unitary,", head=head))
    made = load_england(table("E06999991,King's Newby,unitary,Kings Newby", head=head))
    place = carrier("E06999991")
    assert (place.name, place.names.get().name, place.names.get().valid_to) == (
        *("King's Newby", "King's Newby", None),
    )
    assert [change.words for change in made.changes] == ["Kings Newby is written King's Newby"]


def test_the_day_of_a_recode_that_was_not_known_is_filled_in(table: Any) -> None:
    head = "gss_code,name,kind,former_gss_codes,code_from"
    load_england(table("E06999993,Newham Bay,unitary,E06999991,", head=head))
    newer = table("E06999993,Newham Bay,unitary,E06999991,2025-04-01", head=head)
    load_england(newer)
    codes = carrier("E06999993").codes.values_list("scheme", "code", "valid_from", "valid_to")
    assert set(codes) == {
        ("gss", "E06999991", None, RECODED),
        ("gss", "E06999993", RECODED, None),
    }
    assert not load_england(newer).changes
