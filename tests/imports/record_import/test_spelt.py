"""Names in files as people write them: councils by their area, Saint and St, & and and."""

from __future__ import annotations

import pytest

from accounts.models import User
from imports.models import RecordImport
from partnerships.models import (
    Organisation,
    OrganisationName,
    OrganisationPlace,
    Partnership,
    Place,
    Synonym,
)
from partnerships.place.council_names import CouncilName, council_forms
from tests import builders as make
from tests.imports.record_import.brought import bring, lines, looked

pytestmark = pytest.mark.django_db

OFFICIAL = "City of Bradford Metropolitan District Council"


@pytest.fixture
def board(bradford: Place) -> Partnership:
    board = Partnership.objects.create(name="Bradford board", slug="bradford-board")
    board.places.add(bradford)
    return board


@pytest.fixture
def council(bradford: Place) -> Organisation:
    body = make.organisation(OFFICIAL, sector="council")
    OrganisationPlace.objects.create(organisation=body, place=bradford, role="governs")
    return body


def asked(row: RecordImport) -> dict[str, list[str]]:
    return {one["text"]: [label for _, label in one["offered"]] for one in row.preview["questions"]}


@pytest.mark.parametrize(
    "written",
    [
        *("Bradford Council", "bradford city council", "Bradford MDC", "BRADFORD M.D.C."),
        *("Bradford Metropolitan District Council", "City of Bradford", "The Council"),
        "City of Bradford MDC",
        "City of Bradford Metropolitan District Council",
    ],
)
def test_a_council_is_known_however_it_is_written(
    written: str, bradford: Place, council: Organisation, editor: User, board: Partnership
) -> None:
    bring(editor, bradford, "partners", lines("Partner", written), within=board, level="")
    assert [member.organisation for member in board.members.all()] == [council]


def test_the_council_of_another_kind_or_of_another_place_is_none(
    bradford: Place, council: Organisation, editor: User, board: Partnership
) -> None:
    make.organisation("Leeds City Council", sector="council")
    make.organisation("Bradford College")
    names = [
        "Bradford County Council",
        "Bradford",
        "Bradford Town Council",
        "Leeds Borough Council",
    ]
    row = looked(editor, bradford, "partners", lines("Partner", *names), within=board)
    assert set(asked(row)) == set(names)
    elsewhere = make.place("Shipley")
    shipley = make.user("Sam Shipley", ("place_editor", elsewhere))
    other = Partnership.objects.create(name="Shipley board", slug="shipley-board")
    other.places.add(elsewhere)
    row = looked(shipley, elsewhere, "partners", lines("Partner", "The council"), within=other)
    assert list(asked(row)) == ["The council"]


def test_of_two_councils_of_one_name_it_is_asked_which(
    bradford: Place, editor: User, board: Partnership
) -> None:
    make.organisation("Barset Borough Council", sector="council")
    make.organisation("Barset County Council", sector="council")
    csv = lines("Partner", "Barset Council", "Barset CC", "Barset County Council")
    row = looked(editor, bradford, "partners", csv, within=board)
    assert asked(row) == {"Barset Council": ["Barset Borough Council", "Barset County Council"]}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("St. Helens Hospice", "Saint Helens Hospice"),
        ("Saint Mary’s Trust", "St Marys Trust"),
        ("Department for Work and Pensions", "The Department for Work & Pensions"),
        ("King's Lynn Trust", "Kings Lynn Trust"),
    ],
)
def test_a_name_is_known_by_how_it_is_spelt(
    name: str, written: str, bradford: Place, editor: User, board: Partnership
) -> None:
    body = make.organisation(name)
    bring(editor, bradford, "partners", lines("Partner", written), within=board, level="")
    assert [member.organisation for member in board.members.all()] == [body]


def test_what_people_also_call_a_body_names_it_unless_nobody_confirms_that(
    bradford: Place, editor: User, board: Partnership
) -> None:
    trust = make.organisation("Northern Trust")
    Synonym.objects.create(organisation=trust, words="The Old Mill")
    Synonym.objects.create(organisation=trust, words="BEIS", note="That is not verified.")
    OrganisationName.objects.filter(organisation=trust).update(short_name="N.T.")
    row = looked(
        editor, bradford, "partners", lines("Partner", "Old Mill", "BEIS", "NT"), within=board
    )
    assert list(asked(row)) == ["BEIS"]


def test_a_place_is_known_by_its_spelling_and_as_its_council(
    bradford: Place, council: Organisation, editor: User, board: Partnership
) -> None:
    ward = make.place("St. Anne’s & Holme", "ward", bradford)
    csv = lines(
        "Issue,Place", "First,Saint Annes and Holme", "Second,Bradford MDC", "Third,Leeds MDC"
    )
    assert list(asked(looked(editor, bradford, "barriers", csv))) == ["Leeds MDC"]
    row = bring(editor, bradford, "barriers", csv.rsplit(b"\n", 2)[0], level="team")
    assert row.new == 2
    assert ward.barrier_links.get().barrier.title == "First"


def test_an_exact_name_comes_before_any_rule(
    bradford: Place, editor: User, board: Partnership
) -> None:
    make.organisation("Barset County Council", sector="council")
    today = make.organisation("Barset Council", sector="council")
    bring(editor, bradford, "partners", lines("Partner", "barset council"), within=board, level="")
    assert [member.organisation for member in board.members.all()] == [today]


def test_the_area_and_the_kind_of_a_council_are_read_from_its_name() -> None:
    read = {
        "Royal Borough of Kensington and Chelsea": ("kensington and chelsea", {"borough"}),
        "London Borough of Hackney": ("hackney", {"borough"}),
        "Borough Council of King's Lynn and West Norfolk": (
            "kings lynn and west norfolk",
            {"borough"},
        ),
        "Isle of Wight Council": ("isle of wight", set()),
        "Council of the Isles of Scilly": ("isles of scilly", set()),
        "Durham County Council": ("durham", {"county"}),
        OFFICIAL: ("bradford", {"city", "district"}),
    }
    for name, (area, kinds) in read.items():
        assert CouncilName.of(name) == CouncilName(area, frozenset(kinds)), name
    forms = {form for _, form, _ in council_forms([(1, "London Borough of Hackney", "Hackney")])}
    assert {"hackney council", "lb hackney", "london borough of hackney"} <= forms
    assert "hackney county council" not in forms
