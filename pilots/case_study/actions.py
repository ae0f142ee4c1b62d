"""A case study is written, reviewed by somebody else, published, withdrawn with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.notice.parties import one_person, tell_parties
from people.review.answering import ask
from people.review.parties import editors_of
from pilots.case_study import permissions
from pilots.case_study.models import CaseStudy
from pilots.lesson.models import Lesson
from pilots.pilot.models import Pilot
from records.addresses import save_with_tail
from records.models import Source

State, KIND = CaseStudy.State, "case-study"
MOVED_ON = "Somebody else changed it first: see how it stands now"


@transaction.atomic
def write_case_study(
    *,
    by: Any,
    study: CaseStudy,
    beside: Iterable[Pilot],
    lessons: Iterable[Lesson],
    sources: Iterable[Source],
) -> CaseStudy:
    """Save a case study, new or changed; it then waits to be reviewed (again)."""
    study.changed_by, study.state = by, State.WRITTEN
    study.reviewed_by = study.reviewed_at = study.published_at = None
    study.is_as_published = False
    study.withdrawn_at, study.withdrawn_because = None, ""
    if study.pk:
        study.save()
    else:
        study.created_by = by
        save_with_tail(study, study.title, "case-study")
    study.beside.set(one for one in beside if one.pk != study.pilot_id)
    study.lessons.set(lessons)
    study.sources.set(sources)
    ask(
        permissions.who_reviews(study),
        at=study.pilot.lead_place or study.pilot.programme,
        by=by,
        kind=KIND,
        subject=f"Review a case study: {study.title}",
        about=study,
        url=study.get_absolute_url(),
    )
    return study


@transaction.atomic
def review_case_study(*, by: Any, study: CaseStudy, agrees: bool, note: str = "") -> CaseStudy:
    """Say that it may be published, or send it back with a note. Its writer is told.

    Raises ValidationError where it moved on, or where it is sent back without a word.
    """
    locked = _locked(study)
    if locked.state != State.WRITTEN:
        raise ValidationError(MOVED_ON)
    if not permissions.can_review_case_study(by, locked):
        raise PermissionDenied
    if not agrees and not note:
        raise ValidationError("Say what should change")
    locked.review_note = note
    locked.state = State.REVIEWED if agrees else State.RETURNED
    if agrees:
        locked.reviewed_by, locked.reviewed_at = by, timezone.now()
    locked.save()
    said = "was reviewed" if agrees else "should be changed"
    writer = one_person(locked.created_by, "Whoever wrote it")
    place = locked.pilot.lead_place
    changes = permissions.who_changes(locked).party
    if agrees:
        changes = writer if writer.people or place is None else editors_of(place)
    tell_parties(
        [changes or writer],
        by=by,
        kind=KIND,
        subject=f"A case study {said}: {locked.title}",
        about=locked,
        text=note,
        url=locked.get_absolute_url(),
    )
    return locked


@transaction.atomic
def publish_case_study(*, by: Any, study: CaseStudy) -> CaseStudy:
    """Let it reach everybody whom its level and its pilot admit."""
    locked = _locked(study)
    if not permissions.can_publish_case_study(by, locked):
        raise PermissionDenied
    if locked.state != State.REVIEWED:
        raise ValidationError(MOVED_ON)
    locked.state, locked.published_at = State.PUBLISHED, timezone.now()
    locked.save()
    return locked


@transaction.atomic
def withdraw_case_study(*, by: Any, study: CaseStudy, because: str) -> CaseStudy:
    """It should not be relied on any more; it stays to be read, with the reason at its top."""
    locked = _locked(study)
    if not permissions.can_withdraw_case_study(by, locked):
        raise PermissionDenied
    if locked.state == State.WITHDRAWN:
        raise ValidationError(MOVED_ON)
    if not because:
        raise ValidationError("Say why it is withdrawn")
    locked.state, locked.withdrawn_at = State.WITHDRAWN, timezone.now()
    locked.withdrawn_because = because
    locked.save()
    return locked


def _locked(study: CaseStudy) -> CaseStudy:
    rows = CaseStudy.objects.select_for_update(of=("self",)).select_related("pilot")
    return rows.get(pk=study.pk)
