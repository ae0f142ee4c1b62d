"""Filters of the list of all changes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.utils import timezone

from accounts.models import User
from dashboards.audit.at_place import TooManyError, changes_at
from interface.filters import AnyOf, FilterSet, OnDay, OneOf, Words
from partnerships.models import Place
from partnerships.place.forms import place_filter
from records.differences import noun_of
from records.history import tracked_models
from records.models import HistoryEntry

DAYS = 30
LONGEST = dt.timedelta(days=366)
MOST_PEOPLE = 50
TOO_LONG = "Choose days that are at most a year apart"
TOO_MANY_PEOPLE = f"More than {MOST_PEOPLE} people have that name: type more of it"
TOO_MANY_THERE = "Too much belongs to this place: choose a smaller one within it"
TURNED = "Choose a last day that is not before the first"


@cache
def _kinds() -> list[tuple[str, str]]:
    """Every kind of which history is kept; of two with one name each says to which part of the
    whole it belongs."""
    models = list(tracked_models())
    nouns = Counter(noun_of(model) for model in models)
    named = [(model._meta.label_lower, _called(model, nouns)) for model in models]
    return sorted(named, key=lambda kind: kind[1])


def _called(model: Any, nouns: Counter[str]) -> str:
    noun = noun_of(model)
    if nouns[noun] == 1:
        return noun
    app = apps.get_app_config(model._meta.app_label).verbose_name.lower()
    own = str(model._meta.verbose_name)
    return f"{noun} ({own})" if own != noun.lower() else f"{noun} ({app})"


class ChangeFilter(FilterSet):
    """Who changed what, where and when. Without days it is the last thirty."""

    first = OnDay("From", method="leave")
    last = OnDay("To", method="leave")
    who = Words("Who", by="", method="by_people", help_text="A name or an email address")
    kind = OneOf("Kind", field_name="model", choices=_kinds)
    did = AnyOf("What was done", field_name="kind", choices=HistoryEntry.Kind.choices)
    place = place_filter("Place", by="", method="at_place", help_text="With the records there")

    shown = ("first", "last", "who", "kind")

    @property
    def form(self) -> Form:
        made = super().form
        if self.is_bound and not hasattr(self, "_judged"):
            self._judged = True
            if made.is_valid():
                for name, problem in list(self._wrong(made.cleaned_data)):
                    made.add_error(name, ValidationError(problem))
        return made

    def _wrong(self, said: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """What cannot be answered whole, by the filter that asks for it."""
        first, last = days(said)
        if last < first:
            yield "last", TURNED
        elif last - first > LONGEST:
            yield "last", TOO_LONG
        self.people = list(_people(said["who"])[: MOST_PEOPLE + 1]) if said.get("who") else []
        if len(self.people) > MOST_PEOPLE:
            yield "who", TOO_MANY_PEOPLE
        if place := said.get("place"):
            try:
                self.there = changes_at(place, self.request.user)
            except TooManyError:
                yield "place", TOO_MANY_THERE

    @property
    def qs(self) -> QuerySet[HistoryEntry]:
        rows: QuerySet[HistoryEntry] = super().qs
        said = self.form.cleaned_data if self.is_bound and self.form.is_valid() else {}
        first, last = days(said)
        return rows.filter(at__gte=_begin(first), at__lt=_begin(last + dt.timedelta(days=1)))

    def leave(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        """Days are counted together (``qs``)."""
        return rows

    def by_people(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """By accounts with these words in their name or address."""
        return rows.filter(context__user__in=self.people) if text.strip() else rows

    def at_place(self, rows: QuerySet, name: str, place: Place | None) -> QuerySet:
        """Of a place and of what belongs to it."""
        return rows if place is None else rows.filter(self.there)


def _people(text: str) -> QuerySet:
    """Accounts with these words in their name or address."""
    return User.objects.found_by(text).order_by("pk").values_list("pk", flat=True)


def days(said: dict[str, Any]) -> tuple[dt.date, dt.date]:
    """The first and the last day: those that were said, else thirty up to the other, or today."""
    first, last = said.get("first"), said.get("last")
    month = dt.timedelta(days=DAYS - 1)
    if last is None:
        last = timezone.localdate() if first is None else max(timezone.localdate(), first)
        if first is not None:
            last = min(last, first + LONGEST)
    return (last - month if first is None else first), last


def _begin(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
