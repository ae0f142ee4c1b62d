"""What programs may read, in words for people and as OpenAPI for programs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from api.document.openapi import document
from api.lists import BEFORE, OpenList, open_lists, title_of
from api.reading.gone import titles
from api.reading.views import answer, for_programs
from interface.context import absolute, trail
from interface.words import in_sentence, list_words
from records.switches import off_now

MADE_FOR = 300  # seconds for which what is described here is not described anew


@dataclass(frozen=True)
class Shown:
    """A list on the page: what it holds and where it is read."""

    title: str
    page: str
    address: str
    needs_key: bool


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What programs may read and how, with examples that work as they stand."""
    context = {
        "lists": [_shown(one) for one in open_lists() if not one.is_off],
        "site": absolute("/"),
        "flows": absolute(f"{BEFORE}funding/flows/"),
        "places": absolute(f"{BEFORE}places/"),
        "gone": absolute(reverse("api_gone")),
        "told_of": list_words([in_sentence(title) for title in titles()]),
        "document": reverse("api_document"),
        "breadcrumbs": trail(request, ("For other programs", "")),
    }
    return render(request, "api/about.html", context)


def _shown(one: OpenList) -> Shown:
    page = "" if one.is_of_one_record else f"/{one.route}"
    return Shown(title_of(one), page, BEFORE + one.words, not one.is_public)


@require_safe
@for_programs
def openapi(request: HttpRequest, reader: Any) -> HttpResponseBase:
    """The same for whoever asks: it says which lists there are, not what stands in them."""
    return answer(request, _made(off_now(), int(time.time()) // MADE_FOR), reader)


@lru_cache(maxsize=1)
def _made(off: frozenset[str], minutes: int) -> dict[str, Any]:
    """Made anew every five minutes, and once a part is switched: it asks lists for choices."""
    return document()
