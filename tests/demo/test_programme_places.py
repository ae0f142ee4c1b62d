"""Each place that a source names for a programme is linked, or the programme says why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction
from django.db.models import F
from django.test import Client

from demo.load.entries import DATA, LoadError
from demo.load.record import Record
from demo.load.rows import load_files
from partnerships.models import Place, Programme, ProgrammePlace
from tests.dashboards.place.test_page import words

pytestmark = pytest.mark.usefixtures("the_record")


def programmes() -> Iterator[Any]:
    for path in sorted((DATA / "programmes").glob("*.yaml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))["programmes"]


NAMED = [(one["key"], place) for one in programmes() for place in one.get("taking_part", [])]


def code_of(place: Place) -> str:
    """The code of today, or the last of a place that has ended."""
    codes = place.codes.filter(scheme="gss")
    return str(codes.order_by(F("valid_to").desc(nulls_first=True))[0].code)


def test_every_place_that_is_named_is_linked_by_its_code() -> None:
    linked = {
        (link.programme.slug, code_of(link.place), link.named)
        for link in ProgrammePlace.objects.filter(programme__is_example=False)
    }
    assert linked == {
        (slug, place.get("code") or place["within"], place.get("name", "")) for slug, place in NAMED
    }
    assert len(linked) == len(NAMED)


def test_each_says_what_part_it_had_and_who_says_so() -> None:
    links = ProgrammePlace.objects.filter(programme__is_example=False)
    assert not links.filter(role="").exists()
    assert not links.filter(source=None).exists()


def test_a_programme_without_a_place_says_why() -> None:
    silent = Programme.objects.filter(is_example=False, place_links=None, places_note="")
    assert not silent.exists()


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("kent", "Total Place"),
        ("kent", "Ebbsfleet Garden City: demonstrator site."),
        ("essex", "Pilot place."),
        ("nottingham", "Changing Futures"),
        ("wigan", "Area of the partnership, from 2018."),
        ("bournemouth", "Pilot area, jointly with Dorset and Poole."),
        ("hastings", "Where the East Sussex pilot worked."),
        ("birmingham", "Balsall Heath: pilot neighbourhood."),
    ],
)
def test_a_place_shows_what_ran_there(client: Client, slug: str, said: str) -> None:
    assert said in words(client.get(f"/places/{slug}/before/").content.decode())


@pytest.mark.parametrize(
    "written",
    [
        "{key: x, role: pilot}",
        "{key: x, code: E06000026, within: E06000026, name: Y}",
        "{key: x, within: E06000026}",
        "{key: x, code: E06000026, name: Y}",
        "{key: x, code: E99999999}",
    ],
)
def test_a_place_that_is_told_half_is_refused(tmp_path: Path, written: str) -> None:
    path = tmp_path / "programmes.yaml"
    path.write_text(f"programmes:\n  - {{key: p, name: P, taking_part: [{written}]}}\n", "utf-8")
    with pytest.raises(LoadError, match="programme/p/place/x"), transaction.atomic():
        load_files(Record(), tmp_path, [path.name])


def test_places_with_the_same_name_elsewhere_are_not_taken_for_them() -> None:
    assert not Place.objects.get(slug="dorset").programme_links.exists()
