"""Everything about a programme to take away: the page that says what, and the zip."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from dashboards.programme_export import whole
from interface.context import absolute, trail
from interface.paging import bounded_count
from partnerships.models import Programme
from pilots.models import Pilot
from registry.programme_files import Scope


def programme_export(request: HttpRequest, slug: str) -> HttpResponse:
    """What is in the file, and how many pilots of it this reader sees."""
    programme = _programme(request, slug)
    seen = Pilot.objects.visible_to(request.user).filter(programme=programme)
    context = {
        "programme": programme,
        "count": bounded_count(seen).words("pilot"),
        "files": whole.files(),
        "example": programme.is_example,
        "breadcrumbs": trail(
            request,
            ("Programmes", reverse("programmes")),
            (programme.short_name or programme.name, programme.get_absolute_url()),
            ("Everything as a file", ""),
        ),
    }
    return render(request, "dashboards/programme_export/page.html", context)


def programme_export_file(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The zip, made while it is sent."""
    programme = _programme(request, slug)
    pieces = whole.stream(Scope(request.user, programme), absolute(""))
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    name = f"placebook-programme-{programme.slug}-{timezone.localdate():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _programme(request: HttpRequest, slug: str) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
