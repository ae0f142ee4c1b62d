"""What drafts may still be called: a draft is named after the record that its form is about.

Where that record's page stands above the form, one query asks for all drafts whether their author
may still read it. Of the few others the form itself is asked, as it was when the draft was kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import IntegerField, Value
from django.urls import NoReverseMatch

from records import drafts
from records.models import Draft
from records.reading import of_all, rows_seen
from registry.record_above import Named, record_above

# Forms whose draft has a title that names no record which somebody could not read
NAME_NONE = {
    "api-key": "always the same words",
    "calendar-feed": "always the same words",
    "escalations-answer": "always the same words",
    "figures-due": "always the same words",
    "log-barrier": "what was typed, and the place, which everybody may read",
    "log-data-request": "what was typed",
    "pilot": "what was typed",
    "systemic-add": "what was typed",
    "tell-us": "always the same words",
}


def hidden(user: Any, rows: Iterable[Draft]) -> set[int]:
    """The drafts of these that are about what their author has no business with any more."""
    gone: set[int] = set()
    about: dict[int, Named] = {}
    for draft in rows:
        if (named := _record_of(draft)) is not None:
            about[draft.pk] = named
        elif draft.target and draft.form not in NAME_NONE and not _is_called(draft, user):
            gone.add(draft.pk)
    return gone | (about.keys() - _seen(user, about))


def _seen(user: Any, about: dict[int, Named]) -> set[int]:
    """Those of these drafts whose record their author may read; one query."""
    return of_all(
        rows_seen(model, user)
        .filter(**columns)
        .annotate(draft=Value(pk, output_field=IntegerField()))
        .values_list("draft", flat=True)
        for pk, (model, columns) in about.items()
    )


def _record_of(draft: Draft) -> Named | None:
    """The record whose page stands above a draft's form; None where none does."""
    try:
        return record_above(drafts.form_of(draft))
    except NoReverseMatch:
        return None


def _is_called(draft: Draft, user: Any) -> bool:
    """Whether its form would keep this draft now, as one that is gone would not."""
    kind = drafts.kind_of(draft.form)
    return kind is not None and kind.title(user, draft.target, {}) is not None
