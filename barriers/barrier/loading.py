"""The record that a page is about, for somebody who may do what the page does; the trail to it."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from barriers.models import ActionTried, Barrier, BarrierPlace, BarrierSubType, Check
from barriers.record_pages import BARRIERS
from interface.paging import LARGEST_ID
from records import drafts
from records.addresses import Referenced

NARROWED = (
    "It is now seen by everyone signed in: a barrier that names a body stays out of public view."
)
May = Callable[[Any, Any], bool]


def crumbs(barrier: Barrier, *below: tuple[str, str]) -> list[tuple[str, str]]:
    """The trail to a barrier and to what stands below it."""
    return [BARRIERS, (barrier.reference, barrier.get_absolute_url()), *below]


def load(user: Any) -> QuerySet[Barrier]:
    """The barriers that this reader may see, with all that a page shows."""
    return with_parts(Barrier.objects.visible_to(user))


def with_parts(barriers: QuerySet[Barrier]) -> QuerySet[Barrier]:
    """Barriers with all that a page shows, whoever reads it."""
    return (
        barriers.select_related("category", "unlocker", "programme", "source", "team", "created_by")
        .defer("search")
        .prefetch_related(
            Prefetch("place_links", BarrierPlace.objects.select_related("place")),
            Prefetch("sub_type_links", BarrierSubType.objects.select_related("sub_type")),
            Prefetch("checks", Check.objects.select_related("source")),
            Prefetch("actions", ActionTried.objects.select_related("source")),
        )
    )


def one(rows: Any, key: int | str, user: Any, may: May | None = None) -> Any:
    """The row with this number or, as drafts keep it, this text: its reference or its number.

    Raises Http404 where there is none, PermissionDenied where this user may not.
    """
    if isinstance(key, int):
        found = get_object_or_404(rows, pk=min(key, LARGEST_ID))
    elif isinstance(rows, Referenced):
        named: Any = rows.called(key)
        found = get_object_or_404(named)
    elif key.isascii() and key.isdecimal():
        return one(rows, int(key[:20]), user, may)
    else:
        raise Http404
    if may is not None and not may(user, found):
        raise PermissionDenied
    return found


def barrier(user: Any, key: int | str, may: May) -> Barrier:
    """A barrier that this user sees and may do this to."""
    found: Barrier = one(load(user), key, user, may)
    return found


def kind_about(
    key: str, words: str, address: str, may: May, *, rows: Callable[[Any], Any], name: str
) -> drafts.Kind:
    """Drafts of a form about one of these ``rows``, called by its ``name`` ("barrier.title")."""
    named = attrgetter(name)
    return drafts.register_one(
        key, words, address, lambda user, target: named(one(rows(user), target, user, may))
    )


def kind_about_barrier(key: str, words: str, address: str, may: May) -> drafts.Kind:
    """Drafts of a form about one barrier, at the address of this name."""
    return kind_about(key, words, address, may, rows=load, name="title")


def loses_sight(user: Any, barrier: Barrier) -> bool:
    """Whether this reader sees it only for as long as nobody is named to unlock it."""
    if barrier.status != Barrier.Status.NEEDS_OWNER:
        return False
    return not Barrier.objects.read_with_an_owner(user).filter(pk=barrier.pk).exists()


def or_the_list(request: HttpRequest, barrier: Barrier, record: Any) -> Any:
    """What came of a form, to go to; the list of barriers, with the reason, for who reads the
    barrier no more."""
    if Barrier.objects.visible_to(request.user).filter(pk=barrier.pk).exists():
        return record
    level = Barrier.objects.only("visibility").get(pk=barrier.pk).get_visibility_display()
    messages.info(
        request,
        f"{barrier.reference} has an owner now, so you can no longer read it: it is seen by "
        f"{level}.",
    )
    return reverse("barriers")
