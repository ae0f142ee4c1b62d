"""How the pages of sources take part in the whole."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left

from dashboards.source.permissions import can_add_sources, rights_to_source
from interface.parts import MenuItem, Theme
from records.models import Finding, FindingSubject, Note, Source
from registry.attached import HasAttachments
from registry.reported import HasErrorReports
from registry.search import SearchIndex
from search.models import SearchEntry


def _may(user: Any, source: Source) -> bool:
    return rights_to_source(user, source).change


def _entry(**of: Any) -> QuerySet[SearchEntry]:
    """The entry of the record that a text is about, by whose page it is read."""
    return SearchEntry.objects.filter(**of).exclude(kind__in=("note", "finding"))


_OF_NOTE = _entry(kind=OuterRef("subject_type__model"), object_id=OuterRef("subject_id"))
_SUBJECTS = FindingSubject.objects.filter(finding=OuterRef(OuterRef("pk"))).order_by("id")
_OF_FINDING = _entry(
    kind=Subquery(_SUBJECTS.values("subject_type__model")[:1]),
    object_id=Subquery(_SUBJECTS.values("subject_id")[:1]),
)


def _told_at(model: Any, entry: QuerySet[SearchEntry]) -> QuerySet[Any]:
    """Texts about a record that has a page, with where that is."""
    told = entry.exclude(page="practice_library")
    rows = model.objects.filter(Exists(told))
    return rows.annotate(
        at_page=Subquery(told.values("page")[:1]),
        at_key=Subquery(told.values("key")[:1]),
        at_title=Subquery(told.values("title")[:1]),
        at_words=Subquery(told.values("words")[:1]),
        at_made_up=Subquery(told.values("is_made_up")[:1]),
    ).order_by()


REGISTRATIONS = (
    HasErrorReports(model=Source, pages=("source",), keys=("slug",), called="title"),
    # Of one that was withdrawn nothing is shown any more
    HasAttachments(
        model=Source, permission=_may, with_title=lambda rows: rows.standing(), order=80
    ),
    MenuItem(
        page="sources",
        label="Sources",
        says="Every document behind a figure or a claim, with the records that use it",
        theme=Theme.KEEPING,
        order=30,
        words="references citations documents evidence",
    ),
    MenuItem(
        page="source_add",
        label="Add a source",
        says="A document that others can cite",
        theme=Theme.KEEPING,
        order=160,
        words="reference document new",
        permission=can_add_sources,
        adds=True,
    ),
    SearchIndex(
        model=Source,
        label="source",
        page="source",
        key=("slug",),
        title="title",
        text=("publisher",),
        note=("publisher",),
        rows=lambda: Source.objects.filter(is_open=True, withdrawn_words__isnull=True).order_by(),
        seen=lambda _: Source.objects.filter(is_open=True).order_by(),
        weight=-0.1,
        order=170,
    ),
    SearchIndex(
        model=Note,
        label="note",
        plural="also recorded",
        page=F("at_page"),
        key_of=F("at_key"),
        title=Left("text", 160),
        text=("text",),
        note=(F("at_title"),),
        words_of=F("at_words"),
        made_up=Q(at_made_up=True),
        rows=lambda: _told_at(Note, _OF_NOTE),
        weight=-1,
        order=900,
    ),
    SearchIndex(
        model=Finding,
        label="published claim",
        page=F("at_page"),
        key_of=F("at_key"),
        title="claim",
        text=("explanation",),
        note=(F("at_title"),),
        words_of=F("at_words"),
        made_up=Q(at_made_up=True),
        rows=lambda: _told_at(Finding, _OF_FINDING),
        weight=-0.5,
        order=901,
    ),
)
