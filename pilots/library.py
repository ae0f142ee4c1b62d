"""Lists of what pilots of all places found and learned: lessons, case studies, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase

from access.kept_lists import rows_of
from interface import exports, paging, querystring
from interface.columns import Column
from interface.filters import FilterSet
from interface.pages import Page, Unbuilt
from interface.paging import Sort
from interface.words import day_words
from partnerships.models import Topic
from partnerships.place.examples import LeavesOutExamples
from partnerships.programme.choices import programme_choices

PAGE = 25
SORTS = (
    Sort(
        "changed",
        "updated_at",
        says=lambda row: day_words(row.updated_at),
        starts_descending=True,
    ),
)


class LibraryFilter(LeavesOutExamples, FilterSet):
    """Over the records of ``model`` that the reader may see; it declares topic and programme."""

    model: ClassVar[Any]

    def __init__(self, data: Mapping[str, Any], *, request: HttpRequest) -> None:
        user = self.reader = request.user
        rows = Unbuilt(self.model, lambda: self.model.objects.visible_to(user).with_example())
        super().__init__(data, rows, request=request)
        self.offer("topic", Topic.objects.visible_to(user).values_list("slug", "name"))
        self.offer("programme", programme_choices(user))

    def offer(self, name: str, choices: Any) -> None:
        """The choices of a filter that are read from the database."""
        self.filters[name].extra["choices"] = list(choices)

    def on_topic(self, rows: Any, name: str, slug: str) -> QuerySet[Any]:
        """Those about a topic or one below it."""
        return rows.on_topic(slug)

    def about_impacts(self, rows: Any, name: str, impacts: list[str]) -> QuerySet[Any]:
        """Those about any of these possible impacts."""
        return rows.filter(impacts__overlap=impacts)

    def in_kind(self, rows: Any, name: str, kind: str) -> QuerySet[Any]:
        """Those of pilots that a place of one kind leads."""
        return rows.in_kind_of_place(kind)


class LibraryPage(Page):
    """All that the reader sees, filtered and paged; as a file with ``?format=``.

    ``noun`` is what is counted, with its plural where that has no plain *s*; counting stops at
    ``most_counted``.
    """

    api = True
    public = True
    filters: ClassVar[type[LibraryFilter]]
    title: ClassVar[str]
    noun: ClassVar[str]
    file: ClassVar[str]
    most_counted: ClassVar[int] = 10_000

    def columns(self, chosen: Any) -> Sequence[Column]:
        """The columns of the file."""
        raise NotImplementedError

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [(self.title, "")]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if clean := querystring.cleaned(request):
            return clean
        chosen = self.filters(request.GET, request=request)
        chosen.queryset = Unbuilt(self.model, self.get_queryset)
        if file := exports.respond(request, chosen, self.columns(chosen), SORTS, self.file):
            return file
        listed = rows_of(self, chosen)
        return self.render_page(
            filter=chosen,
            page=self.page(chosen, listed),
            count=listed.count(self.most_counted).words(*self.noun.split(",")),
        )

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        return rows.with_example().for_rows()

    def page(self, chosen: LibraryFilter, listed: paging.Rows) -> paging.Page:
        """The rows of this page."""
        return paging.page(listed, self.request.GET, SORTS, size=PAGE)
