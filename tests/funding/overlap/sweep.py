"""Overlaps in funding: found for a topic at a place; verdicts on two rows."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from funding.models import Overlap, OverlapCall
from partnerships.models import Topic
from tests import builders
from tests.access import readers
from tests.access.hidden import HiddenAt
from tests.access.many import More
from tests.access.open_world import AHEAD, PAST, SECRET, Seen, said
from tests.access.table import Family, Row, as_it_stands, by_number, post
from tests.access.world import Level

FAMILIES = {
    "funding_overlap": Family(readers.OPEN, as_it_stands),
    "overlap_call": Family(readers.NOT_PUBLIC, by_number),
    "overlap_verdict": Family(readers.NOT_PUBLIC, by_number),
}
JUDGES = frozenset(
    {
        *("bradford_officer", "bradford_editor", "region_editor", "pfpp_lead", "desnz_official"),
    }
)
CHANGES = frozenset({"bradford_officer", "bradford_editor", "region_editor", "pfpp_lead"})

ROWS = [
    Row("overlaps", public=True),
    Row("overlaps", public=True, query="?place=bradford&under=500&on=2026-11-20"),
    Row("overlaps", public=True, query="?format=csv", page=False),
    Row("overlap", "funding_overlap", public=True),
    Row("overlap", "funding_overlap", public=True, query="?format=csv", page=False),
    Row("overlap_small", public=True),
    Row("overlap_small", public=True, query="?place=bradford&under=500", page=False),
    Row("overlap_small", public=True, query="?format=csv", page=False),
    Row("overlap_evidence", "funding_overlap"),
    Row("overlap_evidence", "funding_overlap", query="?format=csv", page=False),
    Row("overlap_verdict_add", "funding_overlap", permission=JUDGES),
    post("overlap_verdict_add", "funding_overlap", permission=JUDGES),
    Row("overlap_call_add", "funding_overlap", permission=JUDGES),
    post("overlap_call_add", "funding_overlap", permission=JUDGES),
    Row("overlap_call", "overlap_call"),
    Row("overlap_verdict", "overlap_verdict"),
    Row("overlap_verdict_edit", "overlap_verdict", permission=CHANGES),
    post("overlap_verdict_edit", "overlap_verdict", permission=CHANGES),
    Row("overlap_verdict_history", "overlap_verdict"),
]


def _pair(place: Any, topic: Topic, common: dict[str, Any], words: dict[str, str]) -> Overlap:
    flows = []
    for number in (1, 2):
        whom = f"{words.get('reason', 'Hall')} {number}"
        flow = builders.flow(place, number, receiver_said=whom, start=PAST, end=AHEAD, **common)
        flow.topics.add(topic)
        flows.append(flow)
    return Overlap.objects.create(
        one=flows[0],
        other=flows[1],
        verdict="unclear",
        judged_by=common.get("created_by") or builders.user("Judge"),
        judged_at=timezone.now(),
        **({"reason": "Nobody asked"} | words),
    )


def _call(overlap: Overlap, about: str = "net zero") -> OverlapCall:
    call = OverlapCall.objects.create(about=about, created_by=overlap.judged_by)
    call.flows.set([overlap.one, overlap.other])
    return call


def _topic() -> Topic:
    return Topic.objects.get_or_create(slug="net-zero", defaults={"name": "Net zero"})[0]


def at_level(at: Level) -> dict[str, Any]:
    """Two rows for Bradford."""
    overlap = _pair(at.cast.bradford, _topic(), at.common, {})
    return {
        "funding_overlap": [at.cast.bradford.slug, "net-zero"],
        "overlap_verdict": overlap,
        "overlap_call": _call(overlap),
    }


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """Two rows that everybody sees, and what was said of them."""
    overlap = _pair(seen.cast.bradford, _topic(), {"visibility": "public"}, {})
    return {
        "funding_overlap": [[seen.cast.bradford.slug, "net-zero"]],
        "overlap_verdict": [overlap],
        "overlap_call": [_call(overlap)],
    }


def hide_at(at: HiddenAt) -> None:
    """Two rows that few see, what was said of them, and a call about them."""
    overlap = _pair(at.scope.place, _topic(), at.common, said("reason"))
    at.hidden["overlap_verdict"].append(overlap)
    at.hidden["overlap_call"].append(_call(overlap, SECRET))


def fill(more: More) -> None:
    """Two more rows, judged."""
    common = {
        "visibility": "public",
        "created_by": builders.user(f"Judge {more.number}"),
        "fund": more.seen.first("fund"),
    }
    _call(_pair(more.seen.cast.bradford, _topic(), common, {}))
