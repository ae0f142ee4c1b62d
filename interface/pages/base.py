"""What every page class shares, and the page of one record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from interface.columns import Column
from interface.paging import LARGEST_ID
from interface.words import capitalised, in_sentence, list_words

Crumbs = list[tuple[str, str]]


class PageAction(NamedTuple):
    """Where a button of a page leads."""

    words: str
    url: str


class Page(View):
    """A page about records of one kind. ``public``: people who are not signed in read it too.

    ``manager`` is the name of the model's manager that reads them. ``api``: other programs read the
    list that it shows (``api.reading``), as ``api_title`` where its title does not say enough; a
    list which they do not read is ``closed_because`` of something.
    """

    model: ClassVar[Any]
    manager: ClassVar[str] = "objects"
    template_name: ClassVar[str]
    public: ClassVar[bool] = False
    api: ClassVar[bool] = False
    api_title: ClassVar[str] = ""
    closed_because: ClassVar[str] = ""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """The view, which says to the middleware whether it asks people to sign in."""
        view: Any = super().as_view(**initkwargs)
        view.login_required = not cls.public
        view.api, view.closed_because = cls.api, cls.closed_because
        return view

    def get_queryset(self) -> QuerySet[Any]:
        """The records that this reader may see."""
        rows: QuerySet[Any] = getattr(self.model, self.manager).visible_to(self.request.user)
        return rows

    def parent_breadcrumbs(self) -> Crumbs:
        """What stands above it in the trail."""
        return []

    def breadcrumbs(self) -> Crumbs:
        """The trail to this page, itself last and without an address."""
        return []

    def get_context_data(self) -> dict[str, Any]:
        """What the template shows besides."""
        return {}

    def render_page(self, **context: Any) -> HttpResponse:
        """The page as its template draws it."""
        values = {"breadcrumbs": self.breadcrumbs(), **context, **self.get_context_data()}
        return render(self.request, self.template_name, values)


class RecordPage(Page):
    """One record, which the template knows as ``record``; 404 for who may not see it.

    ``permission`` asks the right to be here, ``permission(user, record)``: 403 without it. ``key``
    is the part of the address, and the column, that names the record. ``page_title`` is the page's
    own place in the trail; without one it is the record's first page.
    """

    permission: ClassVar[Callable[[Any, Any], bool] | None] = None
    key: ClassVar[str] = "pk"
    page_title: str = ""
    record: Any

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if vars(cls).get("api"):
            raise TypeError(f"{cls.__qualname__} says api, and is no list that programs could read")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Loads the record: whatever the page answers, it answers to who may see that."""
        super().setup(request, *args, **kwargs)
        self.record = self.load()

    def load(self) -> Model:
        """The record that the address names. Raises Http404."""
        value = self.kwargs[self.key]
        number = min(value, LARGEST_ID) if isinstance(value, int) else value
        record: Model = get_object_or_404(self.get_queryset(), **{self.key: number})
        return record

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who has the right."""
        may = type(self).permission
        if may is not None and not may(request.user, self.record):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def pressed_on(self) -> str:
        """Where the button stands that this address is of, if not on a page that it begins with."""
        return ""

    def http_method_not_allowed(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The refusal, with the way back."""
        response: Any = super().http_method_not_allowed(request, *args, **kwargs)
        response.pressed_on = self.pressed_on()
        return response

    @property
    def called(self) -> str:
        """What the trail calls the record."""
        return str(self.record)

    def breadcrumbs(self) -> Crumbs:
        """To the record, and on to a page below its own."""
        if not self.page_title:
            return [*self.parent_breadcrumbs(), (self.called, "")]
        return [
            *self.parent_breadcrumbs(),
            (self.called, self.record.get_absolute_url()),
            (self.page_title, ""),
        ]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self.render_page(record=self.record)


class PlainPage(RecordPage):
    """A record as its fields say it: ``texts`` in full, each under a head, and its facts in a list.

    ``texts`` gives each its head, empty for the label of the field; ``columns`` are the facts, such
    as its list has; ``empty_hint`` says who may fill what is empty. ``history`` names the page that
    tells its changes, to who is signed in or, ``is_history_open``, to everyone.
    """

    template_name = "pages/record.html"
    texts: ClassVar[Mapping[str, str]] = {}
    columns: ClassVar[Sequence[Column]] = ()
    empty_hint: ClassVar[str] = ""
    history: ClassVar[str] = ""
    is_history_open: ClassVar[bool] = False

    def title(self) -> str:
        """What the page is called."""
        return str(self.record)

    def lead(self) -> str:
        """What the record is, in a sentence below."""
        return ""

    def facts(self) -> list[dict[str, Any]]:
        """Its facts, as ``components/summary.html`` takes them."""
        return [fact(column, self.record) for column in self.columns]

    def get_actions(self) -> Sequence[PageAction]:
        """What this reader may do with it."""
        return ()

    def long_texts(self) -> list[tuple[str, str, str]]:
        """Each text: its name, its head and what it says."""
        fields = type(self.record)._meta
        return [
            (name, head or capitalised(fields.get_field(name).verbose_name), text)
            for name, head in self.texts.items()
            for text in [getattr(self.record, name)]
        ]

    def missing_texts(self) -> str:
        """One line for the texts that nobody wrote; empty where there are none."""
        heads = [in_sentence(head) for _, head, text in self.long_texts() if not text]
        return f"Not known yet: {list_words(heads)}." if heads else ""

    def history_url(self) -> str:
        """Where its changes are told, where this reader may know of them."""
        is_told = self.is_history_open or self.request.user.is_authenticated
        return reverse(self.history, kwargs=self.kwargs) if self.history and is_told else ""

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "page": self}


def fact(column: Column, record: Model) -> dict[str, Any]:
    """What a column says of a record, as a fact with its label; a record there is led to."""
    value = (column.cell or column.value)(record)
    url = value.get_absolute_url() if hasattr(value, "get_absolute_url") else ""
    return {"label": column.heading, "value": None if value == "" else value, "url": url}
