"""You said, we did: the page of a place, what residents send in, and what editors decide."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from interface import paging
from interface.paging import Sort, row_number
from partnerships.models import Place
from partnerships.place.frame import breadcrumbs, for_place, frame
from people.review.responsible import desk_of
from pilots.pilot.loading import title_of
from pilots.pilot.models import Pilot
from pilots.pilot.page import act_and_say
from pilots.you_said import actions
from pilots.you_said.forms import EditYouSaid, TellForm, TurnDownForm
from pilots.you_said.models import YouSaid
from pilots.you_said.permissions import (
    can_answer_you_said,
    can_decide_you_said,
    can_write_you_said,
)
from records import drafts
from records.form_draft import FormDraft
from records.form_views import AddPage, EditPage, FormPage

NEWEST = (Sort("newest", "id", says=lambda _: "earlier ones", starts_descending=True),)
MOST_WAITING = 100
TITLE = "You said, we did"
TOO_OFTEN = "Too much was sent from here. Wait an hour, then try again"
KEPT = (
    "We keep what you write, who said it as you put it, and the day, for the people who look after "
    "this page. We keep nothing that says who you are."
)


_title_of_new = title_of(TITLE, Place, can_write_you_said, by="slug")


def _title_of_change(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    rows = YouSaid.objects.visible_to(user).select_related("place")
    entry = rows.filter(pk=row_number(target)).first()
    may = entry is not None and can_answer_you_said(user, entry)
    return f"{TITLE}: {entry.place}" if entry and may else None


ADD = drafts.register(
    "you-said",
    title=_title_of_new,
    url=lambda target: reverse("place_you_said_add", args=[target]),
)
EDIT = drafts.register(
    "edit-you-said",
    title=_title_of_change,
    url=lambda target: reverse("you_said_edit", args=[target]),
)


def _named(user: Any, target: str) -> str:
    """What an entry is called that this user decides on. Raises Http404."""
    rows = YouSaid.objects.visible_to(user).select_related("place")
    entry = get_object_or_404(rows, pk=row_number(target))
    if not can_decide_you_said(user, entry):
        raise PermissionDenied
    return str(entry)


TELL = drafts.register(
    "tell-us",
    title=lambda *_: "What you wanted to tell a place",
    url=lambda target: reverse("place_tell", args=[target]),
)
TURN_DOWN = drafts.register_one("turn-down-you-said", "Why not", "you_said_turn_down", _named)


@login_not_required
@for_place
def place_you_said(request: HttpRequest, place: Place) -> HttpResponse:
    """What everyone reads, the newest first; above it what waits, for those who contribute here."""
    user = request.user
    may_write = can_write_you_said(user, place)
    own = YouSaid.objects.visible_to(user).filter(place=place).select_related("place")
    page = paging.page(own.approved(), request.GET, NEWEST, size=20)
    kept = own if may_write else own.at_desk_of(user)
    waiting = list(kept.waiting().order_by("id")[:MOST_WAITING])
    rows = Pilot.objects.visible_to(user).with_places()
    pilots = rows.in_bulk({entry.pilot_id for entry in [*page.rows, *waiting]} - {None})
    for entry in [*page.rows, *waiting]:
        entry.shown_pilot = pilots.get(entry.pilot_id)
    may_decide = can_decide_you_said(user, YouSaid(place=place))
    for entry in waiting:
        entry.may_decide = may_decide or not may_write
    context = {
        **frame(place, TITLE),
        "page": page,
        "waiting": waiting,
        "may_write": may_write,
        "may_decide": may_decide,
    }
    return render(request, "pilots/you_said/list.html", context)


@login_not_required
@for_place
def place_tell(request: HttpRequest, place: Place) -> HttpResponse:
    """A resident says something, without an account."""
    sheet, status = FormDraft(request, TELL, place.slug), 200
    form = sheet.form(TellForm)
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():
        if ratelimit.consume(request, action="tell_place"):

            def write() -> str:
                actions.send_in(place=place, **form.cleaned_data)
                return f"{request.path}?sent=1"

            return sheet.send(write)
        form.add_error("said", TOO_OFTEN)
        status = 429
    context = {
        **frame(place, "Tell us"),
        "form": form,
        "sheet": sheet,
        "sent": request.method == "GET" and "sent" in request.GET,
        "kept": KEPT,
        "desk": desk_of(place),
    }
    return render(request, "pilots/you_said/tell.html", context, status=status)


class EntryForm(FormPage):
    """What adding an entry and changing one share."""

    model, form = YouSaid, EditYouSaid
    title = TITLE
    success_message = "Saved. It waits to be approved."
    place: Any = None
    form_takes_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers who contributes at the place, and those to whom the words went."""
        entry: Any = self.instance()
        if not can_answer_you_said(request.user, entry):
            raise PermissionDenied
        self.lead = f"{self.place}. Everyone can read it once it is approved."
        return super().dispatch(request, *args, **kwargs)

    @property
    def cancel_url(self) -> str:
        return reverse("place_you_said", args=[self.place.slug])

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return breadcrumbs(self.place, TITLE)

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.place.is_example}

    def save(self, form: EditYouSaid) -> YouSaid:
        return actions.write_you_said(by=self.request.user, entry=form.instance)


class AddEntry(EntryForm, AddPage):
    """Write down what residents said and what was done."""

    draft = ADD

    @property
    def target(self) -> str:
        return self.place.slug

    def instance(self) -> YouSaid:
        return YouSaid(place=self.place)


@for_place
def place_you_said_add(request: HttpRequest, place: Place) -> HttpResponseBase:
    """The form of a new entry of this place."""
    return AddEntry.as_view(place=place)(request)


class EditEntry(EntryForm, EditPage):
    """Change an entry, or answer one that a resident sent in; it then waits for an editor."""

    draft = EDIT

    def get_queryset(self) -> QuerySet[YouSaid]:
        return super().get_queryset().select_related("place", "pilot")

    def load(self) -> YouSaid:
        """The entry and its place. Raises Http404."""
        entry: Any = super().load()
        self.place = entry.place
        return entry


@require_POST
def you_said_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """An editor puts it before the public."""
    entry = _decided(request, pk)
    approve = partial(actions.approve_you_said, by=request.user, entry=entry)
    return act_and_say(request, approve, notice="Everyone can read it now.", to=_list_of(entry))


class TurnDown(EditPage):
    """An editor says why they do not take an entry up, or take it off the public page."""

    model, form, draft = YouSaid, TurnDownForm, TURN_DOWN
    permission = can_decide_you_said
    success_message = "It isn’t on the public page. We’ve kept the reason."

    def get_queryset(self) -> QuerySet[YouSaid]:
        return super().get_queryset().select_related("place", "pilot")

    @property
    def title(self) -> str:  # type: ignore[override]
        """What the press does: the list says it in the same word."""
        return "Take it off" if self.record.state == YouSaid.State.APPROVED else "Dismiss"

    @property
    def submit_label(self) -> str:  # type: ignore[override]
        return self.title

    @property
    def cancel_url(self) -> str:
        return _list_of(self.record)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        above = breadcrumbs(self.record.place, TITLE)[:-1]
        return [*above, (TITLE, self.cancel_url), (self.title, "")]

    def arguments(self) -> dict[str, Any]:
        """The entry as the editor saw it: a later version is refused by the action."""
        return {"initial": {"version": self.record.version}}

    def save(self, form: TurnDownForm) -> str:
        self.record.version = form.cleaned_data["version"] or 0
        because = form.cleaned_data["because"]
        actions.turn_down_you_said(by=self.request.user, entry=self.record, because=because)
        return self.cancel_url

    def get_context_data(self) -> dict[str, Any]:
        return {"example": self.record.place.is_example}


def _decided(request: HttpRequest, pk: int) -> YouSaid:
    """The entry as the editor saw it: a later version is refused by the action."""
    rows = YouSaid.objects.visible_to(request.user).select_related("place", "pilot")
    entry = get_object_or_404(rows, pk=pk)
    if not can_decide_you_said(request.user, entry):
        raise PermissionDenied
    entry.version = row_number(request.POST.get("version"))
    return entry


def _list_of(entry: YouSaid) -> str:
    return reverse("place_you_said", args=[entry.place.slug])
