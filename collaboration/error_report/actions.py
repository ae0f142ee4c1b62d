"""Something is wrong in the record: saying so, saying what came of it, and passing it on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from accounts.notice.parties import one_person, tell_parties
from collaboration.error_report.models import about
from collaboration.models import ErrorReport
from interface.reached import Missing, Reached, note
from partnerships.place.models.place import holding
from people.models import Assignment, JobRoleHolder, Role
from people.review.desks import Desk as Desks
from people.review.responsible import Desk, desk_of, is_open, nobody_left
from registry.reported import reported_of

ANSWERED = "Somebody has answered this report already."
NOT_SIGNED_IN = "{} was not signed in, so we can’t tell them"
AT_ONCE = 500


@transaction.atomic
def report_error(*, by: Any, record: Any, what: str, desk: Desk) -> ErrorReport:
    """Somebody found something wrong; those at the desk that keeps the record are told.

    Of somebody who is not signed in nothing is kept.
    """
    sender = by if by.is_authenticated else None
    report = ErrorReport.objects.create(
        **about(record), what=what, created_by=sender, desk=desk.kind, **desk.scope
    )
    _tell(report, record, desk)
    return report


def _tell(report: ErrorReport, record: Any, desk: Desk) -> None:
    """An email names and quotes what everybody may read; of all else it says that there is it."""
    title = reported_of(record).title(record) if is_open(record) else ""
    who = report.created_by or "Somebody who is not signed in"
    text = f"{who} wrote:\n\n{report.what}\n\n" if title else ""
    tell_parties(
        [desk.party],
        by_mail=True,
        kind="error_report",
        about=report if title else None,
        subject=f"Something may be wrong: {title or 'a record that you look after'}",
        text=f"{text}Correct it, or say why it is right.",
        url=report.get_absolute_url(),
    )


@transaction.atomic
def answer_report(*, by: Any, report: ErrorReport, state: str, answer: str) -> ErrorReport:
    """Say what came of a report; whoever made it hears the outcome while they see the record.

    Raises ValidationError where somebody else was quicker.
    """
    locked = ErrorReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if locked.state in ErrorReport.ANSWERED:
        raise ValidationError(ANSWERED)
    report.state, report.answer = state, answer
    report.answered_by, report.answered_at = by, timezone.now()
    report.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    _tell_sender(report, by, answer)
    return report


def _tell_sender(report: ErrorReport, by: Any, answer: str) -> None:
    """Tell whoever made a report what came of it. Of somebody who was not signed in nothing is
    kept."""
    sender = report.created_by
    if sender is None:
        note(Reached(missing=(Missing("Whoever reported it", NOT_SIGNED_IN),)))
        return
    seen = ErrorReport.objects.visible_to(sender).filter(pk=report.pk).exists()
    is_named = is_open(report.record)
    what = str(report) if is_named else "What you reported"
    tell_parties(
        [one_person(sender if seen else None, "Whoever reported it")],
        by=by,
        by_mail=True,
        kind="error_report_answered",
        about=report if is_named else None,
        subject=f"{what}: {report.outcome}",
        text=answer if is_named else "",
        url=report.get_absolute_url(),
    )


def pass_on_reports() -> int:
    """Pass open reports that nobody is left to read on to the desk that keeps the record now;
    gives how many."""
    rows = _left_alone(ErrorReport.objects.open()).order_by("created_at", "id")
    return sum(_pass_on(pk) for pk in rows.values_list("pk", flat=True)[:AT_ONCE])


def _left_alone(rows: Any) -> Any:
    """Reports at desks at which nobody sits today; there is always an administrator."""
    today = timezone.localdate()
    active = Assignment.objects.on(today).filter(user__is_active=True).order_by()
    leads = active.filter(role=Role.PROGRAMME_LEAD, programme=OuterRef("desk_programme"))
    officers = active.filter(role=Role.OFFICER, organisation=OuterRef("desk_organisation"))
    held = JobRoleHolder.objects.filter(holding(today), post=OuterRef("desk_post")).order_by()
    desk = Desks
    authors = User.objects.filter(pk=OuterRef("desk_user"), is_active=True)
    return rows.filter(
        nobody_left("desk_place")
        | Q(Q(desk=desk.LEADS), ~Exists(leads))
        | Q(Q(desk=desk.OFFICERS), ~Exists(officers))
        | Q(Q(desk=desk.HOLDER), ~Exists(held))
        | Q(Q(desk=desk.AUTHOR), ~Exists(authors))
    )


@transaction.atomic
def _pass_on(pk: int) -> int:
    report = ErrorReport.objects.select_for_update(of=("self",)).get(pk=pk)
    record = report.record
    desk = desk_of(record) if report.state in ErrorReport.OPEN and record else None
    if desk is None:
        return 0
    for column in ("place", "programme", "organisation", "post", "user"):
        setattr(report, f"desk_{column}", None)
    report.desk = desk.kind
    for column, value in desk.scope.items():
        setattr(report, column, value)
    report.save()
    _tell(report, record, desk)
    return 1
