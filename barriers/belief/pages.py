"""What is often believed of rules that no check found: the list, one entry, wording it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from barriers.barrier import loading
from barriers.barrier.pages import BARRIERS
from barriers.belief.verdict import standings
from barriers.models import Believed
from barriers.practice import filters, use
from barriers.practice.forms import BelievedForm
from barriers.practice.pages import LIBRARY
from barriers.practice.permissions import can_word
from barriers.practice.record import Belief
from interface import exports, paging
from partnerships.form_page import FormPage, answer
from partnerships.history import show as show_history
from records import drafts

PAGE = 50
BATCH = 500
BELIEVED = ("Often believed", "/practice/believed/")


@login_not_required
def believed_list(request: HttpRequest) -> HttpResponseBase:
    """Entries that the reader may see, filtered and paged; as a file with ``?format=``."""
    user = request.user
    rows = Believed.objects.visible_to(user).for_rows().with_barrier_of(user)
    chosen = filters.BelievedFilter(request.GET, use.with_opened(rows), request=request)

    def with_standing(entries: Iterable[Any]) -> Iterator[Any]:
        rest = iter(entries)
        while some := list(islice(rest, BATCH)):
            how = standings(some, user)
            for one in some:
                one.standing = how[one.pk]
                yield one

    file = exports.respond(
        request, chosen, filters.BELIEVED, filters.SORTS, "often-believed", expand=with_standing
    )
    if file:
        return file
    page = paging.page(chosen.qs, request.GET, filters.SORTS, size=PAGE)
    how = standings(page.rows, user)
    context = {
        "filter": chosen,
        "page": page,
        "beliefs": [Belief(one, how[one.pk]) for one in page.rows],
        "count": paging.bounded_count(chosen.qs).words("belief"),
        "crumbs": [BARRIERS, LIBRARY, (BELIEVED[0], "")],
    }
    return render(request, "barriers/practice/believed_list.html", context)


@login_not_required
def believed(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: what is believed, why the rule does not say so, and what later checks showed."""
    found = _load(request.user, pk)
    context = {
        "belief": Belief(found, standings([found], request.user)[found.pk]),
        "one": found,
        "opened": use.opened(found) if request.user.is_authenticated else None,
        "can_word": found.sees_barrier and can_word(request.user, found.barrier),
        "example": found.is_example,
        "crumbs": [BARRIERS, LIBRARY, BELIEVED, ("An entry", "")],
    }
    use.count(request, found)
    return render(request, "barriers/practice/believed.html", context)


def _words(user: Any, entry: Any) -> bool:
    return entry.sees_barrier and can_word(user, entry.barrier)


def _load(user: Any, key: int | str, may: loading.May | None = None) -> Any:
    rows: Any = Believed.objects.visible_to(user).for_rows().with_barrier_of(user)
    rows = rows.prefetch_related("barrier__place_links__place")
    return loading.one(rows, key, user, may)


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    try:
        _load(user, target, _words)
    except (Http404, PermissionDenied):
        return None
    return f"Often believed: {typed.get('claim', '').strip()[:100]}".rstrip(": ")


WORDS = drafts.register(
    "believed", title=_title, url=lambda target: reverse("believed_edit", args=[target])
)


def believed_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Word it for others, and say who reads it beside the readers of the barrier."""
    found = _load(request.user, pk, _words)
    shown = FormPage(
        kind=WORDS,
        target=str(found.pk),
        heading="Word what is often believed",
        lead="Others who believe the same find it while they log a barrier. "
        "Words that more people read than the barrier itself must name nobody.",
        back=found.get_absolute_url(),
        crumbs=[
            BARRIERS,
            LIBRARY,
            BELIEVED,
            ("An entry", found.get_absolute_url()),
            ("Word it", ""),
        ],
        context={"example": found.is_example},
    )

    def write(form: BelievedForm) -> Believed:
        form.instance.source = form.named_source(request.user)
        return form.save()

    return answer(request, shown, BelievedForm, write, instance=found)


@login_not_required
def believed_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of it, for readers of its barrier: earlier words may name somebody."""
    found = _load(request.user, pk)
    if not found.sees_barrier:
        raise Http404
    return show_history(
        request,
        found,
        title="Often believed",
        crumbs=[
            BARRIERS,
            LIBRARY,
            BELIEVED,
            ("An entry", found.get_absolute_url()),
            ("History", ""),
        ],
        example=found.is_example,
    )
