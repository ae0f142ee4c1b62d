"""A pack on its way: made, read, issued; made again, withdrawn. Who may was asked before.

Each locks what it changes and looks again, so that of two who press at once the second is told;
each raises ValidationError with the sentence for the person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from governance.models import Board, BoardMeeting, Pack, ReportPlan
from governance.pack.making import For, Made, make_all, one_moment, sections_for
from governance.pack.notices import tell_issued
from governance.pack.printing import pdf_to_keep
from interface.reached import Reached
from records.dates import months_on

State, Kind = Pack.State, Pack.Kind
CHANGED = "It was changed or sent in the meantime. Look at it again"
CALLED_OFF = "The meeting was called off, so there is nothing to send"
GIVEN_WAY = "{} is now {}. Make it again first"
ENDED = "{} has ended, so there is nobody to read it. Nothing was sent"


def make_packs(*, by: Any, meeting: BoardMeeting, whom: Sequence[For]) -> list[Pack]:
    """Draft packs of a meeting for each of these, of one moment; earlier drafts are replaced.

    Nothing may be written by the caller before: the moment is a transaction of its own.
    """
    with one_moment():
        now = BoardMeeting.objects.select_related("board__organisation").get(pk=meeting.pk)
        if now.state == BoardMeeting.State.CALLED_OFF:
            raise ValidationError(CALLED_OFF)
        made = make_all(by, now.board, whom, sections_for(now), now)
    title = f"{now.board}: {now.on:%A} {now}"
    return _keep(by, now.board, made, title=title[:300], kind=Kind.PACK, meeting=now)


def make_report(*, by: Any, plan: ReportPlan, due_on: dt.date | None = None) -> Pack:
    """Draft the report that is due next, or that of a day; an earlier draft of it is replaced."""
    with one_moment():
        now = ReportPlan.objects.select_related("board__organisation", "to").get(pk=plan.pk)
        if now.nobody_to_read:
            raise ValidationError(ENDED.format(now.to))
        whom = [For(Pack.Audience.BODY, now.to)]
        made = make_all(by, now.board, whom, sections_for(None, now.tells))
    title = f"{now.board}: report"
    due_on = due_on or now.next_on
    said = {"title": title[:300], "kind": Kind.REPORT, "plan": now, "due_on": due_on}
    return _keep(by, now.board, made, **said)[0]


def make_again(*, by: Any, pack: Pack) -> Pack:
    """Draft it anew as the record is now; what was issued stands until that is issued too."""
    if pack.plan:
        return make_report(by=by, plan=pack.plan, due_on=pack.due_on if pack.issued_on else None)
    if pack.meeting is None:
        raise ValidationError(CHANGED)
    body = pack.body.heirs[0] if pack.body and len(pack.body.heirs) == 1 else pack.body
    return make_packs(by=by, meeting=pack.meeting, whom=[For(pack.audience, body)])[0]


@transaction.atomic
def _keep(by: Any, board: Board, made: Sequence[Made], **said: Any) -> list[Pack]:
    locked = Board.objects.select_for_update(of=("self",)).get(pk=board.pk)
    last = locked.packs.aggregate(last=Max("number"))["last"] or 0
    packs = []
    for number, one in enumerate(made, last + 1):
        pack = Pack(
            board=board,
            number=number,
            audience=one.whom.audience,
            body=one.whom.body,
            for_whom=one.whom.words,
            as_at=one.as_at,
            content=one.content,
            digest=one.digest,
            basis=one.basis,
            left_out=one.left_out,
            created_by_id=by.pk,
            **said,
        )
        earlier = _alike(pack, State.DRAFT)
        if any(draft.as_at > one.as_at for draft in earlier):  # of two, who was first is told
            raise ValidationError(CHANGED)
        # What somebody wrote above it is not lost
        pack.covering = next((draft.covering for draft in earlier), "")
        _replace(earlier)
        pack.save()
        packs.append(pack)
    return packs


def _alike(pack: Pack, state: str) -> list[Pack]:
    """Those for the same audience of the same meeting, or by the same plan, at a state."""
    rows = Pack.objects.select_for_update(of=("self",)).defer("content")
    of = {"plan": pack.plan_id} if pack.plan_id else {"meeting": pack.meeting_id}
    # Of a report each day has its own, but there is one draft
    if pack.plan_id and state == State.ISSUED:
        of["due_on"] = pack.due_on  # type: ignore[assignment]
    body = {} if pack.plan_id else {"audience": pack.audience, "body": pack.body_id}
    return list(rows.filter(board=pack.board_id, state=state, **of, **body).exclude(pk=pack.pk))


def _replace(packs: Sequence[Pack]) -> None:
    for one in packs:
        one.state = State.REPLACED
        one.save(update_fields=["state"])


def _locked(pack: Pack) -> Pack:
    rows = Pack.objects.select_for_update(of=("self",))
    row = rows.select_related("board__organisation", "meeting", "body", "plan").get(pk=pack.pk)
    if row.version != pack.version:
        raise ValidationError(CHANGED)
    return row


def why_not_issued(pack: Pack) -> str:
    """Why it cannot be sent; empty where it can."""
    if not pack.is_draft:
        return CHANGED
    if pack.meeting and pack.meeting.state == BoardMeeting.State.CALLED_OFF:
        return CALLED_OFF
    if pack.body is None:
        return ""
    if heirs := pack.body.heirs:
        return GIVEN_WAY.format(pack.for_whom, " and ".join(map(str, heirs)))
    if pack.body.ended_on and pack.body.ended_on <= timezone.localdate():
        return ENDED.format(pack.body)
    # A draft moves with the body that takes over, and still says what was the other’s
    moved = pack.plan and pack.plan.to_id != pack.body_id
    is_other = moved or pack.for_whom not in (str(pack.body), *_called(pack))
    return GIVEN_WAY.format(pack.for_whom, pack.body) if is_other else ""


def _called(pack: Pack) -> list[str]:
    """What its body was called on the day on which it was made."""
    return [pack.body.name_on(pack.as_at.date())] if pack.body else []


class Issued(NamedTuple):
    """What was sent, whom it reached, and the papers that are not behind its PDF."""

    pack: Pack
    reached: Reached
    without: list[str]


def issue(*, by: Any, pack: Pack) -> Issued:
    """Send it, with its PDF kept as it is.

    The PDF is made before anything is locked; without one the page says so.
    """
    if said := why_not_issued(pack):
        raise ValidationError(said)
    printed = pdf_to_keep(by, pack)
    with transaction.atomic():
        row = _locked(pack)
        if said := why_not_issued(row):
            raise ValidationError(said)
        _replace(_alike(row, State.ISSUED))
        row.state, row.issued_on = State.ISSUED, timezone.localdate()
        if row.plan and row.due_on and row.due_on >= row.plan.next_on:  # not one made again
            _move_on(row.plan, row.due_on)
        return Issued(_saved(row, printed.content), tell_issued(row, by=by), printed.without)


def _saved(pack: Pack, content: bytes | None) -> Pack:
    """With its file, which does not stay where the row cannot be saved."""
    if content is None:
        pack.save()
        return pack
    pack.file.save(f"{pack.number}.pdf", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            pack.save()
    except Exception:
        pack.file.delete(save=False)
        raise
    return pack


@transaction.atomic
def withdraw(*, pack: Pack) -> Pack:
    """Nobody but who keeps the board reads it any more."""
    row = _locked(pack)
    if not row.may_be_withdrawn:
        raise ValidationError(CHANGED)
    row.state = State.WITHDRAWN
    row.save(update_fields=["state"])
    return row


def _move_on(plan: ReportPlan, due_on: dt.date | None) -> None:
    """The next report is due on the next day that is still to come."""
    today = timezone.localdate()
    plan.next_on = due_after(plan, max(due_on or today, today))
    plan.save(update_fields=["next_on"])


def due_after(plan: ReportPlan, day: dt.date) -> dt.date:
    """The first day on which a report is due after another."""
    step = 0
    while (due := months_on(plan.first_on, step * plan.months)) <= day:
        step += 1
    return due


def save_plan(*, plan: ReportPlan, is_moved: bool) -> ReportPlan:
    """Keep a plan; where its days are new (``is_moved``) the next one is still to come, and comes
    after what was sent."""
    if is_moved:
        sent = plan.packs.filter(issued_on__isnull=False) if plan.pk else Pack.objects.none()
        last = sent.aggregate(last=Max("due_on"))["last"] or dt.date.min
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        plan.next_on = due_after(plan, max(last, yesterday, plan.first_on - dt.timedelta(days=1)))
    plan.save()
    return plan
