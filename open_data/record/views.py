"""The public record, taken away."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST, require_safe

from access.permissions import is_administrator
from open_data.models import PublicRecord
from open_data.record.actions import delete_public_records
from open_data.record.models import store


@login_not_required
@require_safe
def latest(request: HttpRequest) -> HttpResponseBase:
    """To the last that was made. Raises Http404 where none was that may be read."""
    found = PublicRecord.objects.visible_to(request.user).given_out().first()
    if found is None:
        raise Http404
    return redirect(found)


@login_not_required
@require_safe
def of_day(request: HttpRequest, day: str) -> HttpResponseBase:
    """That of a day, as it was made. Raises Http404 where there is none any more, or something in
    it is not public any more."""
    try:
        on = dt.date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    kept = get_object_or_404(PublicRecord.objects.visible_to(request.user).given_out(), day=on)
    etag = quote_etag(kept.digest)
    if (same := get_conditional_response(request, etag=etag)) is not None:
        return same
    try:
        file = store().open(kept.file)
    except FileNotFoundError:  # of a backup: the next night makes another
        raise Http404 from None
    response = FileResponse(
        file, as_attachment=True, filename=kept.name, content_type="application/zip"
    )
    response["ETag"], response["Content-Length"] = etag, kept.size
    return response


@require_POST
def delete(request: HttpRequest) -> HttpResponse:
    """Take away those of all nights, for an administrator: words that are gone stand in them."""
    if not is_administrator(request.user):
        raise PermissionDenied
    if delete_public_records():
        messages.success(request, "Files deleted. The next hourly run makes a new one.")
    else:
        messages.warning(request, "A file is being made now. Try again in a few minutes.")
    return redirect("data")
