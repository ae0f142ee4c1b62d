"""What a key that was narrowed to lists or to a place opens of what its person or body reads."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import ResolverMatch

from api.lists import BEFORE
from api.problems import bad, not_allowed
from interface.exports import Listing
from interface.filters import FilterSet
from partnerships.models import Place
from partnerships.place.tags import BELOW_PLACE

OF_PLACE = frozenset({"place", "place_pick"})


def asked_by_key(reader: Any, found: ResolverMatch, params: QueryDict) -> QueryDict:
    """The filters of a list with the place of the key, where it has one.

    Raises Problem for a list that the key does not open, and for a place that is asked for beside
    its own.
    """
    key = _key_of(reader)
    if key is None:
        return params
    if key.lists is not None and found.route not in key.lists:
        raise not_allowed("This key does not open this list.")
    if key.place is None:
        return params
    if OF_PLACE & set(params):
        raise bad("This key can read one place only.", place=["Leave it out."])
    if _is_of(key.place, found):
        return params
    asked = params.copy()
    asked["place"] = key.place.slug
    return asked


def must_be_of_place(reader: Any, found: ResolverMatch, listing: Listing) -> None:
    """Raises Problem for a key of one place and a list that neither is that place's own nor can be
    narrowed to it."""
    key, source = _key_of(reader), listing.source
    if key is None or key.place is None or _is_of(key.place, found):
        return
    if not (isinstance(source, FilterSet) and "place" in source.form.fields):
        raise not_allowed("This list cannot be narrowed to a place, so this key does not open it.")


def gone_by_key(reader: Any, said: dict[str, Any]) -> dict[str, Any]:
    """What is gone of the lists that the key opens. Raises Problem for a key of one place."""
    key = _key_of(reader)
    if key is None or (key.lists is None and key.place is None):
        return said
    if key.place is not None:
        raise not_allowed(
            "A key for one place cannot ask what is gone, because the answer would reveal other "
            "places."
        )
    rows = [row for row in said["rows"] if row["list"].removeprefix(BEFORE) in key.lists]
    return {**said, "rows": rows}


def _is_of(place: Place, found: ResolverMatch) -> bool:
    """Whether it is a list below the page of this place."""
    return found.route.startswith(BELOW_PLACE) and found.kwargs["slug"] == place.slug


def _key_of(reader: Any) -> Any:
    return getattr(reader, "api_key", None)
