"""What stands beside records of the made-up county, and what its editor keeps for themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from accounts.models import User
from barriers.models import Barrier, Guidance, GuidanceRead, SystemicBarrier
from collaboration.models import Attachment, Comment
from governance.models import Agreement, Board, Dispute, Seat
from partnerships.models import FurtherSector, Organisation, Programme, ProgrammeBody
from people.models import SavedFilter
from pilots.models import Pilot, Update
from records.bulk import actions
from records.bulk.lists import bulk_list
from records.models import BulkChange
from tests import builders, engaged, learned
from tests.dashboards.claims.sweep import link as link_to

EDITOR = "editor.exampleshire@demo.test"


def _editor() -> User:
    return User.objects.get(email=EDITOR)


def _pilot() -> Pilot:
    return Pilot.objects.filter(programme__is_example=True, status="live").order_by("id")[0]


def _update() -> Update:
    return Update.objects.filter(pilot__programme__is_example=True).exclude(state="accepted")[0]


def _barrier() -> Barrier:
    return Barrier.objects.filter(programme__is_example=True, status="open").order_by("id")[0]


def _of(record: Any) -> list[Any]:
    """As an address carries what something stands beside."""
    return [record._meta.model_name, record.pk]


def _said(record: Any) -> Comment:
    return Comment.objects.create(
        subject=record, text="Who has done this before?", created_by=_editor()
    )


def _commented(record: Any) -> list[Any]:
    _said(record)
    return _of(record)


def _file(record: Any) -> Attachment:
    """A sheet, of which these pages tell the name alone."""
    return Attachment.objects.create(
        subject=record,
        created_by=_editor(),
        name="homes.csv",
        kind="spreadsheet",
        media_type="text/csv",
        size=4,
        digest="0" * 64,
        file="attachments/homes.csv",
    )


def _with_a_file(record: Any) -> list[Any]:
    _file(record)
    return _of(record)


def _saved() -> SavedFilter:
    return SavedFilter.objects.create(
        user=_editor(),
        list_key="barriers",
        name="Open barriers",
        query="status=open",
        by_mail=True,
    )


def _looked_at() -> BulkChange:
    """Some barriers that would be public, and some that stay as they are."""
    of: Any = bulk_list("barriers")
    chosen = Barrier.objects.filter(programme__is_example=True)
    change = actions.choose(
        by=_editor(), of=of, operation=of.operation("level"), chosen=chosen.visible_to(_editor())
    )
    typed = {"visibility": ["public"], "why": ["Residents asked."]}
    actions.look(by=_editor(), change=change, typed=typed)
    return change


def _promised(record: Any) -> list[Any]:
    engaged.promise(record)
    return _of(record)


def _programme() -> Programme:
    return Programme.objects.get(slug="exampleshire-together")


def _body_of_programme() -> ProgrammeBody:
    council = Organisation.objects.get(slug="exampleshire-county-council")
    found, _ = ProgrammeBody.objects.get_or_create(programme=_programme(), organisation=council)
    return found


def _sector() -> FurtherSector:
    return FurtherSector.objects.create(name="Faith group", sector="voluntary")


def _reading() -> GuidanceRead:
    council = Organisation.objects.get(slug="exampleshire-county-council")
    guidance = Guidance.objects.order_by("pk")[0]
    return GuidanceRead.objects.create(
        guidance=guidance, organisation=council, on=dt.date(2026, 11, 1), created_by=_editor()
    )


def _dispute() -> Dispute:
    """The one that goes on."""
    return Dispute.objects.get(state="open")


def _agreement() -> Agreement:
    """One that some signed, one declined and others are still asked to sign."""
    return Agreement.objects.get(title="The vision of Exampleshire Together")


def _asked_seat() -> Seat:
    """A seat of a body for which nobody answers here."""
    board = Board.objects.get(slug="exampleshire-together-board")
    return Seat.objects.create(board=board, organisation=builders.organisation("Riding Trust"))


def _answered_by() -> list[str]:
    """The secret of the link that asks it."""
    link_to(_asked_seat(), _editor(), token := "secret-of-a-link")
    return [token]


RECORDS: dict[str, Callable[[], Any]] = {
    "asked_claim": _asked_seat,
    "claim_token": _answered_by,
    "promises_of_pilot": lambda: _promised(_pilot()),
    "promises_of_barrier": lambda: _promised(_barrier()),
    "comments_of_pilot": lambda: _commented(_pilot()),
    "comments_of_update": lambda: _commented(_update()),
    "comments_of_barrier": lambda: _commented(_barrier()),
    "comments_of_systemic": lambda: _commented(SystemicBarrier.objects.get(status="asked")),
    "comment": lambda: _said(_barrier()),
    "comment_on_update": lambda: _said(_update()),
    "own_comment": lambda: _said(_barrier()),
    "files_of_update": lambda: _with_a_file(_update()),
    "files_of_lesson": lambda: _with_a_file(learned.lesson(_pilot())),
    "attachment": lambda: _file(_update()),
    "bulk_change": _looked_at,
    "programme_body": _body_of_programme,
    "further_sector": _sector,
    "guidance_read": _reading,
    "agreement": _agreement,
    "agreement_party": lambda: _agreement().parties.filter(state="asked").order_by("pk")[0],
    "dispute": _dispute,
    "dispute_step": lambda: _dispute().steps.order_by("pk")[0],
    "saved_list": lambda: ["barriers"],
    "saved_filter": _saved,
    "saved_filter_email": _saved,
}
# What is one's own.
NAMED: dict[str, tuple[str, Callable[[], Any]]] = {
    "bulk_change": (EDITOR, _looked_at),
    "programme_body_add": ("lead.exampleshire@demo.test", _programme),
    "programme_body_edit": ("lead.exampleshire@demo.test", _body_of_programme),
    "guidance_read_edit": (EDITOR, _reading),
    **dict.fromkeys(("dispute_take_back", "dispute_history"), (EDITOR, _dispute)),
    **dict.fromkeys(("agreement_take_back", "agreement_history"), (EDITOR, _agreement)),
    "saved_filter_edit": (EDITOR, _saved),
    "comment_edit": (EDITOR, RECORDS["comment"]),
    "comment_withdraw": (EDITOR, RECORDS["comment"]),
    "comment_history": (EDITOR, RECORDS["comment"]),
}
