"""What the page of a publication shows, and what stands with a barrier that names a body."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from access.visibility import reader_of
from barriers.barrier import loading, page_data
from barriers.barrier.page_data import BarrierRecord
from barriers.barrier.permissions import can_publish, lead_place
from barriers.models import Barrier, Publication, PublicationStep, PublishingPause
from barriers.publication import permissions
from barriers.publication.named import (
    bodies_asked,
    meant_by_words,
    names_of,
    not_meant,
    with_named,
)
from barriers.publication.pauses import goes_out_on, held_words, pause_over
from interface.articles import with_article
from interface.words import capitalised, date_words, list_words
from partnerships.models import Organisation
from people.review.officers import without_officers
from records.related import may_have


@dataclass(frozen=True)
class BodyReply:
    """The reply of a body that is asked (``replied_on`` in this round), or that it gave none."""

    publication: Publication
    reply: PublicationStep | None
    body: Organisation
    replied_on: dt.date | None

    @property
    def words(self) -> str:
        """When it was asked and when it replied: "Asked on 2 November 2026 …"."""
        publication = self.publication
        is_out = publication.state == State.PUBLISHED
        if self.reply is not None and self.replied_on is None and not is_out:
            return (
                f"It wrote this on {date_words(self.reply.on)}, before the words were last changed."
            )
        asked = (
            f"{capitalised(with_article(self.body))} was asked on {date_words(publication.sent_on)}"
        )
        by = date_words(publication.reply_by)
        if self.reply is None:
            return f"{asked} and did not reply by {by}."
        if self.replied_on is None:
            return (
                f"{asked} and did not reply by {by}. It wrote what is shown here on "
                f"{date_words(self.reply.on)}, before the words above were last changed."
            )
        return f"{asked}, and wrote this on {date_words(self.reply.on)}."

    @property
    def text(self) -> str:
        """In one piece, for a brief or a file."""
        return f"“{self.reply.text}” {self.words}" if self.reply else self.words


def published() -> Prefetch:
    """For ``prefetch_related``: the publication of each barrier that is public, with replies."""
    replies = PublicationStep.objects.filter(kind=PublicationStep.Kind.REPLIED).order_by("id")
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED).select_related("body")
    rows = rows.prefetch_related(
        Prefetch("steps", queryset=replies, to_attr="replies"), with_named()
    )
    return Prefetch("publications", queryset=rows, to_attr="published")


def body_replies_of(barrier: Barrier) -> list[BodyReply]:
    """What stands beside a barrier that came with ``published``; none where nothing has to."""
    published = getattr(barrier, "published", [])
    if not published or not barrier.is_cleared:
        return []
    return replies_to(published[0])


def replies_to(publication: Publication) -> list[BodyReply]:
    """The last reply of each body that is asked, the one that is linked first."""
    last = {step.body_id: step for step in publication.replies}
    own, named = publication.body, getattr(publication.barrier, "named_asked", ())
    return [
        BodyReply(publication, last.get(own.pk), own, publication.replied_on),
        *(
            BodyReply(publication, last.get(row.body_id), row.body, row.replied_on)
            for row in named
            if row.body_id != own.pk
        ),
    ]


def load_body_replies(barrier: Barrier) -> list[BodyReply]:
    """The same for one barrier, looked up. Five queries at most."""
    if not barrier.is_cleared:
        return []
    rows = Barrier.objects.filter(pk=barrier.pk).only("is_cleared").prefetch_related(published())
    row = rows.first()
    return body_replies_of(row) if row else []


def live_of(barrier: Barrier, user: Any) -> Publication | None:
    """The publication of a barrier on its way, or out, as far as the reader sees it."""
    if not user.is_authenticated or not may_have(barrier, "publications"):
        return None
    rows = Publication.objects.visible_to(user).exclude(state=Publication.State.WITHDRAWN)
    return rows.filter(barrier=barrier).select_related("body").first()


def waits_in_words(publication: Publication) -> str:
    """Where it stands, with the names of those asked where they are several; one query then."""
    if publication.state == State.BODY:
        bodies = bodies_asked(publication)
        if len(bodies) > 1:
            return f"waiting for {list_words(map(with_article, bodies))}"
    return publication.get_state_display()


_OURS_THEN = (
    "Everyone can read this because it says what a published source says. If you change its words, "
    "only people who are signed in can read it until its place agrees to publish it and the "
    "organisations that it names have had ten working days to reply."
)


def warns_of(barrier: Barrier) -> str:
    """What somebody has to know who changes a barrier that is public, or on its way there."""
    rows = barrier.publications.filter(state__in=Publication.WITH_BODY).select_related("body")
    publication = rows.first()
    if publication is None:
        return _OURS_THEN if barrier.is_as_published else ""
    bodies = bodies_asked(publication)
    verb = "was" if len(bodies) == 1 else "were"
    names = capitalised(list_words(map(with_article, bodies)))
    asked = f"{names} {verb} asked for a reply to these words."
    return (
        f"{asked} If you change its words, it is no longer public until the place agrees again and "
        "the organisation has had ten more working days."
    )


State, Kind = Publication.State, PublicationStep.Kind


@dataclass(frozen=True)
class PublicationFacts:
    """One publication for one reader. ``preview`` is the barrier as the public would read it.

    ``nobody_answers``: the bodies for which no account answers, so that none is told, as words.
    ``not_meant`` says of which bodies the place said that its words do not mean them.
    ``speaks_for`` are those of the bodies asked for which the reader may reply, and ``meant`` says
    which words mean them, where it is words that name them.
    """

    publication: Publication
    preview: BarrierRecord
    steps: list[PublicationStep]
    reads_barrier: bool
    pause: PublishingPause | None
    nobody_answers: str
    not_meant: list[str]
    speaks_for: list[Organisation]
    meant: list[str]
    may_agree: bool
    may_object: bool
    may_reply: bool
    may_withdraw: bool

    @property
    def barrier(self) -> Barrier:
        """The barrier that it is about."""
        return self.publication.barrier

    @property
    def stands(self) -> str:
        """Where it stands and what comes next, in a sentence or two."""
        return stands(self.publication, self.pause)

    @property
    def entries(self) -> list[dict[str, str]]:
        """All steps that the reader may know of, first to last."""
        return [
            {
                "when": date_words(step.on),
                "what": capitalised(_what(step)),
                "text": step.text,
                "by": _by(step),
            }
            for step in self.steps
        ]

    @property
    def other_replies(self) -> list[BodyReply]:
        """The replies that stand, or will stand, beside it."""
        return [reply for reply in replies_to(self.publication) if reply.reply]

    @property
    def named(self) -> str:
        """The bodies that it names."""
        return names_of(self.publication)

    @property
    def has_replied(self) -> bool:
        """Whether each body replied for which the reader speaks."""
        replied = {reply.body for reply in self.other_replies}
        return all(body in replied for body in self.speaks_for)


def stands(publication: Publication, pause: PublishingPause | None) -> str:
    """Where a publication stands, and what comes next."""
    match publication.state:
        case State.PLACE:
            place = with_article(lead_place(publication.barrier))
            body = with_article(publication.barrier.unlocker or publication.body)
            return f"Waiting for an editor of {place} to agree. Then {body} is asked for a reply."
        case State.BODY:
            bodies = [with_article(reply.body) for reply in replies_to(publication)]
            has = "has" if len(bodies) == 1 else "have"
            by = date_words(publication.reply_by)
            deadline = f"{capitalised(list_words(bodies))} {has} until {by} to reply. "
            held = f" It may be held then. {held_words(pause)}." if pause else ""
            return f"{deadline}It becomes public once they have replied, or on the day after.{held}"
        case State.HELD if pause:
            return f"{held_words(pause)}. It becomes public on {date_words(goes_out_on(pause))}."
        case State.HELD:
            return "The pause is over. It becomes public on the next working day."
        case State.PUBLISHED:
            return f"Public since {date_words(publication.published_on)}."
        case _:
            return f"Withdrawn on {date_words(publication.ended_on)}."


def _what(step: PublicationStep) -> str:
    if step.kind == Kind.AGREED and step.text:  # it says who was asked
        return "the place agreed"
    return f"{step.body} replied" if step.body else step.get_kind_display()


def _by(step: PublicationStep) -> str:
    author = step.created_by
    return (author.job_title or author.full_name) if author else ""


def load(user: Any) -> QuerySet[Publication]:
    """The publications that this reader sees, each with its barrier as a page shows it."""
    steps = PublicationStep.objects.visible_to(user)
    return with_barrier(Publication.objects.visible_to(user), steps)


def with_barrier(
    rows: QuerySet[Publication], steps: QuerySet[PublicationStep]
) -> QuerySet[Publication]:
    """With the barrier and all that its page shows, of replies those among ``steps``."""
    barriers = loading.with_parts(Barrier.objects.all())
    replies = steps.filter(kind=Kind.REPLIED).order_by("id")
    return rows.select_related("body__parent", "created_by").prefetch_related(
        Prefetch("barrier", queryset=barriers),
        Prefetch("steps", queryset=replies, to_attr="replies"),
        with_named(),
    )


def preview_of(barrier: Barrier) -> BarrierRecord:
    """A barrier that came with its parts, as somebody reads it who is not signed in."""
    return page_data.build(barrier, AnonymousUser())


def build(publication: Publication, user: Any) -> PublicationFacts:
    """The page of a publication that came from ``load``."""
    barrier = publication.barrier
    by_level = reader_of(user) is not None and (
        Barrier.objects.read_by_level(user).filter(pk=barrier.pk).exists()
    )
    steps = PublicationStep.objects.visible_to(user).filter(publication=publication)
    waits = publication.state == State.PLACE
    speaks_for = permissions.replies_for(user, publication)
    return PublicationFacts(
        publication=publication,
        preview=preview_of(barrier),
        steps=list(steps.select_related("created_by", "body").order_by("id")),
        reads_barrier=by_level,
        pause=_pause(publication),
        nobody_answers=_without_officers(publication) if by_level else "",
        not_meant=not_meant(user, barrier) if by_level else [],
        speaks_for=speaks_for,
        meant=meant_by_words(barrier, speaks_for),
        may_agree=waits and can_publish(user, barrier),
        may_object=publication.state in Publication.WAITING
        and not can_publish(user, barrier)
        and permissions.can_object(user, barrier),
        may_reply=permissions.can_reply_beside(user, publication),
        may_withdraw=permissions.can_withdraw(user, publication),
    )


def _without_officers(publication: Publication) -> str:
    if publication.state not in Publication.WAITING:
        return ""
    today = timezone.localdate()
    bodies = [reply.body for reply in replies_to(publication)]
    silent = without_officers(bodies, today)
    return list_words(map(with_article, silent))


def _pause(publication: Publication) -> PublishingPause | None:
    """The pause that holds it, or would hold it on its day."""
    if publication.state not in Publication.ASKED:
        return None
    day = timezone.localdate()
    if publication.state == State.BODY and publication.reply_by:
        day = max(day, publication.reply_by)
    return pause_over(publication.barrier, day)
