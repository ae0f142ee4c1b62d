"""Filters of the lists of organisations, programmes, secondments, courses and local services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from interface.exports import Column
from interface.filters import AnyOf, Chosen, FilterSet, OneOf, Ticked, Words
from interface.paging import Sort
from interface.words import capitalised, capitalised_choices
from partnerships.examples import LeavesOutExamples
from partnerships.models import LocalService, Organisation, Place, Topic

SECTORS = capitalised_choices(Organisation.Sector.choices)


class OrganisationFilter(LeavesOutExamples, FilterSet):
    """Organisations by any of their names, and by sector."""

    q = Words("Name", by="found_by", help_text="Former names and abbreviations work too")
    sector = AnyOf("Sector", field_name="sector", choices=SECTORS)


class ProgrammeFilter(LeavesOutExamples, FilterSet):
    """Programmes by any of their names."""

    q = Words("Name", by="found_by", help_text="Former and short names work too")


def places(request: HttpRequest | None) -> QuerySet[Place]:
    return Place.objects.visible_to(getattr(request, "user", None))


def bodies(request: HttpRequest | None) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(getattr(request, "user", None))


class CourseFilter(LeavesOutExamples, FilterSet):
    """Courses by what they are about and which body gives them."""

    q = Words("Words", by="found_by", help_text="In the title, the summary or whom it is for")
    provider = Chosen("Given by", rows=bodies, noun="organisation", suggest="organisation_suggest")

    @property
    def reader(self) -> Any:
        """Who reads the list."""
        return self.request.user


class RecognitionFilter(LeavesOutExamples, FilterSet):
    """Thanks by where it was and by whom they are to or from."""

    place = Chosen("Place", rows=places, noun="place", suggest="place_suggest")
    body = Chosen(
        "To or from",
        rows=bodies,
        noun="organisation",
        by="of_body",
        suggest="organisation_suggest",
    )

    @property
    def reader(self) -> Any:
        """Who reads the list."""
        return self.request.user


SERVICE_SORTS = (Sort("name", "name_key", says=str),)


class ServiceFilter(FilterSet):
    """Services of a place by name, topic, state and whether they clash."""

    q = Words("Name", by="named_like")
    topic = OneOf("Topic", method="on_topic")
    state = OneOf("State", choices=LocalService.State.choices)
    clash = Ticked("Clashes with another", by="that_clash")

    def __init__(self, data: Mapping[str, Any], rows: QuerySet, *, request: Any) -> None:
        super().__init__(data, rows, request=request)
        topics = Topic.objects.visible_to(request.user).values_list("slug", "name")
        self.filters["topic"].extra["choices"] = list(topics)

    def on_topic(self, rows: Any, name: str, slug: str) -> QuerySet:
        """Services about a topic or one below it."""
        return rows.on_topic(slug)


SERVICE_COLUMNS = (
    Column("number", "Number", "Its number in Placebook, which stays", lambda one: one.pk),
    Column("service", "Service", "What it is called", lambda one: one.name),
    Column("place", "Place", "Where it is", lambda one: one.place.name),
    Column("what", "What it does", "As recorded", lambda one: one.what),
    Column("run_by", "Run by", "The body that runs it", lambda one: one.run_by or None),
    Column("audience", "For whom", "Whom it is for", lambda one: one.audience or None),
    Column(
        "topics",
        "Topics",
        "What it is about",
        lambda one: "; ".join(link.topic.name for link in one.topic_links.all()),
    ),
    Column("state", "State", "Running, ended or not known", lambda one: one.get_state_display()),
    Column("source", "Source", "Where this is from", lambda one: one.source and one.source.title),
    Column("address", "Address", "Its page", LocalService.get_absolute_url),
)


def places_of_kind(user: Any, kind: str) -> QuerySet:
    """Slug and name of every place of a kind that has few."""
    return Place.objects.visible_to(user).filter(kind=kind).values_list("slug", "name")


def kinds_in_use(user: Any) -> list[tuple[str, str]]:
    """The kinds of place that the record has, with a capital, as the filter lists them."""
    used = set(Place.objects.visible_to(user).order_by().values_list("kind", flat=True).distinct())
    return [(key, capitalised(said)) for key, said in Place.Kind.choices if key in used]
