"""Needs assessments: what they are, when, by whom, their headline needs, and what answers them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from partnerships.models import Topic
from policy.models import NeedsAssessment, NeedsTopic, Priority, PriorityPlace
from records.models import Source
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of
from tests.plain_record import HIDDEN, HasFile, HasHistory
from tests.policy.needs.sweep import needs

pytestmark = pytest.mark.django_db
COUNCIL = "City of Bradford Metropolitan District Council"


class TestNeedsAssessment(HasHistory, HasFile):
    """One that the council published; its page is the list of the place."""

    model, may_not = NeedsAssessment, "bradford_officer"
    adds = edits = "bradford_editor"
    typed = {
        "title": "Needs of Bradford",
        "organisation": COUNCIL,
        "published_on_day": "",
        "published_on_month": "3",
        "published_on_year": "2024",
        "start_day": "",
        "start_month": "",
        "start_year": "2024",
        "end_day": "",
        "end_month": "",
        "end_year": "2027",
        "needs": "Warm homes\nWork nearby",
        "source_title": "Needs assessment 2024",
        "source_url": "https://example.test/needs",
    }
    saved = {
        "place.name": "Bradford",
        "title": "Needs of Bradford",
        "organisation.name": COUNCIL,
        "published_on": dt.date(2024, 3, 1),
        "published_on_precision": "month",
        "start": dt.date(2024, 1, 1),
        "end": dt.date(2027, 12, 31),
        "end_precision": "year",
        "needs": "Warm homes\nWork nearby",
        "source.url": "https://example.test/needs",
        "created_by.full_name": "Bradford editor",
    }
    shown = ("Needs of Bradford", COUNCIL, "March 2024", "2024 to 2027", "Warm homes", "Work near")
    listed = "Needs of Bradford"
    refused = [
        ({"title": ""}, "id_title-err"),
        ({"organisation": "No such body"}, "We can’t find “No such body”"),
        ({"published_on_year": "2031"}, "This date is in the future"),
        ({"source_title": ""}, "Say where this is from"),
        ({"end_year": "2023"}, "id_end-err"),
    ]
    change = ("title", "Needs of Bradford", "What Bradford needs")
    columns = (
        "number title place organisation published covers_from covers_until needs answered_by "
        "topics source"
    )
    cells = {"title": "Needs of Bradford", "place": "Bradford"}

    def make(self) -> Any:
        source = Source.objects.create(title="Where", slug="where")
        return needs(self.cast.bradford, source=source)

    def hide(self) -> Any:
        return needs(self.cast.luton, HIDDEN)

    def list_at(self) -> str:
        return reverse("place_needs", args=["bradford"])

    def page_at(self, record: Any) -> str:
        return self.list_at()

    def edit_at(self, record: Any) -> str:
        return reverse("needs_edit", args=[record.pk])

    def history_at(self, record: Any) -> str:
        return reverse("needs_history", args=[record.pk])


def priority(cast: Cast, title: str, **fields: Any) -> Priority:
    made = Priority.objects.create(
        title=title,
        slug=title.lower().replace(" ", "-"),
        tier="local",
        owner=cast.council,
        **{"visibility": "public", **fields},
    )
    PriorityPlace.objects.create(priority=made, place=cast.bradford)
    return made


def test_it_stands_beside_what_answers_it_as_far_as_the_reader_sees_that(cast: Cast) -> None:
    one = needs(cast.bradford)
    priority(cast, "Warm homes first", answers=one)
    priority(cast, "A draft of ours", answers=one, visibility="team")
    topic = Topic.objects.create(name="Housing", slug="housing")
    NeedsTopic.objects.create(assessment=one, topic=topic)
    address = reverse("place_needs", args=["bradford"])
    html = Client().get(address).content.decode()
    assert "Warm homes first" in html
    assert "A draft of ours" not in html
    assert 'href="/pilots/?place=bradford&amp;topic=housing"' in html
    assert "A draft of ours" in text_of(signed_in(cast.bradford_editor).get(address))
    for how in ("csv", "json"):
        read = Client().get(f"{address}?format={how}")
        whole = b"".join(read) if read.streaming else read.content
        assert b"Warm homes first" in whole
        assert b"A draft of ours" not in whole


def test_its_headline_needs_stand_on_the_page_of_priorities(cast: Cast) -> None:
    needs(cast.bradford)
    needs(cast.luton, "Needs of Luton")
    page = text_of(Client().get("/places/bradford/priorities/"))
    assert "What people need" in page
    assert "Warm homes Work nearby" in page
    assert "Needs of Luton" not in page


def test_a_priority_names_the_one_that_it_answers(cast: Cast) -> None:
    one, made = needs(cast.bradford), priority(cast, "Warm homes first")
    client, address = signed_in(cast.bradford_editor), "/priorities/warm-homes-first/edit/"
    client.post(address, filled(client, address, answers="Needs of Bradford"))
    made.refresh_from_db()
    assert made.answers == one
    page = Client().get(made.get_absolute_url()).content.decode()
    assert f'href="/places/bradford/needs/#needs-{one.pk}"' in page
    assert b"Needs of Bradford" in b"".join(Client().get("/priorities/?format=csv"))


def test_a_topic_filters_them(cast: Cast) -> None:
    one = needs(cast.bradford)
    needs(cast.bradford, "Another")
    topic = Topic.objects.create(name="Housing", slug="housing")
    NeedsTopic.objects.create(assessment=one, topic=topic)
    page = text_of(Client().get("/places/bradford/needs/?topic=housing"))
    assert "Needs of Bradford" in page
    assert "Another" not in page


def test_topics_are_changed_by_the_form(cast: Cast) -> None:
    one = needs(cast.bradford)
    housing, work = (
        Topic.objects.create(name=name, slug=name.lower()) for name in ("Housing", "Work")
    )
    NeedsTopic.objects.create(assessment=one, topic=housing)
    client, address = signed_in(cast.bradford_editor), f"/needs/{one.pk}/edit/"
    client.post(address, filled(client, address, topics=[work.pk], source_title="Where"))
    assert list(one.topics.all()) == [work]


def test_one_has_a_title(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="needs_assessment_has_title"):
        needs(cast.bradford, "")


def test_the_time_that_it_covers_ends_after_it_begins(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="needs_assessment_dates_in_order"):
        needs(cast.bradford, start=dt.date(2026, 5, 1), end=dt.date(2026, 4, 1))


def test_it_is_about_a_topic_once(cast: Cast) -> None:
    one, topic = needs(cast.bradford), Topic.objects.create(name="Housing", slug="housing")
    NeedsTopic.objects.create(assessment=one, topic=topic)
    with pytest.raises(IntegrityError, match="needs_topic_once"):
        NeedsTopic.objects.create(assessment=one, topic=topic)
