"""What stands in a pack: put together at one moment, for one audience.

Packs for two bodies share all that is common byte for byte: that is what everyone who is signed in
reads. What is a body's own stands first in its pack, as an officer of that body reads it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.utils import timezone

from access.sharing import everyone_signed_in
from access.visibility import Reader
from collaboration.models import Attachment
from governance.models import AgendaItem, Board, BoardMeeting, Pack
from interface.words import list_words
from partnerships.models import Organisation
from records.models import OPEN_LEVELS, Visibility
from records.subjects import registered
from registry.packed import Block, Packing, PackSection, facts, heading, note, text

Audience = Pack.Audience
FOR_YOU, NOTHING_OWN = "For you", "Nothing here waits for you by name."


@dataclass(frozen=True)
class For:
    """For whom a pack is: an audience, and the ``body`` where it is one."""

    audience: str
    body: Organisation | None = None

    @property
    def key(self) -> str:
        """What stands for it in a form."""
        return f"body-{self.body.pk}" if self.body else self.audience

    @property
    def words(self) -> str:
        """For whom, in words: "members", "Exampleshire Council"."""
        return str(self.body or Audience(self.audience).label)

    def reader(self, board: Board) -> Any:
        """A stand-in who reads no more than everybody does who gets it."""
        if self.audience == Audience.PUBLIC:
            return AnonymousUser()
        reader = everyone_signed_in()
        if self.audience == Audience.MEMBERS:
            reader.reader = Reader(user_id=0, posts=frozenset())
            reader.boards_sat = frozenset({board.pk})
        return reader


@dataclass(frozen=True)
class Made:
    """What was put together, and of what."""

    whom: For
    content: list[Block]
    left_out: int
    basis: str
    as_at: dt.datetime

    @property
    def digest(self) -> str:
        """The same for the same content."""
        return digest_of(self.content)


def digest_of(content: Any) -> str:
    """SHA-256 of its JSON, however its keys are ordered."""
    told = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read meanwhile is as it was at this moment, whatever others write. Within somebody's
    transaction it is read as that reads it."""
    is_first = not connection.in_atomic_block
    with transaction.atomic():
        if is_first:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def packing_of(user: Any, board: Board, whom: For, meeting: BoardMeeting | None) -> Packing:
    """A pack in the making."""
    before = board.meetings.filter(state__in=BoardMeeting.SENT).order_by("-on")
    before = before.filter(on__lt=meeting.on) if meeting else before
    return Packing(
        user=user,
        audience=whom.reader(board),
        board=board,
        places=frozenset(board.place_links.values_list("place", flat=True)),
        today=timezone.localdate(),
        meeting=meeting,
        since=before.values_list("on", flat=True).first(),
    )


def sections_for(meeting: BoardMeeting | None, only: Sequence[str] = ()) -> list[PackSection]:
    """The sections of a pack, or of a report: those that its plan names, or all."""
    every = [one for one in registered(PackSection) if meeting or not one.is_of_meeting]
    return [one for one in every if not only or one.key in only]


def make_all(
    user: Any,
    board: Board,
    whom: Iterable[For],
    sections: Sequence[PackSection],
    meeting: BoardMeeting | None = None,
) -> list[Made]:
    """Put one together for each, at the moment of the caller's transaction; what several share is
    made once."""
    shared: dict[str, tuple[Packing, list[Block]]] = {}
    made, now = [], timezone.now()
    for one in whom:
        kind = Audience.NETWORK.value if one.body else one.audience
        if kind not in shared:
            packing = packing_of(user, board, one, meeting)
            shared[kind] = packing, [*_head(packing), *_common(packing, sections)]
        packing, common = shared[kind]
        made.append(_made(one, packing, common, sections, now))
    return made


def _made(
    whom: For,
    packing: Packing,
    common: list[Block],
    sections: Sequence[PackSection],
    as_at: dt.datetime,
) -> Made:
    unseen = set(packing.left_out)
    own = _for_body(whom.body, replace(packing, left_out=unseen), sections) if whom.body else []
    return Made(
        whom=whom,
        content=[*own, *common],
        left_out=len(unseen),
        basis=basis_of(packing.audience, packing.meeting),
        as_at=as_at,
    )


def _joining(reader: Any, meeting: BoardMeeting) -> str:
    """How to join it, for who is signed in and reads it."""
    seen = BoardMeeting.objects.visible_to(reader).filter(pk=meeting.pk)
    return meeting.joining if reader.is_authenticated and seen.exists() else ""


def _head(packing: Packing) -> Iterator[Block]:
    board, meeting = packing.board, packing.meeting
    if meeting:
        when = ", ".join(filter(None, [f"{meeting.on:%A} {meeting}", meeting.hours]))
        joining = _joining(packing.audience, meeting)
        rows = (("When", when), ("Where", meeting.where), ("To join from elsewhere", joining))
        yield heading("The meeting")
        yield facts(rows)
    if board.in_law:
        yield text(board.in_law)


def _common(packing: Packing, sections: Iterable[PackSection]) -> list[Block]:
    made, empty = [], []
    for section in sections:
        blocks = list(section.blocks(packing))
        if blocks:
            made += [heading(section.title), *blocks]
        else:
            empty.append(section.title[:1].lower() + section.title[1:])
    if empty:
        made.append(note(f"Nothing in this pack on: {list_words(empty)}."))
    return made


def _for_body(body: Organisation, packing: Packing, sections: Iterable[PackSection]) -> list[Block]:
    """What is its own, as an officer of the body reads it."""
    officer: Any = get_user_model()(pk=0)
    officer.reader = Reader(user_id=0, organisations=frozenset({body.pk}), posts=frozenset())
    own = replace(packing, audience=officer, body=body)
    made = [block for one in sections if one.for_body for block in one.for_body(own)]
    return [heading(FOR_YOU), *(made or [text(NOTHING_OWN)])]


def basis_of(reader: Any, meeting: BoardMeeting | None) -> str:
    """What stands for a meeting with its items and papers as a reader sees them: another once one
    of them changed. Empty without a meeting."""
    if meeting is None:
        return ""
    items = AgendaItem.objects.visible_to(reader).filter(meeting=meeting.pk)
    rows = list(items.order_by("pk").values_list("pk", "version"))
    papers = Attachment.objects.about([AgendaItem(pk=pk) for pk, _ in rows]).order_by("pk")
    joining = _joining(reader, meeting)
    day = [meeting.on, meeting.starts_at, meeting.ends_at, meeting.where, joining]
    said = [list(map(str, day)), rows, list(papers.values_list("pk", flat=True))]
    return digest_of(said)


def offered(board: Board, meeting: BoardMeeting | None) -> list[For]:
    """For whom a pack of a meeting can be made: who sits, bodies that the board concerns, and
    everybody who reads the meeting, unless only people of its places do."""
    found = [For(Audience.MEMBERS), *(For(Audience.BODY, one) for one in bodies_of(board))]
    level = meeting.visibility if meeting else ""
    if level == Visibility.PUBLIC and board.visibility == Visibility.PUBLIC:
        found.append(For(Audience.PUBLIC))
    elif level in OPEN_LEVELS:
        found.append(For(Audience.NETWORK))
    return found


def bodies_of(board: Board) -> list[Organisation]:
    """Bodies that sit on a board, to which it answers, whose powers it has, or that answer."""
    today = timezone.localdate()
    ids: set[Any] = {board.accountable_body_id}
    ids |= set(board.seats.exclude(valid_to__lte=today).values_list("organisation", flat=True))
    ids |= set(board.lines.exclude(valid_to__lte=today).values_list("to", flat=True))
    given = board.powers.exclude(valid_to__lte=today)
    for pair in given.values_list("from_body", "accountable_body"):
        ids |= set(pair)
    bodies = Organisation.objects.filter(pk__in=ids - {None, board.organisation_id})
    return list(bodies.exclude(ended_on__lte=today).order_by("name", "pk"))
