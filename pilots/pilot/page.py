"""What every page below a pilot's address has, and pages of records in tabs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from interface.pages import PageAction, RecordPage
from interface.reached import reaching
from pilots.models import Pilot
from pilots.pilot import loading
from pilots.pilot.permissions import can_log_progress, can_take_back_from
from records.form_views import AddPage, EditPage, FormPage, TakeBackPage
from records.refused import turned_down


def update_action(pilot: Pilot) -> PageAction:
    """The way to its next update."""
    words = "Log a follow-up" if pilot.has_ended else "Write an update"
    return PageAction(words, reverse("pilot_update", args=[pilot.slug]))


class TabbedPage(RecordPage):
    """``tabs`` are the addresses and labels of the record's parts, its own page first.

    ``page_title`` is the label of this one; empty on the record's own page.
    """

    tabs: ClassVar[tuple[tuple[str, str], ...]]

    def get_context_data(self) -> dict[str, Any]:
        current = self.page_title or self.tabs[0][1]
        tabs = [
            {
                "label": label,
                "url": reverse(name, args=[self.kwargs[self.key]]),
                "current": label == current,
            }
            for name, label in self.tabs
        ]
        return {**super().get_context_data(), "tabs": tabs}


class OfPilot:
    """Mixed into a page class: 404 for who does not see the pilot.

    ``page_title`` is the page's own place in the trail, ``parent_breadcrumbs`` what stands between
    it and the pilot. The page of a tab (``is_tab``) has its way back in the tabs.
    """

    page_title: str = ""
    is_tab: ClassVar[bool] = False
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def pilot(self) -> Pilot:
        """The pilot that the address names."""
        return loading.pilot(self.request, self.kwargs["slug"])

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return []

    def breadcrumbs(self) -> list[tuple[str, str]]:
        if self.is_tab:
            return loading.breadcrumbs(self.pilot)
        return loading.breadcrumbs(self.pilot, *self.parent_breadcrumbs(), (self.page_title, ""))

    def get_context_data(self) -> dict[str, Any]:
        kind = {"kind": loading.KIND} if self.is_tab else {}
        above: dict[str, Any] = super().get_context_data()  # type: ignore[misc]
        return {**above, **loading.frame(self.pilot), **kind}


class ForKeepers(OfPilot):
    """For those with a right to the pilot, who log its progress unless it says: 403 for others.

    None where the right is asked about the record of the page alone.
    """

    right: ClassVar[Callable[[Any, Pilot], bool] | None] = can_log_progress

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who may."""
        right = type(self).right
        if right is not None and not right(request.user, self.pilot):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class PilotFormPage(ForKeepers, FormPage):
    """A form below a pilot; ``cancel_url`` is where it ends, too.

    ``about`` is said after the pilot's name. ``listed`` is the address that lists such records and
    its label in the trail; without one, its page of background does, at ``anchor``, or its own
    page, where that is empty. ``says_readers``
    says above the form that the pilot's readers will read it.
    """

    about: ClassVar[str] = ""
    anchor: ClassVar[str] = ""
    listed: ClassVar[tuple[str, str] | None] = None
    says_readers: ClassVar[bool] = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The pilot's name leads; without a name of its own in the trail, its heading is there."""
        super().setup(request, *args, **kwargs)
        self.lead = f"{self.pilot.title}. {self.about}" if self.about else self.pilot.title
        self.page_title = self.page_title or self.title
        self.seen_by = self.pilot if self.says_readers else None

    @property
    def cancel_url(self) -> str:
        if self.listed is None:
            if self.anchor:
                return f"{reverse('pilot_about', args=[self.pilot.slug])}#{self.anchor}"
            return self.pilot.get_absolute_url()
        return reverse(self.listed[0], args=[self.pilot.slug])

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        if self.listed is None:
            return []
        return [(self.listed[1], reverse(self.listed[0], args=[self.pilot.slug]))]

    @property
    def target(self) -> str:
        return self.pilot.slug

    def save(self, form: Any) -> Any:
        """Saves the record and goes to it; back, where it has no page of its own."""
        record = super().save(form)
        return record if hasattr(record, "get_absolute_url") else self.cancel_url


class AddToPilot(PilotFormPage, AddPage):
    """A new record of a pilot."""

    def instance(self) -> Any:
        return self.model(pilot=self.pilot, created_by_id=self.request.user.pk)


class EditOfPilot(PilotFormPage, EditPage):
    """A record of a pilot; ``with_rows`` are the records that its form names."""

    with_rows: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset().filter(pilot=self.pilot)
        return rows.select_related(*self.with_rows) if self.with_rows else rows

    def load(self) -> Any:
        record: Any = super().load()
        record.pilot = self.pilot
        return record

    @property
    def target(self) -> str:
        return f"{self.pilot.slug}/{self.record.pk}"


class TakeBackOfPilot(OfPilot, TakeBackPage):
    """A record of a pilot that was added by mistake, taken back by whom ``permission`` admits: by
    default its author or an editor of the pilot."""

    permission = can_take_back_from
    page_title = "Take back"

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset().filter(pilot=self.pilot)
        return rows

    def load(self) -> Any:
        record: Any = super().load()
        record.pilot = self.pilot
        return record

    @property
    def listed_at(self) -> str:
        """The list in which it stands."""
        raise NotImplementedError

    @property
    def record_page(self) -> str:
        return self.listed_at

    @property
    def after(self) -> str:
        return self.listed_at


def act_and_say(
    request: HttpRequest, act: Callable[[], Any], *, notice: str, to: Any, typed: str = ""
) -> HttpResponse:
    """Do it and go on ``to`` a record or an address; a ValidationError is said there instead, and
    what was ``typed`` for it is kept."""
    try:
        with reaching() as told:
            act()
    except ValidationError as problem:
        return turned_down(request, problem.messages[0], to, typed=typed)
    messages.success(request, told.after(notice))
    return redirect(to)
