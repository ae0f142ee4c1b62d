"""A list that an administrator of the demo sent; an overlap in the money of the made-up county."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from funding.models import Flow, Overlap, OverlapCall
from funding.overlap.actions import call, judge
from geography.models import DataLoad
from partnerships.models import Place
from pilots.engagement.actions import NewPromise
from tests.builders import TODAY
from tests.geography.data_load.sweep import data_load

EDITOR = "editor.exampleshire@demo.test"


def _sent(*, is_loaded: bool) -> DataLoad:
    by = User.objects.get(email="admin@demo.test")
    return data_load(Place.objects.get(slug="bradford"), by, is_loaded=is_loaded)


def _warm_homes() -> list[Flow]:
    """Two to whom a grant for warm homes is handed on."""
    rows = Flow.objects.filter(topics__slug="homes", parent__isnull=False).order_by("id")
    return list(rows.filter(place_links__place__is_example=True)[:2])


def a_verdict() -> Overlap:
    one, other = _warm_homes()
    return judge(
        by=User.objects.get(email=EDITOR),
        one=one,
        other=other,
        verdict="complementary",
        reason="One pays for the council's homes, the other for those of the association.",
    )


def a_call() -> OverlapCall:
    return call(
        by=User.objects.get(email=EDITOR),
        about="Housing in Exampleshire",
        flows=_warm_homes(),
        promise=NewPromise("Invite both", TODAY, None, "Housing lead"),
    )


RECORDS: dict[str, Callable[[], Any]] = {
    "data_load": lambda: _sent(is_loaded=True),
    "data_load waiting": lambda: _sent(is_loaded=False),
    "data_load list": lambda: "wards",
    "funding_overlap": lambda: ["exampleshire", "homes"],
    "overlap_verdict": a_verdict,
    "overlap_call": a_call,
}
