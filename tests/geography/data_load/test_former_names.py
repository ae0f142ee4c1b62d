"""Departments are found by what they were called before, on an install without any other record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from geography.data_load.bodies import load_bodies
from geography.data_load.body_table import BODIES
from geography.data_load.former_names import COLUMNS
from geography.england.table import TableError
from partnerships.models import Organisation, OrganisationName, Synonym
from tests import builders as make

pytestmark = pytest.mark.django_db
Loading = Callable[..., list[str]]


@pytest.fixture
def departments(tmp_path: Path) -> Loading:
    """Loads the departments alone, which need no places; gives those that something was added
    to."""
    path = tmp_path / "bodies.csv"
    head, *lines = BODIES.read_text().splitlines()
    path.write_text("\n".join([head, *(one for one in lines if one.startswith("department"))]))
    return lambda *former: load_bodies(path, *former).joined


def names_of(slug: str) -> list[tuple[str, str, str, str]]:
    rows = OrganisationName.objects.filter(organisation__slug=slug)
    return [
        (
            row.short_name,
            f"{row.valid_from or ''} {row.valid_from_precision}",
            f"{row.valid_to or ''} {row.valid_to_precision}",
            row.source.slug if row.source else "",
        )
        for row in rows.select_related("source")
    ]


def test_former_names_stand_with_their_months_and_source(departments: Loading) -> None:
    departments()
    assert names_of("mhclg") == [
        ("ODPM", "2001-01-01 year", "2006-05-01 month", "dept-lineage"),
        ("DCLG", "2006-05-01 month", "2018-01-01 month", "dept-lineage"),
        ("MHCLG", "2018-01-01 month", "2021-09-01 month", "dept-lineage"),
        ("DLUHC", "2021-09-01 month", "2024-07-01 month", "dept-lineage"),
        ("MHCLG", "2024-07-01 month", " day", "dept-lineage"),
    ]
    ministry = Organisation.objects.get(slug="mhclg")
    assert ministry.name == "Ministry of Housing, Communities and Local Government"


@pytest.mark.parametrize(
    ("typed", "found", "why"),
    [
        ("BEIS", "Department for Energy Security and Net Zero", "also called BEIS"),
        (
            "Department for Business, Energy and Industrial Strategy",
            "Department for Energy Security and Net Zero",
            "also called",
        ),
        ("DLUHC", "Ministry of Housing", "formerly Department for Levelling Up"),
        ("DCLG", "Ministry of Housing", "formerly Department for Communities"),
    ],
)
def test_a_search_finds_a_department_by_what_it_was_called(
    departments: Loading, client: Client, typed: str, found: str, why: str
) -> None:
    departments()
    page: Any = client.get("/search/", {"q": typed})
    html = page.content.decode()
    assert found in html
    assert why in html


def test_a_name_that_no_source_confirms_is_no_name_and_says_so(
    departments: Loading, client: Client
) -> None:
    departments()
    assert names_of("desnz") == [("DESNZ", " day", " day", "pfpp-guidance")]
    asked = client.get("/who-to-ask/", {"q": "who at BEIS"}).content.decode()
    assert "That is not verified." in asked


def test_loading_again_changes_nothing(departments: Loading) -> None:
    departments()
    before = [
        list(kind.objects.order_by("pk").values_list()) for kind in (OrganisationName, Synonym)
    ]
    assert departments() == []
    assert before == [
        list(kind.objects.order_by("pk").values_list()) for kind in (OrganisationName, Synonym)
    ]


def test_what_people_recorded_of_a_name_stays(departments: Loading) -> None:
    ministry = make.organisation("Communities Ministry", sector="central_government")
    Organisation.objects.filter(pk=ministry.pk).update(slug="mhclg")
    kept = OrganisationName.objects.create(
        organisation=ministry,
        name="department for communities and local government",
        valid_from="2006-05-05",
        valid_to="2018-01-08",
    )
    assert departments() == ["Ministry of Housing, Communities and Local Government"]
    ministry.refresh_from_db()
    assert ministry.name == "Communities Ministry"
    assert [row[0] for row in names_of("mhclg")] == ["", "ODPM", "", "MHCLG", "DLUHC"]
    kept.refresh_from_db()
    assert str(kept.valid_to) == "2018-01-08"
    assert departments() == []


def test_a_table_with_a_fault_is_refused_whole(departments: Loading, tmp_path: Path) -> None:
    path = tmp_path / "former.csv"
    path.write_text(
        f"{','.join(COLUMNS)}\n"
        "nobody,Nobody,,,2001,dept-lineage,\n"
        "mhclg,Office,,soon,2006-05,dept-lineage,\n"
        "mhclg,Office,,2001,2006-05,nowhere,\n"
        "mhclg,Office,,2001,2006-05,,\n"
    )
    with pytest.raises(TableError) as refused:
        departments(path)
    assert [str(problem) for problem in refused.value.problems] == [
        "line 2, slug: there is no body nobody",
        "line 3, valid_from: not a date that can be read: 'soon'",
        "line 4, source: there is no source nowhere",
        "line 5, note: a name has a source, or a note that none has",
    ]
    assert not Organisation.objects.exists()
