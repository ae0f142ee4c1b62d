"""Topics are added, renamed and merged by administrators; a merged one leads on."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client

from funding.models import Flow
from partnerships.models import Synonym, Topic
from partnerships.topic.actions import _keys, merge_topics
from people.models import JobRoleTopic
from pilots.models import PilotTopic
from tests import builders
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(cast: Cast) -> Client:
    return signed_in(cast.administrator)


def topic(name: str, parent: Topic | None = None) -> Topic:
    return Topic.objects.create(name=name, slug=name.lower(), parent=parent)


def send(client: Client, address: str, **typed: Any) -> str:
    """What the page says to this."""
    return text_of(client.post(address, filled(client, address, **typed), follow=True))


def test_one_is_added_below_another_with_words_that_find_it(admin: Client) -> None:
    homes = topic("Housing")
    typed = {"parent": str(homes.pk), "words": "Insulation\n\n warm  homes "}
    said = send(admin, "/topics/add/", name="retrofit", **typed)
    assert "Topic added" in said
    assert "Part of Housing" in said
    assert "Insulation, warm homes" in said
    assert "Housing Retrofit Also found by: Insulation" not in text_of(Client().get("/topics/"))
    assert "Housing Retrofit" in text_of(Client().get("/topics/"))
    # Another word brings it up before the same is added again
    said = send(admin, "/topics/add/", name="Insulations")
    assert "It looks like one you have" in said
    assert "Retrofit part of Housing; also Insulation" in said
    admin.post("/topics/retrofit/undo/", {"because": "By mistake"})
    assert not Topic.every.filter(slug="retrofit").exists()
    assert not Synonym.objects.filter(words="Insulation").exists()


def test_a_new_name_keeps_the_address_and_the_old_word(admin: Client) -> None:
    topic("Skills")
    send(admin, "/topics/skills/edit/", name="Adult skills")
    renamed = Topic.objects.get(slug="skills")
    assert renamed.name == "Adult skills"
    assert [one.words for one in renamed.synonyms.all()] == ["Skills"]


@pytest.mark.parametrize(
    ("address", "typed", "problem"),
    [
        ("/topics/add/", {"name": "!"}, "Give it a name in words"),
        ("/topics/add/", {"name": "housing"}, "There is a problem There is a topic of"),
        ("/topics/add/", {"name": "Housings"}, "looks like one"),
        ("/topics/homes/edit/", {"parent": "health"}, "third level"),
        ("/topics/health/edit/", {"name": "Housing"}, "There is a topic of this name already"),
        ("/topics/health/edit/", {"words": "x" * 101}, "Shorten each to 100 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    admin: Client, address: str, typed: dict[str, str], problem: str
) -> None:
    homes, health = topic("Homes"), topic("Health")
    topic("Housing", homes)
    if "parent" in typed:
        typed = {"parent": str(health.pk)}
    assert problem in send(admin, address, **typed)
    rows = Topic.objects.values_list("name", "parent__name").order_by("name")
    assert list(rows) == [("Health", None), ("Homes", None), ("Housing", "Homes")]
    assert not Synonym.objects.exists()


class TestMerging:
    """Everything of the one is of the other, and its name and address lead there."""

    @pytest.fixture(autouse=True)
    def _topics(self, cast: Cast) -> None:
        self.cast = cast
        self.energy, self.fuel = topic("Energy"), topic("Fuel")

    def test_what_is_on_both_stands_once_and_its_address_leads_on(self, admin: Client) -> None:
        both = builders.pilot(self.cast.bradford, "Both")
        one = builders.pilot(self.cast.luton, "One")
        both.topics.set([self.energy, self.fuel])
        one.topics.set([self.fuel])
        role = builders.post("Adviser")
        JobRoleTopic.objects.create(post=role, topic=self.fuel)
        flow = builders.flow(self.cast.bradford)
        flow.topics.set([self.energy, self.fuel])
        Synonym.objects.create(topic=self.fuel, words="Heating")
        below = topic("Boilers", self.fuel)
        said = send(admin, "/topics/fuel/merge/", into="energy")
        assert "Merged." in said
        assert "Fuel, Heating" in said
        assert sorted(PilotTopic.objects.values_list("pilot__name", "topic__name")) == [
            ("Both", "Energy"),
            ("One", "Energy"),
        ]
        assert list(Flow.objects.get(pk=flow.pk).topics.all()) == [self.energy]
        assert JobRoleTopic.objects.get().topic == self.energy
        below.refresh_from_db()
        assert below.parent == self.energy
        assert [row.slug for row in Topic.objects.order_by("slug")] == ["boilers", "energy"]
        answer = Client().get("/topics/fuel/")
        assert (answer.status_code, answer.headers["Location"]) == (301, "/topics/energy/")
        assert admin.get("/topics/fuel/edit/").status_code == 404
        # The name cannot be given again, and histories still say it
        seen = {"is_another": "on", "looked_at": str(self.energy.pk)}
        said = send(admin, "/topics/add/", name="Fuel", **seen)
        assert "was merged into “Energy”" in said
        assert Topic.objects.named_to(None).filter(name="Fuel").exists()

    def test_nothing_is_merged_into_itself_or_what_is_part_of_it(self, admin: Client) -> None:
        gas = topic("Gas", self.fuel)
        said = send(admin, "/topics/fuel/merge/", into="gas")
        assert "“Gas” is part of “Fuel”. Merge it the other way round" in said
        page = filled(admin, "/topics/fuel/merge/")
        refused = admin.post("/topics/fuel/merge/", {**page, "into": "fuel"})
        assert "There are 0" not in text_of(refused)
        assert Topic.objects.count() == 3
        # One with parts does not become a part
        wind = topic("Wind", self.energy)
        said = send(admin, "/topics/fuel/merge/", into="wind")
        assert "third level" in said
        assert gas.parent == self.fuel
        send(admin, "/topics/gas/merge/", into="fuel")
        assert list(Topic.objects.order_by("slug")) == [self.energy, self.fuel, wind]

    def test_every_kind_of_record_on_a_topic_is_moved(self) -> None:
        """A key to a topic in a model to come is moved without a word here."""
        keys = {
            (model, field.name)
            for model in apps.get_models(include_auto_created=True)
            for field in model._meta.local_fields
            if field.related_model is Topic
        }
        assert keys == set(_keys())
        merge_topics(by=None, merged=self.fuel, into=self.energy)


@pytest.mark.parametrize(
    "address",
    ["pilots", "places", "priorities", "lessons", "funding/flows", "case-studies", "findings"],
)
def test_a_list_narrowed_to_a_merged_topic_is_that_of_the_topic_it_became(
    cast: Cast, address: str
) -> None:
    fuel, energy = topic("Fuel"), topic("Energy")
    merge_topics(by=cast.administrator, merged=fuel, into=energy)
    page = Client().get(f"/{address}/", {"topic": "fuel"})
    assert ": Energy" in text_of(page)
    assert '<option value="energy" selected>' in page.content.decode()
    for unknown in ("nothing", "fu\x00el"):
        said = text_of(Client().get(f"/{address}/", {"topic": unknown}))
        assert ": Energy" not in said


def test_a_free_tag_is_added_by_who_logs_and_made_a_topic_by_an_administrator(
    admin: Client, cast: Cast
) -> None:
    homes = topic("Housing")
    client = signed_in(cast.bradford_officer)
    assert "Add a free tag" in text_of(client.get("/topics/"))
    assert 'name="parent"' not in client.get("/topics/add/").content.decode()
    said = send(client, "/topics/add/", name="damp", parent=str(homes.pk), is_tag="")
    assert "A free tag, which is not a topic yet" in said
    tag = Topic.objects.get(name="Damp")
    assert (tag.is_tag, tag.parent) == (True, None)
    PilotTopic.objects.create(pilot=builders.pilot(cast.bradford), topic=tag)
    assert "Free tags" in text_of(Client().get("/topics/"))
    assert client.get("/topics/damp/edit/").status_code == 403
    said = send(admin, "/topics/damp/edit/", parent=str(homes.pk))
    assert "Untick this" in said
    said = send(admin, "/topics/damp/edit/", parent=str(homes.pk), is_tag=None)
    assert "Part of Housing" in said
    tag.refresh_from_db()
    assert (tag.is_tag, tag.parent) == (False, homes)
    assert tag.pilots.count() == 1
    assert "is_tag" not in admin.get("/topics/damp/edit/").content.decode()
    assert "Free tags" not in text_of(Client().get("/topics/"))
    assert signed_in(cast.evaluator).get("/topics/add/").status_code == 403


def test_a_tag_is_part_of_no_topic(cast: Cast) -> None:
    homes = topic("Housing")
    with pytest.raises(IntegrityError, match="topic_tag_stands_alone"), transaction.atomic():
        Topic.objects.create(name="Damp", slug="damp", is_tag=True, parent=homes)
