"""The list of pilots, and what type-ahead boxes ask about them."""

from __future__ import annotations

from types import SimpleNamespace

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from interface import exports, paging
from interface.exports import Column
from interface.forms import suggestions
from interface.paging import Sort
from interface.words import capitalised
from partnerships.form_page import FormPage, answer
from pilots import loading, permissions
from pilots.indicator import codebook, filters, measures
from pilots.indicator.codebook import iso
from pilots.indicator.filters import FigureFilter
from pilots.models import Pilot
from pilots.pilot.filters import PilotFilter
from pilots.pilot.forms import EditPilot, KeyRoleForm, PlacesForm
from pilots.pilot.places import change_places
from records import conflicts, drafts, form_draft

PAGE = 30
OFFERED = 8
LONGEST = 100

BY_NAME = Sort("name", "sort_key", says=lambda pilot: pilot.title)
BY_CHANGE = Sort(
    "changed",
    "updated_at",
    says=lambda pilot: f"{pilot.updated_at:%-d %B %Y}",
    starts_descending=True,
)
BY_DUE = Sort("due", "due_key", says=lambda pilot: pilot.title)
SORTS = (BY_NAME, BY_CHANGE)
SORTS_WITH_DUE = (*SORTS, BY_DUE)


def _places(pilot: Pilot) -> list[str]:
    return [link.place.name for link in pilot.place_links.all() if link.role != "lead"]


COLUMNS = (
    Column("pilot", "Pilot", "Its name; empty where it is not known", lambda pilot: pilot.name),
    Column("place", "Place", "The place that leads it", lambda pilot: pilot.lead_place),
    Column(
        "other_places",
        "Other places",
        "District partners, and where it works",
        lambda pilot: "; ".join(_places(pilot)),
    ),
    Column("programme", "Programme", "That it belongs to", lambda pilot: pilot.programme),
    Column(
        "topics",
        "Topics",
        "What it is about",
        lambda pilot: "; ".join(link.topic.name for link in pilot.topic_links.all()),
    ),
    Column("status", "Status", "The pilot’s own", lambda pilot: pilot.get_status_display()),
    Column(
        "start",
        "Start",
        "No more exact than known: 2021-11 is November 2021",
        lambda pilot: iso(pilot.started),
    ),
    Column(
        "end",
        "End",
        "When it ended or is to end, no more exact than known",
        lambda pilot: iso(pilot.ended),
    ),
    Column("dates_note", "About the dates", "", lambda pilot: pilot.dates_note),
    Column("summary", "In a sentence", "", lambda pilot: pilot.summary),
    Column("challenge", "Challenge", "What it is about", lambda pilot: pilot.challenge),
    Column("target_group", "For whom", "", lambda pilot: pilot.target_group),
    Column("source", "Source", "Where most of this is from", lambda pilot: pilot.source),
    Column("seen_by", "Seen by", "Who can see it", lambda pilot: pilot.get_visibility_display()),
    Column("changed", "Changed", "The newest change", lambda pilot: pilot.updated_at),
    Column("address", "Address", "Its page", lambda pilot: pilot.get_absolute_url()),
)


@login_not_required
def pilots(request: HttpRequest) -> HttpResponseBase:
    """All pilots that the reader sees, filtered and paged; as a file with ``?format=``."""
    user = request.user
    with_due = permissions.has_updates_due(user)
    sorts = SORTS_WITH_DUE if with_due else SORTS
    rows = Pilot.objects.visible_to(user).with_due_key(user).with_places()
    chosen = PilotFilter(request.GET, rows, request=request, with_due=with_due)
    if "format" in request.GET:
        chosen.queryset = rows.select_related("source").prefetch_related("topic_links__topic")
        if file := exports.respond(request, chosen, COLUMNS, sorts, "pilots"):
            return file
    page = paging.page(chosen.qs, request.GET, sorts, size=PAGE)
    count = paging.bounded_count(chosen.qs).words("pilot")
    context = {
        "crumbs": [("Pilots", "")],
        "filter": chosen,
        "page": page,
        "count": capitalised(count),
        "with_due": with_due,
        "mine": {row.pk for row in page.rows if permissions.concerns(user, row)},
        "today": timezone.localdate(),
        "may_add": permissions.can_propose(user),
    }
    return render(request, "pilots/pilots.html", context)


@login_not_required
def pilot_figures(request: HttpRequest) -> HttpResponseBase:
    """The figures of the pilots that a filter leaves; as a file with every value and definition."""
    user = request.user
    rows = Pilot.objects.visible_to(user)
    with_due = permissions.has_updates_due(user)
    chosen = FigureFilter(request.GET, rows, request=request, with_due=with_due)
    if "format" in request.GET:
        source = SimpleNamespace(
            errors=chosen.errors, qs=codebook.prepared(user, chosen.figures), words=chosen.words
        )
        sorts = (*codebook.SORTS, *filters.SORTS)
        file = exports.respond(
            request, source, codebook.COLUMNS, sorts, "figures", expand=codebook.rows
        )
        if file is not None:
            return file
    listed = chosen.figures.select_related("pilot", "part_of", "shared").prefetch_related(
        "pilot__place_links__place"
    )
    page = paging.page(listed, request.GET, filters.SORTS, size=PAGE)
    context = {
        "crumbs": [("Pilots", reverse("pilots")), ("Figures", "")],
        "filter": chosen,
        "page": page,
        "measures": measures.measures(user, page.rows, in_full=()),
        "count": paging.bounded_count(chosen.figures).words("figure"),
    }
    return render(request, "pilots/indicators/figures.html", context)


@login_not_required
def pilot_suggest(request: HttpRequest) -> JsonResponse:
    """Pilots whose name or challenge holds what was typed, of those that the reader sees."""
    typed = request.GET.get("q", "").replace("\x00", "")[:LONGEST]
    rows = Pilot.objects.visible_to(request.user).found_by(typed).with_places()
    found = rows.order_by("sort_key", "id")[:OFFERED]
    return suggestions(found, describe=lambda pilot: str(pilot.lead_place or ""))


EDIT = drafts.register(
    "edit-pilot",
    title=loading.draft_title("Changes to a pilot", permissions.can_edit_pilot),
    url=lambda target: reverse("pilot_edit", args=[target]),
)


def pilot_edit(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The pilot's form; of two who change it at once the second sees both versions."""
    pilot = loading.pilot_for(request, slug, permissions.can_edit_pilot)
    sheet = form_draft.sheet(request, EDIT, target=pilot.slug)
    publishes = permissions.can_publish_pilot(request.user, pilot)
    form = sheet.form(EditPilot, instance=pilot, publishes=publishes)
    if sheet.answer:
        return sheet.answer
    conflict = None
    if sheet.is_sent and form.is_valid():
        try:
            return sheet.send(lambda: conflicts.save(form), said="The pilot is changed.")
        except conflicts.Conflict as found:
            conflict = found
    stored = loading.pilot(request, slug) if sheet.is_sent else pilot  # the form wrote on this one
    context = {
        **loading.frame(stored),
        "crumbs": loading.crumbs(stored, ("Edit", "")),
        "form": form,
        "sheet": sheet,
        "conflict": conflict,
        "title": "Edit this pilot",
        "shows_status": True,
    }
    return render(request, "pilots/edit.html", context)


KEY_ROLE = drafts.register(
    "pilot-key-role",
    title=loading.draft_title("Key job role", permissions.can_edit_pilot),
    url=lambda target: reverse("pilot_key_role", args=[target]),
)


def pilot_key_role(request: HttpRequest, slug: str) -> HttpResponse:
    """The job role without which the pilot would stop; its own page says who steps in."""
    pilot = loading.pilot_for(request, slug, permissions.can_edit_pilot)
    page = FormPage(
        kind=KEY_ROLE,
        target=slug,
        heading="The key job role",
        lead=pilot.title,
        back=pilot.get_absolute_url(),
        crumbs=loading.crumbs(pilot, ("Key job role", "")),
        context=loading.frame(pilot),
    )
    return answer(request, page, KeyRoleForm, instance=pilot, user=request.user)


PLACES = drafts.register(
    "pilot-places",
    title=loading.draft_title("The places of a pilot", permissions.can_edit_pilot),
    url=lambda target: reverse("pilot_places", args=[target]),
)


def pilot_places(request: HttpRequest, slug: str) -> HttpResponse:
    """Who leads it, who is a district partner, in which places and wards it works."""
    pilot = loading.pilot_for(request, slug, permissions.can_edit_pilot)
    page = FormPage(
        kind=PLACES,
        target=slug,
        heading="Change the places of this pilot",
        lead=f"{pilot.title}. Empty a box to take that place out. People who work at these places "
        "can read the pilot, unless it is kept to your team.",
        back=pilot.get_absolute_url(),
        crumbs=loading.crumbs(pilot, ("Places", "")),
        said="The places are changed.",
        seen_by=pilot,
        context=loading.frame(pilot),
    )

    def write(form: PlacesForm) -> Pilot:
        lead = form.cleaned_data["lead"]
        return change_places(by=request.user, pilot=pilot, lead=lead, others=form.others)

    return answer(request, page, PlacesForm, write, instance=pilot)
