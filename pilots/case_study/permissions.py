from __future__ import annotations

from typing import Any

from access.permissions import edits, leads, wrote
from pilots.case_study.models import CaseStudy
from pilots.pilot.permissions import can_edit_pilot, can_log_progress, evaluates


def can_edit_case_study(user: Any, study: CaseStudy) -> bool:
    """Whoever edits its pilot, and whoever wrote it while they log the pilot's progress."""
    own = wrote(user, study) and can_log_progress(user, study.pilot)
    return own or can_edit_pilot(user, study.pilot)


def can_review_case_study(user: Any, study: CaseStudy) -> bool:
    """Leads and evaluators of the pilot's programme, but nobody who wrote its words.

    Of a pilot without a programme: another editor of its lead place.
    """
    if user.pk in (study.created_by_id, study.changed_by_id):
        return False
    programme = study.pilot.programme_id
    if programme is None:
        return edits(user, study.pilot.lead_place)
    return evaluates(user, programme) or leads(user, programme)


def can_publish_case_study(user: Any, study: CaseStudy) -> bool:
    """Editors of the lead place publish it once it was reviewed."""
    return edits(user, study.pilot.lead_place)


def can_withdraw_case_study(user: Any, study: CaseStudy) -> bool:
    """Editors of the lead place, and whoever may review such a one."""
    return can_publish_case_study(user, study) or can_review_case_study(user, study)
