"""Where a locality lies, as a list says it: checked, moved by another list, left by one without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geography.locality.load import ListError, load_localities
from geography.locality.tables import BY_NAME
from geography.models import Locality
from partnerships.models import PlaceCode
from tests import builders

pytestmark = pytest.mark.django_db
HEAD = "name,council_code,easting,northing"


@pytest.fixture
def load(tmp_path: Path) -> Any:
    """Loads a list of one ward of Bradford; gives what was said of it."""
    PlaceCode.objects.create(place=builders.place("Bradford"), code="E08000032")

    def loaded(line: str, head: str = HEAD) -> list[str]:
        path = tmp_path / "list.csv"
        path.write_text(f"{head}\n{line}\n", encoding="utf-8")
        try:
            return [made.words for made in load_localities([BY_NAME["wards"]], path=path)]
        except ListError as refused:
            return [str(problem) for problem in refused.problems]

    return loaded


def kept() -> list[tuple[int, int | None, int | None]]:
    return list(Locality.objects.values_list("pk", "easting", "northing"))


def test_a_middle_is_whole_and_within_the_grid(load: Any) -> None:
    no_metres = "is no whole number of metres of the National Grid"
    assert load("Tong,E08000032,700000,1300000") == [
        f"list.csv, line 2, easting: 700000 {no_metres}",
        f"list.csv, line 2, northing: 1300000 {no_metres}",
    ]
    assert load("Tong,E08000032,4169.5,-1") == [
        f"list.csv, line 2, easting: 4169.5 {no_metres}",
        f"list.csv, line 2, northing: -1 {no_metres}",
    ]
    assert load("Tong,E08000032,416900,") == [
        "list.csv, line 2, northing: enter both easting and northing, or neither"
    ]
    assert kept() == []


def test_another_middle_moves_a_ward_and_makes_no_other(load: Any) -> None:
    load("Tong,E08000032,416900,432500")
    [(ward, *_)] = kept()
    moved = "wards, 2025: 0 new, 1 with another middle"
    assert load("Tong,E08000032,417000,432500") == [moved]
    assert kept() == [(ward, 417_000, 432_500)]


def test_a_list_without_middles_leaves_what_another_said(load: Any) -> None:
    load("Tong,E08000032,416900,432500")
    before = kept()
    assert load("Tong,E08000032", head="name,council_code") == []
    assert kept() == before


def test_a_row_that_such_a_list_changes_keeps_its_middle(load: Any) -> None:
    load("Tong,E08000032,416900,432500,900", head=f"{HEAD},people")
    assert load("Tong,E08000032,1200", head="name,council_code,people") != []
    [(_, *middle)] = kept()
    assert middle == [416_900, 432_500]
