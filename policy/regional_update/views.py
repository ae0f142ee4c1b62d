"""Regional updates to read: the archive, one page, its text, a reply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from access.history import show as show_history
from access.sharing import Sharing
from interface import paging
from interface.articles import with_article
from interface.context import absolute
from interface.made_up import headed
from interface.paging import Sort
from interface.reached import reaching
from interface.words import date_words, tidy
from partnerships.models import Place
from policy.models import (
    RegionalReply,
    RegionalUpdate,
    RegionalUpdateDay,
)
from policy.regional_update import page_data
from policy.regional_update.actions import WrongState, answer_reply, reply
from policy.regional_update.forms import AnswerReplyForm, GiveBackForm, ReplyForm
from policy.regional_update.permissions import writes_regional_update
from policy.regional_update.quarters import Quarter
from records import drafts, form_draft
from records.refused import say_refused

REPLY_SORTS = (
    Sort(
        "when",
        "created_at",
        says=lambda row: date_words(timezone.localtime(row.created_at).date()),
        starts_descending=True,
    ),
)


def load(user: Any, slug: str, quarter: str) -> RegionalUpdate:
    """The update of a region and a quarter that this reader may see; 404 otherwise."""
    try:
        first = Quarter.parse(quarter).first
    except ValueError as error:
        raise Http404("no such quarter") from error
    rows = RegionalUpdate.objects.visible_to(user).filter(region__slug=slug, quarter=first)
    related = ("region", "reply_post__organisation", "created_by", "checked_by")
    # One that was withdrawn may have been written anew: that one stands at the address
    updates = rows.select_related(*related).order_by(
        F("withdrawn_on").desc(nulls_first=True), "-id"
    )
    update = updates.first()
    if update is None:
        raise Http404("no such regional update")
    return update


def own(user: Any, slug: str, quarter: str) -> RegionalUpdate:
    """The update, for somebody who writes for its region; 404 or 403 for all others."""
    update = load(user, slug, quarter)
    if not writes_regional_update(user, update.region):
        raise PermissionDenied
    return update


def frame(update: RegionalUpdate, *below: str) -> dict[str, Any]:
    """What every page of an update hands to its template."""
    region = update.region
    above = [
        ("Regional updates", reverse("regional_updates")),
        (region.name, f"{reverse('regional_updates')}?region={region.slug}"),
        (str(update.period), update.get_absolute_url()),
    ]
    breadcrumbs = [*above, *((label, "") for label in below)]
    return {
        "update": update,
        "region": region,
        "example": region.is_example,
        "breadcrumbs": breadcrumbs,
    }


@login_not_required
def regional_updates(request: HttpRequest) -> HttpResponse:
    """All regional updates, region by region; of one with ``?region=``."""
    region, problem = None, ""
    if slug := request.GET.get("region", ""):
        regions = Place.objects.visible_to(request.user).filter(kind=Place.Kind.REGION)
        region = regions.at_address(slug)
        problem = "" if region else "There is no such region. All regions are shown."
    context = {
        "archive": page_data.archive(request.user, region),
        "problem": problem,
        "breadcrumbs": [("Regional updates", "")],
    }
    return render(request, "policy/regional_update/list.html", context)


@login_not_required
def update_page(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """One update: for everybody once it is published, before that for who writes it."""
    update = load(request.user, slug, quarter)
    page = page_data.build(request.user, update)
    if not page.writes and request.method == "GET" and not settings.READ_NODE:
        _count(update)
    context = {
        **frame(update),
        "page": page,
        "giving_back": GiveBackForm() if page.may_check else None,
    }
    return render(request, "policy/regional_update/record.html", context)


def _count(update: RegionalUpdate) -> None:
    """One load more today; of whom is not kept."""
    RegionalUpdateDay.objects.bulk_create(
        [RegionalUpdateDay(update=update, day=timezone.localdate(), loads=0)],
        ignore_conflicts=True,
    )
    today = RegionalUpdateDay.objects.filter(update=update, day=timezone.localdate())
    today.update(loads=F("loads") + 1)


@login_not_required
def update_text(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """The update as plain text, to send by e-mail or to print.

    What is not out yet leaves out whose record not everyone signed in may read any more.
    """
    update = load(request.user, slug, quarter)
    readers = "" if update.is_out else f"those who write for {with_article(update.region)}"
    sharing = Sharing(request, readers, is_public=update.is_out)
    context = {
        "is_withdrawn": update.state == RegionalUpdate.State.WITHDRAWN,
        "update": update,
        "corrections": update.corrections.all(),
        "sharing": sharing,
        "address": absolute(update.get_absolute_url()),
        "host": absolute(""),
    }
    name = "policy/regional_update/text.txt"
    made = sharing.each(lambda reader: page_data.parts_to_share(reader, update))
    text = sharing.text(made, lambda parts: render_to_string(name, {**context, "parts": parts}))
    text = headed(text, is_made_up=update.region.is_example)
    return HttpResponse(tidy(text), content_type="text/plain; charset=utf-8")


def update_history(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Who changed what of an update; for those who write it."""
    update = own(request.user, slug, quarter)
    return show_history(request, update, **frame(update, "History"))


def _reply_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        update = load(user, *target.split("/", 1))
    except (Http404, TypeError):
        return None
    is_out = update.state == RegionalUpdate.State.PUBLISHED
    return f"Reply to the update: {update}" if is_out else None


REPLY = drafts.register(
    "regional-reply",
    title=_reply_title,
    url=lambda target: reverse("regional_update_reply", args=target.split("/", 1)),
)


@login_not_required
def update_reply(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Write back to those who wrote a published update; of a withdrawn one, read one's replies."""
    update = load(request.user, slug, quarter)
    if update.state not in RegionalUpdate.OUT:
        raise Http404("nothing to reply to")
    if update.withdrawn_on:
        return _withdrawn(request, update)
    draft = form_draft.FormDraft(request, REPLY, target=f"{slug}/{quarter}")
    form = draft.form(ReplyForm, user=request.user)
    if draft.answer:
        return draft.answer
    status = 200
    if draft.is_sent and form.is_valid():
        if ratelimit.consume(request, action="reply"):

            def write() -> str | RegionalUpdate:
                reply(by=request.user, update=update, **form.cleaned_data)
                # Whoever may change it reads it back, with the way to do so
                return f"{request.path}#own" if request.user.is_authenticated else update

            return draft.send(write, said="Reply sent.")
        form.add_error("text", "Too many replies came from here. Wait an hour, then try again")
        status = 429
    own_replies = _own_replies(request.user, update)
    context = {**frame(update, "Reply"), "form": form, "sheet": draft, "own_replies": own_replies}
    return render(request, "policy/regional_update/reply.html", context, status=status)


def _withdrawn(request: HttpRequest, update: RegionalUpdate) -> HttpResponse:
    """That it was withdrawn, with what was being written to it, and one's own replies."""
    own_replies = _own_replies(request.user, update)
    typed = request.POST.get("text", "").replace("\0", "")
    context = {**frame(update, "Reply"), "typed": typed, "own_replies": own_replies}
    return render(request, "policy/regional_update/reply.html", context)


def _own_replies(user: Any, update: RegionalUpdate) -> list[RegionalReply]:
    """What somebody replied to the update of this quarter, also where that was written anew."""
    if not user.is_authenticated:
        return []
    mine = RegionalReply.with_withdrawn.visible_to(user).filter(created_by=user.pk)
    return list(mine.filter(update__region=update.region_id, update__quarter=update.quarter))


def update_replies(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """What was replied to an update, and the answers; for those who write it."""
    update = own(request.user, slug, quarter)
    rows = RegionalReply.objects.visible_to(request.user).filter(update=update)
    rows = rows.select_related("created_by", "answered_by")
    context = {
        **frame(update, "Replies"),
        "page": paging.page(rows, request.GET, REPLY_SORTS, size=30),
    }
    return render(request, "policy/regional_update/replies.html", context)


def update_answer(request: HttpRequest, slug: str, quarter: str, pk: int) -> HttpResponse:
    """Answer one reply."""
    update = own(request.user, slug, quarter)
    replies = RegionalReply.objects.visible_to(request.user)
    answered = get_object_or_404(replies, pk=pk, update=update)
    form = AnswerReplyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        answer = form.cleaned_data["answer"]
        try:
            with reaching() as told:
                answer_reply(by=request.user, reply=answered, answer=answer)
        except WrongState as problem:
            say_refused(request, str(problem), typed=answer)
        else:
            messages.success(request, told.after("Answer saved."))
        return redirect("regional_update_replies", slug, quarter)
    context = {**frame(update, "Answer"), "form": form, "reply": answered}
    return render(request, "policy/regional_update/answer.html", context)
