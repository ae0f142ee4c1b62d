"""What sources say of the programme and its pilots beside the fields: claims, and texts."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from dashboards.programme_export.table import (
    Column,
    Scope,
    Table,
    choice,
    day,
    figure,
    source,
    text,
)
from pilots.models import Pilot
from records.models import Finding, FindingSubject, Note

ITSELF = "of the programme itself"


def _own(scope: Scope) -> Q:
    """Rows about the programme, or about a pilot of it that the reader sees."""
    kinds = ContentType.objects.get_for_models(type(scope.programme), Pilot)
    of_programme = Q(subject_type=kinds[type(scope.programme)], subject_id=scope.programme.pk)
    return of_programme | Q(subject_type=kinds[Pilot], subject_id__in=scope.ids)


def _findings(scope: Scope) -> QuerySet[Any]:
    about = FindingSubject.objects.filter(_own(scope)).order_by().values("finding")
    return Finding.objects.visible_to(scope.user).filter(pk__in=about).select_related("source")


def _notes(scope: Scope) -> QuerySet[Any]:
    return Note.objects.filter(_own(scope)).select_related("source")


def _of_pilots(scope: Scope, rows: list[Any]) -> list[Any]:
    """The notes of a batch, with the keys of their pilots."""
    kind = ContentType.objects.get_for_model(Pilot)
    ids = [row.subject_id for row in rows if row.subject_type_id == kind.pk]
    keys = dict(scope.pilots.filter(pk__in=ids).order_by().values_list("pk", "slug"))
    for row in rows:
        row.pilot_key = keys.get(row.subject_id) if row.subject_type_id == kind.pk else None
    return rows


FINDINGS = Table(
    "published_findings",
    "A published claim about the programme or a pilot of it; no count of this record",
    _findings,
    (
        text("finding", "Its key; it stays the same", "key"),
        text("claim", "What was claimed"),
        text("explanation", "What is to be said of it", blank="nothing"),
        *figure("value", "Its figure", lambda row: row.value),
        text("unit", "The unit of the figure", blank="none, or not known"),
        text("meaning", "What the figure means"),
        day("as_of", "The date that it is of"),
        source(),
    ),
)
NOTES = Table(
    "notes",
    "What a source says that is no field of the record, or what is not known yet",
    _notes,
    (
        text("note", "Its number; it stays the same", "pk"),
        Column("pilot", "The pilot: its key", lambda row: row.pilot_key, blank=ITSELF),
        choice("kind", "What kind of note", Note),
        text("text", "What it says"),
        source(),
    ),
    _of_pilots,
)
TABLES = (FINDINGS, NOTES)
