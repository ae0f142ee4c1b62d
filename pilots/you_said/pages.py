"""You said, we did: the page of a place, what residents send in, and what editors decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from interface import paging
from interface.paging import Sort
from partnerships.form_page import FormPage, answer
from partnerships.models import Place
from partnerships.place.frame import crumbs, frame, of_place
from pilots import permissions
from pilots.models import Pilot, YouSaid
from pilots.you_said import actions
from pilots.you_said.forms import EditYouSaid, TellForm, TurnDownForm
from records import drafts

NEWEST = (Sort("newest", "id", says=lambda _: "earlier ones", starts_descending=True),)
MOST_WAITING = 100
TITLE = "You said, we did"
TOO_OFTEN = "Too much was sent from here. Wait an hour, then try again"
KEPT = (
    "We keep what you write, who says so as you put it, and the day, for the people who look after "
    "this page. We keep nothing that says who you are."
)


def _load(user: Any, pk: int) -> YouSaid:
    rows = YouSaid.objects.visible_to(user).select_related("place", "pilot")
    return get_object_or_404(rows, pk=pk)


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    place = Place.objects.visible_to(user).filter(slug=target).first()
    if place is None or not permissions.can_write_you_said(user, place):
        return None
    return f"{TITLE}: {place}"


def _title_of_change(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    rows = YouSaid.objects.visible_to(user).select_related("place")
    entry = rows.filter(pk=target).first() if target.isdecimal() else None
    return _title_of_new(user, entry.place.slug, typed) if entry else None


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


@login_not_required
@of_place
def place_you_said(request: HttpRequest, place: Place) -> HttpResponse:
    """What everyone reads, the newest first; above it what waits, for those who contribute here."""
    user = request.user
    may_write = permissions.can_write_you_said(user, place)
    own = YouSaid.objects.visible_to(user).filter(place=place).select_related("place")
    page = paging.page(own.approved(), request.GET, NEWEST, size=20)
    waiting = list(own.waiting().order_by("id")[:MOST_WAITING]) if may_write else []
    ids = {one.pilot_id for one in [*page.rows, *waiting] if one.pilot_id}
    context = {
        **frame(place, TITLE),
        "page": page,
        "waiting": waiting,
        "pilots": {one.pk: one for one in _pilots(user, ids)},
        "may_write": may_write,
        "may_decide": permissions.can_decide_you_said(user, YouSaid(place=place)),
        "turn_down": TurnDownForm(auto_id=False),
    }
    return render(request, "dashboards/learning/you_said.html", context)


def _pilots(user: Any, ids: set[int]) -> Any:
    return Pilot.objects.visible_to(user).filter(pk__in=ids).with_places()


@login_not_required
@of_place
def place_tell(request: HttpRequest, place: Place) -> HttpResponse:
    """A resident says something, without an account."""
    form = TellForm(request.POST if request.method == "POST" else None)
    context = {**frame(place, "Tell us"), "form": form, "kept": KEPT}
    status = 200
    if form.is_bound and form.is_valid():
        if ratelimit.consume(request, action="tell_place"):
            actions.send_in(place=place, **form.cleaned_data)
            context |= {"form": None, "sent": True}
        else:
            form.add_error("said", TOO_OFTEN)
            status = 429
    return render(request, "dashboards/learning/tell.html", context, status=status)


@of_place
def place_you_said_add(request: HttpRequest, place: Place) -> HttpResponse:
    """Write down what residents said and what was done."""
    if not permissions.can_write_you_said(request.user, place):
        raise PermissionDenied
    return _write(request, ADD, place.slug, YouSaid(place=place))


def you_said_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an entry, or answer one that a resident sent in; it then waits for an editor."""
    entry = _load(request.user, pk)
    if not permissions.can_write_you_said(request.user, entry.place):
        raise PermissionDenied
    return _write(request, EDIT, str(pk), entry)


def _write(request: HttpRequest, kind: drafts.Kind, target: str, entry: YouSaid) -> HttpResponse:
    place = entry.place
    page = FormPage(
        kind=kind,
        target=target,
        heading=TITLE,
        lead=f"{place}. Everyone reads it once an editor of the place has approved it.",
        back=reverse("place_you_said", args=[place.slug]),
        crumbs=crumbs(place, TITLE),
        said="Saved. It waits for an editor of the place.",
        context={"example": place.is_example},
    )

    def write(form: EditYouSaid) -> YouSaid:
        return actions.write_you_said(by=request.user, entry=form.instance)

    return answer(request, page, EditYouSaid, write, instance=entry, user=request.user)


@require_POST
def you_said_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """An editor puts it before the public."""
    entry = _decided(request, pk)

    def approve() -> Any:
        return actions.approve_you_said(by=request.user, entry=entry)

    return _done(request, entry, approve, "Everyone can read it now.")


@require_POST
def you_said_turn_down(request: HttpRequest, pk: int) -> HttpResponse:
    """An editor does not take it up, or takes it off the public page."""
    entry = _decided(request, pk)
    form = TurnDownForm(request.POST)
    because = form.cleaned_data["because"] if form.is_valid() else ""

    def turn_down() -> Any:
        return actions.turn_down_you_said(by=request.user, entry=entry, because=because)

    return _done(request, entry, turn_down, "It is not on the public page. The reason is kept.")


def _decided(request: HttpRequest, pk: int) -> YouSaid:
    """The entry as the editor saw it: a later version is refused by the action."""
    entry = _load(request.user, pk)
    if not permissions.can_decide_you_said(request.user, entry):
        raise PermissionDenied
    seen = request.POST.get("version", "")
    entry.version = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    return entry


def _done(request: HttpRequest, entry: YouSaid, act: Callable[[], Any], said: str) -> HttpResponse:
    try:
        act()
    except ValidationError as problem:
        messages.warning(request, f"{problem.messages[0]}.")
    else:
        messages.success(request, said)
    return redirect(reverse("place_you_said", args=[entry.place.slug]))
