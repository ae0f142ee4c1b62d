"""Every table of the export. A new one is added here, and that is all."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from dashboards.programme_export import course, evaluated, figures, learned, life, pilots, published
from dashboards.programme_export.table import Scope, Table, address, day, text
from pilots.models import CaseStudySource
from records.models import Source

SUBJECTS = (
    *pilots.TABLES,
    *figures.TABLES,
    *course.TABLES,
    *life.TABLES,
    *evaluated.TABLES,
    *learned.TABLES,
    *published.TABLES,
)


def _cited(scope: Scope) -> QuerySet[Any]:
    """The sources of all rows of the other tables."""
    studies = learned.CASE_STUDIES.rows(scope).order_by().values("pk")
    rule = Q(pk__in=CaseStudySource.objects.filter(case_study__in=studies).values("source"))
    for table in SUBJECTS:
        rows = table.rows(scope).order_by()
        if any(field.name == "source" for field in rows.model._meta.get_fields()):
            named = rows.select_related(None).prefetch_related(None).values("source")
            rule |= Q(pk__in=named)
    rule |= Q(pk__in=learned.EQUALITY.rows(scope).order_by().values("question__source"))
    return Source.objects.visible_to(scope.user).filter(rule)


SOURCES = Table(
    "sources",
    "A published document that a row of another file came from",
    _cited,
    (
        text("source", "Its key in addresses and in the other files; it stays the same", "slug"),
        text("title", "Its title"),
        text("publisher", "Who published it"),
        text("url", "Where it is to be read"),
        day("published", "When it was published"),
        text("read_on", "When it was read for this record", values="date"),
        text("how_read", "How it was read", blank="in full, or not known"),
        address(),
    ),
)
TABLES = (*SUBJECTS, SOURCES)
