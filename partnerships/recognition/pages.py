"""Thanks for what came of people's work: the list, one of them, and its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from interface import exports, paging
from interface.exports import Column
from interface.paging import Sort
from interface.words import date_words
from partnerships import permissions
from partnerships.filters import RecognitionFilter
from partnerships.form_page import FormPage, answer
from partnerships.history import show as show_history
from partnerships.models import Organisation, Post, Recognition
from partnerships.recognition.actions import give_recognition
from partnerships.recognition.forms import GiveRecognition
from records import drafts

SORTS = (Sort("newest", "on", says=lambda one: date_words(one.on), starts_descending=True),)
COLUMNS = (
    Column("id", "Number", "Its number in Placebook, which stays the same", lambda one: one.pk),
    Column("to", "To", "The body or team that is thanked", lambda one: one.organisation.name),
    Column("role", "Job role", "If one is thanked", lambda one: one.post and one.post.title),
    Column("given_by", "From", "The body that gives its thanks", lambda one: one.given_by.name),
    Column("place", "Place", "Where it was, if at one place", lambda one: one.place),
    Column("said", "For what", "What came of the work, as it was said", lambda one: one.said),
    Column("on", "Day", "The day on which it was said", lambda one: one.on),
)


def _load(user: Any, pk: int) -> Recognition:
    return get_object_or_404(Recognition.objects.visible_to(user).listed(), pk=pk)


def _mine(user: Any, pk: int) -> Recognition:
    found = _load(user, pk)
    if not permissions.can_edit_recognition(user, found):
        raise PermissionDenied
    return found


def _to(user: Any, target: str) -> Recognition:
    """Thanks, not written yet, to an organisation ("slug") or to a job role ("role/12")."""
    if "/" in target:
        posts = Post.objects.visible_to(user).open().select_related("organisation")
        post = get_object_or_404(posts, pk=int(target.partition("/")[2]))
        return Recognition(organisation=post.organisation, post=post)
    bodies = Organisation.objects.visible_to(user).filter(merged_into=None)
    return Recognition(organisation=get_object_or_404(bodies, slug=target))


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not permissions.keeps_anything(user):
        return None
    try:
        return str(_to(user, target))
    except Http404:
        return None


def _title_of_change(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        return f"Changes to: {_mine(user, int(target))}"
    except (Http404, PermissionDenied, ValueError):
        return None


def _address(target: str) -> str:
    name, key = (
        ("post_thank", target.split("/")[1]) if "/" in target else ("organisation_thank", target)
    )
    return reverse(name, args=[key])


GIVE = drafts.register("recognition", title=_title, url=_address)
EDIT = drafts.register(
    "edit-recognition",
    title=_title_of_change,
    url=lambda target: reverse("recognition_edit", args=[target]),
)


@login_not_required
def recognitions(request: HttpRequest) -> HttpResponseBase:
    """All thanks that the reader may see, the newest first; files by ``?format=``."""
    rows = Recognition.objects.visible_to(request.user).listed()
    chosen = RecognitionFilter(request.GET, rows, request=request)
    if file := exports.respond(request, chosen, COLUMNS, SORTS, "recognition"):
        return file
    context = {
        "filter": chosen,
        "page": paging.page(chosen.qs, request.GET, SORTS, size=50),
        "count": paging.bounded_count(chosen.qs),
        "crumbs": [("Recognition", "")],
    }
    return render(request, "partnerships/recognitions.html", context)


@login_not_required
def recognition(request: HttpRequest, pk: int) -> HttpResponse:
    """One word of thanks: to whom, from whom, for what."""
    found = _load(request.user, pk)
    context = {
        "one": found,
        "may_edit": permissions.can_edit_recognition(request.user, found),
        "example": found.is_example,
        "crumbs": _crumbs((str(found), "")),
    }
    return render(request, "partnerships/recognition.html", context)


def history(request: HttpRequest, pk: int) -> HttpResponse:
    """What was changed of it; for those signed in."""
    found = _load(request.user, pk)
    crumbs = _crumbs((str(found), found.get_absolute_url()), ("History", ""))
    return show_history(request, found, crumbs=crumbs, example=found.is_example)


def thank_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Thank a body, or a team within it."""
    return _thank(request, slug)


def thank_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Thank whoever holds a job role, by the role."""
    return _thank(request, f"role/{pk}")


def _thank(request: HttpRequest, target: str) -> HttpResponse:
    new = _to(request.user, target)
    if not permissions.keeps_anything(request.user):
        raise PermissionDenied
    to = new.post or new.organisation
    page = FormPage(
        kind=GIVE,
        target=target,
        heading=f"Thank {new.to}",
        lead="For what came of its work. Everyone who may see its page can read it.",
        back=to.get_absolute_url(),
        crumbs=_crumbs((f"Thank {new.to}", "")),
        verb="Give thanks",
        said="Your thanks are recorded, and those whom they are for are told.",
        context={"example": new.organisation.is_example},
    )
    return answer(
        request,
        page,
        GiveRecognition,
        lambda form: give_recognition(by=request.user, recognition=form.save(commit=False)),
        instance=new,
        user=request.user,
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was said; the second of two editors sees both versions."""
    found = _mine(request.user, pk)
    page = FormPage(
        kind=EDIT,
        target=str(pk),
        heading="Change what was said",
        lead=str(found),
        back=found.get_absolute_url(),
        crumbs=_crumbs((str(found), found.get_absolute_url()), ("Change", "")),
        said="It is changed.",
        context={"example": found.is_example},
    )
    return answer(request, page, GiveRecognition, instance=found, user=request.user)


def _crumbs(*below: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Recognition", reverse("recognitions")), *below]
