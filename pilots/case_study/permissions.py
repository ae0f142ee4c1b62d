from __future__ import annotations

from dataclasses import replace
from typing import Any

from access.permissions import edits, leads, wrote
from accounts.models import User
from accounts.notice.parties import one_person
from interface.articles import with_article
from people.review.answering import Answering, answering
from people.review.parties import editors_of, leads_of
from pilots.case_study.models import CaseStudy, reviewers_today
from pilots.pilot.permissions import can_edit_pilot, can_log_progress, evaluates


def can_edit_case_study(user: Any, study: CaseStudy) -> bool:
    """Whoever edits its pilot, and whoever wrote it while they log the pilot's progress."""
    own = wrote(user, study) and can_log_progress(user, study.pilot)
    return own or can_edit_pilot(user, study.pilot)


def can_review_case_study(user: Any, study: CaseStudy) -> bool:
    """Leads and evaluators of the pilot's programme, but nobody who wrote its words.

    Where it has none of them, no programme, or a level that is not for them: another editor of its
    lead place.
    """
    writers = (study.created_by_id, study.changed_by_id)
    if user.pk in writers:
        return False
    programme = study.pilot.programme_id
    if evaluates(user, programme) or leads(user, programme):
        return True
    if not edits(user, study.pilot.lead_place):
        return False
    if not study.is_read_by_programme:
        return True
    return not reviewers_today(programme).exclude(user__in=[pk for pk in writers if pk]).exists()


def who_reviews(study: CaseStudy) -> Answering:
    """Who can review it today, with the fallback that is said; nobody who wrote its words."""
    writers = {study.created_by_id, study.changed_by_id}
    programme, place = study.pilot.programme, study.pilot.lead_place
    parties = []
    if programme is not None and study.is_read_by_programme:
        reviewers = User.objects.filter(
            pk__in=reviewers_today(programme.pk).values("user")
        ).order_by("pk")
        name = with_article(programme)
        parties.append(
            replace(leads_of(programme), people=reviewers, who=f"a lead or evaluator of {name}")
        )
        parties[0] = replace(parties[0], why="Nobody else here leads or evaluates {}")
    if place is not None:
        parties.append(replace(editors_of(place), why="Nobody else here edits {}"))
    return answering(
        replace(party, people=[one for one in party.people if one.pk not in writers])
        for party in parties
    )


def who_changes(study: CaseStudy) -> Answering:
    """Who changes what a review sent back: whoever wrote it, while they still may; else editors of
    its lead place."""
    writer, place = study.created_by, study.pilot.lead_place
    name = "Whoever wrote it"
    parties = [replace(one_person(writer, name), who=name.lower())]
    if writer is None or not can_edit_case_study(writer, study):
        parties[0] = replace(parties[0], people=())
    if place is not None:
        parties.append(editors_of(place))
    return answering(parties)


def can_publish_case_study(user: Any, study: CaseStudy) -> bool:
    """Editors of the lead place publish it once it was reviewed."""
    return edits(user, study.pilot.lead_place)


def can_withdraw_case_study(user: Any, study: CaseStudy) -> bool:
    """Editors of the lead place, and whoever may review such a one."""
    return can_publish_case_study(user, study) or can_review_case_study(user, study)
