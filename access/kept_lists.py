"""Lists whose statements are kept: for all who see alike and have chosen the same filters.

The rows of a list depend on its page, its filters, its reader and its address. While a statement
is written, a page and filters are asked that have nothing but what is the same for all who ask
alike: a choice out of a few is a part of the shape, a record that was chosen a value. Whatever asks
for more, such as what a filter has read of the database, is refused, and then the list is asked for
as it is written for its reader. So is one with words or days in its filters.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Collection, Mapping
from inspect import getattr_static
from types import FunctionType, SimpleNamespace
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from access.kept import kept
from access.stand_ins import few_of, stand_in
from interface.filters import FilterSet
from interface.made_up import marked
from interface.pages import Page
from interface.paging import BoundedCount, Key, Rows, Sort, counting, first, up_to
from interface.querystring import PAGING
from records.statements import Given, OfNoShapeError, Written, for_everybody

FEW = (forms.ChoiceField, forms.MultipleChoiceField, forms.BooleanField)
PLAIN = (Model, bool, type, type(None))
# What a page and its filters have of the request, in whose place something else stands
OF_REQUEST = ("request", "user", "reader", "data", "args", "kwargs", "queryset", "_form")


def rows_of(page: Page, chosen: FilterSet) -> Rows:
    """The rows of a list, as they are asked for."""
    records: dict[str, Model] = {}
    try:
        listed = _Listed(page, chosen, records)
    except OfNoShapeError:
        return _RowsOf(chosen)
    return _KeptRows(page.request.user, listed, records, chosen)


class _RowsOf(Rows):
    """What filters leave, built where it is asked for."""

    keys = None

    def __init__(self, chosen: FilterSet) -> None:
        self.chosen = chosen

    @property
    def queryset(self) -> QuerySet[Any]:  # type: ignore[override]  # which is set nowhere
        return marked(self.chosen.qs)


class _KeptRows(_RowsOf):
    """The same, by statements that are kept."""

    def __init__(
        self, user: Any, listed: _Listed, records: dict[str, Model], chosen: FilterSet
    ) -> None:
        super().__init__(chosen)
        self.user, self.listed, self.records = user, listed, records

    def first(self, sort: Sort, key: Key | None, limit: int, *, descending: bool) -> list[Any]:
        given = {**self.records, **dict(zip(("key", "pk"), key or (), strict=False))}
        try:
            return _first(self.user, self.listed, sort, limit, descending, **given)
        except OfNoShapeError:
            return super().first(sort, key, limit, descending=descending)

    def count(self, limit: int) -> BoundedCount:
        try:
            ((count,),) = _count(self.user, self.listed, limit, **self.records)
        except OfNoShapeError:
            return super().count(limit)
        return up_to(count, limit)


@kept
def _first(
    user: Any, listed: _Listed, sort: Sort, limit: int, descending: bool, **given: Given
) -> QuerySet[Any]:
    key: Any = (given["key"], given["pk"]) if "key" in given else None
    return first(marked(listed.rows(user)), sort, key, limit, descending=descending)


@kept
def _count(user: Any, listed: _Listed, limit: int, **records: Given) -> Written:
    return counting((listed.rows(user), limit))


class _Listed:
    """What a list is asked for, but for its reader and which records were chosen.

    Raises OfNoShapeError where it is asked for more than a shape.
    """

    def __init__(self, page: Page, chosen: FilterSet, records: dict[str, Model]) -> None:
        self.page, self.filters, self.names = type(page), type(chosen), tuple(chosen.filters)
        self.address = _Address(page.request.GET, self.names)
        self.of_page = _alike("page", _own(page), records)
        self.of_filters = _alike("filters", _own(chosen), records)
        self.chosen = _alike("chosen", _cleaned(chosen.form), records)
        parts = self.of_page, self.of_filters, self.chosen
        said = (tuple(sorted((name, _said(one)) for name, one in part.items())) for part in parts)
        self.key = (self.page, self.filters, self.names, *said)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Listed) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def rows(self, user: Any) -> QuerySet[Any]:
        """What the filters leave of the rows of the page, for who stands for all its readers."""
        if not for_everybody.get():
            raise OfNoShapeError
        request = SimpleNamespace(user=user, GET=self.address)
        form = SimpleNamespace(cleaned_data=self.chosen, is_valid=lambda: True, errors={})
        page = _bare(self.page, **self.of_page, request=request)
        of_reader = {"request": request, "user": user, "reader": user}
        asked = {"data": self.address, "is_bound": True, "_form": form}
        chosen = _bare(self.filters, **{**self.of_filters, **of_reader, **asked})
        try:
            chosen.queryset = page.get_queryset()
            chosen.filters = {name: copy.deepcopy(chosen.base_filters[name]) for name in self.names}
            for one in chosen.filters.values():
                one.parent, one.model = chosen, chosen.queryset.model
            rows: QuerySet[Any] = chosen.qs
        except (AttributeError, KeyError, ValueError) as error:  # it has less than a real one
            raise OfNoShapeError from error
        return rows


def _bare(kind: Any, **has: Any) -> Any:
    """One of a kind that has this and no more."""
    made = object.__new__(kind)
    vars(made).update(has)
    return made


def _alike(of: str, values: dict[str, Any], records: dict[str, Model]) -> dict[str, Any]:
    """The same, with what stands for a record in its place; which it is, to ``records``."""
    found = {f"{of}.{name}": one for name, one in values.items() if isinstance(one, Model)}
    records.update(found)
    stand_ins = {name.partition(".")[2]: stand_in(one, name) for name, one in found.items()}
    return {**values, **stand_ins}


def _own(one: Any) -> dict[str, Any]:
    """What a page or filters have of their own and may be asked for. Raises OfNoShapeError for
    another in whose place their class would say something."""
    today, own = timezone.localdate(), {}
    for name, value in vars(one).items():
        if name in OF_REQUEST:
            continue
        if isinstance(value, PLAIN) or value == today:
            own[name] = value
        elif hasattr(type(one), name) and not _is_worked_out(type(one), name):
            raise OfNoShapeError(name)
    return own


def _is_worked_out(kind: type, name: str) -> bool:
    """Whether what a class says under a name is worked out anew where it is asked for."""
    return isinstance(
        getattr_static(kind, name), (functools.cached_property, cached_property, FunctionType)
    )


def _cleaned(form: forms.Form) -> dict[str, Any]:
    """What was chosen. Raises OfNoShapeError where it is neither a record nor one of a few."""
    if not form.is_valid():
        raise OfNoShapeError
    for name, value in form.cleaned_data.items():
        if value and not isinstance(value, Model) and not isinstance(form.fields[name], FEW):
            raise OfNoShapeError
    return form.cleaned_data


def _said(value: Any) -> Any:
    """What a statement may say of a value; of a record, all that its stand-in has."""
    if isinstance(value, Model):
        return type(value), tuple(value.__dict__[name] for name in sorted(few_of(value)))
    return tuple(value) if isinstance(value, list) else (type(value), value)


class _Address(dict[str, Any]):
    """What an address holds beside what was chosen, which is nothing; the rest is not told."""

    def __init__(self, asked: Mapping[str, Any], names: Collection[str]) -> None:
        super().__init__()
        self.asked = {name for name in asked if name not in PAGING and name != "sort"}
        if self.asked - {*names, *(f"{name}_pick" for name in names)}:
            raise OfNoShapeError

    def get(self, name: str, default: Any = None) -> Any:
        if name in self.asked:
            raise OfNoShapeError(name)
        return default

    def __contains__(self, name: object) -> bool:
        return bool(self.get(str(name)))
