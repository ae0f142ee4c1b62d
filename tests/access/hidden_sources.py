"""What was typed as the source of a hidden pilot, and one of it that was taken back."""

from __future__ import annotations

from typing import Any

from pilots.models import Pilot
from tests.access.open_world import SECRET, SECRET_LINK, Scope
from tests.access.world_sources import typed


def of_pilot(pilot: Pilot, scope: Scope, hidden: dict[str, list[Any]]) -> None:
    """Title, publisher, link and how it was read hold the word; so do those put aside."""
    said = {
        "title": f"{SECRET} letter",
        "publisher": SECRET,
        "url": SECRET_LINK,
        "how_read": SECRET,
    }
    hidden["typed_source"].append(typed(pilot, scope.author, **said))
    gone = typed(pilot, scope.author, **said)
    gone.withdraw(SECRET)
    gone.save()
    hidden["withdrawn_source"].append(gone)
