"""Keeping systemic barriers, publishing answers, and what a place says to an answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from barriers import permissions
from barriers.barrier import loading
from barriers.barrier import record as barrier_page
from barriers.barrier.pages import BARRIERS
from barriers.models import Barrier, SystemicBarrier, SystemicMember, SystemicOffer
from barriers.systemic import actions, record
from barriers.systemic.answer_forms import AcceptForm, AnswerForm, DeclineForm
from barriers.systemic.forms import AddSystemic, EditSystemic, MembersForm
from barriers.systemic.pages import SYSTEMIC
from barriers.systemic.suggestions import suggestions
from interface.paging import LARGEST_ID
from interface.words import count_words
from partnerships.form_page import FormPage, answer
from partnerships.models import Organisation
from records import drafts


def _keeps(user: Any, one: SystemicBarrier) -> bool:
    return permissions.can_keep_systemic(user)


def _load(user: Any, key: int | str, may: loading.May) -> SystemicBarrier:
    found: SystemicBarrier = loading.one(record.load(user), key, user, may)
    return found


_kind = partial(loading.kind_about, rows=record.load, name="title")


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not permissions.can_keep_systemic(user):
        return None
    return f"Systemic barrier: {' '.join(typed.get('title', '').split())[:100]}".rstrip(": ")


def _offer_kind(key: str, address: str) -> drafts.Kind:
    words = "Whether an answer helps"
    return drafts.register_one(
        key, words, address, lambda user, target: _offer(user, target).barrier.title
    )


ADD = drafts.register(
    "systemic-add",
    title=_title_of_new,
    url=lambda target: reverse("systemic_add", query={"barrier": target} if target else {}),
)
EDIT = _kind("systemic-edit", "Change of a systemic barrier", "systemic_edit", _keeps)
MEMBERS = _kind("systemic-members", "Members of a systemic barrier", "systemic_members", _keeps)
ANSWER = _kind(
    "systemic-answer",
    "Answer to a systemic barrier",
    "systemic_answer",
    permissions.can_publish_answer,
)
ACCEPT = _offer_kind("systemic-accept", "systemic_accept")
DECLINE = _offer_kind("systemic-decline", "systemic_decline")


def add(request: HttpRequest) -> HttpResponse:
    """Record a cause that several barriers share; ``?barrier=`` is the first of them."""
    user = request.user
    if not permissions.can_keep_systemic(user):
        raise PermissionDenied
    first = _first(user, request.GET.get("barrier", ""))
    shown = FormPage(
        kind=ADD,
        target=first.reference if first else "",
        heading="Record a systemic barrier",
        lead="One cause behind barriers of several places, and the body that could change it.",
        verb="Save",
        said="Saved. Add the barriers that share the cause, and say here once the body is asked.",
        back=first.get_absolute_url() if first else SYSTEMIC[1],
        crumbs=[BARRIERS, SYSTEMIC, ("Record one", "")],
    )

    def write(form: AddSystemic) -> SystemicBarrier:
        barriers = form.cleaned_data["barriers"]
        return actions.create_systemic(by=user, systemic=form.instance, barriers=barriers)

    return answer(request, shown, AddSystemic, write, user=user, initial=_known_of(first))


def _first(user: Any, text: str) -> Barrier | None:
    """The barrier from whose page a new one starts, if the user sees it."""
    if not text:
        return None
    return get_object_or_404(barrier_page.load(user).called(text))


def _known_of(barrier: Barrier | None) -> dict[str, Any]:
    """What a new one takes over from a barrier: none of its words, which may be private."""
    if barrier is None:
        return {}
    known = {"owner": barrier.unlocker, "category": barrier.category_id, "lever": barrier.lever}
    return {name: value for name, value in known.items() if value} | {"barriers": barrier.reference}


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Every fact of it; the second of two editors sees both versions.

    ``?owner=`` fills in the body that took over from one that has ended.
    """
    found = _load(request.user, pk, _keeps)
    shown = _page(found, EDIT, f"Edit {found.reference}", "Edit", "Save")
    initial: dict[str, Any] = {}
    if slug := request.GET.get("owner", "").replace("\x00", ""):
        heir = Organisation.objects.visible_to(request.user).filter(slug=slug).first()
        initial = {"owner": heir} if heir else {}

    def make(*args: Any, **kwargs: Any) -> EditSystemic:
        form = EditSystemic(*args, **kwargs)
        form.initial.update(initial)
        return form

    def write(form: EditSystemic) -> SystemicBarrier:
        form.keep_unseen()
        return actions.edit_systemic(by=request.user, systemic=form.instance)

    return answer(request, shown, make, write, instance=found, user=request.user)


def members_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add barriers that share the cause, several at once."""
    found = _load(request.user, pk, _keeps)
    shown = _page(found, MEMBERS, "Add barriers that share the cause", "Add barriers", "Add them")

    def write(form: MembersForm) -> SystemicBarrier:
        new = actions.add_members(by=request.user, systemic=found, barriers=form.all_barriers())
        said = f"{count_words(len(new), 'barrier')} added." if new else "They were members already."
        messages.success(request, said)
        return found

    suggested = suggestions(found, request.user)
    return answer(request, shown, MembersForm, write, user=request.user, suggested=suggested)


@require_POST
def member_end(request: HttpRequest, pk: int, barrier: int) -> HttpResponse:
    """Take a barrier out: it has another cause after all."""
    found = get_object_or_404(record.load(request.user), pk=pk)
    rows = SystemicMember.objects.visible_to(request.user).filter(systemic=found)
    member = get_object_or_404(
        rows.select_related("barrier").defer("barrier__search"), barrier=min(barrier, LARGEST_ID)
    )
    if not permissions.can_keep_systemic(request.user):
        raise PermissionDenied
    actions.take_out(by=request.user, systemic=found, barrier=member.barrier)
    messages.success(request, f"{member.barrier.reference} is taken out.")
    return redirect(found)


def answer_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish what the body said."""
    found = _load(request.user, pk, permissions.can_publish_answer)
    shown = _page(found, ANSWER, "Publish an answer", "Publish an answer", "Publish it")

    def write(form: AnswerForm) -> SystemicBarrier:
        actions.publish_answer(by=request.user, systemic=found, **form.facts())
        return found

    return answer(request, shown, AnswerForm, write, instance=found, user=request.user)


def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer is the way out here: close the barrier with what unlocked it."""
    found = _offer(request.user, pk)
    shown = _offer_page(found, ACCEPT, "The answer resolves this barrier", "Close it as resolved")

    def write(form: AcceptForm) -> Barrier:
        actions.accept(by=request.user, offer=found, **form.cleaned_data)
        return found.barrier

    return answer(request, shown, AcceptForm, write, offer=found)


def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer does not help here, and why."""
    found = _offer(request.user, pk)
    shown = _offer_page(found, DECLINE, "The answer does not help here", "Save")

    def write(form: DeclineForm) -> Barrier:
        actions.decline(by=request.user, offer=found, **form.cleaned_data)
        return found.barrier

    return answer(request, shown, DeclineForm, write)


def _offer(user: Any, key: int | str) -> SystemicOffer:
    """An offer to a barrier that this user sees and may close; 404 or 403 where not."""
    rows = SystemicOffer.objects.visible_to(user).select_related("answer__systemic", "answer__body")
    found: SystemicOffer = loading.one(rows.defer("answer__systemic__search"), key, user)
    found.barrier = barrier_page.load(user).get(pk=found.barrier_id)
    if not permissions.can_close(user, found.barrier):
        raise PermissionDenied
    return found


def _page(
    found: SystemicBarrier, kind: drafts.Kind, heading: str, last: str, verb: str
) -> FormPage:
    return FormPage(
        kind=kind,
        target=found.reference,
        heading=heading,
        lead="" if kind is EDIT else found.title,
        back=found.get_absolute_url(),
        crumbs=[BARRIERS, SYSTEMIC, (found.reference, found.get_absolute_url()), (last, "")],
        verb=verb,
        context={"example": found.is_example},
    )


def _offer_page(offer: SystemicOffer, kind: drafts.Kind, heading: str, verb: str) -> FormPage:
    barrier = offer.barrier
    return FormPage(
        kind=kind,
        target=str(offer.pk),
        heading=heading,
        lead=barrier.title,
        back=barrier.get_absolute_url(),
        crumbs=[BARRIERS, (barrier.reference, barrier.get_absolute_url()), ("Answer", "")],
        verb=verb,
        seen_by=barrier,
        template="barriers/systemic/offer.html",
        context={"example": barrier.is_example, "offer": offer},
    )
