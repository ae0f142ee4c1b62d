"""What drafts may still be called: a draft is named after the record that its form is about.

The record is the one whose page stands above the form: that of ``/pilots/hubs/update/`` is the
pilot. One query asks for all drafts whether their author may still read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.db.models import IntegerField, Value
from django.http import Http404
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve

from partnerships.commented import commented
from partnerships.reported import by_page, reported
from records import drafts
from records.models import Draft
from records.reading import rows_seen

# A model, and the columns that name one row of it.
Named = tuple[Any, dict[str, Any]]


def hidden(user: Any, rows: Iterable[Draft]) -> set[int]:
    """The drafts of these whose record their author may not read any more; one query."""
    about = {draft.pk: named for draft in rows if (named := _record_of(draft)) is not None}
    if not about:
        return set()
    first, *others = [
        rows_seen(model, user)
        .filter(**columns)
        .annotate(draft=Value(pk, output_field=IntegerField()))
        .values_list("draft", flat=True)
        .order_by()
        for pk, (model, columns) in about.items()
    ]
    return about.keys() - set(first.union(*others, all=True) if others else first)


def _record_of(draft: Draft) -> Named | None:
    """The record that a draft's form is about; None for a form that is about none."""
    try:
        path = urlsplit(drafts.form_of(draft)).path
    except NoReverseMatch:
        return None
    while path.strip("/"):
        try:
            named = _named(resolve(path))
        except (Resolver404, Http404):
            named = None
        if named is not None:
            return named
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return None


def _named(match: ResolverMatch) -> Named | None:
    """The record whose page this is, or whose kind and number stand in the address."""
    values = match.kwargs
    if rule := by_page().get(match.view_name):
        return rule.model, rule.named("/".join(map(str, values.values())))
    if "key" in values and (rule := reported(values.get("kind", ""))):
        return rule.model, rule.named(values["key"])
    if "pk" in values and (written := commented(values.get("kind", ""))):
        return written.model, {"pk": values["pk"]}
    return None
