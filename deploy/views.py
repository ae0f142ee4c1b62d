"""The server: for administrators, and for monitors that have the key."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from access.permissions import must_be_administrator
from deploy.metrics import CONTENT_TYPE
from deploy.metrics import metrics as all_metrics
from deploy.server_page import server_page


def server(request: HttpRequest) -> HttpResponse:
    """Whether the server is well, what ran by itself, what was slow or failed, and how much it
    keeps."""
    must_be_administrator(request.user)
    page = server_page(request.GET.get("day", ""))
    context = {"page": page, "breadcrumbs": [("The server", "")]}
    return render(request, "deploy/server.html", context)


@login_not_required
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus. 404 where the settings name no key, 401 for whoever does not show it."""
    if not settings.METRICS_KEY:
        raise Http404
    shown = request.headers.get("Authorization", "")
    if not constant_time_compare(shown, f"Bearer {settings.METRICS_KEY}"):
        refused = HttpResponse(status=HTTPStatus.UNAUTHORIZED, content_type="text/plain")
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    return HttpResponse(all_metrics(), content_type=CONTENT_TYPE)
