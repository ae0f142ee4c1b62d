"""Putting the list of first steps away."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from access.permissions import can_edit_place
from partnerships.models import Place
from partnerships.place.frame import for_place


@require_POST
@for_place
def put_away(request: HttpRequest, place: Place) -> HttpResponse:
    """Show the list of this place no more, to any of its editors."""
    if not can_edit_place(request.user, place):
        raise PermissionDenied
    Place.objects.filter(pk=place.pk, set_up_on=None).update(set_up_on=timezone.localdate())
    messages.success(request, f"Hidden: the first steps of {place}.")
    return redirect(place)
