"""How programmes that people set up take part in the whole."""

from __future__ import annotations

from typing import Any

from partnerships.models import Programme, ProgrammePlace
from partnerships.programme_page.permissions import can_edit_programme
from records.resting import SourceKept


def _changes_part(user: Any, part: ProgrammePlace) -> bool:
    return can_edit_programme(user, part.programme)


DECLARES = (
    SourceKept(model=Programme, may=can_edit_programme, reads=("lead",)),
    SourceKept(model=ProgrammePlace, may=_changes_part, reads=("programme__lead",)),
)
