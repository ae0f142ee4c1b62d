"""What the pages of a place share: which place, where it stands, what their template knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, wraps
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from interface.articles import with_article
from interface.context import lead_on
from interface.pages import RecordPage
from interface.paging import row_number
from partnerships.models import Place
from partnerships.place import head as place_head
from records import drafts
from records.form_views import AddPage, EditPage, FormPage

Crumbs = list[tuple[str, str]]
May = Callable[[Any, Place], bool]


def find(request: HttpRequest, slug: str) -> Place | HttpResponse:
    """The place at this address, or the answer that leads on to it.

    An address that it had before leads on for good; a code, current or ended, and a former name
    lead on to the address of today. Raises Http404 for others.
    """
    place = place_head.load(slug)
    if place is not None:
        return place
    rows = Place.objects.visible_to(request.user)
    if moved := rows.filter(former_addresses__slug=slug).first():
        return lead_on(request, moved.slug, for_good=True)
    if other := place_head.by_another_address(slug):
        return lead_on(request, other.slug)
    raise Http404("no such place")


def for_place(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of one place: it is given the place, not its slug (``find``)."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str) -> HttpResponseBase:
        place = find(request, slug)
        return view(request, place) if isinstance(place, Place) else place

    return wrapped


def breadcrumbs(place: Place, *below: str) -> Crumbs:
    """Where a page of a place stands; a ward below its council, where that is at hand."""
    council = place_head.council_above(place)
    above = [(council.name, council.url)] if council else []
    here = [("Places", reverse("places")), *above, (place.name, place.get_absolute_url())]
    return [*here, *((label, "") for label in below)]


def frame(place: Place, *below: str) -> dict[str, Any]:
    """What every page of a place hands to its template."""
    trail = {"breadcrumbs": breadcrumbs(place, *below)}
    return {**_known(place), **trail, "councils": place_head.councils_above(place)}


def _known(place: Place) -> dict[str, Any]:
    return {"place": place, "example": place.is_example}


class AtPlace:
    """Mixed in before a page class: a page about a record at a place.

    ``place_permission`` asks the right at the place, 403 without it. ``listed`` is the list that
    the record is in: what it is called in the trail, and its address. ``page_title`` is the page
    itself there.
    """

    place_permission: ClassVar[May | None] = None
    listed: ClassVar[tuple[str, str]]
    page_title: str
    record: Any
    request: HttpRequest

    @cached_property
    def place(self) -> Place:
        place: Place = self.record.place
        return place

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who has the right."""
        may = type(self).place_permission
        if may is not None and not may(request.user, self.place):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @property
    def up(self) -> tuple[str, str]:
        """The page above it: its name and its address."""
        return (self.listed[0], reverse(self.listed[1], args=[self.place.slug]))

    def parent_breadcrumbs(self) -> Crumbs:
        return [self.up]

    def breadcrumbs(self) -> Crumbs:
        return [*breadcrumbs(self.place), *self.parent_breadcrumbs(), (self.page_title, "")]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), **_known(self.place)}  # type: ignore[misc]


class BelowPlace(AtPlace):
    """Mixed in before a page class: a page whose address names a place (``find``)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Leads on where the place has another address today."""
        place = find(request, kwargs["slug"])
        if not isinstance(place, Place):
            return place
        self.place = place
        return super().dispatch(request, *args, **kwargs)


class ListAtPlace(BelowPlace):
    """Mixed in before a page class: the list of a place's records of a kind; of a ward it leads to
    the same of its ``councils``."""

    def get_context_data(self) -> dict[str, Any]:
        councils = place_head.councils_above(self.place)
        return {**super().get_context_data(), "councils": councils}

    def breadcrumbs(self) -> Crumbs:
        return breadcrumbs(self.place, self.listed[0])


class FormAtPlace(AtPlace, FormPage):
    """A form, which comes back to the page above it."""

    lead: Any = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Without a name of its own in the trail, its heading stands there."""
        super().setup(request, *args, **kwargs)
        self.page_title = getattr(self, "page_title", "") or self.title

    @property
    def cancel_url(self) -> str:
        return self.up[1]

    def save(self, form: Any) -> Any:
        super().save(form)
        return self.cancel_url


class AddAtPlace(BelowPlace, FormAtPlace, AddPage):
    """A new record at a place."""

    @property
    def target(self) -> str:
        return self.place.slug

    def instance(self) -> Any:
        return self.model(place=self.place, created_by_id=self.request.user.pk)


class EditAtPlace(FormAtPlace, EditPage):
    """A record at a place that is there."""


Rows = Callable[[Any], QuerySet[Any]]


def drafts_of(key: str, words: str, rows: Rows, may: May) -> tuple[drafts.Kind, drafts.Kind]:
    """Drafts of the forms that add a record at a place, and change it.

    They stand at the addresses ``<key>_add`` and ``<key>_edit``; ``rows`` are those that a user
    sees, ``may`` asks the right at the place.
    """
    address = key.replace("-", "_")

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        place = Place.objects.visible_to(user).filter(slug=target).first()
        return f"{words} in {with_article(place.name)}" if place and may(user, place) else None

    def url(target: str) -> str:
        return reverse(f"{address}_add", args=[target])

    add = drafts.register(f"add-{key}", title=title, url=url)
    return add, draft_about(f"edit-{key}", words, f"{address}_edit", rows, may)


def draft_about(key: str, words: str, address: str, rows: Rows, may: May) -> drafts.Kind:
    """Drafts of a form about a record at a place; the target is the record's number."""

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        record = rows(user).filter(pk=row_number(target)).first()
        return f"{words}: {record}" if record and may(user, record.place) else None

    return drafts.register(key, title=title, url=lambda target: reverse(address, args=[target]))


class OfPlace(RecordPage):
    """A page of one place, found as by ``for_place``; ``page_title`` is its name in the trail."""

    model = Place
    page_title = ""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """The view, given the place that its address leads to."""
        page: Any = super().as_view(**initkwargs)

        @wraps(page)
        def view(request: HttpRequest, record: Place) -> HttpResponseBase:
            answer: HttpResponseBase = page(request, record=record)
            return answer

        return for_place(view)

    def load(self) -> Place:
        record: Place = self.kwargs["record"]
        return record

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return breadcrumbs(self.record, self.page_title)

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), **_known(self.record)}
