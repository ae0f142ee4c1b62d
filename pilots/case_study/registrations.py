"""How case studies take part in the whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf, TruncDate
from django.urls import reverse

from interface.columns import Column
from interface.paging import BoundedCount
from interface.parts import MenuItem, RecordMenuItem, Theme
from interface.sections import Section, Task
from interface.words import waited
from partnerships.place.examples import made_up_rule
from pilots.case_study.filters import COLUMNS
from pilots.case_study.permissions import can_edit_case_study, can_publish_case_study
from pilots.case_study.used_views import UsedIns
from pilots.impacts import impacts_in_file
from pilots.models import CaseStudy, CaseStudyLesson, CaseStudyPilot, CaseStudySource, Pilot, UsedIn
from pilots.pilot.permissions import can_log_progress
from pilots.subjects import NAMED, OF_PILOT, PLACED, kept_by_pilot
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does
from records.resting import CitesSource, Line, SourceKept, by_title
from registry.attached import HasAttachments
from registry.library import LibraryKind
from registry.programme_files import (
    ProgrammeFile,
    Scope,
    address,
    choice,
    from_list,
    of_pilots,
    pilot,
    text,
)
from registry.reported import HasErrorReports
from registry.search import BODY, SearchIndex
from registry.waiting import Row, TaskQuery, Work, in_columns


def _in_studies(user: Any) -> QuerySet[CaseStudySource]:
    seen = CaseStudy.objects.visible_to(user)
    return CaseStudySource.objects.filter(case_study__in=seen.order_by().values("pk"))


def _line(link: CaseStudySource) -> Line:
    return by_title(link.case_study)


def _cites(user: Any, link: CaseStudySource) -> bool:
    return can_edit_case_study(user, link.case_study)


def _cites_reviewed(user: Any, link: CaseStudySource) -> bool:
    """What stands behind reviewed and published words is changed by those who publish them."""
    is_published = link.case_study.state == CaseStudy.State.PUBLISHED
    return _cites(user, link) and (
        not is_published or can_publish_case_study(user, link.case_study)
    )


def _studies(scope: Scope) -> QuerySet[Any]:
    seen = Pilot.objects.visible_to(scope.user).order_by().values("pk")
    beside = CaseStudyPilot.objects.filter(pilot__in=seen).select_related("pilot")
    rows = of_pilots(scope, CaseStudy).defer("search")
    return rows.prefetch_related(Prefetch("pilot_links", beside), "sources")


def _waiting(work: Work) -> QuerySet[Any]:
    rows = CaseStudy.objects.visible_to(work.user).for_decision_by(work.user)
    of, changed = (
        Coalesce(NullIf("pilot__name", Value("")), Value("a pilot")),
        TruncDate("updated_at"),
    )
    return in_columns("study", rows, key="slug", what="title", of=of, day=changed, state="state")


# By the state of a case study, what is to do with it
VERBS = {"written": "Review", "reviewed": "Publish", "returned": "Change"}


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="studies",
        title="Case studies that wait for you",
        short="Case studies",
        items=[
            Task(
                title=f"{VERBS[state]} the case study: {what}",
                url=reverse("case_study", args=[slug]),
                action=VERBS[state],
                note=of,
                reason=waited(day, today),
            )
            for _, slug, what, of, state, day in rows
        ],
        count=count,
        note="to review, change or publish",
    )


CASE_STUDIES = ProgrammeFile(
    "case_studies",
    "What was tried and what really happened; withdrawn ones are kept and say why",
    _studies,
    (
        text("case_study", "Its key in addresses", "slug"),
        pilot(),
        Column(
            "other_pilots",
            "Other pilots that it is about: their keys",
            value=lambda row: "; ".join(link.pilot.slug for link in row.pilot_links.all()),
            blank="none that you can see",
        ),
        text("title", "Its title"),
        *from_list(COLUMNS, "tried", "outcome", "reason"),
        impacts_in_file(),
        choice("state", "What stage it is at", CaseStudy),
        text("published_at", "When it was published", values="time in the UK", blank="not yet"),
        *from_list(COLUMNS, "as_published"),
        text("withdrawn_because", "Why it was withdrawn", blank="it is not"),
        Column(
            "sources",
            "What it is based on: keys in sources.csv",
            value=lambda row: "; ".join(one.slug for one in row.sources.all()),
            blank="none is named",
        ),
        address(),
    ),
    order=360,
    cites="sources",
)


REGISTRATIONS = (
    HasErrorReports(
        model=CaseStudy, pages=("case_study",), keys=("slug",), called="title", of=("pilot",)
    ),
    MenuItem(
        page="case_studies",
        on_topic="Case studies",
        label="Case studies",
        says="What was done, what came of it and what others can use",
        theme=Theme.PILOTS,
        order=70,
        words="stories examples",
        within="library",
    ),
    HasAttachments(
        model=CaseStudy,
        permission=can_edit_case_study,
        for_public=True,
        with_title=lambda rows: rows.select_related("pilot").prefetch_related(*PLACED),
        pilot="pilot",
        order=30,
    ),
    CitesSource(
        model=CaseStudySource,
        key="studies",
        noun="case study,case studies",
        order=110,
        line=_line,
        needs=("case_study",),
        seen=_in_studies,
    ),
    SourceKept(
        model=CaseStudySource,
        permission=_cites_reviewed,
        reads=tuple(f"case_study__{path}" for path in PLACED),
        withdraws=_cites,
    ),
    CASE_STUDIES,
    TaskQuery(kind="study", rows=_waiting, section=_section, order=30),
    SearchIndex(
        model=CaseStudy,
        label="case study",
        plural="case studies",
        page="case_study",
        key=("slug",),
        title="title",
        text=("tried", "reason"),
        note=("pilot__name", "tried"),
        status="outcome",
        within={**OF_PILOT},
        made_up=made_up_rule(CaseStudy, "pilot"),
        weight=0.2,
        over=Q(withdrawn_at__isnull=False),
        order=101,
    ),
    LibraryKind(
        key="case-studies",
        label="Case studies",
        one="Case study",
        page="case_studies",
        words="All case studies, with filters and files",
        indexes=("casestudy",),
        failed={"casestudy": ("did_not",)},
        order=20,
    ),
    RecordMenuItem(
        page="case_study_add",
        label="Write a case study",
        says="What you did and what came of it, for others to read",
        of="pilot",
        order=55,
        words="new story example",
        permission=can_log_progress,
        adds=True,
    ),
    Absent(
        model=CaseStudy,
        at=Whole.FILES,
        why="no format reads a list of case studies that were published elsewhere",
        to_come=True,
    ),
    HistoryLabel(
        model=CaseStudyLesson, noun="lesson in a case study", named_by=("case_study", "lesson")
    ),
    *UsedIns.registrations(),
    BodyRule(
        UsedIn,
        "organisation",
        Does.MOVE,
        noun="document of it that used learning,documents of it that used learning",
        order=495,
    ),
    CitesSource(
        model=UsedIn,
        key="used_in",
        noun="use in strategy or policy,uses in strategy or policy",
        order=195,
        needs=NAMED,
    ),
    kept_by_pilot(UsedIn, can_log_progress),
    HistoryLabel(model=UsedIn, public=True, noun="use in strategy or policy", named_by=("title",)),
    SearchIndex(
        model=UsedIn,
        label="use in strategy or policy",
        plural="uses in strategy or policy",
        page="pilot_used_in",
        key=("pilot__slug",),
        title="title",
        text=("how",),
        note=("organisation__name", "how"),
        within={**OF_PILOT, BODY: "organisation_id"},
        made_up=made_up_rule(UsedIn, "pilot"),
        weight=-0.3,
        order=119,
    ),
    Absent(
        model=UsedIn,
        at=Whole.FILES,
        why="no format reads a list of where learning was used",
        to_come=True,
    ),
    HistoryLabel(model=CaseStudyPilot, noun="pilot", named_by=("pilot",)),
    HistoryLabel(model=CaseStudySource, noun="source", named_by=("source",)),
)
