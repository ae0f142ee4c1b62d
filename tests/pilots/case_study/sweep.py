"""Case studies: each follows its pilot's readers and its own level."""

from __future__ import annotations

from typing import Any

from pilots.case_study.used_views import UsedIns
from pilots.models import (
    CaseStudy,
    CaseStudyLesson,
    CaseStudyPilot,
    CaseStudySource,
    Pilot,
    UsedIn,
)
from tests import learned
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import said
from tests.access.table import Family, Row, of_pilot, post, rows_of_kind
from tests.access.world import Level
from tests.pilots.pilot.sweep import EDITS, LOGS

AFTER = ("pilots.lesson",)

FAMILIES = {
    "case_study": Family(readers.NOT_ACCEPTED),
    "published_case_study": Family(readers.BY_LEVEL),
    "used_in": Family(readers.BY_LEVEL, of_pilot),
}

REVIEWS = frozenset({"pfpp_lead", "evaluator"})

ROWS = [
    Row("case_studies", public=True),
    Row("case_studies", public=True, query="?q=letters&outcome=worked&state=withdrawn"),
    Row("case_studies", public=True, query="?topic=no-such-topic"),
    Row("case_studies", public=True, query="?format=csv", page=False),
    Row("case_study", "case_study", public=True),
    Row("case_study", "published_case_study", public=True),
    Row("case_study_history", "published_case_study", public=True),
    Row("case_study_edit", "case_study", permission=EDITS),
    post("case_study_edit", "case_study", permission=EDITS),
    post("case_study_review", "case_study", permission=REVIEWS, narrow=readers.EDITORS),
    post("case_study_publish", "case_study", permission=readers.EDITORS),
    post("case_study_withdraw", "case_study", permission=readers.EDITORS | REVIEWS),
    Row("case_study_add", "pilot", permission=LOGS),
    post("case_study_add", "pilot", permission=LOGS),
    *(row for row in rows_of_kind(UsedIns, "pilot", LOGS) if "take_back" not in row.name),
    Row("used_in_take_back", "used_in", permission=LOGS | {"author"}),
    post("used_in_take_back", "used_in", permission=LOGS | {"author"}),
]


def used_in(of: Pilot, title: str = "Homelessness strategy", **fields: Any) -> UsedIn:
    """A lesson of a pilot in a strategy, unless a case study is named."""
    if "case_study" not in fields and "lesson" not in fields:
        fields["lesson"] = learned.lesson(of, visibility=of.visibility)
    return UsedIn.objects.create(pilot=of, title=title, **fields)


def plant(pilot: Pilot, said: str) -> None:
    """In the zip of a programme as well."""
    used_in(pilot, said, how=said)


def at_level(at: Level) -> dict[str, Any]:
    """One that is written and one that is published."""
    pilot, author = at["pilot"], {"created_by": at.cast.author}
    common = {"visibility": at.level, **author}
    return {
        "used_in": used_in(pilot, lesson=learned.lesson(pilot, **common), **author),
        "case_study": learned.case_study(pilot, f"Tried by {at.level}", **common),
        "published_case_study": learned.case_study(
            pilot, f"Told by {at.level}", state="published", **common
        ),
    }


def hide_at(at: HiddenAt) -> None:
    """One of a hidden pilot beside a public one."""
    study = CaseStudy.objects.create(
        pilot=at.pilot,
        slug=f"{at.pilot.slug}-told",
        outcome="partly",
        visibility=at.pilot.visibility,
        created_by=at.scope.author,
        **said("title", "tried", "reason", "review_note", "withdrawn_because"),
    )
    CaseStudyPilot.objects.create(case_study=study, pilot=at.seen.first("pilot"))
    CaseStudyLesson.objects.create(case_study=study, lesson=at.hidden["lesson"][-1])
    CaseStudySource.objects.create(case_study=study, source=at.seen.source)
    at.hidden["case_study"].append(study)
    used = used_in(at.pilot, case_study=study, source=at.seen.source, **said("title", "how"))
    at.hidden["used_in"].append(used)


def fill(more: More) -> None:
    """One that is written and one that is published; lessons and pilots beside the first."""
    first = more.seen.first("published_case_study")
    for pilot, lesson in zip(more.pilots, more.made["lesson"], strict=True):
        for state in ("written", "published"):
            study = learned.case_study(pilot, state=state)
            for one in (study, first):
                one.lessons.add(lesson)
                one.sources.add(more.seen.source)
                used_in(
                    one.pilot,
                    case_study=one,
                    organisation=more.body,
                    source=more.seen.source,
                )
            first.beside.add(pilot)
