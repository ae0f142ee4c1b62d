"""What of a list of money is a grant of the 360Giving Data Standard, and the files of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from funding.exchange import files, standard
from funding.exchange.grants import LeftOut
from funding.flow.filters import FlowFilter
from funding.models import Flow
from interface import querystring
from interface.pages import Page

# More money than this is not counted on the page; the files have all of it.
COUNTED = 10_000


class Grants(Page):
    """The grants among the money of a list: how many, what is left out and why, and the files."""

    closed_because = (
        "its files are of a standard of their own, made of what programs read in “Money”"
    )
    public = True
    model = Flow
    template_name = "funding/exchange/grants.html"

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Money", reverse("funding")), ("Grants", "")]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if clean := querystring.cleaned(request):
            return clean
        chosen = FlowFilter(request.GET, self.get_queryset(), request=request)
        if file := files.respond(request, chosen):
            return file
        counted = None if chosen.errors else LeftOut.of_latest(chosen.qs, COUNTED)
        return self.render_page(
            filter=chosen,
            counted=counted,
            most=COUNTED,
            reasons=[row for row in counted.reasons.items() if row[1]] if counted else [],
            fields=(*standard.FIELDS, *standard.LOCATION),
        )
