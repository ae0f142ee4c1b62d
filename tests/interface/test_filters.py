"""Filters: never the unfiltered list by mistake, never a row twice, and each can be taken off."""

import html5lib
import pytest
from django.http import QueryDict
from django.test import RequestFactory

from interface import filters
from partnerships.models import Place, PlaceLink, Programme, ProgrammePlace
from tests import builders

pytestmark = pytest.mark.django_db


class PlaceFilter(filters.FilterSet):
    q = filters.Words("Name or code", by="found_by")
    kind = filters.AnyOf("Kind of place", choices=Place.Kind.choices)
    one = filters.OneOf("Size", field_name="kind", choices=Place.Kind.choices)
    programme = filters.OneRelated(
        "Programme",
        choices=lambda: Programme.objects.values_list("slug", "name"),
        rows=lambda request: ProgrammePlace.objects.all(),
        link="place",
        field="programme__slug",
    )
    within = filters.Chosen(
        "Within", rows=lambda request: Place.objects.all(), by="within", noun="place"
    )
    has = filters.Has(
        "With places in it", rows=lambda request: PlaceLink.objects.all(), link="other"
    )
    recorded = filters.Ticked("In a programme", by="in_the_record")

    class Meta:
        model = Place
        fields: list[str] = []


@pytest.fixture
def places() -> dict[str, Place]:
    north = builders.place("North", "region")
    made = {"North": north}
    for name, kind in (
        ("Bradford", "metropolitan_borough"),
        ("Leeds", "county"),
        ("Hull", "unitary"),
    ):
        made[name] = builders.place(name, kind, within=north)
    return made


def filtered(query: str) -> PlaceFilter:
    request = RequestFactory().get(f"/places/?{query}")
    return PlaceFilter(QueryDict(query), Place.objects.order_by("sort_key"), request=request)


def names(query: str) -> list[str]:
    return [place.name for place in filtered(query).qs]


def test_no_filter_shows_everything(places) -> None:
    assert names("") == ["Bradford", "Hull", "Leeds", "North"]


def test_any_of_several_values_is_shown(places) -> None:
    assert names("kind=unitary&kind=county") == ["Hull", "Leeds"]


@pytest.mark.parametrize(
    "query",
    [
        "kind=castle",
        "kind=unitary&kind=castle",
        "one=castle",
        "programme=x",
        "within=Atlantis",
        "q=" + "x" * 300,
        "q=a%00b",
        "kind=unitary%00",
    ],
)
def test_an_invalid_value_shows_its_message_and_no_rows(places, query: str) -> None:
    found = filtered(query)
    assert list(found.qs) == []
    name = query.split("=", maxsplit=1)[0]
    assert found.form.errors[name]
    assert 'class="err"' in str(found.form)


def test_a_filter_that_this_list_does_not_have_changes_nothing(places) -> None:
    assert names("utm_source=letter") == ["Bradford", "Hull", "Leeds", "North"]


def test_words_are_given_to_the_list_itself(places) -> None:
    assert names("q=brad") == ["Bradford"]


def test_a_relation_never_shows_a_row_twice(places) -> None:
    # North has three places in it
    assert names("has=on") == ["North"]


def test_a_related_choice_is_asked_through_its_relation(places) -> None:
    programme = Programme.objects.create(name="Shared work", slug="shared-work")
    ProgrammePlace.objects.create(programme=programme, place=places["Hull"])
    assert names("programme=shared-work") == ["Hull"]
    assert names("recorded=on") == ["Hull"]


def test_a_record_is_chosen_by_its_slug_or_its_name(places) -> None:
    assert "Bradford" in names("within=north")
    assert names("within=North") == names("within=north")


def test_a_slug_in_the_address_shows_as_the_name_in_the_box(places) -> None:
    found = filtered("within=north")
    assert 'name="within" value="North"' in str(found.form)
    assert [chip.label for chip in found.chips] == ["Within: North"]


def test_each_filter_in_use_can_be_taken_off_alone(places) -> None:
    found = filtered("q=brad&kind=county&kind=unitary&sort=-name&after=x~1")
    chips = {chip.label: chip.url for chip in found.chips}
    assert chips == {
        "Name or code: “brad”": "?kind=county&kind=unitary&sort=-name",
        "Kind of place: county": "?q=brad&kind=unitary&sort=-name",
        "Kind of place: unitary council": "?q=brad&kind=county&sort=-name",
    }
    assert found.clear == "?sort=-name"


def test_what_is_wrong_can_be_taken_off_too(places) -> None:
    chips = filtered("kind=castle&has=on").chips
    assert [(chip.label, chip.url) for chip in chips] == [
        ("Kind of place: castle", "?has=on"),
        ("With places in it", "?kind=castle"),
    ]


def test_the_panel_carries_the_sort_and_not_the_place_in_the_list(places) -> None:
    found = filtered("kind=county&sort=-name&after=x~1&format=csv")
    assert found.carried == [("sort", "-name")]


def test_the_panel_is_plain_and_says_any(places) -> None:
    html = str(filtered("").form)
    html5lib.HTMLParser(strict=True).parseFragment(html)
    assert "(optional)" not in html
    assert ">Any</option>" in html
    assert "---------" not in html


def test_django_filter_still_adds_distinct_to_its_own_multiple_choice() -> None:
    """Why AnyOf is ours: if this fails, django-filter has changed."""
    assert filters.django_filters.MultipleChoiceFilter().distinct is True
    assert filters.AnyOf("Kind", choices=[]).distinct is False


class ManyFilter(filters.FilterSet):
    one = filters.Words("One", by="found_by")
    two = filters.Words("Two", by="found_by")
    three = filters.Words("Three", by="found_by")
    four = filters.Words("Four", by="found_by")
    five = filters.Words("Five", by="found_by")
    six = filters.Words("Six", by="found_by")


def folded(query: str, kind: type[filters.FilterSet] = ManyFilter) -> tuple[list[str], bool]:
    """The filters that fold away, and whether they stand open."""
    filter_ = kind(QueryDict(query), Place.objects.none())
    beneath = [part for part in filter_.form.laid_out if part.summary]
    names = [field.name for part in beneath for field in part.fields]
    return names, any(part.is_open for part in beneath)


def test_a_panel_shows_the_few_that_are_used_and_folds_the_others_which_chips_tell() -> None:
    assert folded("") == (["five", "six"], False)
    assert folded("one=x") == (["five", "six"], False)
    assert folded("six=x") == (["five", "six"], False)


def test_the_filters_that_are_used_can_be_named_and_a_single_other_stands_with_them() -> None:
    class Named(ManyFilter):
        shown = ("six", "one")

    class Five(ManyFilter):
        six = None  # type: ignore[assignment]  # as django-filter leaves one out

    assert folded("", Named)[0] == ["two", "three", "four", "five"]
    assert folded("", Five)[0] == []
