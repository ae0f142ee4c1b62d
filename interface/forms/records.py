"""Choosing one record out of thousands by typing its name.

With JavaScript the box suggests while you type (static/js/typeahead.js).
Without it the name is looked up when the form is sent: an exact name is
taken, several near ones are offered as "Which one did you mean?".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import JsonResponse
from django.urls import NoReverseMatch, reverse

from interface.forms.messages import not_found
from interface.words import one_line

OFFERED = 8
LONGEST = 300


@dataclass(frozen=True)
class Named:
    """A record as text: what was typed or its name, and the key that was picked."""

    text: str = ""
    pick: str = ""


class TypeAhead(forms.Widget):
    """A text box, sent as ``<name>``, and the key of the record picked, as ``<name>_pick``."""

    template_name = "forms/typeahead.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, suggest: str = "") -> None:
        super().__init__(attrs)
        self.suggest = suggest
        self.offered: list[dict[str, str]] = []
        self.known: Named | None = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        named = value if isinstance(value, Named) else Named(text=str(value or ""))
        # An address holds the key; the box shows the name
        named = self.known or named
        context["widget"] |= {
            "text": named.text,
            "pick": named.pick,
            "offered": self.offered,
            "suggest": self._address(),
        }
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Named:
        sent = (str(data.get(part) or "") for part in (name, f"{name}_pick"))
        return Named(*(one_line(text).strip() for text in sent))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def _address(self) -> str:
        if not self.suggest or self.suggest.startswith("/"):
            return self.suggest
        try:
            return reverse(self.suggest)
        except NoReverseMatch:
            return ""


class RecordField(forms.Field):
    """One record of ``queryset``, found by name. Its value is the record or ``None``.

    ``queryset`` is usually set in the form's ``__init__``, seen by its reader:
    ``self.fields["place"].queryset = Place.objects.visible_to(user)``.
    ``key`` is the field that stands in addresses and in ``<name>_pick``.
    ``exact`` are the lookups that make a name a hit; ``near`` finds the
    candidates to offer (``queryset, text → queryset``; by itself
    ``queryset.found_by(text)``, then those ``around`` what is called so, each
    with ``known_for`` and ``is_meant``). ``suggest`` is the name of the address that
    suggests while typing. ``key_first`` takes a text that is a key as that
    record, as the addresses of filtered lists want it; one that it had before
    finds it too, where the queryset knows (``formerly_at``).
    ``is_asked_for`` says that a choice above it asks for it, so that it is not "(optional)".
    """

    is_asked_for = False

    widget = TypeAhead

    def __init__(
        self,
        queryset: QuerySet[Any] | None = None,
        *,
        noun: str = "record",
        key: str = "slug",
        exact: Iterable[str] = ("name__iexact",),
        near: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None,
        describe: Callable[[Any], str] | None = None,
        suggest: str = "",
        key_first: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.key_first = key_first
        self.queryset = queryset
        self.noun, self.key, self.exact = noun, key, tuple(exact)
        self.near, self.describe = near, describe
        if suggest:
            self.widget.suggest = suggest

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Model):
            return Named(str(value), str(getattr(value, self.key)))
        return value

    def clean(self, value: Any) -> Any:
        named = self.prepare_value(value)
        named = named if isinstance(named, Named) else Named(str(named or ""))
        if not named.text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if len(named.text) > LONGEST:
            raise ValidationError(f"Shorten the name to {LONGEST} characters or fewer")
        return self._match(Named(named.text.replace("\x00", ""), named.pick.replace("\x00", "")))

    def has_changed(self, initial: Any, data: Any) -> bool:
        before, now = self.prepare_value(initial), self.prepare_value(data)
        return (getattr(before, "text", "") or "") != (getattr(now, "text", "") or "")

    def _match(self, named: Named) -> Any:
        if self.queryset is None:
            raise RuntimeError("RecordField needs a queryset: set it in the form's __init__")
        if named_record := self._by_key(named):
            return named_record
        hits = Q()
        for lookup in self.exact:
            hits |= Q(**{lookup: named.text})
        exact = list(self.queryset.filter(hits)[:OFFERED])
        if not exact and (named_record := self._by_former_key(named)):
            return named_record
        offered = exact or self._near(self.queryset, named.text)
        # A pick counts only for the name it was picked for
        for record in offered:
            if named.pick and str(getattr(record, self.key)) == named.pick:
                return record
        if len(exact) == 1:
            return exact[0]
        if self._is_meant(offered):
            self.widget.known = Named(str(offered[0]), str(getattr(offered[0], self.key)))
            return offered[0]
        return self._ask_again(named, offered)

    def _ask_again(self, named: Named, offered: list[Any]) -> NoReturn:
        """Refuse the name, with what it may mean to choose from."""
        if not offered:
            rows: Any = self.queryset
            if hasattr(rows, "missing_words") and (missing := rows.missing_words(named.text)):
                raise ValidationError(missing)
            raise ValidationError(
                not_found(named.text, "Check the spelling, or type a part of the name")
            )
        self.widget.offered = [self._offer(record) for record in offered]
        if len(offered) == 1:
            raise ValidationError(f"Is this the {self.noun}? Choose it, or type another name")
        raise ValidationError(f"Which {self.noun} did you mean? Choose one, or type another name")

    def _is_meant(self, offered: list[Any]) -> bool:
        """Whether a list is narrowed at once: by the only council of a town typed in full."""
        return self.key_first and len(offered) == 1 and getattr(offered[0], "is_meant", False)

    def _by_key(self, named: Named) -> Any:
        """The record that was picked, if its name still stands in the box: many may share it.

        With ``key_first`` the one of which the key stands there.
        """
        rows: Any = self.queryset
        if self.key_first and (record := rows.filter(**{self.key: named.text}).first()):
            self.widget.known = Named(str(record), named.text)
            return record
        if not named.pick:
            return None
        try:
            picked = rows.filter(**{self.key: named.pick}).first()
        except ValueError:
            return None
        return picked if picked and str(picked).casefold() == named.text.casefold() else None

    def _by_former_key(self, named: Named) -> Any:
        """The record that had this key before another: saved addresses still hold it."""
        rows: Any = self.queryset
        if not self.key_first or not hasattr(rows, "formerly_at"):
            return None
        record = rows.formerly_at(named.text).first()
        if record:
            self.widget.known = Named(str(record), str(getattr(record, self.key)))
        return record

    def _near(self, rows: QuerySet[Any], text: str) -> list[Any]:
        if self.near is not None:
            return list(self.near(rows, text)[:OFFERED])
        if not hasattr(rows, "found_by"):
            return list(rows.filter(name__icontains=text)[:OFFERED])
        matches = rows.found_by(text)
        best = matches.best_first(text) if hasattr(matches, "best_first") else matches
        first = list(best[:OFFERED])
        if len(first) == OFFERED or not hasattr(rows, "around"):
            return first
        # What is known for something called so comes after what is called so itself
        more = [record for record in rows.around(text, OFFERED) if record not in first]
        return [*first, *more][:OFFERED]

    def _offer(self, record: Any) -> dict[str, str]:
        return {
            "value": str(getattr(record, self.key)),
            "label": str(record),
            "hint": getattr(record, "known_for", "") or self._described(record),
        }

    def _described(self, record: Any) -> str:
        return self.describe(record) if self.describe else ""


def suggestions(
    records: Iterable[Any],
    *,
    key: str = "slug",
    describe: Callable[[Any], str] | None = None,
) -> JsonResponse:
    """The answer of a ``…/suggest/?q=`` address, as typeahead.js reads it."""
    offered = [
        {
            "value": str(getattr(record, key)),
            "label": str(record),
            "hint": describe(record) if describe else "",
        }
        for record in records
    ]
    return JsonResponse({"results": offered})
