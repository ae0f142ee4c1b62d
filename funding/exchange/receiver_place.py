"""Where a grant went of which its file says no place: by the postcode of who received it.

What a body that governs the place gives is for the place, wherever who received it has their
office. What others give to somebody elsewhere is not: else a file of a whole country would be one
place's.
"""

from __future__ import annotations

from typing import Any

from funding.exchange.narrowing import links_near
from geography.locality import postcodes
from interface.words import list_words
from partnerships.models import OrganisationPlace, Place
from partnerships.place.within import within
from registry.imported import Row, Scope

NAMED = 3  # councils of one postcode that are named


def bodies_here(scope: Scope) -> set[int]:
    """The bodies that govern the place, what it is part of or what lies in it."""
    if "bodies here" not in scope.kept:
        links = links_near(scope.place).filter(role=OrganisationPlace.Role.GOVERNS)
        scope.kept["bodies here"] = set(links.values_list("organisation", flat=True))
    found: set[int] = scope.kept["bodies here"]
    return found


def by_postcode(row: Row, scope: Scope) -> tuple[str, str]:
    """Where a grant went, in words, if that is not here; and a postcode that nobody knows: one
    abroad, or spelt wrong. Each is empty where nothing says so."""
    said = row.texts.get("receiver_postcode", "")
    is_placed = "place_code" in row.aside or "place_name" in row.aside
    if not said or is_placed or row.values.get("giver_id") in bodies_here(scope):
        return "", ""
    postcode = postcodes.read(postcodes.first_in(said) or said)
    if postcode is None:  # words or zeros in its place are none
        is_one = len(said) > 2 and any(letter in "123456789" for letter in said)
        return "", said if is_one else ""
    known: dict[str, str] = scope.kept.setdefault("postcodes", {})
    sector = postcode.names[0]
    if postcode.is_whole and sector not in known:
        known[sector] = _elsewhere(postcode.typed, scope)
    return known[sector] if postcode.is_whole else "", ""


def _elsewhere(postcode: str, scope: Scope) -> str:
    councils, country = Place.objects.all().of_postcode(postcode)
    if "within here" not in scope.kept:
        here = within(scope.roots).values_list("place", flat=True)
        # Of a ward a postcode says in which council it lies, and not whether it lies there
        above = scope.place.reach if scope.place else scope.roots
        scope.kept["within here"] = {*above, *here}
    if councils & scope.kept["within here"] or not (councils or country):
        return ""
    rows: Any = Place.objects.filter(pk__in=councils).order_by("sort_key", "id")
    where = country or list_words(list(rows.values_list("name", flat=True)[:NAMED]))
    return f"went to {where}, by the postcode of who received it"
