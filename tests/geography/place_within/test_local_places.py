"""Wards, parishes, neighbourhoods: added within a council, named over time, moved, ended."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client

from geography.models import Boundary
from geography.place_within import actions
from geography.place_within.forms import AddLocal
from partnerships.models import Place, PlaceCode, PlaceLink, PlaceReach
from records.lookalikes import ASK
from tests import builders
from tests.builders import Cast
from tests.geography.locality.sweep import with_boundary
from tests.localities import locality
from tests.locks import it_waits
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
ADD = "/places/bradford/within/add/"
LIST = "/places/bradford/within/"


@pytest.fixture
def editor(cast: Cast) -> Client:
    return signed_in(cast.bradford_editor)


@pytest.fixture
def ward(cast: Cast) -> Place:
    return builders.place("Manningham", "ward", within=cast.bradford)


def send(client: Client, address: str, **typed: Any) -> str:
    """What the page says to this."""
    return text_of(client.post(address, filled(client, address, **typed), follow=True))


def test_a_ward_of_the_official_list_is_added_with_its_name_code_and_source(
    editor: Client, cast: Cast
) -> None:
    row = locality("Manningham", cast.bradford, "ward", code="E05001341")
    locality("Toller", cast.bradford, "ward", code="E05001342")
    seen = text_of(Client().get(LIST))
    said = "No place within it is recorded yet. Editors of Bradford and administrators can add"
    assert said in seen
    assert "2 wards Manningham · Toller" in seen
    offered = f"{ADD}?listed={row.pk}"
    assert f'href="{offered}"' in editor.get(LIST).content.decode()
    page = filled(editor, offered)
    assert (page["kind"], page["name"], page["code"]) == ("ward", "Manningham", "E05001341")
    assert "Place added" in text_of(editor.post(offered, page, follow=True))
    ward = Place.objects.get(slug="manningham-bradford")
    assert [code.code for code in ward.codes.all()] == ["E05001341"]
    assert ward.names.get().source == row.release.source
    assert PlaceReach.objects.filter(place=ward, ancestor=cast.region).exists()
    seen = text_of(Client().get(LIST))
    assert "Manningham Ward E05001341 Stands" in seen
    assert "1 ward Toller" in seen
    # Typed without its code, the list still gives it
    send(editor, ADD, kind="ward", name="toller")
    assert PlaceCode.objects.filter(code="E05001342", place__name="toller").exists()


def test_one_that_was_called_so_before_is_shown_first(editor: Client, ward: Place) -> None:
    send(editor, "/places/manningham/name/", new_name="Lister", named_from_day="1",
         named_from_month="5", named_from_year="2024")  # fmt: skip
    said = send(editor, ADD, kind="neighbourhood", name="Maningham")
    assert "It looks like one you have" in said
    assert "Lister ward, formerly Manningham" in said
    assert Place.objects.filter(name="Maningham").count() == 0


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"kind": "ward", "name": ""}, "Answer “What is it called?”"),
        ({"kind": "ward", "name": "Toller", "code": "E05"}, "a letter and eight digits"),
        ({"kind": "ward", "name": "Toller", "code": "E05000001"}, "has this code already"),
        ({"kind": "custom", "name": "A corridor"}, "Enter the reason why it is drawn"),
        ({"kind": "ward", "name": "Toller", "since_day": "1", "since_month": "1",
          "since_year": "2090"}, "is in the future"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_added(
    editor: Client, ward: Place, typed: dict[str, str], problem: str
) -> None:
    PlaceCode.objects.create(place=ward, code="E05000001")
    before = Place.objects.count()
    assert problem in send(editor, ADD, **typed)
    assert Place.objects.count() == before


def test_nothing_new_lies_within_a_council_that_has_ended(editor: Client, cast: Cast) -> None:
    cast.bradford.names.update(valid_to=dt.date(2023, 4, 1))
    said = send(editor, ADD, kind="ward", name="Toller")
    assert "Bradford ended on 1 April 2023" in said
    assert not Place.objects.filter(name="Toller").exists()


@pytest.mark.usefixtures("own_database")
def test_of_two_who_add_one_at_once_the_second_is_asked(own_database: str, cast: Cast) -> None:
    said: list[str] = []

    def add(by: Any) -> None:
        typed = {"kind": "ward", "name": "Toller"}
        form = AddLocal(typed, instance=Place(drawn_because=""), within=cast.bradford)
        assert form.is_valid(), form.errors
        actions.add_place(
            by=by, within=cast.bradford, place=form.instance, check=form.ask_if_another
        )

    def second() -> None:
        try:
            add(cast.region_editor)
        except ValidationError as refused:
            said.extend(refused.messages)
        finally:
            connection.close()

    waits = threading.Thread(target=second)
    with transaction.atomic():
        add(cast.bradford_editor)
        waits.start()
        it_waits(waits)
    waits.join()
    assert said == [ASK]
    assert Place.objects.filter(name="Toller").count() == 1


class TestKeeping:
    """Names over time, what it lies within, and its end."""

    def test_a_new_name_leaves_the_old_one_which_still_leads_there(
        self, editor: Client, ward: Place
    ) -> None:
        address = "/places/manningham/name/"
        said = send(editor, address, new_name="Lister Park")
        assert "A new name needs both the name and the day" in said
        send(editor, address, new_name="Lister Park", named_from_day="1", named_from_month="5",
             named_from_year="2024", code="e05001341")  # fmt: skip
        named = ward.names.order_by("id").values_list("name", "valid_from", "valid_to")
        day = dt.date(2024, 5, 1)
        assert list(named) == [("Manningham", None, day), ("Lister Park", day, None)]
        assert ward.codes.get().code == "E05001341"
        assert "ended on" not in text_of(Client().get("/places/manningham/"))
        assert "Lister Park" in text_of(Client().get("/places/?q=Manningham&all=on"))

    def test_it_moves_to_another_council_only_by_who_keeps_both(
        self, editor: Client, ward: Place, cast: Cast
    ) -> None:
        link = PlaceLink.objects.get(place=ward)
        address = f"/places/around/{link.pk}/"
        typed = {"what": "change", "other": "Luton", "day_day": "1", "day_month": "4",
                 "day_year": "2025"}  # fmt: skip
        assert "Only editors of Luton, or an administrator" in send(editor, address, **typed)
        said = send(editor, address, what="end", day_day="1", day_month="4", day_year="2025")
        assert "It would not be within any recorded place" in said
        send(signed_in(cast.administrator), address, **typed)
        links = PlaceLink.objects.filter(place=ward).order_by("id")
        day = dt.date(2025, 4, 1)
        assert [(row.other, row.valid_to) for row in links] == [
            (cast.bradford, day),
            (cast.luton, None),
        ]
        assert editor.get("/places/manningham/name/").status_code == 403

    @pytest.mark.parametrize(
        ("other", "problem"),
        [
            ("Lister estate", "go round in a circle"),
            ("Manningham", "A place cannot be within itself"),
            ("Bradford", "already recorded as within"),
        ],
    )
    def test_a_circle_and_the_same_twice_are_refused(
        self, editor: Client, ward: Place, other: str, problem: str
    ) -> None:
        builders.place("Lister estate", "neighbourhood", within=ward)
        assert problem in send(editor, "/places/manningham/around/add/", other=other)
        assert PlaceLink.objects.filter(place=ward).count() == 1

    def test_it_ends_once_nothing_lies_in_it_and_stays_in_the_record(
        self, editor: Client, ward: Place
    ) -> None:
        estate = builders.place("Lister estate", "neighbourhood", within=ward)
        pilot = builders.pilot(ward, "Warm streets", visibility="place")
        day = {"on_day": "1", "on_month": "4", "on_year": "2025"}
        said = send(editor, "/places/manningham/end/", **day)
        assert "Lister estate is still within it" in said
        send(editor, "/places/lister-estate/end/", **day)
        builders.place("Heaton", "ward", within=PlaceLink.objects.get(place=ward).other)
        said = send(editor, "/places/manningham/end/", successor="Heaton", **day)
        assert "Manningham was replaced by Heaton on 1 April 2025" in said
        assert "Lister estate ended on 1 April 2025" in text_of(
            Client().get(estate.get_absolute_url())
        )
        listed = text_of(Client().get(LIST))
        assert "Manningham Ward Not known Ended 1 April 2025" in listed
        # What was recorded there is still the council's
        assert pilot.title in text_of(editor.get(pilot.get_absolute_url()))


def test_an_adding_is_taken_back_while_nothing_rests_on_the_place(
    editor: Client, cast: Cast
) -> None:
    send(editor, ADD, kind="ward", name="Toller", code="E05001342")
    address = "/places/toller-bradford/"
    pilot = builders.pilot(Place.objects.get(name="Toller"), visibility="team")
    assert "or something depends on it" in text_of(editor.get(f"{address}undo/"))
    pilot.place_links.all().delete()
    with_boundary(Place.objects.get(name="Toller"))  # was added with it, and goes with it
    assert "Take back" in text_of(editor.get(f"{address}about/"))
    assert signed_in(cast.luton_editor).post(f"{address}undo/").status_code == 403
    assert "Taken back: Toller" in text_of(
        editor.post(f"{address}undo/", {"because": "Twice"}, follow=True)
    )
    assert not Place.objects.filter(name="Toller").exists()
    assert not PlaceCode.objects.filter(code="E05001342").exists()
    assert not Boundary.objects.exists()


def test_an_area_that_was_drawn_ends_with_what_it_was_made_of(cast: Cast) -> None:
    area = builders.place("Two towns", "custom", drawn_because="Agreed")
    PlaceLink.objects.create(place=cast.bradford, other=area, kind="within")
    admin, day = signed_in(cast.administrator), {"on_day": "1", "on_month": "4", "on_year": "2025"}
    assert "Two towns ended on 1 April 2025" in send(admin, "/places/two-towns/end/", **day)
    assert not PlaceReach.objects.filter(ancestor=area, place=cast.bradford).exists()
