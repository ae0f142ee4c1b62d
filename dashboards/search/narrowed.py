"""Lists that a question narrows: barriers of a kind, money on a theme, visits to a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from barriers.models import Category
from funding.picture.registrations import MONEY as MONEY_WORDS
from interface.articles import with_article
from interface.words import in_sentence
from partnerships.models import Place
from people.job_role.question import Question
from pilots.engagement.permissions import can_visit_place
from registry.search import Found
from search.words import said

_WORDS = (
    MONEY_WORDS,
    "double doubled duplicate duplicated duplicates duplication overlap overlapping overlaps twice",
    "barrier barriers blocker blockers issue issues obstacle obstacles problem problems",
    "area areas has place places report reported reporting reports town",
    "trip visit visited visiting visits",
    "arrange been before book last month next pack plan planning recent recently week year",
)
# WHERE asks for places, of a question that names none; PLANNED, what is said of visits
MONEY, OVERLAPS, BARRIERS, WHERE, VISITS, PLANNED = (frozenset(words.split()) for words in _WORDS)
OF_KIND = {"data-sharing": "gdpr governance information protection share", "funding": "money"}
REPORT = ("barrier_report", "by place")


def narrowed(user: Any, question: Question) -> list[Found]:
    """The list that has just what was asked for. A query for a kind of barrier, else none."""
    place, words = question.place, set(said(question.about))
    if words & BARRIERS:
        return list(_of_a_kind(place, words - BARRIERS - (set() if place else WHERE)))
    if place is None:
        return []
    if words & VISITS and words <= VISITS | PLANNED:
        return list(_visits(user, place))
    rest = set(said(question.rest)) if question.topic else words
    if rest <= MONEY | OVERLAPS and rest & (OVERLAPS if question.topic is None else rest):
        return _money(place, question.topic, is_of_overlaps=bool(rest & OVERLAPS))
    return []


def _of_a_kind(place: Place | None, words: set[str]) -> Iterator[Found]:
    """The barriers of the kind that all of these words name: by place, or those of one place."""
    if not words:
        return
    for kind in Category.objects.order_by("number"):
        if words <= set(said(f"{kind.name} {kind.short_name} {OF_KIND.get(kind.key, '')}")):
            page, where = ("barriers", f"in {with_article(place)}") if place else REPORT
            query = urlencode({"category": kind.key, **({"place": place.slug} if place else {})})
            title = f"Barriers {where}: {in_sentence(kind.name)}"
            yield Found(title, f"{reverse(page)}?{query}")
            return


def _visits(user: Any, place: Place) -> Iterator[Found]:
    """Planning one, those that are known, and what is read on the way there."""
    name = with_article(place)
    if user.is_authenticated:
        query = urlencode({"place": place.slug})
        yield Found(f"Visits to {name}", f"{reverse('visits')}?{query}")
    if can_visit_place(user, place):
        yield Found(f"Plan a visit to {name}", reverse("place_visit_plan", args=[place.slug]))
    yield Found(f"Brief of {name}", reverse("place_brief", args=[place.slug]))


def _money(place: Place, topic: Any, *, is_of_overlaps: bool) -> list[Found]:
    """The money of the place, and where several are paid for the same there."""
    name = with_article(place)
    query = urlencode({"place": place.slug, **({"topic": topic.slug} if topic else {})})
    about = f": {in_sentence(topic.name)}" if topic else ""
    money = Found(f"Money in {name}", reverse("place_funding", args=[place.slug]))
    both = Found(f"Overlaps in funding in {name}{about}", f"{reverse('overlaps')}?{query}")
    return [both, money] if is_of_overlaps else [money, both]
