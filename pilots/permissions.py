"""Who may do what with a pilot. The lead place decides, where a pilot has several."""

from __future__ import annotations

from typing import Any

from partnerships.models import ActionItem, Place, Programme
from partnerships.permissions import (
    contributes,
    edits,
    is_administrator,
    is_on_team,
    leads,
    wrote,
)
from partnerships.visibility import reader_of
from pilots.models import (
    CaseStudy,
    Engagement,
    Evaluation,
    LearningEvent,
    Lesson,
    Milestone,
    Pilot,
    SharedDefinition,
    Update,
    YouSaid,
)


def lead_place(pilot: Pilot) -> Place | None:
    """The place that leads the pilot; one query unless ``place_links`` is prefetched."""
    return pilot.lead_place


def can_log_progress(user: Any, pilot: Pilot) -> bool:
    """Contributors and editors of the lead place, and the pilot's team."""
    return is_on_team(user, pilot.team_id) or contributes(user, lead_place(pilot))


def has_updates_due(user: Any) -> bool:
    """Whether any update at all waits for this user: those who log, and programme leads."""
    reader = reader_of(user)
    return bool(reader and (reader.contributed_places or reader.teams or reader.led_programmes))


def concerns(user: Any, pilot: Pilot) -> bool:
    """Whether the pilot's due day is this user's business; no query, so good for lists.

    A role at any of its places will do here: it decides what is shown, not what may be done.
    """
    reader = reader_of(user)
    return bool(
        reader
        and (
            pilot.team_id in reader.teams
            or pilot.programme_id in reader.led_programmes
            or reader.contributed_places & set(pilot.reach_ids)
        )
    )


def can_edit_pilot(user: Any, pilot: Pilot) -> bool:
    """Editors of the lead place, the pilot's team, and a contributor who wrote it."""
    if is_on_team(user, pilot.team_id) or edits(user, lead_place(pilot)):
        return True
    return wrote(user, pilot) and contributes(user, lead_place(pilot))


def can_set_milestones(user: Any, programme: Programme) -> bool:
    """Leads of a programme set its milestones."""
    return leads(user, programme.pk)


def can_keep_milestone(user: Any, milestone: Milestone) -> bool:
    """Whoever logs the pilot's progress; of a programme's, its leads."""
    if milestone.programme is not None:
        return can_set_milestones(user, milestone.programme)
    return milestone.pilot is not None and can_log_progress(user, milestone.pilot)


def can_propose(user: Any) -> bool:
    """Contributors and editors of some place propose a pilot there."""
    reader = reader_of(user)
    return bool(reader and reader.contributed_places)


def can_propose_at(user: Any, place: Place | None) -> bool:
    """Contributors and editors of the place that is to lead it."""
    return contributes(user, place)


def can_publish_at(user: Any, place: Place | None) -> bool:
    """Editors of the place that is to lead it show a new pilot to everyone at once."""
    return edits(user, place)


def can_close_pilot(user: Any, pilot: Pilot) -> bool:
    """Editors of the lead place and the pilot's team say that it ended and what came of it."""
    return is_on_team(user, pilot.team_id) or edits(user, lead_place(pilot))


def can_reopen_pilot(user: Any, pilot: Pilot) -> bool:
    """Only editors of the lead place open one again that has ended."""
    return edits(user, lead_place(pilot))


def can_keep_figures(user: Any, pilot: Pilot) -> bool:
    """What is counted and planned: whoever logs its progress, and whoever edits it."""
    return can_log_progress(user, pilot) or can_edit_pilot(user, pilot)


def can_propose_remeasure(user: Any, pilot: Pilot) -> bool:
    """Whoever keeps its figures, and evaluators and leads of its programme."""
    reader = reader_of(user)
    may = ("programme_lead", "evaluator")
    programme = pilot.programme_id
    return can_keep_figures(user, pilot) or bool(
        reader
        and programme is not None
        and any(one.programme_id == programme and one.role in may for one in reader.roles)
    )


def can_add_definition(user: Any) -> bool:
    """Shared definitions: administrators, and leads of any programme."""
    reader = reader_of(user)
    return is_administrator(user) or bool(reader and reader.led_programmes)


def can_write_definition(user: Any, shared: SharedDefinition) -> bool:
    """Administrators; leads write those of their programmes."""
    return is_administrator(user) or leads(user, shared.programme_id)


def can_edit_lesson(user: Any, lesson: Lesson) -> bool:
    """Whoever edits the pilot, and whoever wrote it while they log the pilot's progress."""
    own = wrote(user, lesson) and can_log_progress(user, lesson.pilot)
    return own or can_edit_pilot(user, lesson.pilot)


def can_edit_case_study(user: Any, study: CaseStudy) -> bool:
    """Whoever edits its pilot, and whoever wrote it while they log the pilot's progress."""
    own = wrote(user, study) and can_log_progress(user, study.pilot)
    return own or can_edit_pilot(user, study.pilot)


def can_review_case_study(user: Any, study: CaseStudy) -> bool:
    """Leads and evaluators of the pilot's programme, but nobody who wrote its words.

    Of a pilot without a programme: another editor of its lead place.
    """
    reader = reader_of(user)
    if reader is None or user.pk in (study.created_by_id, study.changed_by_id):
        return False
    programme = study.pilot.programme_id
    if programme is None:
        return edits(user, lead_place(study.pilot))
    may = ("programme_lead", "evaluator")
    return any(one.programme_id == programme and one.role in may for one in reader.roles)


def can_publish_case_study(user: Any, study: CaseStudy) -> bool:
    """Editors of the lead place publish it once it was reviewed."""
    return edits(user, lead_place(study.pilot))


def can_withdraw_case_study(user: Any, study: CaseStudy) -> bool:
    """Editors of the lead place, and whoever may review such a one."""
    return can_publish_case_study(user, study) or can_review_case_study(user, study)


def can_add_event(user: Any) -> bool:
    """Whoever works on something here: contributors, leads, connectors, department officers."""
    reader = reader_of(user)
    return bool(
        reader
        and (
            reader.contributed_places
            or reader.connected_places
            or reader.teams
            or reader.led_programmes
            or reader.organisations
        )
    )


def can_edit_event(user: Any, event: LearningEvent) -> bool:
    """Whoever put it there, leads of its programme, editors of its place."""
    own = wrote(user, event) and can_add_event(user)
    return own or leads(user, event.programme_id) or edits(user, event.place)


def can_write_you_said(user: Any, place: Place) -> bool:
    """Contributors and editors of the place write down what residents said and what was done."""
    return contributes(user, place)


def can_decide_you_said(user: Any, entry: YouSaid) -> bool:
    """Editors of the place put it before the public, turn it down, or take it off again."""
    return edits(user, entry.place)


def can_publish_pilot(user: Any, pilot: Pilot) -> bool:
    """Editors of the lead place show a pilot to everyone."""
    return edits(user, lead_place(pilot))


def can_review_updates(user: Any, pilot: Pilot) -> bool:
    """Leads of the pilot's programme ask about updates and accept them.

    A pilot without a programme has nobody to report to: editors of its lead place do it.
    """
    if pilot.programme_id is None:
        return edits(user, lead_place(pilot))
    return leads(user, pilot.programme_id)


def can_read_working_text(user: Any) -> bool:
    """Signed-in readers of an update read all of it; the public its public sentence and figures."""
    return bool(user.is_authenticated)


def can_answer(user: Any, update: Update) -> bool:
    """Whoever may log progress may answer a question about it."""
    return can_log_progress(user, update.pilot)


def can_record_meeting(user: Any, pilot: Pilot) -> bool:
    """Whoever logs progress; officers of a body, who met the pilot or plan to visit it."""
    reader = reader_of(user)
    return can_log_progress(user, pilot) or bool(reader and reader.organisations)


def can_change_meeting(user: Any, engagement: Engagement) -> bool:
    """Whoever logs progress, and the officer who wrote it down."""
    pilot = engagement.pilot
    return can_log_progress(user, pilot) or (
        wrote(user, engagement) and can_record_meeting(user, pilot)
    )


def can_close_promise(user: Any, promise: ActionItem) -> bool:
    """Whoever owes it, and whoever may change the meeting at which it was promised."""
    if ActionItem.objects.owed_by(user).filter(pk=promise.pk).exists():
        return True
    meeting = promise.subject
    return isinstance(meeting, Engagement) and can_change_meeting(user, meeting)


def evaluates(user: Any, programme_id: int | None) -> bool:
    """Whether the user is an evaluator of this programme."""
    reader = reader_of(user)
    return bool(
        reader
        and programme_id is not None
        and any(
            one.programme_id == programme_id and one.role == "evaluator" for one in reader.roles
        )
    )


def can_plan_evaluation(user: Any, pilot: Pilot) -> bool:
    """Who evaluates a pilot, when and with which reports: its evaluators, its lead place's editors
    and the leads of its programme say so."""
    programme = pilot.programme_id
    return evaluates(user, programme) or leads(user, programme) or edits(user, lead_place(pilot))


def can_plan_evaluation_of(user: Any, programme: Programme) -> bool:
    """The same of a programme as a whole: its evaluators and its leads."""
    return evaluates(user, programme.pk) or leads(user, programme.pk)


def can_edit_evaluation(user: Any, evaluation: Evaluation) -> bool:
    """Whoever may plan it may put it right and add its reports."""
    if evaluation.pilot is not None:
        return can_plan_evaluation(user, evaluation.pilot)
    return bool(evaluation.programme and can_plan_evaluation_of(user, evaluation.programme))


def can_write_finding(user: Any, evaluation: Evaluation) -> bool:
    """Evaluators of the programme alone say what was found; nobody else changes their words.

    Of a pilot without a programme there are none: editors of its lead place pass it on.
    """
    pilot = evaluation.pilot
    if pilot is None:
        return evaluates(user, evaluation.programme_id)
    if pilot.programme_id is None:
        return edits(user, lead_place(pilot))
    return evaluates(user, pilot.programme_id)


def can_draw_theory(user: Any, pilot: Pilot) -> bool:
    """Whoever edits the pilot and the leads of its programme, who agree on it with each other.

    They record costs and benefits and who took it up as well.
    """
    return can_edit_pilot(user, pilot) or leads(user, pilot.programme_id)
