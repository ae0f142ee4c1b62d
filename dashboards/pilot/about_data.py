"""What is known of a pilot besides: the challenge, what was learned, notes, what was published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from collaboration.comment.views import comments_url
from dashboards.pilot.heading import dates_of
from dashboards.pilot.in_numbers import InNumbers
from interface.cut import Cut
from interface.paging import up_to
from pilots.models import CaseStudy, Lesson, Pilot, PlanChange
from pilots.pilot.similar_pilots import SimilarPilot, pilots_like
from records.models import Finding, Note
from records.related import may_have
from registry.record_pages import other_pages

FINDINGS_SHOWN = 20
NOTES_READ = 200
STUDIES_SHOWN = 5
NOTES = (Note.Kind.ACTIVITY, Note.Kind.RESULT, Note.Kind.LEGACY, Note.Kind.FUNDING, Note.Kind.FACT)
LESSONS = (
    (Lesson.Kind.ENABLER, "What helped"),
    (Lesson.Kind.LESSON, "Lessons"),
    (Lesson.Kind.WARNING, "Watch out"),
)
PARTS = (
    ("Led by", "lead"),
    ("District partners", "district_partner"),
    ("Where it works", "target"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """An address with its words, and how many stand there."""

    label: str
    url: str
    count: str = ""


@dataclass(frozen=True)
class Group:
    """Things under one heading."""

    title: str
    items: list[Any]


@dataclass(frozen=True)
class Background:
    """All that the page of background shows, as this reader sees it."""

    pilot: Pilot
    topics: list[str]
    changes: list[PlanChange]
    lessons: list[Group]
    gaps: list[Note]
    notes: list[Group]
    all_notes: Cut
    caveats: list[Note]
    findings: list[Finding]
    parent: Pilot | None = None
    children: list[Pilot] = field(default_factory=list)
    alike: list[SimilarPilot] = field(default_factory=list)
    studies: list[CaseStudy] = field(default_factory=list)

    @property
    def places(self) -> list[Group]:
        """Its places by the part that they have in it."""
        links = self.pilot.place_links.all()
        made = [
            Group(title, [link.place for link in links if link.role == r]) for title, r in PARTS
        ]
        return [group for group in made if group.items]

    @property
    def dates(self) -> str:
        return dates_of(self.pilot)

    @property
    def sources(self) -> list[Any]:
        """What its notes and findings are from, each once, but for where the pilot is from."""
        notes = [*self.caveats, *(note for group in self.notes for note in group.items)]
        found = dict.fromkeys(one.source for one in (*notes, *self.findings) if one.source)
        return [source for source in found if source != self.pilot.source]


def background_of(user: Any, pilot: Pilot, topics: list[str]) -> Background:
    """For a pilot that the caller has loaded with ``visible_to`` and ``with_places``; of one that
    is marked with what it has, nothing is asked of the rest."""
    noted = may_have(pilot, "notes")
    read = list(Note.objects.about(pilot)[: NOTES_READ + 1]) if noted else []
    notes = read[:NOTES_READ]
    parent, children = _family(user, pilot)
    return Background(
        pilot=pilot,
        topics=topics,
        changes=list(pilot.changes.select_related("source")) if may_have(pilot, "changes") else [],
        lessons=_lessons(user, pilot),
        gaps=[note for note in notes if note.kind == Note.Kind.GAP],
        notes=_notes(notes),
        all_notes=Cut(notes, up_to(len(read), NOTES_READ)),
        caveats=[note for note in notes if note.kind == Note.Kind.CAVEAT],
        findings=_findings(user, pilot),
        parent=parent,
        children=children,
        alike=pilots_like(user, pilot),
        studies=_studies(user, pilot),
    )


def all_pages(user: Any, pilot: Pilot, numbers: InNumbers) -> list[Link]:
    """Every page of a pilot that this reader may open, as their subjects declare them."""
    made = [
        Link(page.label, page.url(pilot), page.how_many(numbers.counts))
        for page in other_pages(user, pilot, "pilot", numbers.counts)
    ]
    if numbers.comments is not None:
        made.append(Link("Comments", comments_url(f"pilot/{pilot.pk}"), str(numbers.comments)))
    return made


def _findings(user: Any, pilot: Pilot) -> list[Finding]:
    if not may_have(pilot, "findings"):
        return []
    return list(Finding.objects.visible_to(user).about(pilot)[:FINDINGS_SHOWN])


def _lessons(user: Any, pilot: Pilot) -> list[Group]:
    if not may_have(pilot, "lessons"):
        return []
    rows = list(Lesson.objects.visible_to(user).filter(pilot=pilot).select_related("source"))
    made = [Group(title, [row for row in rows if row.kind == kind]) for kind, title in LESSONS]
    return [group for group in made if group.items]


def _studies(user: Any, pilot: Pilot) -> list[CaseStudy]:
    """The case studies about it that stand; for those who see them also those that wait."""
    if not may_have(pilot, "own_studies", "studies"):
        return []
    seen = CaseStudy.objects.visible_to(user).about(pilot)
    rows = seen.filter(state__in=CaseStudy.STANDS)
    return list(rows.order_by("-updated_at", "-id")[:STUDIES_SHOWN])


def _notes(notes: list[Note]) -> list[Group]:
    made = [
        Group(str(kind.label).capitalize(), [note for note in notes if note.kind == kind])
        for kind in NOTES
    ]
    return [group for group in made if group.items]


def _family(user: Any, pilot: Pilot) -> tuple[Pilot | None, list[Pilot]]:
    """The pilot that it grew out of and those that grew out of it, as far as they are seen."""
    if pilot.parent_id is None and not may_have(pilot, "children"):
        return None, []
    of = Q(parent=pilot)
    if pilot.parent_id is not None:
        of |= Q(pk=pilot.parent_id)
    rows = list(Pilot.objects.visible_to(user).filter(of).order_by("sort_key", "id"))
    parent = next((row for row in rows if row.pk == pilot.parent_id), None)
    return parent, [row for row in rows if row.pk != pilot.parent_id]
