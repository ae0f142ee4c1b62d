"""The server, for administrators."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.permissions import must_be_administrator
from deploy.server_page import server_page


def server(request: HttpRequest) -> HttpResponse:
    """Whether the server is well, what ran by itself, and how much it keeps."""
    must_be_administrator(request.user)
    context = {"page": server_page(), "breadcrumbs": [("The server", "")]}
    return render(request, "deploy/server.html", context)
