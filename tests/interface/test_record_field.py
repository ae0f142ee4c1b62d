"""Choosing a record by its name, without JavaScript and with it."""

import json
import re
from typing import Any

import pytest

from interface import forms
from partnerships.models import Place
from tests import builders

pytestmark = pytest.mark.django_db


class Where(forms.Form):
    place = forms.RecordField(
        label="Place",
        noun="place",
        suggest="place_suggest",
        describe=lambda p: p.get_kind_display(),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.queryset = Place.objects.all()


@pytest.fixture
def newports() -> tuple[Place, Place]:
    return (
        builders.place("Newport", "parish", slug="newport-shropshire"),
        builders.place("Newport", "county", slug="newport-wight"),
    )


def test_an_exact_name_is_taken_whatever_its_capitals() -> None:
    bradford = builders.place("Bradford")
    builders.place("Bradford on Avon")
    form = Where({"place": " bradford "})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"] == bradford


def test_a_name_that_two_places_have_is_asked_back(newports) -> None:
    form = Where({"place": "Newport"})
    assert form.errors["place"] == ["Which place did you mean? Choose one, or type another name"]
    html = str(form)
    assert 'value="Newport"' in html
    assert re.findall(r'type="radio" name="place_pick" id="[^"]+" value="([^"]+)"', html) == [
        "newport-shropshire",
        "newport-wight",
    ]
    assert "parish" in html


def test_the_one_that_is_picked_is_taken(newports) -> None:
    form = Where({"place": "Newport", "place_pick": "newport-wight"})
    assert form.is_valid()
    assert form.cleaned_data["place"] == newports[1]


def test_a_pick_is_dropped_when_another_name_is_typed(newports) -> None:
    bradford = builders.place("Bradford")
    form = Where({"place": "Bradford", "place_pick": "newport-wight"})
    assert form.is_valid()
    assert form.cleaned_data["place"] == bradford


def test_a_part_of_a_name_offers_what_holds_it() -> None:
    builders.place("Newcastle upon Tyne")
    form = Where({"place": "newcastle"})
    assert form.errors["place"] == ["Is this the place? Choose it, or type another name"]
    assert "Newcastle upon Tyne</label>" in str(form)


@pytest.mark.parametrize("typed", ["Atlantis", "%", "'; drop table", "x" * 250, "\x00", "🙂"])
def test_a_name_that_nothing_has_is_kept_and_said(typed: str) -> None:
    builders.place("Bradford")
    form = Where({"place": typed})
    assert not form.is_valid()
    assert len(form.errors["place"]) == 1


def test_a_place_that_the_reader_cannot_see_is_not_found() -> None:
    builders.place("Bradford")
    form = Where({"place": "Bradford"})
    place: Any = form.fields["place"]
    place.queryset = Place.objects.none()
    assert "We can’t find “Bradford”" in form.errors["place"][0]


def test_nothing_typed_asks_for_the_place() -> None:
    assert Where({"place": ""}).errors["place"] == ["Enter the place"]


def test_the_form_opens_with_the_name_and_the_key_of_the_record() -> None:
    bradford = builders.place("Bradford")
    html = str(Where(initial={"place": bradford}))
    assert 'type="text" name="place" value="Bradford"' in html
    assert 'type="hidden" name="place_pick" value="bradford"' in html


def test_suggestions_are_values_labels_and_hints() -> None:
    bradford = builders.place("Bradford")
    answer = forms.suggestions([bradford], describe=lambda p: p.get_kind_display())
    assert json.loads(answer.content) == {
        "results": [{"value": "bradford", "label": "Bradford", "hint": "unitary council"}]
    }
