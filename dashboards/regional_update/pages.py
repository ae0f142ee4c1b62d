"""Steps of a regional update that look at several apps: its draft, and pauses of publication."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from barriers.publication.actions import held_words, pause_at
from dashboards.regional_update.draft import suggest
from interface.words import count_words
from partnerships.models import regions_written_by
from partnerships.regional_update import actions
from partnerships.regional_update.forms import StartForm
from partnerships.regional_update.pages import own
from partnerships.regional_update.writing_pages import attempt
from partnerships.visibility import reader_of


def start(request: HttpRequest) -> HttpResponse:
    """Choose region and quarter; the draft is made of what the record says changed."""
    if not regions_written_by(reader_of(request.user)).exists():
        raise PermissionDenied
    chosen = {key: request.GET[key] for key in ("region", "quarter") if key in request.GET}
    form = StartForm(
        request.POST if request.method == "POST" else None, user=request.user, initial=chosen
    )
    if form.is_bound and form.is_valid():
        region, quarter = form.cleaned_data["region"], form.cleaned_data["quarter"]
        suggested = suggest(region, quarter)
        update = actions.start_update(
            by=request.user, region=region, quarter=quarter, suggested=suggested
        )
        if update.is_out:
            return redirect(update)
        return redirect("regional_update_write", region.slug, quarter.key)
    above = ("Regional updates", reverse("regional_updates"))
    context = {"form": form, "crumbs": [above, ("Begin one", "")]}
    return render(request, "dashboards/regional_update/start.html", context)


@require_POST
def look_again(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Add what changed in the record since the draft was made."""
    update = own(request.user, slug, quarter)
    suggested = suggest(update.region, update.period)

    def add() -> None:
        new = actions.look_again(by=request.user, update=update, suggested=suggested)
        messages.success(request, f"{count_words(new, 'new suggestion').capitalize()} found.")

    attempt(request, add)
    return redirect("regional_update_write", slug, quarter)


@require_POST
def publish(request: HttpRequest, slug: str, quarter: str) -> HttpResponse:
    """Show it to everybody, unless a pause holds back what its region publishes."""
    update = own(request.user, slug, quarter)
    if pause := pause_at(update.region, timezone.localdate()):
        messages.warning(request, f"{held_words(pause)}. Publish it after that.")
        return redirect(update)
    message = "It is published. Who follows the region is told with the next letters."
    attempt(request, lambda: actions.publish(by=request.user, update=update), message)
    return redirect(update)
