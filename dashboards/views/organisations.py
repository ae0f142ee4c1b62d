"""Organisations: the list, and a page for each."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def organisations(request: HttpRequest) -> HttpResponse:
    """All organisations."""
    return render(request, "dashboards/organisations.html")


@login_not_required
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation."""
    return render(request, "dashboards/organisation.html")
