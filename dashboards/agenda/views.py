"""Calendars: one's own, of a place, programme or pilot; and feeds of them for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dashboards.agenda import ical, page_data
from dashboards.agenda.found import Found, entries
from dashboards.agenda.page_data import name_of, url_of
from dashboards.agenda.sent import sent
from interface.context import absolute, trail
from interface.paging import LARGEST_ID
from partnerships.models import Place, Programme
from partnerships.place.examples import sees_demo_data
from people.models import CalendarFeed
from people.subscription import actions
from pilots.models import Pilot
from pilots.pilot import loading
from records import drafts, form_draft
from registry.calendar import Calendar

# What a feed can be of, beside what concerns its owner.
SUBJECTS: dict[str, Any] = {"place": Place, "programme": Programme, "pilot": Pilot}


def calendar(request: HttpRequest) -> HttpResponse:
    """What concerns this person: where they work, what they follow, what they promised."""
    context = {
        "lead": "where you work and at places you follow",
        "example": sees_demo_data(request.user),
    }
    return _show(request, Calendar(request.user), trail(request, ("Calendar", "")), **context)


@login_not_required
def place_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a place and those within it."""
    place = get_object_or_404(Place.objects.visible_to(request.user), slug=slug)
    steps = (("Places", reverse("places")), (place.name, place.get_absolute_url()))
    breadcrumbs = trail(request, *steps, ("Calendar", ""))
    return _show(request, Calendar(request.user, place), breadcrumbs, example=place.is_example)


@login_not_required
def programme_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a programme and its pilots."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    named = (programme.short_name or programme.name, programme.get_absolute_url())
    breadcrumbs = trail(request, ("Programmes", reverse("programmes")), named, ("Calendar", ""))
    return _show(
        request, Calendar(request.user, programme), breadcrumbs, example=programme.is_example
    )


@login_not_required
def pilot_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Of one pilot."""
    pilot = loading.pilot(request, slug)
    breadcrumbs = loading.breadcrumbs(pilot, ("Calendar", ""))
    return _show(request, Calendar(request.user, pilot), breadcrumbs, **loading.frame(pilot))


def _show(request: HttpRequest, of: Calendar, breadcrumbs: Any, **context: Any) -> HttpResponse:
    feed = reverse("calendar_feeds")
    if of.subject is not None:
        feed += f"?{of.subject._meta.model_name}={of.subject.slug}"
    context |= {
        "name": "" if of.subject is None else name_of(of),
        "page": page_data.build(of, request.GET),
        "subject_url": of.subject.get_absolute_url() if of.subject else "",
        "feed_url": feed,
        "open_feed": _open_feed(of),
        "breadcrumbs": breadcrumbs,
    }
    return render(request, "dashboards/agenda/page.html", context)


def _open_feed(of: Calendar) -> str:
    """Where a program reads it without a key; empty where it needs one."""
    is_of_place = isinstance(of.subject, Place)
    return reverse("place_feed", args=[of.subject.slug]) if is_of_place else ""


# --- Feeds ---


def _feed_title(user: Any, target: str, typed: Mapping[str, str]) -> str:
    return "A calendar feed"


MAKE = drafts.register(
    "calendar-feed",
    title=_feed_title,
    url=lambda target: reverse("calendar_feeds") + (f"?{target}" if target else ""),
)


def calendar_feeds(request: HttpRequest) -> HttpResponseBase:
    """One's own feeds, and making one: its address is shown this once."""
    user: Any = request.user
    of, target = _asked_for(request)
    draft = form_draft.FormDraft(request, MAKE, target=target)
    if draft.answer:
        return draft.answer
    made = ""
    if draft.is_sent:
        tokens: list[str] = []

        def make() -> str:
            tokens.append(actions.make_feed(by=user, subject=of.subject)[1])
            return reverse("calendar_feeds")

        try:
            answer = draft.send(make)
        except ValidationError as problem:
            messages.warning(request, problem.messages[0])
            return redirect("calendar_feeds")
        if not tokens:
            return answer
        made = absolute(reverse("calendar_feed", args=tokens))
    context = {
        "name": name_of(of),
        "concerns_you": of.subject is None,
        "sheet": draft,
        "made": made,
        "feeds": _own(user),
        "calendar_url": url_of(of),
        "open_feed": _open_feed(of),
        "breadcrumbs": trail(request, ("Calendar", reverse("calendar")), ("Feeds", "")),
    }
    return render(request, "dashboards/agenda/feeds.html", context)


def _asked_for(request: HttpRequest) -> tuple[Calendar, str]:
    """The calendar that the address names, which the reader must see; else one's own."""
    for key, model in SUBJECTS.items():
        if slug := request.GET.get(key):
            rows = model.objects.visible_to(request.user)
            named = get_object_or_404(rows, slug=slug.replace("\x00", ""))
            return Calendar(request.user, named), f"{key}={named.slug}"
    return Calendar(request.user), ""


def _own(user: Any) -> list[dict[str, Any]]:
    """One's own feeds; a pilot that one sees no longer has no name."""
    rows = CalendarFeed.objects.visible_to(user).filter(ended_at=None)
    made = []
    for feed, of in _calendars(user, list(rows.prefetch_related("subject"))):
        name = "Something that you cannot see any more" if of is None else name_of(of)
        made.append({"feed": feed, "name": name, "url": url_of(of) if of else ""})
    return made


def _calendars(
    user: Any, feeds: list[CalendarFeed]
) -> Iterator[tuple[CalendarFeed, Calendar | None]]:
    """Each feed of this user with its calendar; None where they do not see what it is of."""
    ids = [each.subject.pk for each in feeds if isinstance(each.subject, Pilot)]
    rows = Pilot.objects.visible_to(user).filter(pk__in=ids).with_places()
    pilots = {row.pk: row for row in rows} if ids else {}
    for feed in feeds:
        subject = feed.subject
        if isinstance(subject, Pilot):
            subject = pilots.get(subject.pk)
        is_own = feed.subject_type_id is None
        yield feed, Calendar(user, subject) if is_own or subject is not None else None


@require_POST
def calendar_feed_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a feed of one's own."""
    mine = CalendarFeed.objects.visible_to(request.user)
    actions.end_feed(by=request.user, feed=get_object_or_404(mine, pk=min(pk, LARGEST_ID)))
    messages.success(request, "Feed ended. Its address no longer works.")
    return redirect("calendar_feeds")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """A feed, read by a program, with the rights that its owner has now."""
    feed = actions.feed_at(token)
    if feed is None:
        raise Http404
    [(_, of)] = _calendars(feed.user, [feed])
    site = absolute("")
    due = entries(of, ical.window()) if of else Found([])
    body = ical.written(name_of(of) if of else "nothing to see", due, site)
    response = sent(request, body, kept_by="private")
    response["Referrer-Policy"] = "no-referrer"
    return response
