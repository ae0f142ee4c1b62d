"""Of two versions of one record: what somebody typed, and keeping theirs or one's own, row by row.

The page of a conflict holds both versions of each answer as a browser would send them, so that
either can be kept without typing it again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import GeneratedField
from django.http import QueryDict

from records.inputs import Inputs, Sent
from records.models import HistoryEntry

THEIRS, YOURS = "theirs", "yours"
KEPT = "conflict"  # the hidden input with both versions
TAKE = "take-"  # before the name of an answer: which of the two is kept


def opened_as(record: Any, mark: str) -> Any:
    """The record as it was when a form with this mark was opened; None where nothing tells."""
    if not (mark.isascii() and mark.isdecimal() and len(mark) < 10):
        return None
    rows = HistoryEntry.objects.of_kind(type(record), [record.pk])
    row = rows.filter(after__version=int(mark)).order_by("-id").first()
    if row is None or row.after is None:
        return None
    then = {
        field.attname: field.to_python(row.after[field.column])
        for field in record._meta.concrete_fields
        if field.column in row.after and not isinstance(field, GeneratedField)
    }
    made = type(record)(**then)
    made._state.adding = False  # noqa: SLF001 - it was there
    made._state.db = record._state.db  # noqa: SLF001
    return made


def both(form: Any, theirs: Any, name: str) -> dict[str, Sent]:
    """An answer in both versions, as a browser would send them."""
    inputs = Inputs(str(theirs[name]))
    return {THEIRS: inputs.sent, YOURS: _sent(form.data, inputs.names)}


def _sent(data: Any, names: Any) -> Sent:
    return {name: data.getlist(name) for name in names if name in data}


def put(data: QueryDict, versions: Mapping[str, Sent], which: str) -> None:
    """Let a form's data say one of the two versions of an answer."""
    for name in versions[THEIRS].keys() | versions[YOURS].keys():
        data.pop(name, None)
        if name in versions[which]:
            data.setlist(name, versions[which][name])


def take(form: Any) -> None:
    """Let the form say what was chosen row by row on the page of a conflict.

    An answer that was typed anew on that page counts as typed, whatever is chosen beside it.
    """
    if not (form.is_bound and isinstance(form.data, QueryDict) and KEPT in form.data):
        return
    data = form.data.copy()
    for name, versions in _kept(data.get(KEPT, "")).items():
        which, shown = data.get(f"{TAKE}{name}", ""), versions["shown"]
        names = versions[THEIRS].keys() | versions[YOURS].keys()
        is_untouched = _plain(_sent(data, names)) == _plain(versions[shown])
        if which in (THEIRS, YOURS) and which != shown and is_untouched:
            put(data, versions, which)
    form.data = data


def _plain(sent: Sent) -> Sent:
    """As it was sent, whatever ends its lines, without what is empty."""
    made = {name: [one.replace("\r\n", "\n") for one in values] for name, values in sent.items()}
    return {name: values for name, values in made.items() if any(values)}


def _kept(text: str) -> dict[str, Any]:
    """What the hidden input holds; nothing where somebody wrote it otherwise."""
    try:
        kept = json.loads(text)
        return {str(name): _versions(said) for name, said in kept.items()}
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return {}


def _versions(said: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        which: {str(name): [str(one) for one in values] for name, values in said[which].items()}
        for which in (THEIRS, YOURS)
    }
    return {**made, "shown": THEIRS if said["shown"] == THEIRS else YOURS}
