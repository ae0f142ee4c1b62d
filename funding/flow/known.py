"""Where more is known of the money of a place, where a list of it holds nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from interface.articles import with_article
from interface.filters import FilterSet
from interface.pages import PageAction
from interface.paging import up_to
from partnerships.models import Place
from records.models import Finding

MOST = 50


def known_elsewhere(chosen: FilterSet, *, but: Iterable[str] = ()) -> list[PageAction]:
    """What was published of the place that is chosen, and its other lists of money; ``but`` are
    those that lead nowhere new."""
    place: Any = chosen.form.cleaned_data.get("place")
    if not isinstance(place, Place):
        return [] if "flows" in but else [PageAction("The list of money", reverse("flows"))]
    where, at = with_article(place), {"place": place.slug}
    count = up_to(Finding.objects.about(place)[: MOST + 1].count(), MOST)
    published, own = count.words("published finding"), reverse("place_funding", args=[place.slug])
    known = {
        "overlaps": (f"{published} about {where}", reverse("overlaps", query=at)),
        "flows": (f"All money of {where} in the record", reverse("flows", query=at)),
        "place_funding": (f"The money page of {where}", own),
    }
    left_out = {*but, *(() if count else ("overlaps",))}
    return [PageAction(*said) for page, said in known.items() if page not in left_out]
