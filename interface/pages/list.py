"""The page of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase

from interface import exports, paging
from interface.exports import Column
from interface.filters import FilterSet
from interface.pages.base import Page
from interface.paging import Sort


@dataclass(frozen=True, slots=True)
class Empty:
    """What a list says that has nothing to show yet, and who can add to it."""

    text: str
    help: str = ""


class ListPage(Page):
    """A list: narrowed, sorted, paged by key, and taken away as a file of the same rows.

    ``columns`` draw the table and write the file (``Column.cell``, ``Column.value``). ``noun`` is
    what is counted, with its plural where that has no plain *s* ("body,bodies").
    """

    template_name = "pages/list.html"
    filters: ClassVar[type[FilterSet]]
    columns: ClassVar[Sequence[Column]]
    sorts: ClassVar[Sequence[Sort]]
    heading: ClassVar[str]
    lead: ClassVar[str] = ""
    noun: ClassVar[str]
    empty: ClassVar[Empty]
    file: ClassVar[str] = ""
    size: ClassVar[int] = 50

    @property
    def nouns(self) -> str:
        """What is listed, in the plural."""
        one, _, many = self.noun.partition(",")
        return many or f"{one}s"

    @property
    def none_match(self) -> str:
        """What it says where filters leave nothing."""
        return f"No {self.noun.partition(',')[0]} that you can see matches these filters."

    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.heading, "")]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        chosen = self.filters(request.GET, self.rows(), request=request)
        name = self.file or self.nouns.replace(" ", "-")
        written = [column for column in self.columns if column.in_file]
        if file := exports.respond(request, chosen, written, self.sorts, name):
            return file
        return self.shown(
            list=self,
            filter=chosen,
            drawn=[column for column in self.columns if column.cell is not None],
            page=paging.page(chosen.qs, request.GET, self.sorts, size=self.size),
            count=paging.bounded_count(chosen.qs),
        )
