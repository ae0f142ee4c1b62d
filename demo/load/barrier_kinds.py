"""Kinds of barrier, barriers with all that happens to them, shared causes, requests for data."""

from __future__ import annotations

from demo.load import hooks
from demo.load.kinds import Kind, Link

NOTE = Kind("records.Note", "note", reads=("about", "also"), row=hooks.note)
CATEGORY = Kind(
    "barriers.Category",
    "category",
    slug="key",
    parts={"sub_types": Kind("barriers.SubType", "sub-type", inherits=("source",)), "notes": NOTE},
)
_CHECK = Kind(
    "barriers.Check",
    "check",
    parts={"believed": Kind("barriers.Believed", "believed", row=hooks.believed)},
)
_ESCALATION = Kind(
    "barriers.Escalation",
    "ask",
    needs=("state",),
    parts={"replies": Kind("barriers.EscalationReply", "reply", needs=("at",))},
    row=hooks.escalation,
)
_PUBLICATION = Kind(
    "barriers.Publication",
    "publication",
    needs=("state",),
    parts={"steps": Kind("barriers.PublicationStep", "step", row=hooks.publication_step)},
    row=hooks.publication,
    after=hooks.published,
)
BARRIER = Kind(
    "barriers.Barrier",
    "barrier",
    defaults={"status": "not_known"},
    needs=("visibility",),
    reads=("as_published",),
    inherits=("places",),
    links={"joined": Link("barriers.BarrierLink", "other", {"kind": "joined"})},
    parts={
        "tried": Kind("barriers.ActionTried", "tried"),
        "checks": _CHECK,
        "asks": _ESCALATION,
        "publications": _PUBLICATION,
    },
    expand=hooks.sub_types,
    row=hooks.of_pilot,
    after=hooks.as_published,
)
_OFFER = Kind(
    "barriers.SystemicOffer",
    "offer",
    needs=("state",),
    reads=("how", "what", "unlocked_by", "no_lesson_because"),
    row=hooks.offer,
)
SYSTEMIC = Kind(
    "barriers.SystemicBarrier",
    "systemic",
    defaults={"status": "not_known"},
    reads=("as_published",),
    links={"members": Link("barriers.SystemicMember", "barrier")},
    parts={"answers": Kind("barriers.SystemicAnswer", "answer", parts={"offered": _OFFER})},
    after=hooks.cause_as_published,
)
ADVICE = Kind(
    "barriers.AdviceSession",
    "advice",
    links={"bodies": Link("barriers.AdviceBody", "organisation")},
)
DATA_REQUEST = Kind(
    "barriers.DataRequest",
    "data-request",
    needs=("status", "visibility"),
    reads=("asked",),
    parts={
        "parties": Kind("barriers.DataRequestParty", "party"),
        "steps": Kind("barriers.DataRequestStep", "step"),
        "advice": ADVICE,
    },
    row=hooks.data_request,
)
GUIDANCE = Kind(
    "barriers.Guidance",
    "guidance",
    links={
        "kinds": Link("barriers.GuidanceFor", "category"),
        "steps": Link("barriers.GuidanceFor", "practice", also=hooks.guidance_for),
        "sub_types": Link("barriers.GuidanceFor", "sub_type", also=hooks.guidance_for),
    },
    parts={"bearing": Kind("barriers.BarrierGuidance", "bearing")},
)
