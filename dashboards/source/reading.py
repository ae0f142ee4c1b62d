"""One source, found by its address, for who may see it.

A source is read with whatever rests on it, which may be a record of any kind: the rule of a list
(``Source.objects.visible_to``) asks all of them, and that takes a fifteenth of a second before the
database is asked. Of one source the database says first which kinds rest on it, mostly one or two,
and their rules alone are asked.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BooleanField, F, ForeignKey, Func
from django.http import Http404

from access.permissions import wrote
from records.models import Source
from records.models.sources import keys_to_sources
from records.reading import rows_seen


def _rests_on() -> Func:
    """For each key to sources, in order, whether some row names this one by it.

    Each question ends at the first row that it finds.
    """
    quote = connection.ops.quote_name
    asked = ", ".join(
        f"EXISTS (SELECT FROM {quote(key.model._meta.db_table)}"
        f" WHERE {quote(key.column)} = %(expressions)s)"
        for key in keys_to_sources()
    )
    kinds = ArrayField(BooleanField())
    return Func(F("pk"), template=f"ARRAY[{asked}]", output_field=kinds)


def source_at(user: Any, slug: str) -> Source | None:
    """The source at an address; None where there is none that this user may see.

    It knows which kinds of records rest on it (``keys_resting_on``).
    """
    source = Source.objects.annotate(rests_on=_rests_on()).filter(slug=slug).first()
    return source if source is not None and _sees(user, source) else None


def source_or_404(user: Any, slug: str) -> Source:
    """The same for a page. Raises Http404."""
    if (source := source_at(user, slug)) is None:
        raise Http404
    return source


def keys_resting_on(source: Source) -> list[ForeignKey[Any, Any]]:
    """The keys by which records name it; all that there are, where it was not found by address."""
    keys = list(keys_to_sources())
    known = getattr(source, "rests_on", None)
    if known is None:
        return keys
    return [key for key, rests in zip(keys, known, strict=True) if rests]


def _sees(user: Any, source: Source) -> bool:
    if source.is_open or wrote(user, source):
        return True
    seen = [
        rows_seen(key.model, user).filter(**{key.name: source.pk}).order_by().values_list("pk")
        for key in keys_resting_on(source)
    ]
    return bool(seen) and seen[0].union(*seen[1:], all=True).exists()
