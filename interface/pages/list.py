"""The page of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject, cached_property

from interface import exports, paging, querystring
from interface.columns import Column
from interface.filters import FilterSet
from interface.pages.base import Page, PageAction
from interface.paging import Sort
from interface.words import capitalised


@dataclass(frozen=True, slots=True)
class Empty:
    """What a list says that has nothing to show yet, and who can add to it."""

    text: str
    help: str = ""


class Unbuilt:
    """Rows of a model for a filter set, which are built where they are asked for, if ever."""

    def __init__(self, model: Any, build: Callable[[], QuerySet[Any]]) -> None:
        self.model, self.build = model, build

    @cached_property
    def _built(self) -> QuerySet[Any]:
        return self.build()

    def all(self) -> QuerySet[Any]:
        """All of them."""
        return self._built.all()

    def none(self) -> QuerySet[Any]:
        """None of them."""
        return self._built.none()


class ListPage(Page):
    """A list: narrowed, sorted, paged by key, and taken away as a file of the same rows.

    ``columns`` draw the table and write the file; those of ``exports`` write it alone. ``noun`` is
    what is counted, with its plural where that has no plain *s* ("body,bodies"). ``orders`` puts
    the two ways of each sort in words, upwards first. ``none_help`` is what may help where filters
    leave nothing, ``guidance`` the name under which notes stand below the list. A list that is read
    in two forms is two classes, of which one narrows the other; what depends on the reader is a
    method.
    """

    template_name = "pages/list.html"
    filters: ClassVar[type[FilterSet]]
    columns: ClassVar[Sequence[Column]]
    sorts: ClassVar[Sequence[Sort]]
    orders: ClassVar[Mapping[str, tuple[str, str]]] = {}
    title: ClassVar[str]
    lead: ClassVar[str] = ""
    noun: ClassVar[str]
    empty: ClassVar[Empty]
    wrong_filter = Empty("A filter in this address is not right, so nothing is shown.")
    none_help: ClassVar[str] = ""
    guidance: ClassVar[str] = ""
    file: ClassVar[str] = ""
    size: ClassVar[int] = 25
    most_counted: ClassVar[int] = 10_000

    @property
    def nouns(self) -> str:
        """What is listed, in the plural."""
        singular, _, many = self.noun.partition(",")
        return many or f"{singular}s"

    @property
    def none_match(self) -> str:
        """What it says where filters leave nothing."""
        return f"No {self.noun.partition(',')[0]} that you can see matches these filters."

    def nothing(self) -> Empty:
        """What it says to this reader where there is nothing to narrow."""
        return self.empty

    def elsewhere(self, chosen: FilterSet) -> Sequence[PageAction]:
        """Where something is known of what was chosen, where filters leave nothing; asked for
        only then. The pages of records that were chosen are named by themselves."""
        return ()

    def leads(self, chosen: FilterSet) -> list[PageAction]:
        """Where an empty list leads: to what is known elsewhere, and to adding, for who may."""
        add = None if chosen.chips else self.add()
        return [*self.elsewhere(chosen), *([add] if add else [])]

    def note(self) -> str:
        """What this reader must know about the list, small below its lead."""
        return ""

    def add(self) -> PageAction | None:
        """The way to add a row, for who may."""
        return None

    def get_actions(self) -> Sequence[PageAction]:
        """Where else the list leads."""
        return ()

    def head_actions(self) -> list[PageAction]:
        """What stands beside the heading: adding first, for who may, then where else it leads."""
        add = self.add()
        return [*([add] if add else []), *self.get_actions()]

    def rows_of(self, chosen: FilterSet) -> paging.Rows:
        """The chosen rows, as they are read; an app puts what it knows of readers in its place."""
        return paging.Rows(chosen.qs)

    def file_rows(self) -> QuerySet[Any]:
        """The rows with all that the file says of them."""
        return self.get_queryset()

    def table_columns(self) -> list[Column]:
        """The columns of the table for this reader."""
        return [column for column in self.columns if column.cell is not None]

    def complete(self, rows: Iterable[Any]) -> Iterable[Any]:
        """The rows with what their query does not say, for the page and for the file."""
        return rows

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [*self.parent_breadcrumbs(), (self.title, "")]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if clean := querystring.cleaned(request):
            return clean
        read = self.file_rows if "format" in request.GET else self.get_queryset
        rows: Any = Unbuilt(self.model, read) if hasattr(self, "model") else read()
        chosen = self.filters(request.GET, rows, request=request)
        name = self.file or self.nouns.replace(" ", "-")
        written = [column for column in self.columns if column.in_file]
        if file := exports.respond(
            request, chosen, written, self.sorts, name, expand=self.complete
        ):
            return file
        listed = self.rows_of(chosen)
        page = paging.page(listed, request.GET, self.sorts, size=self.size)
        list(self.complete(page.rows))
        # Asked only where the page says it
        count: Any = SimpleLazyObject(lambda: listed.count(self.most_counted))
        return self.render_page(
            list=self,
            filter=chosen,
            columns=self.table_columns(),
            page=page,
            order=self.orders.get(page.sort.name, ("", ""))[page.descending],
            count=count,
            counted=SimpleLazyObject(
                lambda: capitalised(count.words(self.noun.partition(",")[0], self.nouns))
            ),
            head_actions=self.head_actions(),
            elsewhere=SimpleLazyObject(lambda: self.leads(chosen)),
        )
