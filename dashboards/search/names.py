"""Which name a search found a place, organisation or programme by, where its own does not say."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject

from partnerships.models import Organisation, OrganisationName, Place, PlaceName, Programme
from partnerships.names import holding_words

Match = dict[str, Any] | None


def with_place_match(places: QuerySet[Place], text: str) -> QuerySet[Any]:
    """Each with ``match``: the name that holds the words, today's before others; None for none."""
    names = holding_words(PlaceName.objects.filter(place=OuterRef("pk")), text)
    plain_first = Case(When(kind=PlaceName.Kind.PLAIN, then=Value(0)), default=Value(1))
    return places.annotate(match=_first(names, plain_first, "kind"))


def with_organisation_match(bodies: QuerySet[Organisation], text: str) -> QuerySet[Any]:
    """Each with ``match``: the name that holds the words, today's before former ones."""
    names = holding_words(OrganisationName.objects.filter(organisation=OuterRef("pk")), text)
    return bodies.annotate(match=_first(names, "id", "short_name"))


def _first(names: QuerySet[Any], tie: Any, column: str) -> Subquery:
    ordered = names.order_by(F("valid_to").desc(nulls_first=True), tie)
    found = JSONObject(name="name", ended="valid_to", more=column)
    return Subquery(ordered.values(json=found)[:1])


def place_match(match: Match, text: str, name: str) -> str:
    """ "formerly Salop", "short name BwD", "code E06000051"; empty where its own name holds it."""
    if match is None:
        return f"code {text.upper()}"
    if match["ended"]:
        # The last name of a place that has ended is still what it is called
        return "" if match["name"] == name else f"formerly {match['name']}"
    kind = PlaceName.Kind(match["more"])
    if kind == PlaceName.Kind.PLAIN:
        return ""
    return f"{kind.label} {match['name']}"


def organisation_match(match: Match, text: str) -> str:
    """ "formerly Department for Levelling Up (DLUHC)", "short name DfE"; empty for its own name."""
    if match is None:
        return f"number {text.upper()}"
    short = match["more"]
    if match["ended"]:
        return f"formerly {match['name']}{f' ({short})' if short else ''}"
    return f"short name {short}" if short and not _holds(match["name"], text) else ""


def programme_match(programme: Programme, text: str) -> str:
    """Its short name, and the former one where only that holds the words."""
    short = programme.short_name
    own = _holds(f"{programme.name} {short}", text)
    former = f"formerly {programme.former_name}" if programme.former_name and not own else ""
    return ", ".join(part for part in (short, former) if part)


def _holds(name: str, text: str) -> bool:
    return all(word in name.casefold() for word in text.casefold().split())
