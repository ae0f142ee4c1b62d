"""Asking to make a barrier public that names a body, agreeing, objecting, replying, withdrawing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from barriers import permissions
from barriers.barrier import loading
from barriers.barrier.pages import BARRIERS
from barriers.models import Barrier, Publication
from barriers.publication import actions, filters, record
from barriers.publication.context import live_of
from barriers.publication.forms import (
    AgreeForm,
    AskToPublish,
    ObjectForm,
    ReplyBesideForm,
    WithdrawPublication,
)
from barriers.publication.words import mark_of
from interface import exports, paging
from interface.paging import LARGEST_ID
from partnerships.form_page import FormPage
from partnerships.form_page import answer as answer_form
from partnerships.models import Organisation
from partnerships.visibility import reader_of
from records import drafts

FORM = "barriers/publishing/form.html"
PAGE = 50


def _load(user: Any, key: int | str, may: loading.May | None = None) -> Publication:
    """A publication that this user sees and may do this to; 404 or 403 where not."""
    found: Publication = loading.one(record.load(user), key, user, may)
    return found


def _agrees(user: Any, publication: Publication) -> bool:
    """Also once it is agreed: the second of two is told of the first."""
    return permissions.can_publish(user, publication.barrier)


def _objects(user: Any, publication: Publication) -> bool:
    return permissions.can_object(user, publication.barrier)


def _replies(user: Any, publication: Publication) -> bool:
    return permissions.speaks_for(user, publication.body)


def _withdraws(user: Any, publication: Publication) -> bool:
    """Also once it is withdrawn: the second of two is told of the first."""
    if publication.is_over:
        return _agrees(user, publication)
    return permissions.can_withdraw(user, publication)


_kind = partial(loading.kind_about, rows=record.load, name="barrier.title")


ASK = loading.kind_about_barrier(
    "barrier-publish", "Ask to make public", "barrier_publish", permissions.can_ask_to_publish
)
AGREE = _kind("publication-agree", "Agree to make public", "publication_agree", _agrees)
OBJECT = _kind("publication-object", "Object", "publication_object", _objects)
REPLY = _kind("publication-reply", "Reply beside", "publication_reply", _replies)
WITHDRAW = _kind("publication-withdraw", "Withdraw", "publication_withdraw", _withdraws)


def publications(request: HttpRequest) -> HttpResponseBase:
    """Barriers that name a body on their way to the public, as far as the reader sees them."""
    chosen = filters.PublicationFilter(request.GET, request=request)
    if "format" in request.GET:
        chosen.queryset = record.load(request.user)
        file = exports.respond(request, chosen, filters.COLUMNS, filters.SORTS, "publications")
        if file is not None:
            return file
    found = chosen.qs
    shown = paging.page(found.for_rows(), request.GET, filters.SORTS, size=PAGE)
    reader = reader_of(request.user)
    context = {
        "filter": chosen,
        "page": shown,
        "rows": [(one, filters.step_words(one)) for one in shown.rows],
        "count": paging.bounded_count(found).words("barrier"),
        "answers": bool(reader and reader.organisations),
        "crumbs": [BARRIERS, ("To be public", "")],
    }
    return render(request, "barriers/publishing/list.html", context)


def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """One barrier on its way to the public: its words as they will be, and where it stands."""
    found = _load(request.user, pk)
    shown = record.build(found, request.user)
    context = {
        "page": shown,
        "example": found.barrier.is_example,
        "crumbs": _crumbs(found, reads=shown.reads_barrier),
    }
    return render(request, "barriers/publishing/one.html", context)


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that everybody may read a barrier that names a body."""
    barrier = loading.barrier(request.user, pk, permissions.can_ask_to_publish)
    if request.method == "GET" and (elsewhere := _where_else(request, barrier)):
        return elsewhere
    decides = permissions.can_publish(request.user, barrier)
    shown = FormPage(
        kind=ASK,
        target=barrier.reference,
        heading="Make this barrier public",
        lead=barrier.title,
        back=barrier.get_absolute_url(),
        crumbs=[
            BARRIERS,
            (barrier.reference, barrier.get_absolute_url()),
            ("Make public", ""),
        ],
        verb=f"Ask {barrier.unlocker}" if decides and barrier.unlocker else "Ask the place",
        said="Asked." if decides else "The editors of its place are asked.",
        context={
            "preview": record.preview_of(barrier),
            "barrier": barrier,
            "decides": decides,
            "days": Publication.DAYS,
            "example": barrier.is_example,
        },
        template=FORM,
    )
    seen = mark_of(barrier)

    def write(form: AskToPublish) -> Publication:
        said = {"because": form.cleaned_data["because"], "seen": form.cleaned_data["seen"]}
        return _or_show_again(
            form, lambda: actions.ask_to_publish(by=request.user, barrier=barrier, **said), seen
        )

    return answer_form(request, shown, AskToPublish, write, seen=seen, decides=decides)


def _where_else(request: HttpRequest, barrier: Barrier) -> HttpResponse | None:
    """Where to go instead: it names nobody, or it is on its way already."""
    if barrier.unlocker_id is None:
        said = "It names no organisation, so nobody has to be asked: choose who can see it."
        messages.info(request, said)
        return redirect("barrier_edit", barrier.reference)
    live = live_of(barrier, request.user)
    return redirect(live) if live else None


def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """The place agrees to these very words."""
    found = _load(request.user, pk, _agrees)
    body = found.barrier.unlocker or found.body
    shown = _form_page(found, AGREE, "Agree to make it public", f"Agree and ask {body}")
    shown = replace(shown, said=f"{body} is asked for a reply.")
    seen = mark_of(found.barrier)

    def write(form: AgreeForm) -> Publication:
        said = form.cleaned_data["seen"]
        return _or_show_again(
            form, lambda: actions.agree(by=request.user, publication=found, seen=said), seen
        )

    return answer_form(request, shown, AgreeForm, write, seen=seen)


def _or_show_again(form: Any, act: Callable[[], Publication], seen: str) -> Publication:
    """Do it; where it is refused, the form that is shown again carries the words of today."""
    try:
        return act()
    except ValidationError:
        form.show_again(seen)
        raise


def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Another of its places objects."""
    found = _load(request.user, pk, _objects)
    shown = _form_page(found, OBJECT, "Object to making it public", "Object")
    shown = replace(shown, said="The lead place is told. It has to agree again, or withdraw.")

    def write(form: ObjectForm) -> Publication:
        actions.object_to(by=request.user, publication=found, **form.cleaned_data)
        return found

    return answer_form(request, shown, ObjectForm, write)


def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """What the body that is named wants to stand beside it."""
    gone = _gone_from(request, pk)
    found = gone or _load(request.user, pk, _replies)
    shown = _form_page(found, REPLY, "Your reply, to stand beside it", "Send the reply")
    shown = replace(shown, said="Your reply is kept, and the place is told.")
    if gone:
        back = reverse("publications")
        crumbs = [BARRIERS, ("To be public", back), ("Reply", "")]
        shown = replace(shown, lead="", back=back, crumbs=crumbs, context={})

    def write(form: ReplyBesideForm) -> Publication:
        text, after = form.cleaned_data["text"], form.cleaned_data["after"] or 0
        try:
            actions.reply(by=request.user, publication=found, text=text, after=after)
        except ValidationError:
            form.show_again()
            raise
        return found

    return answer_form(request, shown, ReplyBesideForm, write, publication=found)


def _gone_from(request: HttpRequest, pk: int) -> Publication | None:
    """What this officer was asked about and may read no longer, while they wrote a reply.

    They are told what happened and keep what they typed; nothing of the barrier is shown.
    """
    reader = reader_of(request.user)
    if request.method != "POST" or reader is None or not reader.organisations:
        return None
    seen = Publication.objects.visible_to(request.user).filter(pk=min(pk, LARGEST_ID))
    if seen.exists():
        return None
    bodies = Organisation.objects.of_bodies(reader.organisations).order_by().values("pk")
    rows = Publication.objects.filter(
        pk=min(pk, LARGEST_ID), body__in=bodies, steps__kind="agreed"
    ).distinct()
    return rows.select_related("body", "barrier").first()


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The place takes it back, before or after it was public."""
    found = _load(request.user, pk, _withdraws)
    heading = "Withdraw it"
    if found.state == Publication.State.PUBLISHED:
        heading = "Take it out of public view"
    shown = _form_page(found, WITHDRAW, heading, heading)
    shown = replace(shown, said="Withdrawn. Everyone signed in who could read it still can.")

    def write(form: WithdrawPublication) -> Publication:
        actions.withdraw(by=request.user, publication=found, **form.cleaned_data)
        return found

    return answer_form(request, shown, WithdrawPublication, write)


def _crumbs(found: Publication, *last: tuple[str, str], reads: bool) -> list[tuple[str, str]]:
    """The trail; the barrier itself only for those who read it."""
    barrier: Barrier = found.barrier
    if not reads:
        return [BARRIERS, ("To be public", reverse("publications")), *(last or [("One", "")])]
    own = found.get_absolute_url() if last else ""
    return [
        BARRIERS,
        (barrier.reference, barrier.get_absolute_url()),
        ("Making it public", own),
        *last,
    ]


def _form_page(found: Publication, kind: drafts.Kind, heading: str, verb: str) -> FormPage:
    """A form about one publication, with the words of the barrier below it."""
    return FormPage(
        kind=kind,
        target=str(found.pk),
        heading=heading,
        lead=found.barrier.title,
        back=found.get_absolute_url(),
        crumbs=_crumbs(found, (heading, ""), reads=False)
        if kind == REPLY
        else _crumbs(found, (heading, ""), reads=True),
        verb=verb,
        context={
            # Why it was asked for is for the place, not for the body
            "because": "" if kind == REPLY else found.because,
            "preview": record.preview_of(found.barrier) if hasattr(found, "replies") else None,
            "barrier": found.barrier,
            "example": found.barrier.is_example,
        },
        template=FORM,
    )
