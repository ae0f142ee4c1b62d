"""Figures of several pilots are added only where they count exactly the same."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from partnerships.models import Topic
from pilots.models import Indicator, Pilot, SharedDefinition, SharedDefinitionTopic
from tests import builders, defined
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def visited(people: Cast) -> SharedDefinition:
    return defined.shared_definition(programme=people.pfpp)


def pilot(people: Cast, name: str, **fields: Any) -> Pilot:
    return builders.pilot(people.bradford, name, programme=people.pfpp, **fields)


def page(shared: SharedDefinition, who: Any = None) -> str:
    client = signed_in(who) if who else Client()
    return text_of(client.get(shared.get_absolute_url()))


def together(people: Cast, who: Any = None) -> str:
    client = signed_in(who) if who else Client()
    return text_of(client.get(reverse("programme_figures", args=[people.pfpp.slug])))


def test_what_is_not_known_is_counted_and_never_zero(
    people: Cast, visited: SharedDefinition
) -> None:
    defined.follows(visited, pilot(people, "A"), 118, as_of=dt.date(2026, 9, 30))
    defined.follows(visited, pilot(people, "B"), 12, as_of=dt.date(2026, 6, 30))
    unknown = defined.follows(visited, pilot(people, "C"))
    builders.actual(unknown, None, missing="not_published")
    defined.follows(visited, pilot(people, "D"))
    said = page(visited)
    assert "130 homes from 2 of 4, 30 June 2026 to 30 September 2026" in said
    assert "2 are not known , and not counted as zero" in said
    assert "Not published" in said
    total = together(people)
    assert "130 homes 2 of 4" in total


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"shared_difference": "It counts visits"}, "Differs: It counts visits"),
        ({"shared_edition": 2}, "Follows version 2; it is version 1 now"),
        ({"shared_edition": None}, "Follows version not known; it is version 1 now"),
    ],
)
def test_what_counts_something_else_is_left_out_with_the_reason(
    people: Cast, visited: SharedDefinition, fields: dict[str, Any], why: str
) -> None:
    defined.follows(visited, pilot(people, "A"), 118)
    defined.follows(visited, pilot(people, "B"), 12, **fields)
    for said in (page(visited), together(people)):
        assert "118 homes" in said
        assert why in said
        assert "130 homes" not in said


def test_a_figure_by_an_earlier_definition_is_left_out(
    people: Cast, visited: SharedDefinition
) -> None:
    old = defined.follows(visited, pilot(people, "A"), 50, as_of=dt.date(2026, 1, 31))
    defined.earlier(old, dt.date(2026, 5, 1))
    said = page(visited)
    assert "Counted by the definition that applied until 30 April 2026" in said
    assert "1 is left out" in said


def test_a_part_is_not_added_to_its_whole(people: Cast, visited: SharedDefinition) -> None:
    both = pilot(people, "A")
    whole = defined.follows(visited, both, 100)
    defined.follows(visited, both, 40, name="In the north", part_of=whole, counted_by="Northport")
    said = page(visited)
    assert "100 homes from 1 of 2" in said
    assert "Is part of “Homes visited”, which is added" in said


def test_places_of_one_pilot_that_count_for_themselves_are_added(
    people: Cast, visited: SharedDefinition
) -> None:
    both = pilot(people, "A")
    defined.follows(visited, both, 60, name="North", counted_by="Northport")
    defined.follows(visited, both, 40, name="East", counted_by="Eastvale")
    said = page(visited)
    assert "100 homes from 2 of 2" in said
    assert "Northport" in said
    assert "Eastvale" in said


def test_only_what_the_reader_sees_is_added(people: Cast, visited: SharedDefinition) -> None:
    defined.follows(visited, pilot(people, "A"), 100)
    defined.follows(visited, pilot(people, "Hidden", visibility="programme"), 11)
    assert "100 homes from 1 of 1" in page(visited)
    assert "100 homes from 1 of 1" in page(visited, people.outsider)
    assert "111 homes from 2 of 2" in page(visited, people.pfpp_lead)
    assert "Hidden" not in together(people)


def test_few_people_are_not_told_to_the_public_by_the_total(people: Cast) -> None:
    shared = defined.shared_definition("People helped", unit="people", programme=people.pfpp)
    defined.follows(shared, pilot(people, "A"), 100)
    defined.follows(shared, pilot(people, "B"), 3)
    public = page(shared)
    assert "100 people from 1 of 2" in public
    assert "Fewer than 5" in public
    assert "103 people from 2 of 2" in page(shared, people.outsider)


def test_shares_are_never_added(people: Cast) -> None:
    shared = defined.shared_definition("Warm", unit="%", may_add=False, programme=people.pfpp)
    defined.follows(shared, pilot(people, "A"), 60)
    defined.follows(shared, pilot(people, "B"), 40)
    said = page(shared)
    assert "Not added up" in said
    assert "100%" not in said
    with pytest.raises(IntegrityError, match="shared_definition_shares_not_added"):
        SharedDefinition.objects.filter(pk=shared.pk).update(may_add=True)


def test_the_list_behind_a_total_is_a_file_with_the_reasons(
    people: Cast, visited: SharedDefinition
) -> None:
    defined.follows(visited, pilot(people, "A"), 100)
    defined.follows(visited, pilot(people, "B"), 3, shared_difference="Visits")
    answer: Any = Client().get(visited.get_absolute_url(), {"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [(row["pilot"], row["state"], row["why"]) for row in rows] == [
        ("A", "Added", ""),
        ("B", "Left out", "Differs: Visits"),
    ]
    of_programme = reverse("programme_figures", args=[people.pfpp.slug])
    answer = Client().get(of_programme, {"format": "csv"})
    [row] = csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
    assert (row["total"], row["added"], row["left_out"]) == ("100 homes", "1", "1")


def test_a_lead_writes_a_definition_and_an_officer_uses_it(people: Cast, warm_homes: Pilot) -> None:
    lead, officer = signed_in(people.pfpp_lead), signed_in(people.bradford_officer)
    add = reverse("shared_definition_add")
    typed = {"name": "Homes warmed", "unit": "homes", "definition": "Homes that are warm now"}
    lead.post(add, filled(lead, add, **typed, programme=str(people.pfpp.pk)))
    shared = SharedDefinition.objects.get()
    add = reverse("indicator_add", args=[warm_homes.slug])
    follow = {"name": "Warm homes", "unit": "flats", "shared": "Homes warmed", "follows": "same"}
    answer = officer.post(add, filled(officer, add, **follow))
    assert "The shared definition counts in homes" in text_of(answer)
    officer.post(add, filled(officer, add, **(follow | {"unit": "homes"})))
    made = Indicator.objects.get(name="Warm homes")
    assert (made.shared, made.shared_edition) == (shared, 1)
    assert made.definition == "Homes that are warm now"
    assert "Followed exactly" in text_of(Client().get(made.get_absolute_url()))


def test_a_new_version_leaves_those_of_the_old_one_out_until_they_follow_it(
    people: Cast, visited: SharedDefinition
) -> None:
    one = defined.follows(visited, pilot(people, "A"), 100, as_of=dt.date(2026, 11, 1))
    lead, officer = signed_in(people.pfpp_lead), signed_in(people.bradford_officer)
    edit = reverse("shared_definition_edit", args=[visited.slug])
    typed = {"change": "meaning", "definition": "Homes entered for an hour"}
    answer = lead.post(edit, filled(lead, edit, **typed))
    assert "Say what is different and why" in text_of(answer)
    lead.post(edit, filled(lead, edit, **typed, edition_why="A knock is no visit"))
    assert "Follows version 1; it is version 2 now" in page(visited)
    redefine = reverse("indicator_redefine", args=[one.pilot.slug, one.number])
    since = {"since_day": "1", "since_month": "10", "since_year": "2026"}
    officer.post(redefine, filled(officer, redefine, follow="on", why="So does all", **since))
    assert "100 homes from 1 of 1" in page(visited)


def test_words_are_put_right_without_a_new_version(people: Cast, visited: SharedDefinition) -> None:
    lead = signed_in(people.pfpp_lead)
    edit = reverse("shared_definition_edit", args=[visited.slug])
    lead.post(edit, filled(lead, edit, change="words", name="Homes that were visited"))
    visited.refresh_from_db()
    assert (visited.name, visited.edition) == ("Homes that were visited", 1)
    answer = lead.post(edit, filled(lead, edit, change="words", unit="flats"))
    assert "Another unit is another meaning" in text_of(answer)


def test_a_lead_of_another_programme_may_not_change_it(people: Cast) -> None:
    other = defined.shared_definition(programme=builders.programme("Other"))
    edit = reverse("shared_definition_edit", args=[other.slug])
    assert signed_in(people.pfpp_lead).get(edit).status_code == 403


def test_the_database_refuses_another_unit_for_what_follows_exactly(
    people: Cast, visited: SharedDefinition
) -> None:
    one = pilot(people, "A")
    with pytest.raises(IntegrityError, match="indicator_unit_as_shared"), transaction.atomic():
        defined.follows(visited, one, unit="flats")
    defined.follows(visited, one, unit="flats", shared_difference="Flats only")


def test_every_rule_of_shared_definitions_is_kept(people: Cast, visited: SharedDefinition) -> None:
    topic = a_topic()
    SharedDefinitionTopic.objects.create(shared=visited, topic=topic)
    with (
        pytest.raises(IntegrityError, match="shared_definition_topic_once"),
        transaction.atomic(),
    ):
        SharedDefinitionTopic.objects.create(shared=visited, topic=topic)
    with (
        pytest.raises(IntegrityError, match="shared_definition_new_edition_says_why"),
        transaction.atomic(),
    ):
        SharedDefinition.objects.filter(pk=visited.pk).update(edition=2)
    one = defined.follows(visited, pilot(people, "A"))
    defined.earlier(one, dt.date(2026, 1, 1))
    with (
        pytest.raises(IntegrityError, match="indicator_definition_once_a_day"),
        transaction.atomic(),
    ):
        defined.earlier(one, dt.date(2026, 1, 1))
    with pytest.raises(IntegrityError, match="indicator_definition_says_why"):
        one.earlier_definitions.update(why="")


def a_topic() -> Any:
    return Topic.objects.create(name="Housing", slug="housing")


def test_a_figure_of_an_earlier_version_can_be_edited_and_follows_no_other_unit(
    people: Cast, visited: SharedDefinition
) -> None:
    one = defined.follows(visited, pilot(people, "A"), 40)
    SharedDefinition.objects.filter(pk=visited.pk).update(
        unit="households", edition=2, edition_why="Homes stood empty"
    )
    client, parts = signed_in(people.bradford_officer), [one.pilot.slug, one.number]
    edit = reverse("indicator_edit", args=parts)
    client.post(edit, filled(client, edit, name="Homes entered"))
    one.refresh_from_db()
    assert (one.name, one.unit, one.shared_edition) == ("Homes entered", "homes", 1)
    again = reverse("indicator_redefine", args=parts)
    typed = {"follow": "on", "why": "As all do", "since_day": "1", "since_month": "5"}
    answer = client.post(again, filled(client, again, **typed, since_year="2026"))
    assert "The shared definition counts in households now" in text_of(answer)


def test_words_of_its_own_are_never_replaced_unasked(
    people: Cast, visited: SharedDefinition
) -> None:
    one = builders.indicator(pilot(people, "A"))
    Indicator.objects.filter(pk=one.pk).update(definition="Doors knocked at")
    client = signed_in(people.bradford_officer)
    edit = reverse("indicator_edit", args=[one.pilot.slug, one.number])
    link = {"shared": visited.name, "follows": "same"}
    answer = client.post(edit, filled(client, edit, **link))
    assert "The shared definition says “Homes entered, each counted once.”" in text_of(answer)
    assert "If it always counted what the shared definition says, take these words out" in (
        text_of(answer)
    )
    one.refresh_from_db()
    assert (one.definition, one.shared) == ("Doors knocked at", None)
    client.post(edit, filled(client, edit, **link, definition=""))
    one.refresh_from_db()
    assert (one.definition, one.shared) == (visited.definition, visited)


def test_words_put_right_in_a_shared_definition_are_taken_over(
    people: Cast, visited: SharedDefinition
) -> None:
    one = defined.follows(visited, pilot(people, "A"), definition=visited.definition)
    SharedDefinition.objects.filter(pk=visited.pk).update(definition="Homes that were entered.")
    client = signed_in(people.bradford_officer)
    edit = reverse("indicator_edit", args=[one.pilot.slug, one.number])
    client.post(edit, filled(client, edit, name="Homes entered"))
    one.refresh_from_db()
    assert (one.name, one.definition) == ("Homes entered", "Homes that were entered.")
    answer = client.post(edit, filled(client, edit, definition="Doors knocked at"))
    assert "take these words out" in text_of(answer)


def test_a_count_of_none_is_known_and_added(people: Cast, visited: SharedDefinition) -> None:
    defined.follows(visited, pilot(people, "A"), 0)
    assert "0 homes from 1 of 1" in page(visited)


@pytest.fixture
def many(people: Cast, visited: SharedDefinition) -> SharedDefinition:
    """Sixty who count by it: five of them differ, three do not know."""
    for number in range(60):
        why = "Visits" if number < 5 else ""
        value = None if 5 <= number < 8 else 10
        one = pilot(people, f"Pilot {number:02}")
        defined.follows(visited, one, value, shared_difference=why)
    return visited


def test_the_total_counts_everybody_and_the_list_is_paged(
    people: Cast, many: SharedDefinition
) -> None:
    client = Client()
    first = text_of(client.get(many.get_absolute_url()))
    assert "520 homes from 52 of 60" in first
    assert "3 are not known , and not counted as zero" in first
    assert "Pilot 00" in first
    assert "Pilot 51" not in first
    url = client.get(many.get_absolute_url()).context["page"].next_url
    second = text_of(client.get(many.get_absolute_url() + url))
    assert "520 homes from 52 of 60" in second
    assert "Pilot 51" in second
    assert "Pilot 00" not in second
    answer: Any = client.get(many.get_absolute_url(), {"format": "csv"})
    assert len(answer.getvalue().decode().splitlines()) == 61


def test_each_count_leads_to_the_list_that_it_counts(people: Cast, many: SharedDefinition) -> None:
    for state, names in (("unknown", ("05", "06", "07")), ("left-out", ("00", "01", "02", "03"))):
        said = text_of(Client().get(many.get_absolute_url(), {"state": state}))
        assert all(f"Pilot {name}" in said for name in names)
        assert "Pilot 20" not in said
        assert "520 homes from 52 of 60" in said
    of_programme = Client().get(reverse("programme_figures", args=[people.pfpp.slug]))
    assert "state=left-out#used" in of_programme.content.decode()
    said = text_of(of_programme)
    assert "Pilot 02: Differs: Visits and 2 more" in said
    assert "Pilot 03" not in said
