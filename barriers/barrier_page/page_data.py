"""What the page of one barrier shows, for one reader, with a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from access.history import Entry, history_of
from access.permissions import wrote
from barriers.barrier import permissions
from barriers.barrier.page_data import BarrierRecord, parts
from barriers.barrier_page.others import Others, RelatedBarriers
from barriers.data_request import page_data as data_requests
from barriers.data_request.page_data import DataAsked
from barriers.escalation.page_data import Step, chain
from barriers.escalation.permissions import can_escalate, can_request_escalation
from barriers.models import (
    ActionTried,
    AdviceSession,
    Barrier,
    Check,
    Closing,
    Escalation,
    EscalationRequest,
    NamedBody,
    Publication,
)
from barriers.practice import context as practice
from barriers.practice.context import Library
from barriers.publication.page_data import BodyReply, live_of, load_body_replies, waits_in_words
from barriers.publication.permissions import can_ask_to_publish
from barriers.similar.find import Similar
from barriers.systemic import page_data as systemic_context
from barriers.systemic.page_data import PartOfThis
from barriers.systemic.permissions import can_keep_systemic
from records.differences import Difference
from records.models import Visibility
from records.related import may_have

LATEST = 3
SHORT = 40
# Told with a barrier's own history; the last two name bodies, and are not for the public
TOLD = (ActionTried, Check, Closing, AdviceSession, NamedBody)
NOT_PUBLIC = (AdviceSession, NamedBody)


@dataclass(frozen=True, kw_only=True)
class BarrierPage(BarrierRecord):
    """One barrier with what other records say of it."""

    related: RelatedBarriers
    data: DataAsked
    latest: list[Entry]
    can_escalate: bool
    can_request_escalation: bool
    can_dismiss_request: bool
    request: EscalationRequest | None
    dismissed: EscalationRequest | None
    can_link: bool
    similar: list[Similar]
    library: Library
    asks: list[Step]
    part_of: list[PartOfThis]
    can_keep_systemic: bool
    body_replies: list[BodyReply]
    publication: Publication | None
    can_publish: bool

    @property
    def publication_stands(self) -> str:
        """Where it is on its way to the public."""
        return waits_in_words(self.publication) if self.publication else ""

    @property
    def tried(self) -> list[dict[str, str]]:
        """What was tried, and to whom it was escalated as far as the reader sees that."""
        withdrawn = Escalation.State.WITHDRAWN
        steps = [step for step in self.asks if step.escalation.state != withdrawn]
        return [*super().tried, *(step.tried for step in reversed(steps))]

    @property
    def glance(self) -> list[dict[str, Any]]:
        """The strip at the top; what was tried counts escalations."""
        *before, tried = self.facts.glance
        return [*before, tried | {"value": len(self.tried) or tried["value"]}]

    @property
    def changes(self) -> list[dict[str, str]]:
        """The latest changes that the reader may know of, each in one line."""
        return [{"when": entry.when, "text": _changed(entry)} for entry in self.latest]


def history_models(user: Any) -> tuple[type[Model], ...]:
    """What is told with a barrier's own history."""
    if user.is_authenticated:
        return TOLD
    return tuple(model for model in TOLD if model not in NOT_PUBLIC)


def build(barrier: Barrier, user: Any, *, is_brief: bool = False) -> BarrierPage:
    """The page of a barrier that came from ``loading.load``; a brief leaves out what is like it,
    and what bodies said."""
    others = Others.of(barrier, user, by_words=not is_brief)
    may_be_narrow = barrier.visibility != Visibility.PUBLIC or (
        barrier.unlocker_id is not None and not barrier.is_as_published
    )
    is_asked = user.is_authenticated and not is_brief and may_have(barrier, "escalations")
    return BarrierPage(
        **parts(barrier, user),
        related=others.related,
        similar=others.similar,
        data=data_requests.data_asked(barrier, user),
        library=Library() if is_brief else practice.build(barrier, user, others.beliefs),
        latest=history_of(barrier, user, also=history_models(user), size=LATEST).entries,
        **_requests(barrier, user),
        can_link=permissions.can_link(user, barrier),
        asks=chain(barrier, user) if is_asked else [],
        part_of=systemic_context.part_of(barrier, user),
        can_keep_systemic=can_keep_systemic(user),
        body_replies=load_body_replies(barrier),
        publication=live_of(barrier, user),
        can_publish=may_be_narrow and can_ask_to_publish(user, barrier),
    )


def _requests(barrier: Barrier, user: Any) -> dict[str, Any]:
    """Whether this reader escalates, or asks for it, and what came of the last time. One query at
    most."""
    latest = None
    if may_have(barrier, "escalation_requests"):
        rows = EscalationRequest.objects.visible_to(user).filter(barrier=barrier)
        latest = rows.select_related("created_by").order_by("-id").first()
    outcome = latest.outcome if latest else ""
    waits = outcome == EscalationRequest.Outcome.WAITING
    may = can_escalate(user, barrier)
    return {
        "can_escalate": may,
        "can_request_escalation": not waits and can_request_escalation(user, barrier),
        "can_dismiss_request": waits and (may or wrote(user, latest)),
        "request": latest if waits else None,
        "dismissed": latest if outcome == EscalationRequest.Outcome.DISMISSED else None,
    }


def _changed(entry: Entry) -> str:
    if entry.is_start:
        return f"{entry.who}: logged"
    if entry.opened:
        return f"{entry.who}: opened to you"
    return f"{entry.who}: {'; '.join(map(_difference, entry.differences[:LATEST]))}"


def _difference(difference: Difference) -> str:
    if difference.kind != "changed":
        return f"{difference.label} {'added' if difference.kind == 'added' else 'taken out'}"
    before, after = difference.before or "not known", difference.after or "not known"
    if len(before) + len(after) > SHORT:
        return f"{difference.label} changed"
    return f"{difference.label} changed from {before} to {after}"
