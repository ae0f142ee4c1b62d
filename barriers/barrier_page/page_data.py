"""What the page of one barrier shows, for one reader, with a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from access.permissions import wrote
from barriers.barrier.page_data import BarrierRecord, parts
from barriers.barrier_page import heading
from barriers.barrier_page.others import Others, RelatedBarriers
from barriers.data_request import page_data as data_requests
from barriers.escalation.page_data import Step, chain
from barriers.escalation.permissions import can_escalate, can_request_escalation
from barriers.models import (
    Barrier,
    BarrierGuidance,
    Escalation,
    EscalationRequest,
    Publication,
)
from barriers.practice.bearing import guidance_of
from barriers.publication.page_data import BodyReply, live_of, load_body_replies
from barriers.systemic import page_data as systemic_context
from barriers.systemic.page_data import PartOfThis
from collaboration.action_item.line import promises_line
from interface.cut import Cut, cut
from interface.paging import BoundedCount
from interface.words import capitalised
from records.related import may_have

SHOWN = 3
SHORTER = {"Organisation": "Who could change it", "What would have to change": "What must change"}


@dataclass(frozen=True, kw_only=True)
class BarrierPage(BarrierRecord):
    """One barrier in short: what is asked of whom, what came of it, and the way to all else."""

    reader: Any
    today: dt.date
    related: RelatedBarriers
    data_asked: BoundedCount
    can_ask_data: bool
    can_escalate: bool
    can_request_escalation: bool
    can_dismiss_request: bool
    request: EscalationRequest | None
    dismissed: EscalationRequest | None
    asks: list[Step]
    part_of: list[PartOfThis]
    body_replies: list[BodyReply]
    publication: Publication | None
    guidance: list[BarrierGuidance]

    @cached_property
    def asked(self) -> Step | None:
        """What waits for an answer, else what was asked last and not withdrawn."""
        withdrawn = Escalation.State.WITHDRAWN
        kept = [step for step in self.asks if step.escalation.state != withdrawn]
        waiting = (step for step in kept if step.escalation.is_open)
        return next(waiting, next(iter(kept), None))

    @property
    def also_asked(self) -> list[Step]:
        """The latest of the others; the details have all."""
        return [step for step in self.asks if step is not self.asked][:SHOWN]

    @property
    def clock(self) -> list[dict[str, Any]]:
        """What was asked and said, and what is due, as a line of days."""
        return heading.clock_of(self.asked, self.today) if self.asked else []

    @cached_property
    def acts(self) -> list[heading.Act]:
        """What this reader may do, the first thing first."""
        return heading.acts_of(self)

    @property
    def more(self) -> list[heading.Act]:
        """What else they may do."""
        return self.acts[1:]

    @property
    def strip(self) -> list[dict[str, Any]]:
        """At most four figures that are known."""
        return heading.strip_of(self)

    @property
    def needs(self) -> list[dict[str, Any]]:
        """What waits for this reader."""
        return heading.needs_of(self)

    @property
    def tried(self) -> list[dict[str, str]]:
        """What was tried, first to last, and to whom it was escalated as far as that is seen."""
        return [*super().tried, *escalated(self.asks)]

    @property
    def latest_tried(self) -> Cut:
        """The last few things that were tried, but for escalations, which stand above."""
        latest = [
            one | {"result": f"{one['result'].rstrip('.')}." if one["result"] else ""}
            for one in super().tried[::-1]
        ]
        return cut(latest, SHOWN)

    @property
    def latest_check(self) -> dict[str, Any] | None:
        """The check that decides the nature, or the author's first view; None without either."""
        return self.chain[-1] if self.chain else None

    @property
    def also(self) -> list[dict[str, str]]:
        """Where the rest stands, each with its count."""
        category, made = self.barrier.category, []
        if category is not None:
            kind = reverse("practice_kind", args=[category.key])
            made.append(
                _line(f"What helps with {category.short_name.lower()}", f"{kind}?from=barrier")
            )
        if self.data_asked:
            made.append(_line("Data asked for", f"{self.details}#data", self.data_asked.label))
        for part in self.part_of:
            status = part.systemic.get_status_display()
            made.append(_line("Systemic barrier", part.systemic.get_absolute_url(), status))
        if self.publication is not None and self.reader.is_authenticated:
            state = "Public" if self.publication.state == "published" else "On its way"
            made.append(_line("Publication", self.publication.get_absolute_url(), state))
        if promises := promises_line(self.reader, self.barrier):
            made.append(promises)
        return made

    @property
    def details(self) -> str:
        """The address of the page with all of it."""
        return reverse("barrier_details", args=[self.barrier.reference])

    @property
    def short_facts(self) -> list[dict[str, Any]]:
        """What is known, in short; what is not known is told in one line below."""
        rows = [*self.facts.kind_rows[:1], *self.facts.where_rows, *self.facts.unlock_rows]
        leads_on = ("Pilot", "Job role")  # the details lead to all of them
        return [
            {
                "label": SHORTER.get(row["label"], row["label"]),
                "value": row["value"],
                "url": row.get("url", "") if row["label"] in leads_on else "",
            }
            for row in rows
            if row["value"]
        ]

    @property
    def missing(self) -> list[str]:
        """What nobody has filled in yet."""
        barrier = self.barrier
        known = {
            "who is affected": barrier.people,
            "what was tried": self.tried,
            "how bad it is": barrier.severity,
            "what would have to change": barrier.lever,
            "cost": barrier.cost.known,
            "staff time": barrier.time.known,
        }
        return [words for words, value in known.items() if not value]


def _line(label: str, url: str, count: str = "") -> dict[str, str]:
    return {"label": label, "url": url, "count": capitalised(count)}


def escalated(asks: list[Step]) -> list[dict[str, str]]:
    """Escalations as lines of what was tried, first to last."""
    withdrawn = Escalation.State.WITHDRAWN
    return [step.tried for step in reversed(asks) if step.escalation.state != withdrawn]


def asks_of(barrier: Barrier, user: Any) -> list[Step]:
    """What was asked of whom, the latest first, for who is signed in."""
    is_asked = user.is_authenticated and may_have(barrier, "escalations")
    return chain(barrier, user) if is_asked else []


def build(barrier: Barrier, user: Any) -> BarrierPage:
    """The page of a barrier that came from ``loading.load``."""
    return BarrierPage(
        **parts(barrier, user),
        reader=user,
        today=timezone.localdate(),
        related=Others.of(barrier, user, by_words=False).related,
        data_asked=data_requests.count_asked(barrier, user),
        can_ask_data=data_requests.may_ask_for_data(barrier, user),
        **requests_of(barrier, user),
        asks=asks_of(barrier, user),
        part_of=systemic_context.part_of(barrier, user),
        body_replies=load_body_replies(barrier),
        publication=live_of(barrier, user),
        guidance=guidance_of(barrier),
    )


def requests_of(barrier: Barrier, user: Any) -> dict[str, Any]:
    """Whether this reader escalates, or asks for it, and what came of the last time. One query at
    most."""
    latest = None
    if may_have(barrier, "escalation_requests"):
        rows = EscalationRequest.objects.visible_to(user).filter(barrier=barrier)
        latest = rows.select_related("created_by").order_by("-id").first()
    outcome = latest.outcome if latest else ""
    waits = outcome in EscalationRequest.WAITING
    may = can_escalate(user, barrier)
    return {
        "can_escalate": may,
        "can_request_escalation": not waits and can_request_escalation(user, barrier),
        "can_dismiss_request": waits and (may or wrote(user, latest)),
        "request": latest if waits else None,
        "dismissed": latest if outcome == EscalationRequest.Outcome.DISMISSED else None,
    }
