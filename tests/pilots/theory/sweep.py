"""How people think that a pilot works: agreed versions and a draft."""

from __future__ import annotations

from typing import Any

from pilots.models import Pilot, Theory, TheoryBox, TheoryLink
from tests import evaluated
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET, Seen, said
from tests.access.table import Family, Row, numbered_of_pilot, post
from tests.access.world import Level
from tests.pilots.pilot.sweep import EDITS


def _drawn(record: TheoryBox | TheoryLink) -> list[Any]:
    return [record.theory.pilot.slug, record.pk]


FAMILIES = {
    "theory": Family(readers.BY_LEVEL, numbered_of_pilot),
    "theory_box": Family(readers.BY_LEVEL, _drawn),
    "theory_link": Family(readers.BY_LEVEL, _drawn),
}

DRAWS = EDITS | {"pfpp_lead"}

ROWS = [
    Row("theory", "pilot", public=True),
    Row("theory_version", "theory", public=True),
    Row("theory_begin", "pilot", permission=DRAWS),
    post("theory_begin", "pilot", permission=DRAWS),
    post("theory_agree", "pilot", permission=DRAWS),
    Row("theory_box_add", "pilot", permission=DRAWS),
    post("theory_box_add", "pilot", permission=DRAWS),
    Row("theory_box_edit", "theory_box", permission=DRAWS),
    post("theory_box_edit", "theory_box", permission=DRAWS),
    post("theory_box_remove", "theory_box", permission=DRAWS),
    Row("theory_link_add", "pilot", permission=DRAWS),
    post("theory_link_add", "pilot", permission=DRAWS),
    post("theory_link_remove", "theory_link", permission=DRAWS),
]


def at_level(at: Level) -> dict[str, Any]:
    """One that is agreed, and a draft."""
    evaluated.theory(at["pilot"])
    draft = evaluated.theory(at["pilot"], 2, agreed_at=None)
    return {
        "theory": draft.pilot.theories.get(number=1),
        "theory_box": draft.boxes.all()[0],
        "theory_link": draft.links.get(),
    }


def hide_at(at: HiddenAt) -> None:
    """A draft of a hidden pilot."""
    _draft(at.pilot)


def hide(seen: Seen, hidden: Hidden) -> None:
    """A draft of a public pilot is for everybody signed in."""
    if seen.who == "resident":
        seen.first("pilot").theories.filter(agreed_at=None).delete()
        _draft(seen.first("pilot"))


def _draft(pilot: Pilot) -> None:
    theory = Theory.objects.create(pilot=pilot, number=9, why=SECRET)
    words = said("text", "assumption")
    first, last = (
        TheoryBox.objects.create(theory=theory, kind=kind, **words)
        for kind in ("activity", "outcome")
    )
    TheoryLink.objects.create(theory=theory, start=first, end=last, assumption=SECRET)


def fill(more: More) -> None:
    """One of the new pilot; another box, with a figure, in those of the first."""
    drawn = (more.seen.first("theory"), more.seen.first("theory_box").theory)
    for pilot, indicator in zip(more.pilots, more.made["indicator"], strict=True):
        if not pilot.theories.exists():
            evaluated.theory(pilot)
        for theory in drawn:
            one = evaluated.box(theory, "Another", indicator=indicator)
            theory.links.create(start=theory.boxes.all()[0], end=one)
