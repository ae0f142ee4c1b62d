"""The lists of localities: refused whole with file, row and reason; loaded twice without change."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import F

from geography.england.files import table_of
from geography.locality.load import ListError, another_release, load_localities
from geography.locality.tables import BY_NAME, CARRIED, TABLES
from geography.models import Locality, LocalityRelease
from geography.place_within.listed import not_added
from partnerships.models import Place, PlaceCode
from records.models import HistoryEntry, Source
from tests import builders as make
from tests.localities import locality, release

pytestmark = pytest.mark.django_db
WARDS, TOWNS = BY_NAME["wards"], BY_NAME["towns"]
SHARE = "share is {}: a part is over 0 and at most 1, with three decimal places"
HEAD = "name,code,council_code"


@pytest.fixture
def bradford() -> Place:
    return council("Bradford", "E08000032")


def council(name: str, code: str) -> Place:
    place = make.place(name)
    PlaceCode.objects.create(place=place, code=code)
    return place


@pytest.fixture
def written(tmp_path: Path) -> Any:
    """Writes a list of these lines and gives its path."""

    def write(*lines: str, head: str = HEAD) -> Path:
        path = tmp_path / "list.csv"
        path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
        return path

    return write


def problems(path: Path, table: Any = WARDS) -> list[str]:
    with pytest.raises(ListError) as refused:
        load_localities([table], path=path)
    assert not Locality.objects.exists()
    assert not LocalityRelease.objects.exists()
    return [str(problem) for problem in refused.value.problems]


def names() -> set[str]:
    return set(Locality.objects.current().values_list("name", flat=True))


def agree() -> bool:
    """Whether rows are searched just where their release is."""
    return not Locality.objects.exclude(is_current=F("release__is_current")).exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Tong,E05001365,E08000099", "council_code: no place has the code E08000099"),
        (",E05001365,E08000032", "name: enter a name"),
        (
            "T" * 151 + ",E05001365,E08000032",
            f"name: the name “{'T' * 40}” is longer than 150 letters",
        ),
        ("Tong,ward 7,E08000032", "code: ward 7 is not an official code"),
        ("Tong,E05001365", "council_code: enter the code of a council"),
    ],
)
def test_a_wrong_row_is_named_with_file_line_and_reason(
    written: Any, bradford: Place, line: str, said: str
) -> None:
    assert problems(written("Manningham,E05001359,E08000032", line)) == [
        f"list.csv, line 3, {said}"
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Tong,E05001365,E08000032,2", "line 3: it has 4 cells, and there are 3 columns"),
        ("Tong,E05\x00,E08000032", "The file is neither a spreadsheet nor a CSV"),
        ('"Tong,E05001365,E08000032', "Line 3 cannot be read: a quotation mark is missing"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused(
    written: Any, bradford: Place, line: str, said: str
) -> None:
    assert said in problems(written("Manningham,E05001359,E08000032", line))[0]


def test_of_many_wrong_rows_the_first_are_named_and_the_rest_counted(
    written: Any, bradford: Place
) -> None:
    path = written(*(f"Ward {number},,E06999999" for number in range(50)))
    with pytest.raises(ListError) as refused:
        load_localities([WARDS], path=path)
    assert (len(refused.value.problems), refused.value.more) == (20, 30)


@pytest.mark.parametrize("share", ["1.2", "0", "0.000", "-0.5", "half", "0.12345", "1e0"])
def test_a_share_that_is_no_part_is_refused(written: Any, bradford: Place, share: str) -> None:
    path = written(f"Keighley,town,E08000032,{share}", head="name,kind,council_code,share")
    assert problems(path, TOWNS) == [f"list.csv, line 2, share: {SHARE.format(share)}"]


def test_a_name_twice_and_parts_over_the_whole_are_refused(written: Any, bradford: Place) -> None:
    council("Leeds", "E08000035")
    row = "Tong,E05001365,E08000032"
    assert problems(written(row, row)) == [
        "list.csv, line 3, name: Tong in E08000032 is in the list twice: take one out"
    ]
    PlaceCode.objects.create(place=bradford, scheme="gss-former", code="E08000999")
    assert problems(written(row, "Tong,E05001365,E08000999")) == [
        "list.csv, line 3, name: Tong in E08000032 is in the list twice: take one out"
    ]
    parts = written("BD1,E08000032,0.7", "BD1,E08000035,0.7", head="name,council_code,share")
    assert problems(parts, BY_NAME["postcode_districts"]) == [
        "list.csv, line 3, share: the shares of BD1 add up to more than 1"
    ]


def test_a_kind_of_another_list_is_refused(written: Any, bradford: Place) -> None:
    path = written("Tong,ward,E08000032", head="name,kind,council_code")
    assert problems(path, TOWNS) == ["list.csv, line 2, kind: “ward” is no kind of this list"]


def test_a_small_area_has_a_rank_and_nothing_else_has_one(written: Any, bradford: Place) -> None:
    head = "name,council_code,ward_code,deprivation_rank"
    without = written("Bradford 1A,E08000032,E05001365,", head=head)
    assert problems(without, BY_NAME["small_areas"]) == [
        "list.csv, line 2, deprivation_rank: enter the rank of each small area"
    ]
    wrong = written("Bradford 1A,E08000032,Tong,first", head=head)
    assert problems(wrong, BY_NAME["small_areas"]) == [
        "list.csv, line 2, ward_code: Tong is not an official code",
        "list.csv, line 2, deprivation_rank: deprivation_rank is first, which is no rank",
    ]
    ward = written("Tong,E08000032,,12", head=head)
    assert problems(ward) == [
        "list.csv, line 2, deprivation_rank: only small areas have a ward, a care board and a rank"
    ]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("name,code", ["list.csv, line 1: the column council_code is missing"]),
        (f"{HEAD},latitude", ["list.csv, line 1: the column “latitude” is not known"]),
        ("name,name,council_code", ["list.csv, line 1: the column name is there twice"]),
    ],
)
def test_a_list_of_other_columns_is_refused(
    written: Any, bradford: Place, head: str, said: list[str]
) -> None:
    assert problems(written("Tong,E05001365,E08000032", head=head)) == said


def test_a_list_that_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    binary = tmp_path / "wards.csv"
    binary.write_bytes(b"name\xff")
    assert "wards.csv: " in problems(binary)[0]
    assert "No such file" in problems(tmp_path / "none.csv")[0]


def test_a_list_loaded_again_changes_nothing_and_a_corrected_one_only_what_differs(
    written: Any, bradford: Place
) -> None:
    load_localities([WARDS], path=written("Tong,E05001365,E08000032", "Old,E05001300,E08000032"))
    kept = Locality.objects.get(name="Tong").pk
    changes = HistoryEntry.objects.count()
    assert load_localities([WARDS], path=written(*WARD_LINES)) == []
    assert HistoryEntry.objects.count() == changes

    [made] = load_localities([WARDS], path=written(WARD_LINES[0], "New,E05001301,E08000032"))
    assert made.words == "wards, 2025: 1 new, 1 gone"
    assert names() == {"Tong", "New"}
    assert Locality.objects.get(name="Tong").pk == kept


WARD_LINES = ("Tong,E05001365,E08000032", "Old,E05001300,E08000032")


def test_a_newer_release_stands_beside_the_older_and_is_what_is_found(
    written: Any, bradford: Place
) -> None:
    load_localities([WARDS], path=written("Tong,E05001365,E08000032"))
    newer = another_release(WARDS, "2026", dt.date(2026, 5, 7))
    load_localities([newer], path=written("Tong Moor,E05016262,E08000032"))
    assert names() == {"Tong Moor"}
    assert Locality.objects.count() == 2
    assert agree()

    older = another_release(WARDS, "2024", dt.date(2024, 5, 2))
    load_localities([older], path=written("Tongue,E05001365,E08000032"))
    assert names() == {"Tong Moor"}
    assert agree()
    load_localities([older], path=written("Tongues,E05001365,E08000032"))
    assert names() == {"Tong Moor"}
    assert agree()


def test_one_release_of_a_list_is_of_a_day(written: Any, bradford: Place) -> None:
    load_localities([WARDS], path=written("Tong,E05001365,E08000032"))
    other = another_release(WARDS, "May 2025", WARDS.as_of)
    with pytest.raises(ListError) as refused:
        load_localities([other], path=written("Tong Moor,,E08000032"))
    assert "the release 2025 is of 1 May 2025 too" in str(refused.value.problems[0])
    assert names() == {"Tong"}


def test_a_corrected_day_decides_again_which_release_is_searched(
    written: Any, bradford: Place
) -> None:
    first = written("Tong,E05001365,E08000032")
    load_localities([WARDS], path=first)
    newer = another_release(WARDS, "2026", dt.date(2026, 5, 7))
    load_localities([newer], path=written("Tong Moor,E05016262,E08000032"))
    [made] = load_localities(
        [another_release(WARDS, "2026", dt.date(2024, 5, 7))],
        path=written("Tong Moor,E05016262,E08000032"),
    )
    assert (made.new, made.gone) == (0, 0)
    assert LocalityRelease.objects.get(name="2026").as_of == dt.date(2024, 5, 7)
    assert names() == {"Tong"}
    assert agree()


def test_the_command_loads_a_newer_release_and_a_dry_run_saves_nothing(
    written: Any, bradford: Place
) -> None:
    path, said = written("Tong,E05001365,E08000032"), io.StringIO()
    asked: dict[str, Any] = {"list": "wards", "file": path, "stdout": said}
    call_command("load_england", release="2026", as_of="2026-05-07", dry_run=True, **asked)
    assert said.getvalue() == "Wards, 2026: 1 new\nThis was a dry run: nothing was saved.\n"
    assert not LocalityRelease.objects.exists()
    assert not Source.objects.filter(slug="ons-wards-2025").exists()

    call_command("load_england", release="2026", as_of="2026-05-07", **asked)
    assert LocalityRelease.objects.get().as_of == dt.date(2026, 5, 7)
    with pytest.raises(CommandError, match="needs --file, --release and --as-of"):
        call_command("load_england", list="wards", release="2027")


def test_one_bad_list_keeps_every_other_out(written: Any, bradford: Place) -> None:
    with pytest.raises(ListError) as refused:
        load_localities([TOWNS, WARDS], path=written("Tong,E05001365,E08000032"))
    assert [str(problem) for problem in refused.value.problems] == [
        "list.csv, line 1: the column kind is missing"
    ]
    assert not Locality.objects.exists()


def test_the_project_s_own_lists_name_no_kind_or_column_that_is_not_theirs() -> None:
    for table in CARRIED:
        head = table.path.read_text(encoding="utf-8").partition("\n")[0].split(",")
        assert {"name", "council_code"} <= set(head), table.table
        assert ("kind" in head) == (not table.kind), table.table
        assert table.path.stat().st_size < 600_000
    assert [table.table for table in TABLES if not table.path.exists()] == ["small_areas"]
    assert {*TABLES} - {*CARRIED} == {BY_NAME["small_areas"]}


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("locality_share_is_part", {"share": "1.1"}),
        ("locality_share_is_part", {"share": "0"}),
        ("locality_share_of_council_is_part", {"share_of_council": "1.1"}),
        ("locality_kind_known", {"kind": "planet"}),
        ("locality_once", {"name": "Keighley"}),
        ("locality_middle_is_whole", {"easting": 400_000}),
        ("locality_middle_is_whole", {"easting": 700_000, "northing": 400_000}),
    ],
)
def test_the_database_refuses_what_cannot_be(
    bradford: Place, constraint: str, fields: dict[str, Any]
) -> None:
    locality("Keighley", bradford)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        locality(**{"name": "Ilkley", "council": bradford, **fields})


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("locality_release_once", {"name": "2025", "is_current": False}),
        ("locality_release_one_current", {"name": "2026"}),
    ],
)
def test_one_release_of_a_list_holds(constraint: str, fields: dict[str, Any]) -> None:
    held = release("wards")
    said = {"table": "wards", "as_of": held.as_of, "digest": "", "source": held.source}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        LocalityRelease.objects.create(**{**said, **fields})


def test_a_bad_cell_in_each_of_several_lists_is_told_of_each(written: Any, bradford: Place) -> None:
    path = written("Tong,ward,E08000032,lots", head="name,kind,council_code,share")
    with pytest.raises(ListError) as refused:
        load_localities([TOWNS, BY_NAME["villages"]], path=path)
    said = [str(problem) for problem in refused.value.problems]
    assert said == 2 * [
        "list.csv, line 2, kind: “ward” is no kind of this list",
        f"list.csv, line 2, share: {SHARE.format('lots')}",
    ]


def test_a_list_with_a_head_alone_is_refused_and_what_is_searched_stays(
    written: Any, bradford: Place
) -> None:
    load_localities([WARDS], path=written("Tong,E05001365,E08000032"))
    newer = another_release(WARDS, "2026", dt.date(2026, 5, 7))
    with pytest.raises(ListError) as refused:
        load_localities([newer], path=written())
    assert [str(problem) for problem in refused.value.problems] == ["list.csv: there are no rows"]
    assert names() == {"Tong"}


def test_a_code_that_another_council_had_means_the_one_that_has_it_today(
    written: Any, bradford: Place
) -> None:
    other = make.place("Before")
    PlaceCode.objects.create(place=other, scheme="gss-former", code="E08000032")
    load_localities([WARDS], path=written("Tong,E05001365,E08000032"))
    assert Locality.objects.get().place == bradford


def test_a_list_corrected_in_its_people_alone_puts_the_larger_first(
    written: Any, bradford: Place
) -> None:
    head = "name,kind,council_code,people"
    rows = ("Ilkley,town,E08000032,{}", "Ilkeston,town,E08000032,15000")
    load_localities([TOWNS], path=written(rows[0].format(14000), rows[1], head=head))
    order = Locality.objects.order_by("rank").values_list("name", flat=True)
    assert list(order) == ["Ilkeston", "Ilkley"]
    [made] = load_localities([TOWNS], path=written(rows[0].format(16000), rows[1], head=head))
    assert list(order.all()) == ["Ilkley", "Ilkeston"]
    assert (made.new, made.gone) == (1, 1)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"list": "wards", "file": True}, "needs --file, --release and --as-of"),
        ({"release": "2026"}, "--release and --as-of are of one list: name it with --list"),
        ({"as_of": "2026-05-07", "file": True}, "--release and --as-of are of one list"),
        ({"list": "wards", "as_of": "2026-05-07"}, "needs --file, --release and --as-of"),
    ],
)
def test_the_command_asks_for_what_says_which_release_a_file_is(
    written: Any, bradford: Place, options: dict[str, Any], said: str
) -> None:
    path = written("Tong,E05001365,E08000032")
    if options.get("file"):
        options = {**options, "file": path}
    with pytest.raises(CommandError, match=said):
        call_command("load_england", stdout=io.StringIO(), **options)
    assert not LocalityRelease.objects.exists()


def test_wards_with_new_codes_stand_beside_those_of_the_list_before() -> None:
    """Which they replaced is not known: both are found, one of each name in a council."""
    tyne, leeds = council("South Tyneside", "E08000023"), council("Leeds", "E08000035")
    release("wards", as_of=dt.date(2025, 5, 1))
    locality("Bede", tyne, "ward", code="E05001139")
    locality("Old Mill", tyne, "ward", code="E05001140")
    new = BY_NAME["wards_new"]
    assert new.path.name == "wards_new.csv"
    sheet = table_of(new.path)
    assert (len(sheet.rows), len({cells[-1] for _, cells in sheet.rows})) == (371, 17)
    assert (new.release, new.as_of) == ("May 2026", dt.date(2026, 5, 31))
    for code in {cells[-1] for _, cells in sheet.rows} - {"E08000023", "E08000035"}:
        council(f"Council {code}", code)
    load_localities([new])
    load_localities([new])
    assert Locality.objects.filter(release__table="wards_new").count() == 371
    here = Locality.objects.current().filter(place=tyne)
    assert here.filter(name="Bede").count() == 2
    assert here.filter(name="Old Mill").exists()
    assert len(Locality.objects.offered("Bede, South Tyneside", 9)) == 1
    assert [row.code for row in not_added(tyne).filter(name="Bede")] == ["E05016263"]
    assert not_added(tyne).filter(name="Old Mill").exists()
    assert not not_added(leeds).exists()
