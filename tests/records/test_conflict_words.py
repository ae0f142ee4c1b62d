"""Both versions of a conflict are told in words, whatever kind of answer a form asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from django import forms
from django.http import QueryDict

from interface.forms import RecordField, ReducedDateField
from records import conflicts
from records.conflicts import Versioned
from registry.declared_kind import FormOfFields
from tests.access import table
from tests.access.kept_world import KeptWorld
from tests.access.test_queries import reader_of
from tests.pilots.forms import values

# How Python writes a value: Amount(low=…), <Place: Leeds>, ['a'], {'a': 1}, None
PYTHON = re.compile(r"\w\((\w+=|['\"])|<[\w.]+( object|: )|^(None|True|False)$|[\[({]['\"<]")
SENT = {row.name for row in table.rows() if row.method == "POST"}
FORMS = [row for row in table.rows() if row.method == "GET" and row.page and row.name in SENT]
# Answers that are tried in each box; what a form refuses of them is not told either.
TYPED = ("about 7,000", "2,500 to 3,000", "Some words", "7", "https://www.gov.uk/a")


def opened(world: KeptWorld) -> Iterator[tuple[str, Any, QueryDict]]:
    """Each form that may meet another version, as it opens, with what a browser would send."""
    for row in FORMS:
        response = world.ask(reader_of(row), row.address(world.made.at["public"][row.of]))
        form = (response.context or {}).get("form")
        if isinstance(form, Versioned):
            sent = QueryDict(mutable=True)
            for name, value in values(response.content.decode()).items():
                sent.setlist(name, value if isinstance(value, list) else [value])
            yield str(row), form, sent


def bound(form: Any, sent: QueryDict) -> Any:
    """The same form with these answers, judged."""
    made = deepcopy(form)
    made.data, made.is_bound = sent, True
    made.full_clean()
    return made


def told(form: Any) -> dict[str, str | None]:
    """Every answer of a form that was sent, as the page of a conflict says it."""
    return {
        name: conflicts.in_words(field, conflicts._cleaned(form, name, field))
        for name, field in form.fields.items()
        if name in form.cleaned_data and not field.widget.is_hidden
    }


def as_opened(form: Any) -> dict[str, str | None]:
    shown = [name for name, field in form.fields.items() if not field.widget.is_hidden]
    return {name: conflicts._opened(form, name) for name in shown}


def answers(form: Any, sent: QueryDict, number: int) -> QueryDict:
    """Something in every box and one of the choices of each question."""
    made = sent.copy()
    for name, field in form.fields.items():
        if field.widget.is_hidden:
            continue
        if isinstance(field, ReducedDateField):
            made.update({f"{name}_{part}": "" for part in ("day", "month", "year")})
            for part, value in (("day", "3"), ("month", "2"), ("year", "2021")):
                made[f"{name}_{part}"] = value
        elif isinstance(field, RecordField):
            if field.queryset is not None and (one := field.queryset.first()):
                made[name], made[f"{name}_pick"] = str(one), str(getattr(one, field.key))
        elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
            keys = [str(key) for key in choices(field.choices) if str(key)]
            many = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
            made.setlist(name, keys[:3] if many else keys[number % len(keys) :][:1] if keys else [])
        elif isinstance(field, forms.BooleanField):
            made[name] = "on"
        else:
            made[name] = TYPED[number]
    return made


def choices(offered: Any) -> Iterator[Any]:
    """The keys of a question's choices, of those in groups too."""
    for key, label in offered:
        if isinstance(label, list | tuple):
            yield from choices(label)
        else:
            yield key


def kinds(form: type) -> Iterator[type]:
    """A form and those made of it that are made no further."""
    below: list[type] = form.__subclasses__()
    if not below:
        yield form
    for one in below:
        yield from kinds(one)


def test_every_answer_of_every_form_is_told_in_words(kept_world: KeptWorld) -> None:
    found: list[str] = []
    seen: set[type] = set()
    for page, form, sent in opened(kept_world):
        seen.add(type(form))
        first = as_opened(form)
        versions = [first, *(told(bound(form, answers(form, sent, n))) for n in range(len(TYPED)))]
        found += [
            f"{page}, {name}: {said}"
            for version in versions
            for name, said in version.items()
            if said and PYTHON.search(said)
        ]
    ours = {one for one in kinds(Versioned) if not one.__module__.startswith("tests")}
    ours.discard(FormOfFields)  # of no model: a kind that names its fields makes one of it
    assert found == []
    # One that nobody here opens is seen by the form that it is made of
    assert {one.__qualname__ for one in ours if not seen.intersection(one.__mro__)} == set()


def test_what_nobody_changed_is_no_difference(kept_world: KeptWorld) -> None:
    found = []
    for page, form, sent in opened(kept_world):
        theirs, yours = as_opened(form), told(bound(form, sent)) if form.instance.pk else {}
        found += [
            f"{page}, {name}: {theirs[name]!r}, not {said!r}"
            for name, said in yours.items()
            if said != theirs[name]
        ]
    assert found == []
