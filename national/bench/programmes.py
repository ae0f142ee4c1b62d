"""Pages of programmes in the speed table: one of some 500 pilots, what pilots count alike; one's
own work and calendars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse

from national.bench.budgets import (
    LIST,
    MY_WORK,
    ORDINARY,
    OWN_WORK,
    PAGE,
    REPORT,
    SIGNED_IN,
    SIGNED_OUT,
    WHOLE,
    BenchPage,
)
from partnerships.models import Programme
from people.models import Assignment, CalendarFeed
from people.subscription.actions import hashed
from pilots.models import SharedDefinition

PILOTS_OF_A_PROGRAMME = 500
# The secret of a feed's address, known so that it is found again
TOKEN = "a-made-up-secret-for-the-speed-table"  # noqa: S105 - of made-up data


def of_programmes() -> Iterator[BenchPage]:
    """The pilots of one programme, their figures together, all of it as a file; definitions."""
    programme = _programme()
    args = [programme.slug]
    pilots = "pilots of a programme"
    yield BenchPage("programme", programme.get_absolute_url(), PAGE)
    yield BenchPage(pilots, reverse("programme_pilots", args=args), REPORT, SIGNED_IN)
    yield BenchPage("figures of a programme", reverse("programme_figures", args=args), REPORT)
    url = reverse("programme_export_file", args=[evaluator().programme.slug])
    yield BenchPage("a programme as a file", url, WHOLE, "evaluator", times=1)
    used = Q(indicators__shared_difference="", indicators__shared_edition=F("edition"))
    most = SharedDefinition.objects.filter(may_add=True).annotate(n=Count("indicators", used))
    shared = most.order_by("-n", "id")[0]
    yield BenchPage("a shared definition", shared.get_absolute_url(), REPORT)
    url = f"{shared.get_absolute_url()}?programme={programme.slug}"
    yield BenchPage("a shared definition, in one", url, REPORT)
    yield BenchPage("shared definitions", reverse("shared_definitions"), LIST)
    yield from _own(programme)


def _own(programme: Programme) -> Iterator[BenchPage]:
    """What waits for one person, and calendars."""
    yield BenchPage("my work", reverse("home"), MY_WORK, SIGNED_IN)
    yield BenchPage("calendar", reverse("calendar"), PAGE, SIGNED_IN)
    # The same for somebody with as much to do as most: the others keep a tenth of all pilots
    yield BenchPage("my work of an officer", reverse("home"), OWN_WORK, ORDINARY)
    yield BenchPage("calendar of an officer", reverse("calendar"), PAGE, ORDINARY)
    url = reverse("programme_calendar", args=[programme.slug])
    yield BenchPage("calendar of a programme", url, PAGE)
    if not CalendarFeed.objects.filter(token_hash=hashed(TOKEN)).exists():
        lead = Assignment.objects.filter(role="programme_lead").order_by("id")[0]
        CalendarFeed.objects.create(
            user_id=lead.user_id, subject=programme, token_hash=hashed(TOKEN)
        )
    yield BenchPage("calendar feed", reverse("calendar_feed", args=[TOKEN]), PAGE, SIGNED_OUT)


def evaluator() -> Any:
    """The role of an evaluator whose programme comes closest to 500 pilots."""
    roles = Assignment.objects.filter(role="evaluator", valid_to=None).select_related(
        "user", "programme"
    )
    return min(roles.annotate(n=Count("programme__pilots")), key=_to_500)


def _programme() -> Programme:
    """The programme whose number of pilots comes closest to 500."""
    counted = Programme.objects.annotate(n=Count("pilots"))
    return min(counted, key=_to_500)


def _to_500(one: Any) -> tuple[int, int]:
    return abs(one.n - PILOTS_OF_A_PROGRAMME), one.pk
