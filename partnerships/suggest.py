"""What type-ahead boxes ask while somebody types. Places and organisations are public."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse

from interface.forms import suggestions
from partnerships.models import Organisation, Place, Post

OFFERED = 8
SHORTEST = 2
LONGEST = 100


@login_not_required
def place_suggest(request: HttpRequest) -> JsonResponse:
    """Places whose names begin with or hold what was typed."""
    rows = Place.objects.visible_to(request.user).found_by(_typed(request))
    return suggestions(rows[:OFFERED], describe=Place.get_kind_display)


@login_not_required
def organisation_suggest(request: HttpRequest) -> JsonResponse:
    """Organisations whose names, also former and short ones, hold what was typed."""
    rows = Organisation.objects.visible_to(request.user).found_by(_typed(request))
    return suggestions(rows[:OFFERED], describe=Organisation.get_sector_display)


def post_suggest(request: HttpRequest) -> JsonResponse:
    """Job roles that the reader sees whose title or remit holds what was typed."""
    rows = Post.objects.visible_to(request.user).open().found_by(_typed(request))
    return suggestions(
        rows.select_related("organisation")[:OFFERED],
        key="pk",
        describe=lambda post: str(post.organisation),
    )


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "")[:LONGEST]
