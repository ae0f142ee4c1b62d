"""A pilot's places change: wards and districts are added, taken out, and another place leads."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from partnerships.models import Place
from pilots.models import Pilot
from pilots.pilot.actions import change_places
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def at(pilot: Pilot) -> str:
    return reverse("pilot_places", args=[pilot.slug])


def places(pilot: Pilot) -> set[tuple[str, str]]:
    return set(pilot.place_links.values_list("place__name", "role"))


@pytest.fixture
def ward(people: Cast) -> Place:
    return builders.place("Manningham", "ward", within=people.bradford)


def test_an_editor_adds_a_ward_and_a_district_and_takes_one_out(
    people: Cast, warm_homes: Pilot, ward: Place
) -> None:
    editor, here = signed_in(people.bradford_editor), at(warm_homes)
    typed = {"place_1": ward.name, "part_1": "target"}
    typed |= {"place_2": people.luton.name, "part_2": "district_partner"}
    editor.post(here, filled(editor, here, **typed))
    assert places(warm_homes) == {
        ("Bradford", "lead"), ("Manningham", "target"), ("Luton", "district_partner"),
    }  # fmt: skip
    page = text_of(Client().get(warm_homes.get_absolute_url()))
    assert "Manningham" in page
    warm_homes.refresh_from_db()
    assert people.luton.pk in warm_homes.reach_ids
    assert signed_in(people.luton_officer).get(here).status_code == 403
    # A place of a lower number stands first; the district stands before where it works
    editor.post(here, filled(editor, here, place_1="", part_1=""))
    assert places(warm_homes) == {("Bradford", "lead"), ("Manningham", "target")}
    history = text_of(Client().get(reverse("pilot_history", args=[warm_homes.slug])))
    assert "Luton" in history


def test_what_cannot_be_is_said_at_its_place(people: Cast, warm_homes: Pilot, ward: Place) -> None:
    editor, here = signed_in(people.bradford_editor), at(warm_homes)
    for typed, said in (
        ({"lead": ""}, "Say which place leads it"),
        ({"place_1": ward.name}, "Say what part it plays"),
        ({"part_1": "target"}, "Say which place"),
        ({"place_1": "Bradford", "part_1": "target"}, "This place takes part already"),
        ({"place_1": "Nowhere", "part_1": "target"}, "We can’t find “Nowhere”"),
        ({"lead": "Luton"}, "Choose a place that you work for"),
    ):
        assert said in text_of(editor.post(here, filled(editor, here, **typed)))
    assert places(warm_homes) == {("Bradford", "lead")}


def test_another_place_leads_where_somebody_who_edits_it_says_so(
    people: Cast, warm_homes: Pilot, ward: Place
) -> None:
    builders.give(people.bradford_editor, "contributor", people.luton)
    editor, here = signed_in(people.bradford_editor), at(warm_homes)
    typed = {"lead": "Luton", "place_1": "Bradford", "part_1": "district_partner"}
    answer = text_of(editor.post(here, filled(editor, here, **typed)))
    assert "only an editor of the place can let it lead" in answer
    builders.give(people.bradford_editor, "place_editor", people.luton)
    editor.post(here, filled(editor, here, **typed))
    assert places(warm_homes) == {("Luton", "lead"), ("Bradford", "district_partner")}
    assert signed_in(people.luton_editor).get(here).status_code == 200


def test_who_may_not_edit_it_changes_nothing(people: Cast, warm_homes: Pilot, ward: Place) -> None:
    asked: dict[str, Any] = {"pilot": warm_homes, "lead": people.bradford}
    with pytest.raises(PermissionDenied):
        change_places(by=people.bradford_officer, others=[(ward, "target")], **asked)
    for others in ([(people.bradford, "target")], [(ward, "lead")]):
        with pytest.raises(ValidationError, match="Only one place can lead it, and each place can"):
            change_places(by=people.bradford_editor, others=others, **asked)
    assert places(warm_homes) == {("Bradford", "lead")}


def test_of_two_who_change_the_places_the_second_sees_both(
    people: Cast, warm_homes: Pilot, ward: Place
) -> None:
    first, second = signed_in(people.bradford_editor), signed_in(people.region_editor)
    here = at(warm_homes)
    late = filled(second, here, place_1="Luton", part_1="district_partner")
    first.post(here, filled(first, here, place_1=ward.name, part_1="target"))
    answer = second.post(here, late)
    said = text_of(answer)
    assert "Somebody changed this while you were typing." in said
    asked = "Does another place take part?"
    assert f"{asked} Manningham Keep theirs : {asked} Luton Keep yours" in said
    assert places(warm_homes) == {("Bradford", "lead"), ("Manningham", "target")}
    typed = values(answer.content.decode()) | {"place_2": ward.name, "part_2": "target"}
    second.post(here, typed)
    assert len(places(warm_homes)) == 3


def test_more_places_than_boxes_are_kept(people: Cast, warm_homes: Pilot) -> None:
    wards = [builders.place(f"Ward {n}", "ward", within=people.bradford) for n in range(12)]
    others = [(one, "target") for one in wards]
    change_places(by=people.bradford_editor, pilot=warm_homes, lead=people.bradford, others=others)
    editor, here = signed_in(people.bradford_editor), at(warm_homes)
    editor.post(here, filled(editor, here, place_13="Luton", part_13="district_partner"))
    assert len(places(warm_homes)) == 14
