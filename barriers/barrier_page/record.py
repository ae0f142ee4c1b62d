"""What the page of one barrier shows, for one reader, with a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Model, Q
from django.urls import reverse

from barriers.barrier import permissions
from barriers.barrier.facts import place_names, tried_words
from barriers.barrier.record import BarrierRecord, parts
from barriers.data_request import record as data_requests
from barriers.data_request.record import DataAsked
from barriers.escalation.permissions import can_escalate, can_request_escalation
from barriers.escalation.record import Step, chain
from barriers.link.record import Linked, linked
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
from barriers.publication.permissions import can_ask_to_publish
from barriers.publication.record import BodyReply, live_of, load_body_replies, waits_in_words
from barriers.similar.find import Similar, similar
from barriers.similar.words import Said
from barriers.systemic import record as systemic_context
from barriers.systemic.permissions import can_keep_systemic
from barriers.systemic.record import PartOf
from interface.paging import BoundedCount, up_to
from partnerships.history import Entry, history_of
from partnerships.permissions import wrote
from records.differences import Difference
from records.models import Visibility

LIKE_SHOWN = 5
LIKE_COUNTED = 500
LATEST = 3
SHORT = 40
# Told with a barrier's own history; the last two name bodies, and are not for the public
TOLD = (ActionTried, Check, Closing, AdviceSession, NamedBody)
NOT_PUBLIC = (AdviceSession, NamedBody)


@dataclass(frozen=True)
class RelatedBarriers:
    """Barriers like this one in other places, of those that the reader sees.

    ``links`` are those that people joined or linked to it; where there is one, they alone are
    counted. ``barriers`` are else the latest few of the same kind, ``count`` all of them and
    ``places`` where they are beside the places of this one (``here``). ``is_finer`` says whether
    they share a finer kind, or the kind alone.
    """

    here: set[int]
    count: BoundedCount
    places: BoundedCount
    url: str
    barriers: list[Barrier] = field(default_factory=list)
    links: list[Linked] = field(default_factory=list)
    is_finer: bool = False

    @property
    def linked_ids(self) -> set[int]:
        """Those that people joined or linked to it."""
        return {link.other.pk for link in self.links}

    @property
    def words(self) -> str:
        """How many there are: "4 barriers in 3 places"."""
        barriers = self.count.words("barrier")
        return f"{barriers} in {self.places.words('place')}" if int(self.places) else barriers

    @property
    def rows(self) -> list[dict[str, str]]:
        """The latest few: where, what, what was tried and what came of it."""
        return [
            {
                "url": other.get_absolute_url(),
                "places": place_names(other, but=self.here),
                "text": f"{other.title}. {tried_words(other)}",
            }
            for other in self.barriers
        ]


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
    part_of: list[PartOf]
    can_keep_systemic: bool
    beside: list[BodyReply]
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
    also = related_to(barrier, user)
    wording = Said.by(barrier, user)
    may_be_narrow = barrier.unlocker_id is not None or barrier.visibility != Visibility.PUBLIC
    return BarrierPage(
        **parts(barrier, user),
        related=also,
        similar=[] if is_brief else similar(wording, but={barrier.pk, *also.linked_ids}),
        data=data_requests.data_asked(barrier, user),
        library=Library() if is_brief else practice.build(barrier, wording),
        latest=history_of(barrier, user, also=history_models(user), size=LATEST).entries,
        **_requests(barrier, user),
        can_link=permissions.can_link(user, barrier),
        asks=chain(barrier, user) if user.is_authenticated and not is_brief else [],
        part_of=systemic_context.part_of(barrier, user),
        can_keep_systemic=can_keep_systemic(user),
        beside=load_body_replies(barrier),
        publication=live_of(barrier, user),
        can_publish=may_be_narrow and can_ask_to_publish(user, barrier),
    )


def _requests(barrier: Barrier, user: Any) -> dict[str, Any]:
    """Whether this reader escalates, or asks for it, and what came of the last time. One query."""
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


def related_to(barrier: Barrier, user: Any) -> RelatedBarriers:
    """Other places that have it too: by what people linked, else by its kind."""
    links = linked(barrier, user)
    return _by_links(barrier, links) if links else _by_kind(barrier, user)


def _by_links(barrier: Barrier, links: list[Linked]) -> RelatedBarriers:
    here = {link.place_id for link in barrier.place_links.all()}
    there = {at.place_id for link in links for at in link.other.place_links.all()}
    return RelatedBarriers(
        here=here,
        count=BoundedCount(len(links)),
        places=BoundedCount(len(there - here)),
        url=f"{reverse('barriers')}?linked={barrier.reference}",
        links=links,
    )


def _by_kind(barrier: Barrier, user: Any) -> RelatedBarriers:
    """No more than the newest 500 are counted, and their places."""
    like = Barrier.objects.visible_to(user).like(barrier)
    newest = like.order_by("-updated_at", "-id").values("pk")[: LIKE_COUNTED + 1]
    here = [link.place_id for link in barrier.place_links.all()]
    elsewhere = Q(place_links__isnull=False) & ~Q(place_links__place__in=here)
    counted = Barrier.objects.filter(pk__in=newest).aggregate(
        barriers=Count("pk", distinct=True),
        places=Count("place_links__place", distinct=True, filter=elsewhere),
    )
    count = up_to(counted["barriers"], LIKE_COUNTED)
    shown = like.for_rows().prefetch_related("actions").order_by("-updated_at", "-id")
    return RelatedBarriers(
        here=set(here),
        count=count,
        places=BoundedCount(counted["places"], more=count.more),
        url=f"{reverse('barriers')}?like={barrier.reference}",
        barriers=list(shown[:LIKE_SHOWN]),
        is_finer=bool(barrier.sub_type_links.all()),
    )


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
