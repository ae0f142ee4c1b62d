"""Guidance, examples and beliefs as lists: their filters, orders and files."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from barriers.models import Category, Guidance
from barriers.practice.use import From
from interface.exports import Column
from interface.filters import Chosen, FilterSet, OnDay, OneOf, Ticked, Words
from interface.paging import Sort
from interface.words import capitalised, date_words
from partnerships.examples import LeavesOutExamples
from partnerships.models import Place

GUIDANCE_SORTS = (
    Sort("title", "sort_key", says=lambda one: one.title),
    Sort("logged", "id", says=lambda one: one.title),
)
SORTS = (
    Sort(
        "changed",
        "updated_at",
        says=lambda one: f"changed {date_words(one.updated_at)}",
        starts_descending=True,
    ),
)
EXAMPLE_SORTS = (Sort("logged", "id", says=lambda one: one.where),)


def _sentence(choices: Any) -> list[tuple[str, str]]:
    return [(key, capitalised(said)) for key, said in choices if key]


class _OfKinds(LeavesOutExamples, FilterSet):
    """What the three lists share: made-up entries left out, kinds by their key."""

    def __init__(self, data: Mapping[str, Any], rows: QuerySet[Any], *, request: Any) -> None:
        self.reader = request.user
        super().__init__(data, rows, request=request)
        self.kinds = {one.key: one for one in Category.objects.all()}
        choices = [(key, one.name) for key, one in self.kinds.items()]
        self.filters["kind"].extra["choices"] = choices

    def of_kind(self, rows: Any, name: str, key: str) -> QuerySet[Any]:
        """Entries of one kind of barrier."""
        return rows.filter(category=self.kinds[key])


class GuidanceFilter(_OfKinds):
    """``GuidanceFilter(request.GET, Guidance.objects.visible_to(user), request=request)``."""

    q = Words("Words", by="holding")
    kind = OneOf("Kind of barrier", method="of_kind")
    audience = OneOf(
        "Written for", field_name="audience", choices=_sentence(Guidance.Audience.choices)
    )
    checked = OnDay("Checked since", field_name="checked_on", lookup_expr="gte")
    due = Ticked("To be checked again", by="overdue")

    def of_kind(self, rows: Any, name: str, key: str) -> QuerySet[Any]:
        """Guidance that serves one kind, whatever else it serves."""
        return rows.of_kind(self.kinds[key].pk)


class BelievedFilter(_OfKinds):
    """``BelievedFilter(request.GET, Believed.objects.visible_to(user), request=request)``."""

    q = Words("Words", by="holding")
    kind = OneOf("Kind of barrier", method="of_kind")


class ExampleFilter(_OfKinds):
    """As the others, of examples."""

    kind = OneOf("Kind of barrier", method="of_kind")
    place = Chosen(
        "Place",
        rows=lambda request: Place.objects.visible_to(request.user),
        field_name="place",
        noun="place",
        suggest="place_suggest",
    )


_USE = (
    Column("opened", "Opened", "How often it was opened, by people signed in", lambda o: o.opened),
    *(
        Column(
            f"opened_{one.value}",
            f"Opened {one.label}",
            f"How often of these it was opened {one.label}",
            attrgetter(f"opened_{one.value}"),
        )
        for one in From
    ),
)
_SOURCE = Column("source", "Source", "Where it is from", lambda one: str(one.source or ""))
_ADDRESS = Column("address", "Address", "Its page", lambda one: one.get_absolute_url())
_KIND = Column("kind", "Kind", "The kind of barrier", lambda one: one.category.name)

GUIDANCE = (
    Column("title", "Title", "What it is called", lambda one: one.title),
    Column("about", "About", "What it is about, in our own words", lambda one: one.about),
    Column("publisher", "Publisher", "Who published it", lambda one: one.publisher),
    Column("link", "Link", "Where it can be read", lambda one: one.url),
    Column(
        "audience",
        "Written for",
        "For whom it was written; empty where that is not known",
        lambda o: o.get_audience_display() if o.audience != Guidance.Audience.NOT_KNOWN else "",
    ),
    Column(
        "kinds",
        "Kinds of barrier",
        "The kinds that it serves",
        lambda one: "; ".join(kind.name for kind in one.kinds),
    ),
    Column(
        "serves",
        "Steps and finer kinds",
        "Of those kinds, the steps and finer kinds that it serves",
        lambda one: "; ".join(
            str(link) for link in one.links.all() if link.practice_id or link.sub_type_id
        ),
    ),
    Column("checked", "Last checked", "The day; empty if not known", lambda one: one.checked_on),
    _SOURCE,
    *_USE,
    _ADDRESS,
)
EXAMPLES = (
    _KIND,
    Column(
        "step",
        "Step",
        "The step that it shows, if one",
        lambda one: one.practice.code if one.practice else "",
    ),
    Column("where", "Where", "The place, or in the words of the source", lambda one: one.where),
    Column("what", "What", "What was in the way", lambda one: one.what),
    Column("tried", "Tried", "What was tried; empty if not known", lambda one: one.tried),
    Column("result", "Result", "What came of it; empty if not known", lambda one: one.result),
    Column(
        "barrier",
        "Barrier",
        "The barrier that it is about",
        lambda one: one.barrier.reference if one.barrier else "",
    ),
    Column("pilot", "Pilot", "The pilot that it is about", lambda one: str(one.pilot or "")),
    _SOURCE,
)
BELIEVED = (
    Column("claim", "What is believed", "In words that its readers may know", lambda o: o.claim),
    Column("because", "Why the rule does not say so", "What a check showed", lambda o: o.because),
    _KIND,
    Column("checked", "Checked on", "As exactly as known", lambda one: str(one.checked or "")),
    Column("since", "Since then", "What later checks showed", lambda one: one.standing.words),
    _SOURCE,
    *_USE,
    _ADDRESS,
)
STEPS = (
    Column("step", "Step", "Its number in the published guidance", lambda one: one.code),
    _KIND,
    Column("what", "What", "The step, in our own words", lambda one: one.step),
    Column("whose", "Whose step", "Who takes it", lambda one: one.get_owner_display()),
    Column("here", "In Placebook", "What here does it; empty if nothing yet", lambda o: o.here),
    _SOURCE,
    *_USE,
    _ADDRESS,
)
