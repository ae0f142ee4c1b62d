"""What tests of packs read of one: all its words, and the words of what is shown."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from governance.models import Board, BoardMeeting, Pack
from governance.pack.actions import issue, make_packs
from governance.pack.making import For
from partnerships.models import Organisation
from tests.governance import builders as b

TO_COME = dt.date(2026, 12, 15)
MEMBERS, PUBLIC = For("members"), For("public")
NETWORK = For("network")


def body(one: Organisation) -> For:
    """For a body."""
    return For("body", one)


def meeting(at: Board, by: Any, *titles: str, **fields: Any) -> BoardMeeting:
    """One to come that was called, with items of these titles."""
    made = b.called(at, by, TO_COME, **fields)
    for title in titles:
        b.item(made, at, title)
    return made


def make(by: Any, of: BoardMeeting, *whom: For) -> Any:
    """A draft for each; of one that alone."""
    packs = make_packs(by=by, meeting=of, whom=whom or [MEMBERS])
    return packs if len(packs) > 1 else packs[0]


def issued(by: Any, of: BoardMeeting, whom: For = MEMBERS) -> Pack:
    """One that was sent."""
    return issue(by=by, pack=make(by, of, whom)).pack


def words(pack: Pack) -> str:
    """All that it holds."""
    return json.dumps(pack.content, ensure_ascii=False)
