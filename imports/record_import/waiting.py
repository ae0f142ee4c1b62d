"""Files that somebody sent and has not imported yet, in *my work*: after a week they are gone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, Concat, TruncDate
from django.urls import reverse

from access.visibility import reader_of
from imports.models import RecordImport
from interface.paging import BoundedCount
from interface.sections import Section, Task, Turn
from interface.words import date_words
from registry.waiting import Row, TaskQuery, Work, in_columns, shortened

KIND, SPACE = "import", Value(" ")


def _sent(work: Work) -> QuerySet[Any]:
    """Files of this person, to a place or to all places of a programme."""
    reader = reader_of(work.user)
    led = Q(programme__in=sorted(reader.led_programmes) if reader else [])
    rows = RecordImport.objects.waiting().filter(Q(programme=None) | led, by=work.user.pk)
    home = Case(When(programme=None, then=Value("place_import")), default=Value("programme_import"))
    slug = Coalesce("place__slug", "programme__slug")
    return in_columns(
        KIND,
        rows.exclude(notes__contains=[{"is_aside": True}]),
        key=Concat(home, SPACE, slug, SPACE, "pk", output_field=TextField()),
        what=F("file_name"),
        of=Coalesce("place__name", "programme__name"),
        day=TruncDate("sent_at"),
        order=("-sent_at", "-id"),
    )


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="imports",
        title="Files to import",
        items=[_task(row) for row in rows],
        count=count,
        note="they are deleted after a week",
    )


def _task(row: Row) -> Task:
    _, key, name, of, _, sent = row
    page, slug, pk = key.split()
    return Task(
        title=f"Finish importing {shortened(name)}: {of}",
        url=reverse(page, args=[slug, pk]),
        action="Continue",
        note=f"Sent {date_words(sent)}",
        turn=Turn.DRAFT,
    )


TO_IMPORT = TaskQuery(kind=KIND, rows=_sent, section=_section, order=195)
