"""The library of lessons as a list: its filters, order and files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from barriers.models import Category
from interface.columns import ADDRESS, Column, Type
from interface.filters import AnyOf, OneOf, Words
from interface.words import capitalised_choices
from partnerships.models import Place
from partnerships.place.forms import place_filter
from partnerships.topic.filters import OnTopic
from pilots.case_study.used_filter import USED_COLUMN, used_filter
from pilots.library import LibraryFilter
from pilots.models import Lesson
from pilots.pilot.forms import pilot_filter


def categories() -> list[tuple[str, str]]:
    """The kinds of barrier that a lesson may help with: key and name."""
    return list(Category.objects.order_by("number").values_list("key", "name"))


class LessonFilter(LibraryFilter):
    """``LessonFilter(request.GET, request=request)`` over the lessons that the reader may see."""

    model = Lesson
    q = Words("Words", by="found_by")
    kind = AnyOf("What it is", field_name="kind", choices=capitalised_choices(Lesson.Kind.choices))
    state = AnyOf(
        "Still open, or failed",
        field_name="state",
        choices=capitalised_choices(Lesson.State.choices),
    )
    topic = OnTopic()
    category = OneOf("Kind of barrier that it helps with", field_name="helps_with")
    programme = OneOf("Programme", field_name="pilot__programme__slug")
    place = place_filter()
    kind_of_place = OneOf(
        "Kind of place",
        choices=capitalised_choices(Place.Kind.choices),
        method="in_kind",
        help_text="That leads the pilot",
    )
    pilot = pilot_filter()
    used = used_filter("lesson")

    def __init__(self, data: Mapping[str, Any], *, request: HttpRequest) -> None:
        super().__init__(data, request=request)
        self.categories = categories()
        self.offer("category", self.categories)


def columns(named: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of the list as a file; ``named`` are the kinds of barrier by their keys."""

    def helps(lesson: Lesson) -> str:
        return named.get(lesson.helps_with, lesson.helps_with)

    return (
        Column("lesson", "Lesson", "What it says", lambda lesson: lesson.text),
        Column("kind", "What it is", "What helped, a lesson, watch out", _kind),
        Column("state", "State", "Not resolved or did not work, where it says so", _state),
        Column("evidence", "How we know", "What it is based on", lambda lesson: lesson.evidence),
        Column("topics", "Topics", "Its own, or those of the pilot", _topics),
        Column("helps_with", "Helps with", "The kind of barrier", helps),
        USED_COLUMN,
        Column("pilot", "Pilot", "Where it was learned", lambda lesson: lesson.pilot.title),
        Column("place", "Place", "That leads the pilot", lambda lesson: lesson.pilot.lead_place),
        Column("programme", "Programme", "The pilot’s", lambda lesson: lesson.pilot.programme),
        Column(
            "source", "Source", "Where it was published, if it was", lambda lesson: lesson.source
        ),
        Column(
            "seen_by",
            "Visible to",
            "Who can see it",
            lambda lesson: lesson.get_visibility_display(),
        ),
        Column(
            "changed",
            "Changed",
            "The newest change",
            lambda lesson: lesson.updated_at,
            type=Type.MOMENT,
        ),
        ADDRESS,
    )


def _kind(lesson: Lesson) -> str:
    return lesson.get_kind_display()


def _state(lesson: Lesson) -> str:
    return lesson.get_state_display()


def _topics(lesson: Lesson) -> str:
    return "; ".join(map(str, lesson.about))
