"""The map of services of a place: the list, adding, changing, merging, and clashes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from interface import exports, paging
from partnerships import permissions
from partnerships.filters import SERVICE_COLUMNS, SERVICE_SORTS, ServiceFilter
from partnerships.history import show as show_history
from partnerships.local_services import actions
from partnerships.local_services.forms import EditService, FlagClash, MergeService, SettleClash
from partnerships.models import LocalService, Place, ServiceClash, ServiceMerge
from partnerships.place.form_pages import ask, kind_of_place, kind_of_record, show
from partnerships.place.frame import crumbs, frame, of_place
from partnerships.service_merge.actions import merge_services, undo_merge

PAGE = 50
MAP, MERGE = permissions.can_map_services, permissions.can_merge_services
ADD = kind_of_place("add-service", "A service", "service_add", MAP)
EDIT = kind_of_record(
    "edit-service", "A service", "service_edit", LocalService.objects.visible_to, MAP
)
SAME = kind_of_record(
    "merge-service", "Two services are one", "service_merge", LocalService.objects.visible_to, MERGE
)
FLAG = kind_of_record(
    "clash", "A clash of services", "service_clash", LocalService.objects.visible_to, MAP
)


SETTLE = kind_of_record(
    "settle-clash",
    "Settling a clash",
    "clash_settle",
    ServiceClash.objects.visible_to,
    MAP,
)


@login_not_required
@of_place
def services(request: HttpRequest, place: Place) -> HttpResponseBase:
    """What people here can turn to, filtered and paged; as a file with ``?format=``."""
    rows = LocalService.objects.visible_to(request.user).in_place(place).listed()
    chosen = ServiceFilter(request.GET, rows, request=request)
    if file := exports.respond(
        request, chosen, SERVICE_COLUMNS, SERVICE_SORTS, f"services-{place.slug}"
    ):
        return file
    page = paging.page(chosen.qs, request.GET, SERVICE_SORTS, size=PAGE)
    clashing = _clashes_of(page.rows)
    for row in page.rows:
        row.clashing = clashing.get(row.pk, 0)
    context = {
        **frame(place, "Services"),
        "filter": chosen,
        "page": page,
        "count": paging.bounded_count(chosen.qs),
        "may_add": MAP(request.user, place),
    }
    return render(request, "dashboards/place/services.html", context)


def _clashes_of(rows: list[LocalService]) -> dict[int, int]:
    """How many open clashes each of these services has. One query."""
    ids = {row.pk for row in rows}
    found: dict[int, int] = {}
    open_ones = ServiceClash.objects.open()
    both = open_ones.filter(service__in=ids) | open_ones.filter(other__in=ids)
    for pair in both.order_by().values_list("service_id", "other_id"):
        for pk in ids.intersection(pair):
            found[pk] = found.get(pk, 0) + 1
    return found


def _load(request: HttpRequest, pk: int) -> LocalService:
    return get_object_or_404(LocalService.objects.visible_to(request.user).listed(), pk=pk)


@login_not_required
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """One service; one that was merged leads to the one that was kept."""
    moved = LocalService.objects.filter(pk=pk).exclude(merged_into=None).first()
    if moved is not None:
        return redirect("local_service", moved.merged_into_id)  # not for good: it can be undone
    found = _load(request, pk)
    context = {
        **frame(found.place),
        "crumbs": [*crumbs(found.place), _above(found.place), (found.name, "")],
        "service": found,
        "rows": _facts(found),
        "clashes": list(ServiceClash.objects.visible_to(request.user).of(found)),
        "may_edit": MAP(request.user, found.place),
        "may_merge": MERGE(request.user, found.place),
        "merges": found.merges_into.standing().select_related("service"),
    }
    return render(request, "dashboards/place/service.html", context)


def _facts(found: LocalService) -> list[dict[str, Any]]:
    run_by: dict[str, Any] = {"label": "Run by", "value": found.run_by or None}
    if found.provider:
        run_by["url"] = found.provider.get_absolute_url()
    topics = ", ".join(link.topic.name for link in found.topic_links.all())
    return [
        run_by,
        {"label": "Place", "value": found.place.name, "url": found.place.get_absolute_url()},
        {"label": "For whom", "value": found.audience or None},
        {"label": "Topics", "value": topics.capitalize() or None},
        {"label": "State", "value": found.get_state_display().capitalize()},
    ]


@login_not_required
def service_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of a service."""
    found = _load(request, pk)
    below = [_above(found.place), (found.name, found.get_absolute_url()), ("History", "")]
    context = {**frame(found.place), "crumbs": [*crumbs(found.place), *below]}
    return show_history(request, found, **context)


@of_place
def service_add(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Put a service on the map; one that looks like another asks first."""
    ask(request.user, place, MAP)
    return show(
        request,
        place,
        (ADD, place.slug),
        EditService,
        lambda form: _save(request, form),
        above=_above(place),
        heading="Add a service",
        lead=f"What people in {place.name} can turn to, whoever runs it.",
        said="The service is on the map.",
        instance=LocalService(place=place),
    )


def service_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a service."""
    found = _load(request, pk)
    ask(request.user, found.place, MAP)
    return show(
        request,
        found.place,
        (EDIT, str(pk)),
        EditService,
        lambda form: _save(request, form),
        above=(found.name, found.get_absolute_url()),
        heading="Change a service",
        lead=found.name,
        said="The service is changed.",
        instance=found,
    )


def _save(request: HttpRequest, form: Any) -> LocalService:
    return actions.save_service(
        by=request.user,
        service=form.instance,
        topics=form.cleaned_data["topics"],
        source=form.named_source(request.user),
    )


def _others(request: HttpRequest, found: LocalService) -> Any:
    rows = LocalService.objects.visible_to(request.user).filter(place__in=_near(found))
    return rows.exclude(pk=found.pk)


def _near(found: LocalService) -> Any:
    """The place of a service, those within it and those that it lies in, as far as they matter."""
    inside = Place.objects.within(found.place).values("pk")
    above = Place.objects.filter(reach_down__place=found.place).values("pk")
    return Place.objects.filter(pk__in=inside.union(above)).values("pk")


def service_merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that a service is held twice, and which is kept."""
    found = _load(request, pk)
    ask(request.user, found.place, MERGE)
    return show(
        request,
        found.place,
        (SAME, str(pk)),
        MergeService,
        lambda form: merge_services(by=request.user, service=found, kept=form.cleaned_data["kept"]),
        above=(found.name, found.get_absolute_url()),
        heading="This service is on the map twice",
        lead=found.name,
        verb="Merge the two",
        said="The two are one now. The old address leads here.",
        others=_others(request, found),
    )


def service_merge_undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """They are two after all, once it is confirmed."""
    rows = ServiceMerge.objects.visible_to(request.user).standing()
    merge = get_object_or_404(rows.select_related("service", "kept__place"), pk=pk)
    kept, twice = merge.kept, merge.service
    ask(request.user, kept.place, MERGE)
    if request.method == "POST":
        try:
            back = undo_merge(by=request.user, merge=merge)
        except ValidationError as problem:
            messages.warning(request, problem.messages[0])
            return redirect(kept)
        messages.success(request, f"{twice} is a service of its own again.")
        return redirect(back)
    heading = f"Take {twice} out of {kept} again"
    context = {
        **frame(kept.place),
        "crumbs": [*crumbs(kept.place), (kept.name, kept.get_absolute_url()), ("Take apart", "")],
        "heading": heading,
        "lead": f"{twice} gets its own page back, with its topics and clashes. What {kept} took "
        "over from it goes from there, unless somebody has changed it since.",
        "verb": "Take them apart",
        "leave": "Leave them as one",
        "back": kept.get_absolute_url(),
    }
    return render(request, "dashboards/place/confirm.html", context)


def service_clash(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that a service clashes with another, and how."""
    found = _load(request, pk)
    ask(request.user, found.place, MAP)
    return show(
        request,
        found.place,
        (FLAG, str(pk)),
        FlagClash,
        lambda form: (
            actions.flag_clash(by=request.user, service=found, **form.cleaned_data) and found
        ),
        above=(found.name, found.get_absolute_url()),
        heading="Say what it clashes with",
        lead=found.name,
        said="The clash stands on the pages of both services.",
        others=_others(request, found),
    )


def clash_settle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say how a clash was put right."""
    rows = ServiceClash.objects.visible_to(request.user).select_related("service__place", "other")
    clash = get_object_or_404(rows, pk=pk)
    ask(request.user, clash.service.place, MAP)
    return show(
        request,
        clash.service.place,
        (SETTLE, str(pk)),
        SettleClash,
        lambda form: (
            actions.settle_clash(
                by=request.user, clash=clash, on=timezone.localdate(), **form.cleaned_data
            )
            and clash.service
        ),
        above=(clash.service.name, clash.service.get_absolute_url()),
        heading="How was the clash put right?",
        lead=f"{clash}: {clash.note}",
        said="The clash is settled.",
    )


def _above(place: Place) -> tuple[str, str]:
    return ("Services", reverse("place_services", args=[place.slug]))
