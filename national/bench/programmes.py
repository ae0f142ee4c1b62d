"""Pages of programmes in the speed table: one of some 500 pilots, what pilots count alike; one's
own work and calendars."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q
from django.db.models.functions import Abs

from accounts.secret import hashed
from national.bench.budgets import (
    CALENDAR,
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
    at,
)
from partnerships.models import Programme
from people.models import Assignment, CalendarFeed
from pilots.models import SharedDefinition

NEAREST = Abs(F("n") - 500)  # pilots of a programme
# The secret of a feed's address, known so that it is found again
TOKEN = "a-made-up-secret-for-the-speed-table"  # noqa: S105 - of made-up data


def of_programmes() -> Iterator[BenchPage]:
    """The pilots of one programme, their figures together, all of it as a file; definitions; what
    waits for one person, and calendars."""
    programme = _programme()
    slug = programme.slug
    yield BenchPage("programme", programme.get_absolute_url(), PAGE)
    yield BenchPage("pilots of a programme", at("programme_pilots", slug), REPORT, SIGNED_IN)
    yield BenchPage("figures of a programme", at("programme_figures", slug), REPORT)
    url = at("programme_export_file", evaluator().programme.slug)
    yield BenchPage("a programme as a file", url, WHOLE, "evaluator", times=1)
    used = Q(indicators__shared_difference="", indicators__shared_edition=F("edition"))
    most = SharedDefinition.objects.filter(may_add=True).annotate(n=Count("indicators", used))
    url = most.order_by("-n", "id")[0].get_absolute_url()
    yield BenchPage("a shared definition", url, REPORT)
    yield BenchPage("a shared definition, in one", f"{url}?programme={slug}", REPORT)
    yield BenchPage("shared definitions", at("shared_definitions"), LIST)
    yield BenchPage("my work", at("home"), MY_WORK, SIGNED_IN)
    yield BenchPage("calendar", at("calendar"), CALENDAR, SIGNED_IN)
    # The same for somebody with as much to do as most: the others keep a tenth of all pilots
    yield BenchPage("my work of an officer", at("home"), OWN_WORK, ORDINARY)
    yield BenchPage("calendar of an officer", at("calendar"), PAGE, ORDINARY)
    yield BenchPage("calendar of a programme", at("programme_calendar", slug), PAGE)
    lead = Assignment.objects.filter(role="programme_lead").order_by("id")[0].user
    CalendarFeed.objects.get_or_create(
        token_hash=hashed(TOKEN), defaults={"user": lead, "subject": programme}
    )
    yield BenchPage("calendar feed", at("calendar_feed", TOKEN), CALENDAR, SIGNED_OUT)


def evaluator() -> Assignment:
    """The role of an evaluator whose programme comes closest to 500 pilots."""
    roles = Assignment.objects.filter(role="evaluator", valid_to=None).select_related("programme")
    return roles.annotate(n=Count("programme__pilots")).order_by(NEAREST, "pk")[0]


def _programme() -> Programme:
    """The programme whose number of pilots comes closest to 500."""
    return Programme.objects.annotate(n=Count("pilots")).order_by(NEAREST, "pk")[0]
