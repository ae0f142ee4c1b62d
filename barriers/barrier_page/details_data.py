"""What stands behind the page of a barrier: all of it, others like it, and it as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from barriers.barrier import permissions
from barriers.barrier.page_data import BarrierRecord, parts
from barriers.barrier.permissions import can_take_back_barrier
from barriers.barrier_page.others import Others, RelatedBarriers
from barriers.barrier_page.page_data import asks_of, escalated
from barriers.data_request import page_data as data_requests
from barriers.data_request.page_data import DataAsked
from barriers.escalation.page_data import Step
from barriers.models import Barrier, BarrierGuidance, Publication
from barriers.practice import context as practice
from barriers.practice.bearing import guidance_of
from barriers.practice.context import Library
from barriers.publication.page_data import (
    BodyReply,
    live_of,
    load_body_replies,
    waits_in_words,
)
from barriers.publication.permissions import can_ask_to_publish
from barriers.similar.find import Similar
from barriers.systemic import page_data as systemic_context
from barriers.systemic.page_data import PartOfThis
from barriers.systemic.permissions import can_keep_systemic
from records.models import Visibility
from records.taking_back import is_just_added


@dataclass(frozen=True, kw_only=True)
class BarrierDetails(BarrierRecord):
    """All that is recorded of a barrier: every attempt, check, escalation and fact."""

    asks: list[Step]
    data: DataAsked
    library: Library
    publication: Publication | None
    guidance: list[BarrierGuidance]
    can_publish: bool
    can_take_back: bool

    @property
    def tried(self) -> list[dict[str, str]]:
        """What was tried, and to whom it was escalated as far as the reader sees that."""
        return [*super().tried, *escalated(self.asks)]

    @property
    def publication_stands(self) -> str:
        """Where it is on its way to the public."""
        return waits_in_words(self.publication) if self.publication else ""


@dataclass(frozen=True, kw_only=True)
class BarrierOthers:
    """Others with the same problem, the systemic barriers that it is part of, and what helps."""

    related: RelatedBarriers
    similar: list[Similar]
    library: Library
    part_of: list[PartOfThis]
    can_link: bool
    can_keep_systemic: bool


@dataclass(frozen=True, kw_only=True)
class BarrierInText(BarrierRecord):
    """A barrier as it is passed on: without what is like it by its words, and escalations."""

    related: RelatedBarriers
    data: DataAsked
    part_of: list[PartOfThis]
    body_replies: list[BodyReply]


def details(barrier: Barrier, user: Any) -> BarrierDetails:
    """For a barrier that came from ``loading.load``."""
    may_be_narrow = barrier.visibility != Visibility.PUBLIC or (
        barrier.unlocker_id is not None and not barrier.is_as_published
    )
    return BarrierDetails(
        **parts(barrier, user),
        asks=asks_of(barrier, user),
        data=data_requests.data_asked(barrier, user),
        library=practice.own_entry(barrier, user),
        publication=live_of(barrier, user),
        guidance=guidance_of(barrier),
        can_publish=may_be_narrow and can_ask_to_publish(user, barrier),
        can_take_back=is_just_added(barrier) and can_take_back_barrier(user, barrier),
    )


def others(barrier: Barrier, user: Any) -> BarrierOthers:
    """For a barrier that came from ``loading.load``."""
    permissions.know_reach([barrier], user)
    found = Others.of(barrier, user)
    return BarrierOthers(
        related=found.related,
        similar=found.similar,
        library=practice.build(barrier, user, found.beliefs),
        part_of=systemic_context.part_of(barrier, user),
        can_link=permissions.can_link(user, barrier),
        can_keep_systemic=can_keep_systemic(user),
    )


def in_text(barrier: Barrier, user: Any) -> BarrierInText:
    """For a barrier that came from ``loading.load``."""
    return BarrierInText(
        **parts(barrier, user),
        related=Others.of(barrier, user, by_words=False).related,
        data=data_requests.data_asked(barrier, user),
        part_of=systemic_context.part_of(barrier, user),
        body_replies=load_body_replies(barrier),
    )
