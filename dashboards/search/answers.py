"""Answers that stand above the list where a question is of a kind: a page of a place, a figure of
it, whom to ask there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from dashboards.search.narrowed import MONEY, narrowed
from geography.measure.for_place import context_of
from geography.measure.small_areas import small_areas_of
from geography.models import Measure
from interface.articles import with_article
from interface.words import in_sentence, list_words
from partnerships.models import Place
from partnerships.place.head import WITHIN_COUNCILS
from people.job_role.question import Question
from records.switches import those_used
from registry.record_pages import pages_of
from registry.search import Found
from search.words import said

MOST_FIGURES = 3
# Where the page of a neighbourhood tells the same, with what its pilots and its council have
ON_ITS_PAGE = {"place_barriers": "barriers", "place_funding": "money"}
ENDING = frozenset(
    ["end", "ends", "ending", "ended", "expire", "expires", "expiring", "stop", "stops", "cliff"]
)
UPDATES = frozenset(["regional", "update", "updates"])

ALSO = {
    "Deprivation": "deprived imd poverty poor index multiple",
    "Population": "people many live size old young age",
    "Work": "unemployment unemployed jobless claimants claimant jobs",
    "Income": "child poverty",
    "Health": "life expectancy",
    "Housing": "rent renters fuel poverty",
}

DEPRIVED = frozenset(said(f"deprivation small area most tenth fifth {ALSO['Deprivation']}"))


def answers(user: Any, question: Question) -> list[Found]:
    """What answers a question that is of a kind, the most certain first. Three queries at most."""
    place = question.place
    if found := narrowed(user, question):
        return found
    if place is None:
        return [_whom(question)] if question.body and question.about else []
    words = set(said(question.about))
    if not words:
        return [_whom(question)] if question.body else _towns(place)
    return list(_pages(user, place, words)) or [*_figures(place, words), _whom(question)]


def _towns(place: Place) -> list[Found]:
    """The town, ward or postcode that was typed, with the place that it lies in."""
    town = getattr(place, "known_as", "")
    return [Found(f"{town}, in {with_article(place)}", place.get_absolute_url())] if town else []


def _pages(user: Any, place: Place, words: set[str]) -> Iterator[Found]:
    """The page of the place that the words name, where they say no more than that."""
    name = with_article(place)
    if words & ENDING and words - ENDING <= MONEY:
        query = urlencode({"place": place.slug})
        yield Found(f"Money that ends in {name}", f"{reverse('money_ending')}?{query}")
        return
    if "regional" in words and words <= UPDATES and place.kind == Place.Kind.REGION:
        query = urlencode({"region": place.slug})
        yield Found(f"Regional updates: {place}", f"{reverse('regional_updates')}?{query}")
        return
    for one in those_used(pages_of("place")):
        if one.answer and words <= set(one.words.split()) and one.permission(user, place):
            if place.kind in WITHIN_COUNCILS and one.page in ON_ITS_PAGE:
                yield _on_its_page(place, one.answer, ON_ITS_PAGE[one.page])
            else:
                yield Found(f"{one.answer} {name}", one.url(place))
            return


def _on_its_page(place: Place, what: str, part: str) -> Found:
    """A part of the page of a neighbourhood."""
    title = f"{what} in {with_article(place)}, with its pilots’ and its council’s"
    return Found(title, f"{place.get_absolute_url()}#{part}")


def _figures(place: Place, words: set[str]) -> Iterator[Found]:
    """Official figures of which each of the words says what they count."""
    keys = [
        measure.key
        for measure in Measure.objects.exclude(decimals=None)
        if words <= set(said(f"{measure.label} {ALSO.get(measure.topic, '')}"))
    ]
    if not keys:
        return
    url = reverse("place_context", args=[place.slug])
    known = [one for one in context_of(place, keys[:MOST_FIGURES]).rows if one.known]
    for one in known:
        yield Found(f"{place}: {in_sentence(one.label)}: {one.here}", url, one.source_title)
    if not known and words <= DEPRIVED and (small := small_areas_of(place)):
        title = f"{place}: {in_sentence(small.sentence.rstrip('.'))}"
        yield Found(title, f"{url}#small-areas", small.source.title)
    elif not known and place.kind in WITHIN_COUNCILS:
        title = f"Official figures of the council of {with_article(place)}"
        yield Found(title, f"{place.get_absolute_url()}#council-figures")


def _whom(question: Question) -> Found:
    """*Who to ask* with the place, the bodies and what it is about filled in."""
    place = question.place
    bodies = [one.organisation for one in question.bodies][:2]
    asked = {
        "q": question.about,
        **dict(zip(("body", "other_body"), (one.slug for one in bodies), strict=False)),
        "place": place.slug if place else "",
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    of = f": {list_words([one.name for one in bodies])}" if bodies else ""
    about = f" about {question.about}" if question.about else ""
    where = f" in {with_article(place)}" if place else ""
    return Found(f"Who to ask{of}{about}{where}", f"{reverse('who_to_ask')}?{query}")
