"""Merging, splitting and renaming places and bodies, and bodies that may be one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from partnerships.models import (
    NotDuplicate,
    Organisation,
    Reorganisation,
    ReorganisationChange,
    ReorganisationPart,
)
from pilots.models import Pilot
from tests import builders
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import SECRET, Seen
from tests.access.table import Family, Row, as_it_stands, by_number, post
from tests.builders import TODAY, Cast


def _of_two(bodies: tuple[Organisation, Organisation]) -> list[Any]:
    return [one.slug for one in bodies]


_KEEP_BODIES = frozenset({"administrator", "yorkshire_connector"})
FAMILIES = {
    "reorganisation": Family(readers.OPEN, as_it_stands),
    "two_organisations": Family(readers.OPEN, _of_two),
    "two_bodies": Family(readers.always(_KEEP_BODIES), by_number),
}

ACTS = ("place_merge", "place_split", "place_rename", "place_recode")
KEEP_BODIES = readers.ADMINISTRATORS | {"yorkshire_connector"}

ROWS = [
    Row("place_reorganise", "place", permission=readers.ADMINISTRATORS),
    *(Row(name, "place", permission=readers.ADMINISTRATORS) for name in ACTS),
    *(post(name, "place", permission=readers.ADMINISTRATORS) for name in ACTS),
    Row("reorganisations", public=True),
    Row("reorganisation", "reorganisation", public=True),
    Row("reorganisation_undo", "reorganisation", permission=readers.ADMINISTRATORS),
    post("reorganisation_undo", "reorganisation", permission=readers.ADMINISTRATORS),
    post("reorganisation_withdraw", "reorganisation", permission=readers.ADMINISTRATORS),
    Row("organisation_duplicates", permission=KEEP_BODIES),
    Row("organisation_two", "two_organisations", permission=KEEP_BODIES),
    post("organisation_two", "two_organisations", permission=KEEP_BODIES),
    post("organisation_two_take_back", "two_bodies"),
    Row("organisation_merge", "organisation", permission=readers.ADMINISTRATORS),
    post("organisation_merge", "organisation", permission=readers.ADMINISTRATORS),
    Row("organisation_gives_way", "organisation", permission=readers.ADMINISTRATORS),
    post("organisation_gives_way", "organisation", permission=readers.ADMINISTRATORS),
]


def make(cast: Cast) -> dict[str, Any]:
    """One that is done; two bodies to compare, and two that are two."""
    return {
        "two_organisations": (cast.council, builders.organisation("Second body")),
        "two_bodies": NotDuplicate.objects.create(
            one=cast.council, other=builders.organisation("Third body"), reason="Two charters"
        ),
        "reorganisation": [builders.reorganisation("Luton is called Luton Borough").pk],
    }


def hide(seen: Seen, hidden: Hidden) -> None:
    """What is not done yet is the administrators'; that two are two, the directory's keepers'."""
    if seen.who != "administrator":
        _not_done(seen)
    if seen.who not in _KEEP_BODIES:
        one, other = sorted((seen.agency, seen.cast.council), key=lambda body: body.pk)
        NotDuplicate.objects.create(one=one, other=other, reason=SECRET)
    [[done]] = seen.families["reorganisation"]
    for pilot in hidden["pilot"]:  # in the journal of one that everybody may read about
        _moved(seen, pilot, done, {"said": SECRET}, {"said": SECRET})


def _not_done(seen: Seen) -> None:
    for state in ("planned", "withdrawn"):
        made = Reorganisation.objects.create(
            kind="rename", state=state, title=SECRET, reason=SECRET, problem=SECRET,
            source_said=SECRET, on=TODAY + dt.timedelta(9),
        )  # fmt: skip
        for side in ("before", "after"):
            ReorganisationPart.objects.create(
                reorganisation=made, side=side, name=SECRET, place=seen.cast.bradford
            )


def _moved(seen: Seen, pilot: Pilot, pk: int, before: Any, after: Any) -> None:
    cast = seen.cast
    ReorganisationChange.objects.create(
        reorganisation_id=pk, rule="pilots.PilotPlace.place", table="pilots.PilotPlace",
        act="update", row_id=pilot.place_links.first().pk, record_id=pilot.pk,
        from_id=cast.bradford.pk, to_id=cast.luton.pk, before=before, after=after,
    )  # fmt: skip


def fill(more: More) -> None:
    """One more, and more places and records that it and the first moved."""
    seen, cast = more.seen, more.seen.cast
    made = builders.reorganisation("A new name")
    [[done]] = seen.families["reorganisation"]
    pilot = cast.bradford.pilots.order_by("-id")[0]
    for pk in (made.pk, done):
        for side in ("before", "after"):
            ReorganisationPart.objects.create(
                reorganisation_id=pk, side=side, name="Bradford", place=cast.bradford
            )
        _moved(seen, pilot, pk, {"x": 1}, {"x": 2})
