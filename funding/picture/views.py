"""The first page of money: all of it that the reader sees, in one screen."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from funding.flow.permissions import can_add_flow
from funding.picture.asked import OF_A_PLACE, POOLS
from funding.picture.page import build
from funding.picture.pools_and_bids import beside_of
from funding.picture.selection import selected
from interface.made_up import HowMany
from partnerships.place.examples import examples_of, sees_demo_data

# What the page itself is asked; all else asks the list, which stood here
OWN = {"show", "meaning", "year", "on"}


@login_not_required
def money(request: HttpRequest) -> HttpResponse:
    """How much is promised, when that ends, who pays; year by year; pools and bids."""
    query = request.GET
    if set(query) - OWN or query.get("show") in OF_A_PLACE or ("show" not in query and query):
        return redirect(f"{reverse('flows')}?{query.urlencode()}")
    chosen, today = selected(request.user, None, query), timezone.localdate()
    is_mixed = sees_demo_data(request.user) and examples_of(chosen.seen).exists()
    is_pools = chosen.asked.show == POOLS
    context: dict[str, Any] = {
        "page": build(chosen, query, today),
        "beside": beside_of(request.user, None, today) if is_pools else None,
        "may_add": can_add_flow(request.user),
        "breadcrumbs": [("Money", "")],
        # Only who works with what is made up is shown any of it here
        "example": HowMany.SOME if is_mixed else HowMany.NONE,
    }
    return render(request, "funding/picture/overall.html", context)
