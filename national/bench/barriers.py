"""Pages of barriers in the speed table: one with much about it, entries like it, what bodies are
asked and how they answer, requests for data."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from barriers.models import Barrier, BarrierPlace, Escalation
from national.bench.budgets import LIST, PAGE, REPORT, SIGNED_IN, BenchPage, at
from partnerships.models import PlaceReach
from people.models import Assignment

# Entries like what is typed come while somebody types
SIMILAR = PAGE


def of_barriers() -> Iterator[BenchPage]:
    """The page of a barrier, and all that belongs to what bodies are asked."""
    barrier = _most_linked()
    yield BenchPage("barrier", barrier.get_absolute_url(), PAGE)
    said = f"{barrier.title} {barrier.because}"
    url = at("barrier_similar", said=said, kind=barrier.category.key)
    yield BenchPage("similar entries", url, SIMILAR, "contributor")
    url = at("barrier_owner", _ownerless().reference)
    yield BenchPage("who could unlock it", url, PAGE, "connector")
    yield BenchPage("asks", at("escalations"), LIST, SIGNED_IN)
    url = at("escalations", whose="of-us", state="waiting")
    yield BenchPage("asks of a department", url, LIST, "officer")
    yield BenchPage("how asks are answered", at("escalation_rates"), REPORT, SIGNED_IN)
    yield BenchPage("data requests", at("data_requests"), LIST, SIGNED_IN)
    yield BenchPage("tracker of data", at("data_request_tracker"), REPORT, SIGNED_IN)


def officer() -> Assignment:
    """Somebody who answers for the body that is asked most."""
    asked = Escalation.objects.open().order_by().values("to").annotate(n=Count("pk"))
    for body in asked.order_by("-n", "to").values_list("to", flat=True):
        roles = Assignment.objects.filter(role="officer", organisation=body, valid_to=None)
        if found := roles.select_related("user").order_by("id").first():
            return found
    return Assignment.objects.filter(role="officer").select_related("user").order_by("id")[0]


def _most_linked() -> Barrier:
    """The public barrier of a kind that most others are joined or linked to."""
    seen = Barrier.objects.visible_to(AnonymousUser()).exclude(category=None)
    return seen.annotate(n=Count("links_at_place")).order_by("-n", "id")[0]


def _ownerless() -> Barrier:
    """One that needs an owner, in the region of the connector who is measured."""
    role = Assignment.objects.filter(role="connector").order_by("id")[0]
    within = PlaceReach.objects.filter(ancestor=role.place_id).values("place")
    led = BarrierPlace.objects.filter(is_lead=True, place__in=within).values("barrier")
    return Barrier.objects.needing_owner().exclude(category=None).filter(pk__in=led)[0]
