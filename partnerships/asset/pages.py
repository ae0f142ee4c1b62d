"""Assets, the emergency pack and the figures of a place."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from interface import exports
from partnerships.asset import context as place_context
from partnerships.history import show as show_history
from partnerships.local_services import actions
from partnerships.local_services.forms import EditAsset, EditContact, EditFigure
from partnerships.models import Asset, EmergencyContact, Place, PlaceFigure
from partnerships.permissions import can_edit_place as keeps
from partnerships.permissions import can_map_services as maps
from partnerships.place.form_pages import ask, kind_of_place, kind_of_record, show
from partnerships.place.frame import crumbs, frame, of_place

ASSET = kind_of_place("add-asset", "An asset", "asset_add", maps)
ASSET_EDIT = kind_of_record("edit-asset", "An asset", "asset_edit", Asset.objects.visible_to, maps)
CONTACT = kind_of_place("add-emergency", "Whom to ring", "emergency_add", keeps)
CONTACT_EDIT = kind_of_record(
    "edit-emergency", "Whom to ring", "emergency_edit", EmergencyContact.objects.visible_to, keeps
)
FIGURE = kind_of_place("add-place-figure", "A figure", "place_figure_add", keeps)
FIGURE_EDIT = kind_of_record(
    "edit-place-figure",
    "A figure",
    "place_figure_edit",
    lambda _: PlaceFigure.objects.select_related("place"),
    keeps,
)


@login_not_required
@of_place
def assets(request: HttpRequest, place: Place) -> HttpResponseBase:
    """What a place has and can build on, by kind; as a file with ``?format=``."""
    rows = Asset.objects.visible_to(request.user).in_place(place)
    rows = rows.select_related("place", "keeper", "source")
    if file := exports.respond(
        request,
        rows,
        place_context.ASSET_COLUMNS,
        place_context.NUMBERED,
        f"assets-{place.slug}",
    ):
        return file
    context = {
        **frame(place, "Assets"),
        "groups": place_context.assets_by_kind(rows),
        "may_add": maps(request.user, place),
    }
    return render(request, "dashboards/place/assets.html", context)


@of_place
def asset_add(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Record an asset."""
    ask(request.user, place, maps)
    return _asset(request, ASSET, place.slug, Asset(place=place), "Add an asset")


def asset_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change an asset, or say that it is gone."""
    found = _the_asset(request, pk)
    ask(request.user, found.place, maps)
    return _asset(request, ASSET_EDIT, str(pk), found, "Change an asset")


@login_not_required
def asset_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of an asset."""
    found = _the_asset(request, pk)
    below = [("Assets", _at("place_assets", found.place)), (found.name, ""), ("History", "")]
    context = {**frame(found.place), "crumbs": [*crumbs(found.place), *below]}
    return show_history(request, found, **context)


def _the_asset(request: HttpRequest, pk: int) -> Asset:
    rows = Asset.objects.visible_to(request.user).select_related("place", "keeper", "source")
    return get_object_or_404(rows, pk=pk)


def _asset(
    request: HttpRequest, kind: Any, target: str, asset: Asset, heading: str
) -> HttpResponse:
    place, back = asset.place, _at("place_assets", asset.place)
    return show(
        request,
        place,
        (kind, target),
        EditAsset,
        lambda form: (
            actions.save_asset(
                by=request.user, asset=form.instance, source=form.named_source(request.user)
            )
            and back
        ),
        above=("Assets", back),
        heading=heading,
        said="The asset is saved.",
        instance=asset,
    )


@of_place
def emergency(request: HttpRequest, place: Place) -> HttpResponse:
    """Whom to ring here when something goes badly wrong, in order; one page to print."""
    rows = EmergencyContact.objects.visible_to(request.user).in_use()
    rows = rows.filter(place__reach_down__place=place).select_related(
        "place", "organisation", "post"
    )
    context = {
        **frame(place, "Emergency pack"),
        "groups": place_context.contacts_by_place(rows, place),
        "may_edit": keeps(request.user, place),
        "today": timezone.localdate(),
        "old": timezone.localdate() - dt.timedelta(days=place_context.TRIED_WITHIN),
        "seen_by": "those who may see this pack",
    }
    return render(request, "dashboards/place/emergency.html", context)


@of_place
def emergency_add(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Put a job role into the pack."""
    ask(request.user, place, keeps)
    last = EmergencyContact.objects.filter(place=place).order_by("-order").first()
    new = EmergencyContact(place=place, order=last.order + 1 if last else 1)
    return _contact(request, CONTACT, place.slug, new, "Add whom to ring")


def emergency_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a job role of the pack."""
    found = _the_contact(request, pk)
    return _contact(request, CONTACT_EDIT, str(pk), found, "Change whom to ring")


def emergency_remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a job role out of the pack, once it is confirmed. Its history stays."""
    found = _the_contact(request, pk)
    back = _at("place_emergency", found.place)
    if request.method == "POST":
        actions.remove_contact(by=request.user, contact=found)
        messages.success(request, f"{found.role} is out of the emergency pack.")
        return redirect(back)
    stand = frame(found.place)
    steps = [*stand.pop("crumbs"), ("Emergency pack", back), ("Take out", "")]
    context = {
        **stand,
        "crumbs": steps,
        "heading": f"Take {found.role} out of the emergency pack",
        "lead": f"Nobody will be told to ring them for {found.ring_for} in {found.place} any more. "
        "What was recorded is kept.",
        "verb": "Take out of the pack",
        "leave": "Leave it in",
        "back": back,
    }
    return render(request, "dashboards/place/confirm.html", context)


def _the_contact(request: HttpRequest, pk: int) -> EmergencyContact:
    rows = EmergencyContact.objects.visible_to(request.user).in_use()
    found = get_object_or_404(rows.select_related("place", "organisation"), pk=pk)
    ask(request.user, found.place, keeps)
    return found


def _contact(
    request: HttpRequest, kind: Any, target: str, contact: EmergencyContact, heading: str
) -> HttpResponse:
    place, back = contact.place, _at("place_emergency", contact.place)
    return show(
        request,
        place,
        (kind, target),
        EditContact,
        lambda form: actions.save_contact(by=request.user, contact=form.instance) and back,
        above=("Emergency pack", back),
        heading=heading,
        said="The emergency pack is saved.",
        instance=contact,
    )


@login_not_required
@of_place
def figures(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Every figure of the place with its release, date and source; as a file with ``?format=``."""
    rows = PlaceFigure.objects.filter(place=place).select_related("place", "source")
    if file := exports.respond(
        request,
        rows,
        place_context.FIGURE_COLUMNS,
        place_context.NUMBERED,
        f"figures-{place.slug}",
    ):
        return file
    context = {
        **frame(place, "Figures of the place"),
        "figures": place_context.figures_of_place(rows),
        "may_edit": keeps(request.user, place),
    }
    return render(request, "dashboards/place/context.html", context)


@of_place
def figure_add(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Record a published figure of the place."""
    ask(request.user, place, keeps)
    return _figure(request, FIGURE, place.slug, PlaceFigure(place=place), "Add a figure")


def figure_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Correct a figure of a place; what it was stays in the history of the place."""
    rows = PlaceFigure.objects.select_related("place", "source")
    found = get_object_or_404(rows, pk=pk)
    ask(request.user, found.place, keeps)
    return _figure(request, FIGURE_EDIT, str(pk), found, "Correct a figure")


def _figure(
    request: HttpRequest, kind: Any, target: str, figure: PlaceFigure, heading: str
) -> HttpResponse:
    place, back = figure.place, _at("place_context", figure.place)

    def write(form: Any) -> str:
        source = form.named_source(request.user)
        actions.save_figure(by=request.user, figure=form.instance, source=source)
        return back

    return show(
        request,
        place,
        (kind, target),
        EditFigure,
        write,
        above=("Figures of the place", back),
        heading=heading,
        said="The figure is saved.",
        instance=figure,
    )


def _at(name: str, place: Place) -> str:
    return reverse(name, args=[place.slug])
