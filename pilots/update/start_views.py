"""Log progress: straight to the form where one pilot is theirs, else a short list by due day."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from access.permissions import contributes_anywhere
from access.visibility import reader_of
from interface import paging
from interface.filters import FilterSet
from interface.pages import Page, PageAction
from partnerships.place.forms import place_filter
from pilots.models import Pilot
from pilots.pilot.permissions import can_propose
from pilots.pilot.views import BY_DUE, BY_NAME
from pilots.update.log_views import LOG_PROGRESS
from pilots.update.review_views import rows_of
from records.models import Draft

SIZE = 20


class Mine(FilterSet):
    """The pilots that somebody logs; who keeps a county or region chooses the place within it."""

    place = place_filter("Place")


class LogProgress(Page):
    """Which pilot is it? Those under way or followed up; where none is, those that have ended."""

    template_name = "pilots/update/start.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Pilots", reverse("pilots")), ("Log progress", "")]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        logged = Pilot.objects.visible_to(user).logged_by(user)
        mine = logged.reporting()
        only = list(mine.order_by().values_list("slug", flat=True)[:2])
        if len(only) == 1 and not request.GET:
            return redirect("pilot_update", only[0])
        rows = mine if only else logged
        chosen = Mine(request.GET, rows.with_due_key(user).with_places(), request=request)
        page = paging.page(chosen.qs, request.GET, (BY_DUE, BY_NAME), size=SIZE)
        if len(page.rows) == 1 and not request.GET:  # the only one that there is has ended
            return redirect("pilot_update", page.rows[0].slug)
        return self.render_page(
            filter=chosen,
            asks_place=bool(chosen.chips or page.next_url or chosen.form.errors),
            page=page,
            rows=rows_of(user, page.rows, timezone.localdate()),
            drafts=_drafts(user, page.rows),
            has_ended=not only,
            may_log=contributes_anywhere(user),
            actions=_actions(user) if not page.rows and not chosen.chips else [],
        )


def _drafts(user: Any, pilots: list[Pilot]) -> set[str]:
    """The pilots of these for which an update is begun."""
    kept: QuerySet[Draft] = Draft.objects.visible_to(user).filter(form=LOG_PROGRESS.key)
    slugs = [pilot.slug for pilot in pilots]
    return set(kept.filter(target__in=slugs).values_list("target", flat=True))


def _actions(user: Any) -> list[PageAction]:
    """What somebody does instead who has no pilot to log."""
    reader = reader_of(user)
    ways = []
    if reader and (reader.led_programmes or reader.edited_places):
        ways.append(
            PageAction("Read updates, ask about them and accept them", reverse("updates_review"))
        )
        ways.append(PageAction("See who has not reported", reverse("updates_due")))
    if can_propose(user):
        ways.append(PageAction("Propose a pilot", reverse("pilot_add")))
    return [*ways, PageAction("Find a pilot", reverse("pilots"))]
