"""Filters of lists, shared by the page, its counts and its exports.

An invalid value shows its message and no rows: never the unfiltered list.
Relations are asked with EXISTS, so that a row never comes twice.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.choices import flatten_choices

from interface import querystring
from interface.forms import Checkboxes, DayText, Form, RecordField, Switch
from interface.forms.records import Named as Typed
from interface.words import date_words

# How many filters a panel shows before it folds the others
USED = 4
MORE = "More filters"
Rows = Callable[[HttpRequest | None], QuerySet[Any]]
# The key and the name of each record that came after one
CameAfter = Callable[[Any], Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class Chip:
    """A filter in use: what it says, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Replaced:
    """A record that is chosen and was replaced: its name, and the same list for what came after."""

    name: str
    after: list[Chip]


class Fresh(dict[str, forms.Field]):
    """Fields that were made for one form, which need not copy them once more."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Fresh:
        return self


class FilterForm(Form):
    """The form of a filter panel: everything may be left out, so nothing says so."""

    says_optional = False
    empty_choice = "Any"
    answers_open = False  # the chips above the list say what is chosen


class CopiedLightly:
    """A filter that shares its choices and widgets with its copies, which do not change them.

    Each list begins with a copy of its filters; choices are given anew, not added to, and a
    field copies the widget that it is given.
    """

    extra: dict[str, Any]
    method: Any

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        made = copy.copy(self)
        made.extra = dict(self.extra)
        made.method = self.method  # which binds it to the copy
        return made


class FilterSet(django_filters.FilterSet):
    """The filters of one list.

    ``filter.qs`` are the rows, ``filter.form`` the panel, ``filter.chips`` what
    is in use. Pass ``request.GET``; a filter that is not in it does nothing.
    ``shown`` names those that people use, without it the first; the panel folds
    the others away until one of them is in use. ``saved_as`` is the key under
    which people save them; *Mine* is there for who is signed in.
    """

    shown: ClassVar[Sequence[str]] = ()
    saved_as = ""
    data: Any

    def __init__(self, data: Any = None, *args: Any, request: Any = None, **kwargs: Any) -> None:
        super().__init__(data, *args, request=request, **kwargs)
        if "mine" in self.filters and not (request and request.user.is_authenticated):
            del self.filters["mine"]

    @property
    def form(self) -> forms.Form:
        if not hasattr(self, "_form"):
            self._lead_on()
        made: forms.Form = super().form
        return made

    def _lead_on(self) -> None:
        """Read a saved address: what is no choice any more stands for what it became."""
        data = self.data
        for name, filter_ in self.filters.items():
            formerly: Callable[[str], str] | None = getattr(filter_, "formerly", None)
            if formerly is None or not self.is_bound:
                continue
            typed = str(data.get(name) or "")
            is_odd = typed and "\x00" not in typed and not filter_.field.valid_value(typed)
            if is_odd and (now := formerly(typed)):
                data = data.copy()
                data[name] = now
        self.data = data

    @property
    def qs(self) -> QuerySet[Any]:
        if self.is_bound and not self.form.is_valid():
            return self.queryset.none()
        return super().qs

    def get_form_class(self) -> type[forms.Form]:
        folded = self._folded()
        shown = [name for name in self.filters if name not in folded]
        fields = {name: self.filters[name].field for name in [*shown, *folded]}
        made: Any = type(f"{type(self).__name__}Form", (FilterForm,), {})
        made.base_fields = Fresh(fields)
        made.folds = {MORE: folded}
        return made

    def _folded(self) -> list[str]:
        """Those beyond the few that are used; a single one more stands with them."""
        names = list(self.filters)
        used = set(self.shown or names[:USED])
        others = [name for name in names if name not in used]
        return others if len(others) > 1 else []

    @property
    def in_use(self) -> bool:
        return bool(self.chips)

    @property
    def chips(self) -> list[Chip]:
        """What is in use, each with the address that takes it off; also what is wrong."""
        if not self.is_bound:
            return []
        return [chip for name in self.filters for chip in self.chips_of(name)]

    @property
    def replaced(self) -> list[Replaced]:
        """What is chosen and was replaced since: why a list may hold nothing."""
        found: list[Replaced] = []
        chosen = self.form.cleaned_data if self.is_bound and self.form.is_valid() else {}
        for name, filter_ in self.filters.items():
            if chosen.get(name) is not None and getattr(filter_, "came_after", None):
                after = [
                    Chip(
                        label, querystring.replaced(self.data, **{name: key, f"{name}_pick": None})
                    )
                    for key, label in filter_.came_after(chosen[name])
                ]
                found += [Replaced(str(chosen[name]), after)] if after else []
        return found

    @property
    def clear(self) -> str:
        """The address of the list without any filter, in the same order."""
        changes = dict.fromkeys(self._sent_names())
        return querystring.replaced(self.data, **changes)

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the panel's form must carry along: the sort, not the place in the list."""
        left_out = {*self._sent_names(), *querystring.PAGING}
        lists = self.data.lists() if hasattr(self.data, "lists") else ()
        return [(name, value) for name, values in lists if name not in left_out for value in values]

    @property
    def query(self) -> str:
        """The filters in use as they stand in an address; empty where none is."""
        sent = ((name, value) for name in self._sent_names() for value in _sent(self.data, name))
        return urlencode([(name, value) for name, value in sent if value.strip()])

    @property
    def words(self) -> list[str]:
        """The filters in words, for the head of an export: "Region: North West"."""
        return [chip.label for chip in self.chips]

    def _sent_names(self) -> list[str]:
        return [sent for name in self.filters for sent in (name, f"{name}_pick")]

    def chips_of(self, name: str) -> list[Chip]:
        """What one filter says, where it is in use."""
        field = self.form.fields[name]
        label = str(field.label or "")
        values = [text for text in _sent(self.data, name) if text.strip()]
        if isinstance(field, forms.MultipleChoiceField):
            labels = words_of_choices(field)
            return [
                Chip(
                    f"{label}: {labels.get(text, text)}", querystring.without(self.data, name, text)
                )
                for text in values
            ]
        if not values:
            return []
        url = querystring.replaced(self.data, **{name: None, f"{name}_pick": None})
        return [Chip(self._value_words(name, field, label, values[-1]), url)]

    def _value_words(self, name: str, field: forms.Field, label: str, text: str) -> str:
        value = self.form.cleaned_data.get(name) if self.form.is_valid() else None
        if isinstance(field.widget, forms.CheckboxInput):
            return label
        if isinstance(field, forms.ChoiceField):
            text = words_of_choices(field).get(text, text)
        elif isinstance(value, dt.date):
            text = date_words(value)
        elif value is not None and not isinstance(value, str):
            text = str(value)
        elif isinstance(value, str):
            text = f"“{text}”"
        return f"{label}: {text}" if label else text


class Words(CopiedLightly, django_filters.CharFilter):
    """Free text, given to a QuerySet method: ``Words("Name or code", by="found_by")``.

    ``suggest`` is the address that suggests while somebody types.
    """

    def __init__(self, label: str, *, by: str, suggest: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        # An address that is worked out later may not be asked for yet, even whether it is empty
        asks = {} if suggest is None else {"data-suggest": suggest, "autocomplete": "off"}
        super().__init__(label=label, widget=forms.TextInput({"type": "search", **asks}), **kwargs)
        self.by = by

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        text = str(value or "").strip()
        return getattr(qs, self.by)(text) if text else qs


class OneOf(CopiedLightly, django_filters.ChoiceFilter):
    """One of a few: ``OneOf("Region", field_name="region", choices=…)``.

    ``formerly`` says which choice one became that saved addresses still hold; empty for none.
    """

    def __init__(
        self, label: str, *, formerly: Callable[[str], str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(label=label, empty_label="Any", **kwargs)
        self.formerly = formerly


class AnyOf(CopiedLightly, django_filters.Filter):
    """Any of a few, as checkboxes: ``AnyOf("Status", field_name="status", choices=…)``."""

    field_class = forms.MultipleChoiceField

    def __init__(self, label: str, *, choices: Iterable[Any], **kwargs: Any) -> None:
        kwargs.setdefault("widget", Checkboxes)
        super().__init__(label=label, choices=choices, **kwargs)

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class OneRelated(OneOf):
    """One of a few, over a relation: rows for which ``rows`` has one with that ``field``.

    ``OneRelated("Topic", choices=…, rows=lambda request: PilotTopic.objects.all(),
    link="pilot", field="topic__slug")``
    """

    def __init__(self, label: str, *, rows: Rows, link: str, field: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.rows, self.link, self.related = rows, link, field

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if not value:
            return qs
        record = self.rows(self.parent.request).filter(**{self.related: value})
        return qs.filter(Exists(record.filter(**{self.link: OuterRef("pk")})))


class OnDay(CopiedLightly, django_filters.Filter):
    """A day in one box: ``OnDay("As at", method="as_at")``."""

    field_class = DayText

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)


class Has(CopiedLightly, django_filters.Filter):
    """A box to tick: rows that ``rows`` speaks of, by its field ``link``.

    ``Has("With an open barrier", rows=lambda request: BarrierPlace.objects…, link="place")``
    """

    field_class = forms.BooleanField

    def __init__(self, label: str, *, rows: Rows, link: str, **kwargs: Any) -> None:
        super().__init__(label=label, widget=Switch, **kwargs)
        self.rows, self.link = rows, link

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if not value:
            return qs
        linked = self.rows(self.parent.request).filter(**{self.link: OuterRef("pk")})
        return qs.filter(Exists(linked))


class Ticked(CopiedLightly, django_filters.Filter):
    """A box to tick, given to a QuerySet method: ``Ticked("Overdue only", by="overdue")``."""

    field_class = forms.BooleanField

    def __init__(self, label: str, *, by: str, **kwargs: Any) -> None:
        super().__init__(label=label, widget=Switch, **kwargs)
        self.by = by

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return getattr(qs, self.by)() if value else qs


class Mine(Ticked):
    """A box to tick, given with the reader to a QuerySet method: ``Mine(by="concerning")``.

    The set leaves it out for who is not signed in.
    """

    def __init__(self, *, by: str, **kwargs: Any) -> None:
        super().__init__("Mine", by=by, **kwargs)

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return getattr(qs, self.by)(self.parent.request.user) if value else qs


class Chosen(CopiedLightly, django_filters.Filter):
    """One record out of thousands, by its slug or name, seen by the reader.

    ``Chosen("Place", rows=lambda request: Place.objects.visible_to(request.user),
    noun="place", by="in_place", suggest="place_suggest")``: ``by`` is a QuerySet
    method that takes the record; without it ``field_name`` is compared.
    ``came_after`` says what replaced a record.
    """

    field_class = RecordField

    def __init__(
        self,
        label: str,
        *,
        rows: Rows,
        by: str = "",
        came_after: CameAfter | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label=label, key_first=True, **kwargs)
        self.rows, self.by, self.came_after = rows, by, came_after

    @property
    def field(self) -> forms.Field:
        made = super().field
        made.queryset = self.rows(self.parent.request)
        return made

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if value is None:
            return qs
        if self.by:
            return getattr(qs, self.by)(value)
        return qs.filter(**{self.field_name: value})


def _sent(data: Any, name: str) -> list[str]:
    values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
    return [value.text if isinstance(value, Typed) else str(value) for value in values]


def words_of_choices(field: Any) -> dict[str, str]:
    """What each choice of a field says, by its key, without groups."""
    choices: Any = flatten_choices(list(field.choices))
    return {str(key): str(shown) for key, shown in choices}
