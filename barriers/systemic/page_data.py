"""What the page of a systemic barrier shows, and what the pages of its members say of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils import timezone

from access.visibility import reader_of
from barriers.barrier.permissions import can_close, know_reach
from barriers.models import (
    Barrier,
    BarrierPlace,
    Closing,
    SystemicAnswer,
    SystemicBarrier,
    SystemicMember,
    SystemicOffer,
)
from barriers.systemic import permissions
from barriers.systemic.named import said_by, waited_for
from interface.articles import with_article
from interface.cells import status
from interface.cut import Cut
from interface.paging import BoundedCount
from interface.words import capitalised, count_words, date_words, list_words
from partnerships.models import Organisation
from people.models import JobRole
from people.review.officers import without_officers
from records.dates import DateWithPrecision
from records.related import may_have


@dataclass(frozen=True)
class Answer:
    """What a body said last, in short."""

    text: str
    body: str
    day: DateWithPrecision


@dataclass(frozen=True)
class PartOfThis:
    """A systemic barrier as one of its members sees it.

    ``elsewhere`` is how many other places have it, of those that the reader sees; ``offer`` is the
    number of what waits for a reader who may say whether the answer helps here; ``declined`` is why
    the place said that the newest one does not.
    """

    systemic: SystemicBarrier
    elsewhere: int
    answer: Answer | None
    offer: int | None
    declined: str = ""

    @property
    def words(self) -> str:
        """ "9 other places that you can see have it."."""
        if not self.elsewhere:
            return "No other place that you can see has it."
        places = count_words(self.elsewhere, "other place")
        return f"{places} that you can see {'has' if self.elsewhere == 1 else 'have'} it."


def part_of(barrier: Barrier, user: Any) -> list[PartOfThis]:
    """For a barrier that the reader sees, the latest first. One query at most."""
    if not may_have(barrier, "systemic"):
        return []
    there = BarrierPlace.objects.filter(
        barrier__systemic_links__systemic=OuterRef("systemic"),
        barrier__in=Barrier.objects.visible_to(user),
    ).exclude(place__in=[link.place_id for link in barrier.place_links.all()])
    each = there.order_by().values("barrier__systemic_links__systemic")
    places = each.annotate(places=Count("place", distinct=True)).values("places")
    answers = SystemicAnswer.objects.filter(systemic=OuterRef("systemic")).order_by("-id")
    parts = JSONObject(text="text", body="body__name", on="on", precision="on_precision")
    offers = SystemicOffer.objects.visible_to(user).waiting().filter(barrier=barrier)
    own = offers.filter(answer__systemic=OuterRef("systemic")).order_by("-id").values("pk")
    latest = SystemicOffer.objects.filter(barrier=barrier, answer__systemic=OuterRef("systemic"))
    members = (
        SystemicMember.objects.visible_to(user)
        .filter(barrier=barrier)
        .select_related("systemic__owner")
        .defer("systemic__search")
        .annotate(
            elsewhere=Coalesce(Subquery(places, output_field=IntegerField()), 0),
            newest=Subquery(answers.values(found=parts)[:1]),
            offer=Subquery(own[:1]),
            declined=Subquery(latest.order_by("-id").values("why")[:1]),
        )
        .order_by("-id")
    )
    may_close = can_close(user, barrier)
    return [
        PartOfThis(
            member.systemic,
            member.elsewhere,
            _answer(member.newest),
            member.offer if may_close else None,
            member.declined or "",
        )
        for member in members
    ]


def _answer(parts: dict[str, str] | None) -> Answer | None:
    if parts is None:
        return None
    day = DateWithPrecision(dt.date.fromisoformat(parts["on"]), parts["precision"])
    return Answer(parts["text"], parts["body"], day)


SHOWN = 50
State = SystemicOffer.State


@dataclass(frozen=True)
class Member:
    """A barrier that shares the cause, and what its people said to the newest answer."""

    barrier: Barrier
    offer: SystemicOffer | None
    can_close: bool

    @property
    def waits_for_reader(self) -> bool:
        """Whether this reader may say whether the answer helps here."""
        return self.is_waiting and self.can_close

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has said yet, while the barrier is open."""
        is_open = self.barrier.status not in Barrier.ENDED
        return is_open and self.offer is not None and self.offer.state in SystemicOffer.WAITING

    @property
    def said(self) -> str:
        """What came of the answer here; empty where it was not offered or nobody said."""
        offer = self.offer
        if offer is None or offer.answered_at is None:
            return "Not said yet whether the answer helps here." if self.is_waiting else ""
        on = date_words(timezone.localdate(offer.answered_at))
        if offer.state == State.DECLINED:
            return f"The answer does not help here ({on}): {offer.why}"
        closing: Closing | None = offer.closing
        if closing is not None and closing.reopened_on:
            reopened = date_words(closing.reopened_on)
            return (
                f"Resolved with it on {on}; open again since {reopened}: {closing.reopened_because}"
            )
        return f"Resolved with it on {on}."


@dataclass(frozen=True)
class SystemicFacts:
    """One systemic barrier as its reader may see it; members that they may not see are left out.

    ``places`` is None for the public where it would be fewer than five.
    """

    systemic: SystemicBarrier
    post: JobRole | None
    places: int | None
    members: list[Member]
    member_count: int
    is_public: bool
    can_keep: bool
    can_publish: bool
    user: Any
    author: str
    waits_for: list[Organisation]

    @property
    def answers(self) -> list[SystemicAnswer]:
        """What was said, the latest first."""
        return list(self.systemic.answers.all())

    @property
    def changeable(self) -> list[SystemicAnswer]:
        """Those that this reader may put right or withdraw."""
        return [one for one in self.answers if permissions.can_change_answer(self.user, one)]

    @property
    def withdrawn(self) -> list[SystemicAnswer]:
        """Those that were withdrawn, for who may put them back."""
        if not (self.can_keep or self.can_publish):
            return []
        rows = SystemicAnswer.with_withdrawn.filter(
            systemic=self.systemic, withdrawn_at__isnull=False
        )
        found = rows.select_related("body").order_by("-id")
        return [one for one in found if permissions.can_change_answer(self.user, one)]

    @property
    def waits_words(self) -> str:
        """Whose answers not everybody's reading waits for: "the Department for A and B"."""
        return list_words(map(with_article, self.waits_for)) or "an organisation that is named"

    @cached_property
    def nobody_answers(self) -> str:
        """Of whom an answer is awaited and nobody has an account, so that nobody was told, for who
        may publish it: "the Department for A and B"; empty where somebody was."""
        systemic = self.systemic
        asked = [systemic.owner] if systemic.status == SystemicBarrier.Status.ASKED else []
        bodies = {body.pk: body for body in [*asked, *self.waits_for] if body is not None}
        if not (self.can_keep and bodies):
            return ""
        return list_words(
            map(with_article, without_officers(bodies.values(), timezone.localdate()))
        )

    @property
    def said_of_names(self) -> list[str]:
        """What was said, with each answer, of names in the words: by whom, and when."""
        return [f"{row.not_meant}, {said_by(row)}." for row in self.answers if row.not_meant]

    @cached_property
    def heirs(self) -> list[Organisation]:
        """Who took over from the body, where it has ended."""
        return self.systemic.owner.heirs if self.systemic.owner else []

    @property
    def members_words(self) -> str:
        """ "12 barriers in 9 places"."""
        barriers = count_words(self.member_count, "barrier")
        return f"{barriers} in {count_words(self.places, 'place')}" if self.places else barriers

    @property
    def brief_members(self) -> Cut:
        """Those that are shown; the list of barriers has all."""
        return Cut(self.members, BoundedCount(self.member_count), self.systemic.members_url)

    @property
    def outcome(self) -> str:
        """What places said to the newest answer, of those that the reader sees, in one line."""
        states = [member.offer.state for member in self.members if member.offer]
        waits = sum(member.is_waiting for member in self.members)
        accepted, declined = states.count(State.ACCEPTED), states.count(State.DECLINED)
        reopened = sum(
            member.offer.state == State.ACCEPTED and member.barrier.status not in Barrier.ENDED
            for member in self.members
            if member.offer
        )
        if not accepted + declined + waits or self.member_count > len(self.members):
            return ""
        if not accepted + declined:
            asked = count_words(waits, "barrier")
            return f"Of {asked} nobody has said yet whether the newest answer helps."
        return (
            f"Resolved with the newest answer: {accepted - reopened}. "
            + (f"Opened again: {reopened}. " if reopened else "")
            + f"It does not help: {declined}. Not said yet: {waits}."
        )

    @property
    def glance(self) -> list[dict[str, Any]]:
        """The strip at the top: where it stands, what would change, how many places have it."""
        systemic = self.systemic
        items: list[dict[str, Any]] = [
            {
                "label": "Status",
                "value": status(systemic.get_status_display().capitalize(), systemic.shape),
            }
        ]
        if systemic.lever:
            items.append(
                {
                    "label": "Would have to change",
                    "value": capitalised(systemic.get_lever_display()) or None,
                }
            )
        if systemic.asked_on:
            items.append({"label": "Asked on", "value": systemic.asked})
        if self.places:
            note = "whose barrier is public" if self.is_public else "that you can see"
            items.append({"label": "Places", "value": self.places, "note": note, "url": "#members"})
        return items

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Who could change it, and what."""
        systemic, owner, post = self.systemic, self.systemic.owner, self.post
        lever = capitalised(systemic.get_lever_display())
        rows = [self._row("Body", owner, owner.get_absolute_url() if owner else "", "owner")]
        if post:
            rows.append(self._row("Job role", post.title, post.get_absolute_url()))
        rows.append(self._row("What would have to change", lever or None, field="lever"))
        if systemic.lever == Barrier.Lever.LAW:
            rows.append(self._row("Act or regulation", systemic.law or None))
        rows.append(self._row("Asked on", systemic.asked))
        if systemic.effect or systemic.status in SystemicBarrier.CHANGING:
            rows.append(self._row("Holds from", systemic.effect))
        return rows

    def _row(self, label: str, value: Any, url: str = "", field: str = "") -> dict[str, Any]:
        """A fact, with a way to change it for those who may."""
        row: dict[str, Any] = {"label": label, "value": value, "url": url}
        if field and self.can_keep:
            edit = reverse("systemic_edit", args=[self.systemic.reference])
            row |= {"change": f"{edit}#id_{field}", "verb": "Change" if value else "Add"}
        return row


def load(user: Any) -> QuerySet[SystemicBarrier]:
    """Those that this reader may see, with all that a page shows."""
    answers = SystemicAnswer.objects.select_related("body", "created_by").order_by("-id")
    rows = SystemicBarrier.objects.visible_to(user).select_related(
        *("owner__merged_into", "category", "programme", "source", "created_by"),
    )
    return rows.defer("search").prefetch_related(Prefetch("answers", answers))


def build(systemic: SystemicBarrier, user: Any) -> SystemicFacts:
    """The page of a systemic barrier that came from ``load``."""
    members = SystemicMember.objects.visible_to(user).filter(systemic=systemic)
    rows = Barrier.objects.filter(pk__in=members.order_by().values("barrier"))
    shown = list(rows.for_rows().order_by("-updated_at", "-id")[:SHOWN])
    places: Any = SystemicBarrier.objects.filter(pk=systemic.pk).with_places(user)
    posts = JobRole.objects.visible_to(user)
    author = systemic.created_by
    return SystemicFacts(
        systemic=systemic,
        post=posts.filter(pk=systemic.post_id).first() if systemic.post_id else None,
        places=places.values_list("seen_places", flat=True)[0],
        members=_members(systemic, shown, user),
        member_count=members.count(),
        is_public=not user.is_authenticated,
        can_keep=permissions.can_keep_systemic(user),
        can_publish=permissions.can_publish_answer(user, systemic),
        user=user,
        author=(author.job_title or author.full_name) if author and user.is_authenticated else "",
        waits_for=[each.body for each in waited_for(systemic)],
    )


def _members(systemic: SystemicBarrier, shown: list[Barrier], user: Any) -> list[Member]:
    newest = next(iter(systemic.answers.all()), None)
    offers: dict[int, SystemicOffer] = {}
    if newest is not None and user.is_authenticated:
        rows = SystemicOffer.objects.visible_to(user).filter(answer=newest, barrier__in=shown)
        offers = {row.barrier_id: row for row in rows.select_related("closing")}
    mine = closable(shown, user)
    return [Member(row, offers.get(row.pk), row.pk in mine) for row in shown]


def closable(barriers: list[Barrier], user: Any) -> set[int]:
    """Which of these barriers this reader may close; what lies above each place is asked once."""
    reader = reader_of(user)
    if reader is None:
        return set()
    know_reach(barriers, user)
    return {barrier.pk for barrier in barriers if can_close(user, barrier)}
