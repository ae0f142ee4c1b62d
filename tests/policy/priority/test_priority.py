"""Priorities: the register, writing one, taking one over, and what its page says."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from partnerships.models import Organisation, Place, PlaceLink, Topic
from policy.models import Alignment, Priority, PriorityPlace, PriorityTopic
from records.models import Source
from tests import builders
from tests.builders import Cast
from tests.partnerships.test_constraints import JUNE, MAY, broken, changed
from tests.pilots.forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=True):
        yield


def as_(user: Any = None) -> Client:
    client = Client()
    if user is not None and user.is_authenticated:
        client.force_login(user)
    return client


def words(response: Any) -> str:
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return re.sub(r"\s+", " ", strip_tags(main.replace("<", " <")))


def desnz() -> Organisation:
    return Organisation.objects.get(name="Department for Energy Security and Net Zero")


def typed(**fields: Any) -> dict[str, Any]:
    return {
        "title": "Warm homes for everyone",
        "text": "Every cold home is made warm.",
        "tier": "local",
        "owner": "City of Bradford Metropolitan District Council",
        "add_place": "Bradford",
        "visibility": "public",
        **fields,
    }


def listed(query: str, who: Any = None) -> list[str]:
    answer = as_(who).get(f"/priorities/{query}{'&' if query else '?'}format=json")
    return [row["priority"] for row in json.loads(answer.getvalue())["rows"]]


# --- The register -----------------------------------------------------------------------------


@pytest.fixture
def several(cast: Cast) -> Cast:
    homes = Topic.objects.create(name="Housing", slug="housing")
    renting = Topic.objects.create(name="Renting", slug="renting", parent=homes)
    warm = builders.priority("Warm homes", owner=desnz(), start=dt.date(2026, 1, 1))
    PriorityTopic.objects.create(priority=warm, topic=renting)
    builders.priority("Jobs", cast.region, tier="regional", end=dt.date(2025, 3, 31))
    builders.priority(
        "Safe streets",
        cast.bradford,
        decide_from=dt.date(2026, 11, 1),
        decide_to=dt.date(2026, 11, 30),
    )
    builders.priority("Old aim", cast.luton, withdrawn_on=dt.date(2026, 5, 1))
    builders.priority("Not yet told", cast.luton, visibility="place")
    return cast


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?tier=national", {"Warm homes"}),
        ("?tier=regional&tier=local", {"Jobs", "Safe streets", "Old aim"}),
        ("?owner=department-for-energy-security-and-net-zero", {"Warm homes"}),
        ("?topic=housing", {"Warm homes"}),
        ("?place=yorkshire-and-the-humber", {"Jobs", "Safe streets"}),
        ("?place=bradford", {"Safe streets"}),
        ("?when=current", {"Warm homes", "Safe streets"}),
        ("?when=deciding", {"Safe streets"}),
        ("?when=over", {"Jobs", "Old aim"}),
        ("?as_at=1+March+2025", {"Jobs", "Safe streets"}),
        ("?q=streets", {"Safe streets"}),
        ("", {"Warm homes", "Jobs", "Safe streets", "Old aim"}),
    ],
)
def test_each_filter_narrows_to_its_rows(several: Cast, query: str, titles: set[str]) -> None:
    assert set(listed(query, several.outsider)) == titles


def test_a_day_that_is_none_shows_its_message_and_no_rows(several: Cast) -> None:
    text = words(as_().get("/priorities/?as_at=the+day+before"))
    assert "Enter a date, such as 31 March 2023" in text
    assert "Safe streets" not in text
    text = words(as_().get("/priorities/?as_at=1/1/9999"))
    assert "Enter a year between 1990 and 2100" in text


def test_officers_of_the_owner_read_what_others_do_not(cast: Cast) -> None:
    builders.priority("Quiet aim", owner=desnz(), visibility="team")
    assert listed("", cast.desnz_official) == ["Quiet aim"]
    assert listed("", cast.outsider) == []


@pytest.mark.parametrize("number", [1, 30])
def test_the_register_asks_the_same_questions_for_one_and_for_thirty(
    cast: Cast, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        builders.priority("", cast.bradford)
    client = as_(cast.bradford_editor)
    client.get("/priorities/")
    with django_assert_num_queries(10):
        client.get("/priorities/")


# --- Writing ----------------------------------------------------------------------------------


def test_an_editor_writes_a_local_priority_of_their_place(cast: Cast) -> None:
    answer = as_(cast.bradford_editor).post("/priorities/add/", typed(start_year="2026"))
    made = Priority.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert [one.name for one in made.places.all()] == ["Bradford"]
    assert made.reach_ids == sorted([cast.bradford.pk, cast.region.pk])
    assert "from 2026" in words(as_().get(made.get_absolute_url()))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"add_place": "Luton"}, "You can write local priorities only for the places"),
        ({"add_place": ""}, "A local priority is for at least one place"),
        ({"title": ""}, "Answer “What is the priority, in one line?”"),
        ({"title": "x" * 300}, "200 characters"),
        ({"tier": "national"}, "Choose"),
        ({"start_year": "9999"}, "Enter a year between 1990 and 2100"),
        ({"start_year": "2027", "end_year": "2026"}, "The end can’t be before the start"),
        (
            {
                "decide_from_day": "2",
                "decide_from_month": "3",
                "decide_from_year": "2027",
                "decide_to_day": "1",
                "decide_to_month": "3",
                "decide_to_year": "2027",
            },
            "The decisions can’t end before they begin",
        ),
        ({"visibility": "everybody"}, "Choose"),
        ({"title": "nul\x00"}, "cannot"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_what_was_typed_is_kept(
    cast: Cast, fields: dict[str, str], said: str
) -> None:
    answer = as_(cast.bradford_editor).post("/priorities/add/", typed(**fields))
    assert answer.status_code == 200
    assert said in words(answer)
    assert "Every cold home is made warm." in answer.content.decode()
    assert not Priority.objects.exists()


def test_an_officer_writes_for_their_own_body_only(cast: Cast) -> None:
    client = as_(cast.desnz_official)
    national = {"tier": "national", "add_place": ""}
    refused = client.post("/priorities/add/", typed(**national))
    assert "You can write national priorities only for your own organisation" in words(refused)
    client.post("/priorities/add/", typed(**national, owner=desnz().name))
    made = Priority.objects.get()
    assert made.owner == desnz()
    assert "All of England" in words(as_().get(made.get_absolute_url()))


def test_a_connector_writes_for_their_region_only(cast: Cast) -> None:
    client = as_(cast.yorkshire_connector)
    client.post("/priorities/add/", typed(tier="regional"))
    assert Priority.objects.get().tier == "regional"
    answer = client.post("/priorities/add/", typed(tier="regional", add_place="Luton"))
    assert "whose directory you look after" in words(answer)


def test_two_of_one_title_have_addresses_of_their_own(cast: Cast) -> None:
    client = as_(cast.bradford_editor)
    for _ in range(2):
        client.post("/priorities/add/", typed(title="Matrix"))
    first, second = Priority.objects.all()
    assert first.slug != second.slug
    for one in (first, second):
        assert one.slug.startswith("matrix-")
        assert client.get(one.get_absolute_url()).status_code == 200


def test_the_second_of_two_editors_sees_both_versions(cast: Cast) -> None:
    made = builders.priority("Warm homes", cast.bradford, owner=cast.council)
    url = f"{made.get_absolute_url()}edit/"
    client = as_(cast.bradford_editor)
    page = client.get(url).content.decode()
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    Priority.objects.filter(pk=made.pk).update(title="Dry homes")
    sent = typed(places=["bradford"], add_place="", version=version[1], title="Safe homes")
    text = words(client.post(url, sent))
    assert "Somebody changed this while you were typing" in text
    assert "Dry homes" in text
    assert Priority.objects.get().title == "Dry homes"


def test_a_withdrawn_priority_stays_and_says_so(cast: Cast) -> None:
    made = builders.priority("Warm homes", cast.bradford)
    client = as_(cast.bradford_editor)
    text = words(client.post(f"{made.get_absolute_url()}withdraw/", follow=True))
    assert "Withdrawn on 20 November 2026." in text
    client.post(f"{made.get_absolute_url()}withdraw/")
    assert Priority.objects.get().withdrawn_on is None


# --- Taken over -------------------------------------------------------------------------------


@pytest.fixture
def taken(cast: Cast) -> Priority:
    wider = builders.priority(
        "Warm homes", owner=desnz(), text="Every home.", must_not_vary="Safety."
    )
    client = as_(cast.bradford_editor)
    page = client.get(f"{wider.get_absolute_url()}take-over/").content.decode()
    assert "Every home." in page
    assert "Safety." in page
    client.post(
        f"{wider.get_absolute_url()}take-over/",
        typed(title="Warm homes", text="Every old home.", must_not_vary="Safety."),
    )
    return Priority.objects.get(parent=wider)


def test_a_priority_taken_over_keeps_both_and_says_where_they_differ(taken: Priority) -> None:
    text = words(as_().get(taken.get_absolute_url()))
    assert "Where ours differs from the wider one" in text
    assert "What it says Every old home. Every home." in text
    assert "Must not vary" not in text
    assert Priority.objects.get(taken_over=taken).text == "Every home."
    assert Alignment.objects.get(narrower=taken).verdict == "unknown"


@pytest.mark.usefixtures("own_database")  # each change is a moment of its own
def test_the_local_page_says_when_the_wider_one_changes(taken: Priority, cast: Cast) -> None:
    assert "has changed since" not in words(as_().get(taken.get_absolute_url()))
    Priority.objects.filter(taken_over=taken).update(text="Every rented home.")
    text = words(as_().get(taken.get_absolute_url()))
    assert "The wider priority has changed since these words were compared with it" in text
    assert "Every rented home. Was: Every home." in text
    text = words(as_(cast.bradford_editor).post(f"{taken.get_absolute_url()}seen/", follow=True))
    assert "has changed since" not in text


def test_a_hidden_wider_priority_is_not_mentioned(taken: Priority, cast: Cast) -> None:
    Priority.objects.filter(taken_over=taken).update(visibility="team", text="Secret.")
    text = words(as_(cast.outsider).get(taken.get_absolute_url()))
    assert "wider" not in text
    assert "Secret." not in text


def test_a_local_priority_is_not_taken_over(cast: Cast) -> None:
    local = builders.priority("Safe streets", cast.bradford)
    answer = as_(cast.luton_editor).get(f"{local.get_absolute_url()}take-over/")
    assert answer.status_code == 403


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_the_same_questions_for_one_and_for_thirty(
    cast: Cast, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    wider = builders.priority("Warm homes", owner=desnz())
    for _ in range(number):
        local = builders.priority("", cast.bradford, parent=wider, parent_version=1)
        Alignment.objects.create(wider=wider, narrower=local, verdict="unknown")
    client = as_(cast.bradford_editor)
    client.get(wider.get_absolute_url())
    with django_assert_num_queries(8):
        client.get(wider.get_absolute_url())


@pytest.fixture
def luton() -> Place:
    return builders.place("Luton")


def test_a_priority_has_a_level_and_its_dates_in_order() -> None:
    priority = builders.priority("Warm homes")
    assert broken(changed(priority, visibility="friends")) == "priority_known_level"
    assert broken(changed(priority, start=JUNE, end=MAY)) == "priority_dates_in_order"
    window = changed(priority, decide_from=JUNE, decide_to=MAY)
    assert broken(window) == "priority_window_in_order"
    assert broken(changed(priority, parent=priority)) == "priority_not_its_own_parent"


def test_a_priority_is_for_a_place_and_a_topic_once(luton: Place) -> None:
    priority = builders.priority("Warm homes", luton)
    topic = Topic.objects.create(name="Housing", slug="housing")
    PriorityTopic.objects.create(priority=priority, topic=topic)
    place = lambda: PriorityPlace.objects.create(priority=priority, place=luton)  # noqa: E731
    assert broken(place) == "priority_place_once"
    about = lambda: PriorityTopic.objects.create(priority=priority, topic=topic)  # noqa: E731
    assert broken(about) == "priority_topic_once"


def test_priorities_follow_their_places_in_reach(luton: Place) -> None:
    region = builders.place("East", kind="region")
    priority = builders.priority("Warm homes", luton)
    PlaceLink.objects.create(place=luton, other=region, kind="within")
    assert Priority.objects.get(pk=priority.pk).reach_ids == sorted([luton.pk, region.pk])


# --- The strategy that it has regard to ---------------------------------------------------------


def test_a_priority_names_the_strategy_that_it_has_regard_to(cast: Cast) -> None:
    joint = Source.objects.create(slug="joint", title="Joint health strategy", is_open=True)
    client = as_(cast.bradford_editor)
    answer = client.post("/priorities/add/", typed(regards="joint health strategy"), follow=True)
    assert "Has regard to Joint health strategy" in words(answer)
    made = Priority.objects.get(title="Warm homes for everyone")
    assert made.regards == joint
    [row] = json.loads(as_().get("/priorities/?format=json").getvalue())["rows"]
    assert row["regards"] == "Joint health strategy"
    refused = client.post("/priorities/add/", typed(title="Other", regards="No such strategy"))
    assert "We can’t find “No such strategy”" in words(refused)


def test_a_strategy_that_somebody_else_typed_is_not_given_away(cast: Cast) -> None:
    Source.objects.create(slug="draft", title="Secret strategy", created_by=cast.author)
    client = as_(cast.bradford_editor)
    refused = client.post("/priorities/add/", typed(regards="Secret"))
    assert "We can’t find “Secret”" in words(refused)
    assert "Secret strategy" not in refused.content.decode()


def test_a_strategy_that_was_withdrawn_stays_where_it_is_named(cast: Cast) -> None:
    joint = Source.objects.create(slug="joint", title="Joint health strategy", is_open=True)
    made = builders.priority("Warm homes", cast.bradford, regards=joint, visibility="public")
    joint.withdraw("It was a draft")
    joint.save()
    address = f"/priorities/{made.slug}/edit/"
    client = as_(cast.bradford_editor)
    answer = client.post(address, filled(client, address, title="Warmer homes"))
    assert answer.status_code == 302, answer.context["form"].errors
    made.refresh_from_db()
    assert (made.title, made.regards) == ("Warmer homes", joint)
    assert "Joint health" not in words(as_().get(made.get_absolute_url()))
