"""A body and a place that were typed together: "DWP Bradford" asks whom to ask there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import F, Q, Value, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from interface.articles import with_article
from partnerships.models import Organisation, OrganisationName, Place, PlaceName, Synonym
from records.names import PlainKey
from registry.search import Found

MOST_WORDS, MOST_NAMES = 8, 20
# Words beside the two names that say nothing of what it is about
BETWEEN = frozenset({"in", "at", "for", "near", "who", "to", "ask", "contact", "team", "the"})

Span = tuple[int, int]


def both_named(user: Any, typed: str) -> Found | None:
    """*Who to ask* with the body and the place filled in; None unless both were named.

    What is left of the words is what it is about. Names are read as they stand, so one query
    answers, or two, however many have them.
    """
    words = typed.split()
    if not 2 <= len(words) <= MOST_WORDS:
        return None
    spans = {span: " ".join(words[slice(*span)]) for span in _spans(len(words))}
    bodies = _bodies(user, spans)
    places = _places(user, spans) if bodies else {}
    for body_span, place_span in _apart(bodies, places):
        body, place = bodies[body_span], places[place_span]
        taken = {*range(*body_span), *range(*place_span)}
        others = (word for number, word in enumerate(words) if number not in taken)
        left = " ".join(word for word in others if word.lower() not in BETWEEN)
        asked = {"q": left, "body": body.slug, "place": place.slug}
        query = urlencode({name: value for name, value in asked.items() if value})
        title = f"Who to ask: {body.name} in {with_article(place)}"
        return Found(title, f"{reverse('who_to_ask')}?{query}", f"about {left}" if left else "")
    return None


def _spans(count: int) -> Iterator[Span]:
    """Every run of words, the longest first."""
    for length in range(count, 0, -1):
        for start in range(count - length + 1):
            yield start, start + length


def _apart(bodies: Iterable[Span], places: Iterable[Span]) -> list[tuple[Span, Span]]:
    """Pairs that share no word, those that take most words first."""
    pairs = [(a, b) for a in bodies for b in places if a[1] <= b[0] or b[1] <= a[0]]
    return sorted(pairs, key=lambda pair: -sum(end - start for start, end in pair))


def _keys(spans: dict[Span, str]) -> list[PlainKey]:
    return [PlainKey(Value(text)) for text in dict.fromkeys(spans.values())]


class Body(NamedTuple):
    """A body that was named."""

    name: str
    slug: str


def _bodies(user: Any, spans: dict[Span, str]) -> dict[Span, Body]:
    """The body that each run of words names: by its name, its short name, or what people say."""
    seen = Organisation.objects.visible_to(user).order_by().values("pk")
    keys = _keys(spans)
    names: Any = (
        OrganisationName.objects.filter(organisation__in=seen)
        .annotate(short=PlainKey("short_name"), plain=PlainKey("name"))
        .filter(~Q(short_name="") & Q(short__in=keys) | Q(plain__in=keys))
        .order_by(F("valid_to").desc(nulls_first=True), "id")
    )
    nth = Window(RowNumber(), order_by=names.query.order_by)
    of = ("organisation__name", "organisation__slug")
    called = names.values_list(nth, "short", "plain", *of)[:MOST_NAMES]
    # What people say comes behind names
    said = Synonym.objects.filter(key__in=keys, organisation__in=seen).order_by()
    every = called.union(said.values_list(Value(MOST_NAMES + 1), "key", F("key"), *of), all=True)
    found: dict[str, Body] = {}
    for _, short, plain, name, slug in sorted(every):
        for key in (short, plain):
            found.setdefault(key, Body(name, slug))
    return _named(spans, found)


def _places(user: Any, spans: dict[Span, str]) -> dict[Span, Place]:
    """The place that each run of words names, also by a former name."""
    seen = Place.objects.visible_to(user).order_by().values("pk")
    # One comparison for each, which its index answers; it does not answer a list of them
    called = reduce(or_, (Q(name_key=key) for key in _keys(spans)))
    names = (
        PlaceName.objects.filter(called, place__in=seen)
        .select_related("place")
        .order_by(F("valid_to").desc(nulls_first=True), "place__is_example", "id")[:20]
    )
    found: dict[str, Place] = {}
    for name in names:
        found.setdefault(name.name_key, name.place)
    return _named(spans, found)


def _named(spans: dict[Span, str], found: dict[str, Any]) -> dict[Span, Any]:
    """By run of words; their plain form in Python is near enough, since PostgreSQL found them."""
    plain = {_plain(key): record for key, record in found.items()}
    return {span: plain[key] for span, text in spans.items() if (key := _plain(text)) in plain}


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold().replace("&", "and") if letter.isalnum())
