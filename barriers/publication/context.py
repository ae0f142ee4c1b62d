"""What stands beside a barrier that is public although it names a body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from barriers.models import Barrier, Publication, PublicationStep
from interface.words import date_words

State = Publication.State


@dataclass(frozen=True)
class Beside:
    """The reply of the body that is named, or that it gave none."""

    publication: Publication
    reply: PublicationStep | None

    @property
    def words(self) -> str:
        """When it was asked and when it replied: "Asked on 2 November 2026 …"."""
        publication = self.publication
        if (
            self.reply is not None
            and publication.replied_on is None
            and publication.state != State.PUBLISHED
        ):
            return (
                f"It wrote this on {date_words(self.reply.on)}, before the words were last changed."
            )
        asked = f"{publication.body} was asked on {date_words(publication.sent_on)}"
        by = date_words(publication.reply_by)
        if self.reply is None:
            return f"{asked} and did not reply by {by}."
        if publication.replied_on is None:
            return (
                f"{asked} and did not reply by {by}. What stands here it wrote on "
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
    rows = rows.prefetch_related(Prefetch("steps", queryset=replies, to_attr="replies"))
    return Prefetch("publications", queryset=rows, to_attr="published")


def beside_of(barrier: Barrier) -> Beside | None:
    """What stands beside a barrier that came with ``published``; None where nothing has to."""
    published = getattr(barrier, "published", [])
    if not published or not barrier.is_cleared:
        return None
    return of_publication(published[0])


def of_publication(publication: Publication) -> Beside:
    """The last reply of the body that is named now."""
    replies = [step for step in publication.replies if step.body_id == publication.body_id]
    return Beside(publication, replies[-1] if replies else None)


def beside(barrier: Barrier) -> Beside | None:
    """The same for one barrier, looked up. Two queries at most."""
    if not barrier.is_cleared:
        return None
    rows = Barrier.objects.filter(pk=barrier.pk).only("is_cleared").prefetch_related(published())
    row = rows.first()
    return beside_of(row) if row else None


def live_of(barrier: Barrier, user: Any) -> Publication | None:
    """The publication of a barrier on its way, or out, as far as the reader sees it."""
    if barrier.unlocker_id is None or not user.is_authenticated:
        return None
    rows = Publication.objects.visible_to(user).exclude(state=Publication.State.WITHDRAWN)
    return rows.filter(barrier=barrier).select_related("body").first()


def warns_of(barrier: Barrier) -> str:
    """What somebody has to know who changes a barrier that is public, or on its way there."""
    if barrier.unlocker_id is None:
        return ""
    rows = barrier.publications.filter(state__in=Publication.WITH_BODY).select_related("body")
    publication = rows.first()
    if publication is None:
        return ""
    return (
        f"{publication.body} was asked for a reply to what stands here. If you change its words, "
        "it is out of public view until the place agrees again and the organisation had ten more "
        "working days."
    )
