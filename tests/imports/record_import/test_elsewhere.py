"""Rows that are for another place, a whole country, abroad, or for one that nobody knows."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from barriers.models import Barrier
from funding.models import Flow
from imports.models import RecordImport
from imports.record_import import actions
from imports.record_import.left import Choices
from partnerships.models import Place
from partnerships.place.elsewhere import country
from tests import builders as make
from tests.geography.data_load.sent import text
from tests.imports.record_import.brought import bring, confirm, lines, looked
from tests.localities import locality

pytestmark = pytest.mark.django_db
HEAD = (
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Name,"
    "Funding Org:Identifier,Funding Org:Name,Beneficiary Location:Name"
)
NAMES = ("Leeds", "UK Wide", "Ireland", "Nowhereton", "Keighley", "")


@pytest.fixture
def bradford() -> Place:
    make.organisation("Example ministry")
    place = make.place("Bradford", within=make.place("Yorkshire", "region"))
    make.place("Keighley", "ward", within=place)
    make.place("Leeds")
    return place


@pytest.fixture
def editor(bradford: Place) -> User:
    return make.user("Edith Editor", ("place_editor", bradford))


def grant(number: int, where: str) -> str:
    said = f"360G-x-{number},A,Words,GBP,10,2025-05-01,Hub {number}"
    return f"{said},GB-GOR-X1,Example ministry,{where}"


def grants(*names: str) -> bytes:
    rows = [
        grant(number, name).replace(",,Exa", ",GB-GOR-X1,Exa") for number, name in enumerate(names)
    ]
    return lines(HEAD, *rows)


def left(row: RecordImport) -> dict[int, str]:
    """The rows that stay out, and why."""
    return {one.number - 2: one.text for one in row.left_rows.filter(is_out=True)}


def test_money_for_elsewhere_is_listed_and_counted_and_never_of_the_importing_place(
    bradford: Place, editor: User, client: Client
) -> None:
    row = looked(editor, bradford, "grants", grants(*NAMES))
    assert left(row) == {
        0: "is for Leeds",
        1: "is for a whole country",
        2: "is for a place abroad",
        3: "“Nowhereton” is not a place that we know",
    }
    assert (row.new, row.preview["out"], row.preview["left_out"]) == (2, 1, 4)
    client.force_login(editor)
    page = text(client.get(row.get_absolute_url()))
    assert "For other places: 2 rows" in page
    assert "For a whole country: 1 row" in page
    assert "is not a place that we know: 1 row" in page
    confirm(editor, row)
    assert {flow.identifier[-1] for flow in Flow.objects.all()} == {"4", "5"}


def test_very_many_postcodes_are_known_by_their_sectors(bradford: Place, editor: User) -> None:
    locality("BD1 1", bradford, "postcode_sector")
    locality("LS1 4", Place.objects.get(name="Leeds"), "postcode_sector")
    ends = [f"{one}{two}" for one in "ABDEFGHJLNPQRSTUWXYZ" for two in "ABDEFGHJLNPQRSTUWXYZ"]
    here = [f"BD1 1{end}" for end in ends]
    row = looked(editor, bradford, "grants", grants(*here, "LS1 4AP", "ls14pj"))
    assert row.new == len(here) == 400
    assert left(row) == {400: "is for Leeds", 401: "is for Leeds"}


def test_a_path_of_areas_is_read_by_its_last_part(bradford: Place, editor: User) -> None:
    names: tuple[str, ...] = ("England/Yorkshire/Bradford", "England/Yorkshire/Leeds")
    names += ("UK Whole", "England/More than one English Region", "England/Nowhereton")
    row = looked(editor, bradford, "grants", grants(*names))
    assert left(row) == {
        1: "is for Leeds",
        2: "is for a whole country",
        3: "is for a whole country",
        4: "“England/Nowhereton” is not a place that we know",
    }
    assert row.new == 1


def test_a_region_before_a_place_must_be_that_in_which_it_lies(
    bradford: Place, editor: User
) -> None:
    """Bradford on Avon is called so as well, and is in the South West."""
    make.place("Exeter", within=make.place("South West", "region"))
    names: tuple[str, ...] = (
        "Yorkshire - Bradford",
        "South West - Exeter",
        "South West - Bradford",
    )
    names += ("Bradford - Leeds", "Yorkshire - South West")
    row = looked(editor, bradford, "grants", grants(*names))
    unknown = "“{}” is not a place that we know"
    assert left(row) == {1: "is for Exeter", **{n: unknown.format(names[n]) for n in (2, 3, 4)}}
    assert row.new == 1


def test_what_others_gave_to_recipients_elsewhere_is_not_of_the_importing_place(
    bradford: Place, editor: User
) -> None:
    """A file that says no place of its grants, but the postcodes of who received them."""
    leeds = Place.objects.get(name="Leeds")
    for sector, places in {
        "BD1 1": [bradford],
        "LS1 4": [leeds],
        "BD10 9": [bradford, leeds],
    }.items():
        for place in places:
            locality(sector, place, "postcode_sector")
    head = HEAD.replace("Beneficiary Location:Name", "Recipient Org:Postal Code")
    codes: tuple[str, ...] = ("BD1 1HY", "LS1 4AP", "CF10 1AA", "bd109xy", "ZZ1 1ZZ", "")
    codes += ("BB26578", "none", "0")
    codes += ("Leeds LS1 4AP (office)", "Hub, BD1 1HY", "GX11 1AA", "000")
    rows = [grant(number, code) for number, code in enumerate(codes)]
    row = looked(editor, bradford, "grants", lines(head, *rows))
    assert left(row) == {
        1: "went to Leeds, by the postcode of who received it",
        2: "went to Wales, by the postcode of who received it",
        6: "“BB26578” is not a postcode that we know",  # of Barbados
        9: "went to Leeds, by the postcode of who received it",
        11: "went to Gibraltar, by the postcode of who received it",
    }
    assert (row.new, row.preview["out"]) == (8, 1)
    council = make.organisation("Bradford Council", "council")
    council.place_links.create(place=bradford, role="governs")
    ours = [one.replace("GB-GOR-X1,Example ministry", "GB-LAE-X2,Bradford Council") for one in rows]
    assert looked(editor, bradford, "grants", lines(head, *ours)).new == len(codes)


def test_money_for_a_place_that_nobody_knows_may_come_in_without_one(
    bradford: Place, editor: User
) -> None:
    row = looked(editor, bradford, "grants", grants("Nowhereton"))
    choices = Choices(kinds=frozenset({"place_name:unplaced"}))
    actions.leave_out(by=editor, row=row, choices=choices)
    confirm(editor, row, "network")
    flow = Flow.objects.get()
    assert (list(flow.places.all()), flow.reach_ids, flow.only_place) == ([], [], None)
    again = looked(editor, bradford, "grants", grants("Nowhereton"))
    actions.leave_out(by=editor, row=again, choices=choices)
    actions.look(by=editor, row=again)
    again = RecordImport.objects.get(pk=again.pk)
    assert (again.state, again.new) == ("same", 0)


def test_money_for_a_postcode_abroad_may_come_in_without_a_place(
    bradford: Place, editor: User
) -> None:
    head = HEAD.replace("Beneficiary Location:Name", "Recipient Org:Postal Code")
    row = looked(editor, bradford, "grants", lines(head, grant(1, "BB26578")))
    choices = Choices(kinds=frozenset({"receiver_postcode:unplaced"}))
    actions.leave_out(by=editor, row=row, choices=choices)
    confirm(editor, row, "network")
    flow = Flow.objects.get()
    assert (list(flow.places.all()), flow.reach_ids, flow.only_place) == ([], [], None)
    assert flow.receiver_postcode == "BB26578"


def test_barriers_elsewhere_are_left_out_and_an_unknown_place_is_asked(
    bradford: Place, editor: User
) -> None:
    csv = lines("Issue,Place", "A,Leeds", "B,England", "C,Keighley", "D,Nowhereton", "E,")
    row = looked(editor, bradford, "barriers", csv)
    [asked] = row.preview["questions"]
    assert asked["text"] == "Nowhereton"
    actions.answer(by=editor, row=row, said={"place": {"nowhereton": None}})
    row = confirm(editor, row, "team")
    assert set(Barrier.objects.values_list("title", flat=True)) == {"C", "E"}
    assert left(row)[3] == "left out, as you answered"


def test_of_several_places_those_here_count(bradford: Place, editor: User) -> None:
    head = "What for,Funder,To whom,Amount,Meaning,Place"
    csv = lines(
        head,
        "A,Example ministry,Hub,1,paid,Leeds; Keighley",
        "B,Example ministry,Hub,1,paid,Leeds",
        "C,Example ministry,Hub,1,paid,Scotland; Wales",
    )
    row = bring(editor, bradford, "money", csv, level="network")
    assert (row.new, set(left(row))) == (1, {1, 2})
    assert [place.name for place in Flow.objects.get().places.all()] == ["Keighley"]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("UK-wide", True),
        ("Across the UK", True),
        ("the whole of England", True),
        ("England", True),
        ("England-wide", True),
        ("National", True),
        ("Republic of Ireland", True),
        ("Barbados", True),
        ("New England Road", False),
        ("Wales Street", False),
        ("", False),
    ],
)
def test_which_names_are_of_a_whole_country_or_abroad(name: str, is_one: bool) -> None:
    assert bool(country(name)) is is_one


def test_what_answers_cannot_be_forced(bradford: Place, editor: User, client: Client) -> None:
    row = looked(editor, bradford, "grants", grants("Leeds", "Keighley"))
    client.force_login(editor)
    sent: Any = {"step": "leave", "empty": ["elsewhere", "place_name:unplaced"]}
    client.post(row.get_absolute_url(), sent)
    assert RecordImport.objects.get(pk=row.pk).new == 1
