"""Links by which officials without an account answer: sending, ending, answering."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from barriers.escalation import links, pages
from barriers.escalation.forms import LinkForm, LinkReplyForm
from barriers.escalation.record import Step
from partnerships.form_page import answer as answer_form

LINK = pages.register("answer-link", "Link to answer", "answer_link_send")


def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to an official who has no account."""
    found = pages.load_ask(request.user, pk, pages.manages)
    shown = pages.form_page(
        found, LINK, "Send a link to answer", "Send the letter", "The letter is on its way."
    )

    def write(form: LinkForm) -> str:
        links.send_link(by=request.user, escalation=found, **form.cleaned_data)
        return found.get_absolute_url()

    return answer_form(request, shown, LinkForm, write)


@require_POST
def end(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """From now on this link opens nothing."""
    found = pages.load_ask(request.user, pk, pages.manages)
    one = get_object_or_404(found.links.all(), pk=min(link, pages.LARGEST_ID))
    links.end_link(link=one)
    messages.success(request, "The link is ended.")
    return redirect(found)


@login_not_required
@never_cache
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The one ask that a letter's link opens, and its answer. Reading it does not use it up."""
    link = links.link_at(token)
    if link is None:
        raise Http404
    closed = links.why_closed(link)
    form: Any = None
    if not closed:
        form = LinkReplyForm(request.POST or None, escalation=link.escalation)
        if request.method == "POST" and form.is_valid():
            try:
                links.use_link(link=link, answer=lambda: _send(form, link))
            except ValidationError as problem:
                form.add_error(None, problem)
            else:
                return render(request, "barriers/escalation/by_link.html", _thanks(link))
    context = {
        "link": link,
        "closed": closed,
        "form": form,
        "asked": Step(link.escalation, timezone.localdate()) if not closed else None,
        "crumbs": [("Answer", "")],
    }
    return render(request, "barriers/escalation/by_link.html", context)


def _send(form: LinkReplyForm, link: Any) -> None:
    pages.send_reply(form, link.escalation, by=None, by_said=form.by_said)


def _thanks(link: Any) -> dict[str, Any]:
    return {"link": link, "sent": True, "crumbs": [("Answer", "")]}
