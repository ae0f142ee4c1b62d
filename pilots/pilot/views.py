"""The list of pilots, and what type-ahead boxes ask about them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone

from access.permissions import contributes_anywhere
from interface import exports, paging, querystring
from interface.forms import suggestions
from interface.pages import Page, PageAction
from interface.paging import Sort
from interface.words import capitalised, day_words
from pilots.models import Pilot
from pilots.pilot import loading
from pilots.pilot.actions import change_places
from pilots.pilot.columns import COLUMNS, due_column
from pilots.pilot.filters import PilotFilter
from pilots.pilot.forms import EditPilotForm, KeyRoleForm, PlacesForm
from pilots.pilot.page import PilotFormPage
from pilots.pilot.permissions import (
    can_edit_pilot,
    can_propose,
    can_publish_pilot,
    concerns,
    has_updates_due,
)
from records.bulk.list_views import ChangedTogether
from records.switches import is_used
from registry.search import hint
from search.find import best

PAGE = 25
OFFERED = 8
LONGEST = 100

BY_NAME = Sort("name", "sort_key", says=lambda pilot: pilot.title)
BY_CHANGE = Sort(
    "changed",
    "updated_at",
    says=lambda pilot: day_words(pilot.updated_at),
    starts_descending=True,
)
BY_DUE = Sort("due", "due_key", says=lambda pilot: pilot.title)
SORTS = (BY_NAME, BY_CHANGE)
SORTS_WITH_DUE = (*SORTS, BY_DUE)


class Pilots(ChangedTogether, Page):
    """All pilots that the reader sees, filtered and paged; as a file with ``?format=``."""

    api, api_title = True, "Pilots"
    public, bulk = True, "pilots"
    model = Pilot
    template_name = "pilots/pilot/list.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Pilots", "")]

    def may_together(self, user: Any) -> bool:
        """Those who log progress somewhere change pilots."""
        return contributes_anywhere(user)

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if clean := querystring.cleaned(request):
            return clean
        user = request.user
        with_due = has_updates_due(user)
        sorts = SORTS_WITH_DUE if with_due else SORTS
        rows = self.get_queryset().with_due_key(user).with_places().with_what_came(user)
        chosen = PilotFilter(request.GET, rows, request=request, with_due=with_due)
        if "format" in request.GET:
            chosen.queryset = rows.select_related("source").prefetch_related("topic_links__topic")
            if file := exports.respond(request, chosen, COLUMNS, sorts, "pilots"):
                return file
        page = paging.page(chosen.qs, request.GET, sorts, size=PAGE)
        mine = {pilot.pk for pilot in page.rows if concerns(user, pilot)}
        columns = [column for column in COLUMNS if column.cell]
        if with_due:
            columns.insert(-1, due_column(mine, timezone.localdate()))
        return self.render_page(
            filter=chosen,
            page=page,
            columns=columns,
            count=capitalised(paging.bounded_count(chosen.qs).words("pilot")),
            head_actions=head_actions(user, request.GET),
        )


def head_actions(user: Any, params: Any) -> list[PageAction]:
    """What stands beside the heading of the list: proposing one, for who may, then what was
    learned and counted; the figures of those that are listed."""
    listed = querystring.replaced(params, format=None, sort=None)
    add = [("Propose a pilot", "pilot_add")] if can_propose(user) else []
    led = [
        *add,
        ("Figures", "pilot_figures"),
        ("Shared definitions", "shared_definitions"),
        ("Lessons", "lessons"),
        ("Case studies", "case_studies"),
        ("What evaluations found", "evaluation_findings"),
        *([("Learning events", "learning_events")] if is_used("learning_events") else []),
        ("Topics", "topics"),
    ]
    kept = {"pilot_figures": listed} if params else {}
    return [PageAction(words, reverse(page) + kept.get(page, "")) for words, page in led]


@login_not_required
def pilot_suggest(request: HttpRequest) -> JsonResponse:
    """Pilots whose name or challenge holds what was typed, of those that the reader sees."""
    typed = request.GET.get("q", "").replace("\x00", "")[:LONGEST]
    rows = Pilot.objects.visible_to(request.user).with_places()
    offered = best(rows, typed, request.user, most=OFFERED)
    return suggestions(offered, describe=lambda pilot: hint(pilot, str(pilot.lead_place or "")))


class _EditPilot(PilotFormPage):
    """A form of the pilot itself; of two who change it at once the second sees both versions."""

    right = can_edit_pilot

    def instance(self) -> Pilot:
        """The pilot; one of its own to write on, so that the page around it says what is stored."""
        if self.request.method == "GET":
            return self.pilot
        return loading.pilot(self.request, self.pilot.slug)


class EditPilot(_EditPilot):
    """What the pilot says about itself."""

    form = EditPilotForm
    draft = loading.draft("edit-pilot", "Changes to a pilot", "pilot_edit", may=can_edit_pilot)
    template_name = "pilots/pilot/form.html"
    title, page_title = "Edit this pilot", "Edit"
    success_message = "Pilot saved."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.seen_by = None  # it is asked in the form

    def arguments(self) -> dict[str, Any]:
        publishes = can_publish_pilot(self.request.user, self.pilot)
        return {**super().arguments(), "publishes": publishes}


class ChangeKeyRole(_EditPilot):
    """The job role without which the pilot would stop; its own page says who steps in."""

    form, guidance = KeyRoleForm, "key-role"
    draft = loading.draft("pilot-key-role", "Key job role", "pilot_key_role", may=can_edit_pilot)
    title, page_title = "The key job role", "Key job role"
    form_takes_user = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.seen_by = None


class ChangePlaces(_EditPilot):
    """Who leads it, who is a district partner, in which places and wards it works."""

    form = PlacesForm
    draft = loading.draft(
        "pilot-places", "The places of a pilot", "pilot_places", may=can_edit_pilot
    )
    title, page_title = "Change the places of this pilot", "Places"
    about = (
        "Empty a box to take that place out. People who work at these places can read the pilot, "
        "unless it is kept to your team."
    )
    success_message = "Places saved."

    def save(self, form: PlacesForm) -> Pilot:
        lead = form.cleaned_data["lead"]
        return change_places(by=self.request.user, pilot=self.pilot, lead=lead, others=form.others)
