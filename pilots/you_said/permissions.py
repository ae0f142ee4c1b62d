from __future__ import annotations

from typing import Any

from access.permissions import contributes, edits
from partnerships.models import Place
from people.review.desks import Desk
from pilots.you_said.models import YouSaid


def can_write_you_said(user: Any, place: Place) -> bool:
    """Contributors and editors of the place write down what residents said and what was done."""
    return contributes(user, place)


def can_answer_you_said(user: Any, entry: YouSaid) -> bool:
    """Who may write at the place, and those to whom these words went in an editor's place."""
    return can_write_you_said(user, entry.place) or _keeps(user, entry)


def can_decide_you_said(user: Any, entry: YouSaid) -> bool:
    """Editors of the place, and those to whom it went where there is none, put it before the
    public, turn it down, or take it off again."""
    return edits(user, entry.place) or _keeps(user, entry)


def _keeps(user: Any, entry: YouSaid) -> bool:
    sent = entry.pk is not None and entry.from_resident and entry.desk != Desk.EDITORS
    return sent and YouSaid.objects.at_desk_of(user).filter(pk=entry.pk).exists()
