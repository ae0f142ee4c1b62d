"""Sources: where figures and claims are from, and what rests on each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dashboards.source import listing as found
from dashboards.source.actions import (
    MOVED_ON,
    EditSource,
    WithdrawSource,
    restore_source,
    save_source,
    withdraw_source,
)
from dashboards.source.permissions import Resting, number_seen, resting_on, rights_to_source
from interface.crumbs import trail
from partnerships import history
from partnerships.form_page import FormPage, answer
from partnerships.past import Past
from records import drafts
from records.models import Source


@login_not_required
def sources(request: HttpRequest) -> HttpResponse:
    """Every source, by title."""
    context = {
        "list": found.listed(request.user, request.GET),
        "crumbs": trail(request, ("Sources", "")),
    }
    return render(request, "dashboards/sources.html", context)


@login_not_required
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source, and one kind of what rests on it."""
    page = found.cited(request.user, slug, request.GET)
    if page is None:
        raise Http404
    context = {
        "cited": page,
        "source": page.source,
        "crumbs": trail(request, ("Sources", reverse("sources")), (page.source.title, "")),
    }
    return render(request, "dashboards/source.html", context)


def _title(what: str, act: str) -> Any:
    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        found = Source.objects.visible_to(user).filter(slug=target).first()
        may = found is not None and getattr(rights_to_source(user, found), act)
        return f"{what}: {found}" if may else None

    return title


EDIT = drafts.register(
    "edit-source",
    title=_title("Change of a source", "change"),
    url=lambda target: reverse("source_edit", args=[target]),
)
WITHDRAW = drafts.register(
    "withdraw-source",
    title=_title("Withdrawing a source", "withdraw"),
    url=lambda target: reverse("source_withdraw", args=[target]),
)


def _load(request: HttpRequest, slug: str, act: str) -> tuple[Source, Resting]:
    """The source for somebody who may do this with it, and what rests on it."""
    found = get_object_or_404(Source.objects.visible_to(request.user), slug=slug)
    resting = resting_on(found)
    if not getattr(rights_to_source(request.user, found, resting), act):
        raise PermissionDenied
    return found, resting


def source_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Put its title, its link or its dates right."""
    found, resting = _load(request, slug, "change")
    if found.is_withdrawn and request.method != "POST":  # what was typed is kept
        return _moved_on(request, found)
    page = FormPage(
        kind=EDIT,
        target=slug,
        heading="Change a source",
        lead=found.title,
        back=found.get_absolute_url(),
        crumbs=_crumbs(request, found, "Change"),
        said="The source is changed.",
        context={"who_reads": _who_reads(request.user, found, resting)},
    )

    def write(form: EditSource) -> Source:
        return save_source(by=request.user, form=form)

    return answer(request, page, EditSource, write, instance=found)


def source_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take it back, with the reason."""
    found, resting = _load(request, slug, "withdraw")
    if found.is_withdrawn and request.method != "POST":
        return _moved_on(request, found)
    page = FormPage(
        kind=WITHDRAW,
        target=slug,
        heading="Withdraw a source",
        lead=f"{found.title}. Its title and link go from every page that shows them, and the words "
        "“Source withdrawn” stand in their place. It can be restored.",
        back=found.get_absolute_url(),
        crumbs=_crumbs(request, found, "Withdraw"),
        verb="Withdraw the source",
        said="The source is withdrawn.",
        context={"who_reads": _who_reads(request.user, found, resting)},
    )

    def write(form: WithdrawSource) -> Source:
        because = form.cleaned_data["because"]
        return withdraw_source(by=request.user, source=found, because=because)

    return answer(request, page, WithdrawSource, write)


@require_POST
def source_restore(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a withdrawn source stand again."""
    found, _ = _load(request, slug, "restore")
    try:
        restore_source(by=request.user, source=found)
    except ValidationError:
        return _moved_on(request, found)
    messages.success(request, "The source is restored.")
    return redirect(found)


def source_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every change of it, what was taken back among them: for who typed it and administrators."""
    found, _ = _load(request, slug, "history")
    # No level stands in its rows: whoever reads its history reads all of them
    return history.show(request, found, past=Past(), crumbs=_crumbs(request, found, "History"))


def _moved_on(request: HttpRequest, found: Source) -> HttpResponse:
    messages.info(request, f"{MOVED_ON}.")
    return redirect(found)


def _who_reads(user: Any, source: Source, resting: Resting) -> str:
    """Who reads the source, and how much rests on it as far as this user may see."""
    if source.is_open:
        readers = "Everyone can read this source"
    elif resting:
        readers = "Whoever can read a record that rests on this source can read the source too"
    else:
        return "Only you can read this source: no record rests on it."
    count = number_seen(user, source)
    rests = "rests" if count.count == 1 and not count.more else "rest"
    return f"{readers}. {count.words('record')} that you can see {rests} on it."


def _crumbs(request: HttpRequest, found: Source, last: str) -> list[tuple[str, str]]:
    here = (found.title, found.get_absolute_url())
    return trail(request, ("Sources", reverse("sources")), here, (last, ""))
