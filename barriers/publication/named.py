"""Bodies that a barrier names in words only: its place says of each whether it is the one meant."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, Prefetch, Q, TextField, prefetch_related_objects
from django.utils import timezone

from barriers.barrier.models.agreed_words import words_of
from barriers.models import Barrier, NamedBody, Publication
from interface.articles import with_article
from interface.words import capitalised, date_words, list_words
from partnerships.models import Organisation, OrganisationPlace
from partnerships.organisation.named import (
    BETWEEN,
    NamedInText,
    bodies_named,
    bodies_named_each,
)
from records.events import Names

PARTS = ("actions", "checks", "closings", "place_links", "sub_type_links")


@dataclass(frozen=True)
class Named:
    """A body that the words name, and the row that keeps what the place said of it, if any."""

    text: NamedInText
    row: NamedBody | None

    @property
    def earlier(self) -> NamedBody | None:
        """What the place said of each of these wordings; None where it has to be asked (again)."""
        covers = self.row is not None and self.text.is_covered_by(self.row.words)
        return self.row if covers else None

    @property
    def body(self) -> Organisation:
        """The body, as of today."""
        return self.text.body

    @property
    def field(self) -> str:
        """What its question is called in a form."""
        return f"names_{self.body.pk}"

    @property
    def said(self) -> str:
        """What was said of it before: "It is not, said by an editor on 20 November 2026"."""
        if self.earlier is None:
            return ""
        answer = "It is" if self.earlier.is_meant else "It is not"
        return f"{answer}, {said_by(self.earlier)}"


def named_in(barrier: Barrier, *, also: Iterable[str] = ()) -> list[Named]:
    """The bodies that its words name, beside the one that is linked, in the order of the words.

    ``also`` are words that are about to stand with it.

    The council of its lead place, which agrees, is not looked for. Two queries, and one for each
    part that is not prefetched.
    """
    known = {row.body_id: row for row in barrier.named_bodies.select_related("created_by")}
    texts, but = [*_texts(barrier), *also], _not_asked(barrier)
    found = bodies_named(texts, but=but, with_examples=barrier.is_example)
    linked = barrier.unlocker_id
    return [Named(text, known.get(text.body.pk)) for text in found if text.body.pk != linked]


def said_by(row: NamedBody) -> str:
    """Who said so and when: "said by Bradford editor on 20 November 2026"."""
    author = row.created_by
    by = f" by {author.job_title or author.full_name}" if author else ""
    return f"said{by} on {date_words(row.said_on)}"


def not_meant(user: Any, barrier: Barrier) -> list[str]:
    """The bodies that the place said are not meant, each with who said so, as sentences."""
    rows = NamedBody.objects.visible_to(user).filter(barrier=barrier, is_meant=False)
    return [
        f"{meaning(row.words, row.body, is_meant=False)}, {said_by(row)}."
        for row in rows.select_related("body", "created_by").order_by("id")
    ]


def meant_by_words(barrier: Barrier, bodies: Iterable[Organisation]) -> list[str]:
    """Of those of these bodies that are asked as the words mean them, which words, as sentences.

    One query; none without bodies.
    """
    asked = [body.pk for body in bodies]
    if not asked:
        return []
    rows = NamedBody.objects.filter(barrier=barrier, is_meant=True, body__in=asked)
    return [
        f"{meaning(row.words, row.body, is_meant=True)}."
        for row in rows.select_related("body").order_by("id")
    ]


def meaning(words: str, body: Any, *, is_meant: bool) -> str:
    """ "“DWP” does not mean the Department for Work and Pensions"."""
    quoted = list_words([f"“{each}”" for each in words.split(BETWEEN)])
    are_many = BETWEEN in words
    if is_meant:
        verb = "mean" if are_many else "means"
    else:
        verb = "do not mean" if are_many else "does not mean"
    return f"{quoted} {verb} {with_article(body)}"


def in_history(before: dict[str, Any] | None, row: dict[str, Any], names: Names) -> Iterator[str]:
    """What the place said of a body, and when that was asked and replied, as sentences."""
    name = names.of(Organisation, row["body_id"])
    if name is None:
        return
    body, was = capitalised(with_article(name)), before or {}
    if any(was.get(column) != row[column] for column in ("body_id", "words", "is_meant")):
        yield meaning(row["words"], name, is_meant=row["is_meant"])
    for column, done in (("sent_on", "was asked"), ("replied_on", "replied")):
        if row[column] and row[column] != was.get(column):
            yield f"{body} {done} on {date_words(dt.date.fromisoformat(row[column]))}"
    if was.get("sent_on") and not row["sent_on"]:
        yield f"{body} is not asked any more"


def _texts(barrier: Barrier) -> Iterator[str]:
    """All that the public would read of it as free text."""
    for row in (barrier, *(row for part in PARTS for row in getattr(barrier, part).all())):
        written = set(words_of(type(row)))
        for field in row._meta.local_concrete_fields:
            is_free = isinstance(field, CharField | TextField) and not field.choices
            if is_free and field.attname in written:
                yield getattr(row, field.attname) or ""


def _not_asked(barrier: Barrier) -> Q:
    lead = [link.place_id for link in barrier.place_links.all() if link.is_lead]
    governs = OrganisationPlace.objects.standing().filter(
        role=OrganisationPlace.Role.GOVERNS, place__in=lead
    )
    own = governs.order_by().values("organisation")
    rule = Q(organisation__in=own) | Q(organisation__parent__in=own)
    linked = barrier.unlocker
    if linked is not None:  # who answers for it answers for the bodies that it is part of
        above = [linked.parent_id, linked.parent.parent_id if linked.parent else None]
        rule |= Q(organisation__in=[pk for pk in above if pk])
    return rule


def unsettled(barrier: Barrier, *, also: Iterable[str] = ()) -> list[Named]:
    """Those of which the place said nothing yet, or that they are meant: they have to be asked."""
    named = named_in(barrier, also=also)
    return [one for one in named if one.earlier is None or one.earlier.is_meant]


def unsettled_among(barriers: Sequence[Barrier]) -> dict[int, list[Named]]:
    """The same for many barriers that link no body: a fixed number of queries for each hundred."""
    parts = (*PARTS, "place_links__place", "named_bodies__created_by")
    prefetch_related_objects(barriers, *parts)
    texts = {barrier.pk: list(_texts(barrier)) for barrier in barriers}
    own = _own_councils(barriers)
    made_up = {barrier.pk for barrier in barriers if barrier.is_example}
    found: dict[int, list[Named]] = {}
    texts_named = bodies_named_each(texts, but=own, made_up=made_up)
    for barrier in barriers:
        known = {row.body_id: row for row in barrier.named_bodies.all()}
        named = [Named(text, known.get(text.body.pk)) for text in texts_named[barrier.pk]]
        found[barrier.pk] = [one for one in named if one.earlier is None or one.earlier.is_meant]
    return found


def _own_councils(barriers: Sequence[Barrier]) -> dict[int, set[int]]:
    """The bodies that govern the lead place of each, which agree and are not asked."""
    leads = {
        barrier.pk: link.place_id
        for barrier in barriers
        for link in barrier.place_links.all()
        if link.is_lead
    }
    governs = OrganisationPlace.objects.standing().filter(
        role=OrganisationPlace.Role.GOVERNS, place__in=set(leads.values())
    )
    own: defaultdict[int, set[int]] = defaultdict(set)
    for place, body in governs.order_by().values_list("place", "organisation"):
        own[place].add(body)
    return {
        barrier.pk: own[leads[barrier.pk]] if barrier.pk in leads else set() for barrier in barriers
    }


def must_not_name(barrier: Barrier) -> None:
    """Raises ValidationError where a barrier that links no body names one in words."""
    if named := unsettled(barrier):
        said = list_words([f"{one.text.quoted} ({one.body})" for one in named])
        raise ValidationError(
            f"Its words name {said}. Every organisation named has ten working days to reply before "
            "everyone can read it. Choose a narrower answer for now. On the barrier’s page you can "
            "ask to make it public. The place then says whether the words mean that organisation"
        )


def settle(barrier: Barrier, meant: Mapping[int, bool], *, by: Any) -> list[NamedBody]:
    """Keep what the place says of each body that the words name; gives those that are meant.

    ``meant`` says it by body; what was said before holds where nothing else is. Raises
    ValidationError where a body was never spoken of.
    """
    rows = []
    for one in named_in(barrier):
        row, answer = one.row, meant.get(one.body.pk)
        if one.earlier is None and answer is None:
            raise ValidationError(one.text.to_say)
        if row is None:
            row = NamedBody(barrier=barrier, body=one.body, is_meant=not answer)
        if answer is not None and (answer != row.is_meant or one.earlier is None):
            row.is_meant, row.created_by, row.said_on = answer, by, timezone.localdate()
        row.words, row.sent_on, row.replied_on = one.text.words, None, None
        row.save()
        rows.append(row)
    return [row for row in rows if row.is_meant]


def ask_all(named: list[NamedBody], day: dt.date) -> None:
    """Their days begin."""
    for row in named:
        row.sent_on = day
        row.save(update_fields=["sent_on"])


def forget_days(barrier: Barrier) -> None:
    """Nobody is asked any more; what the place said of the words stays."""
    for row in NamedBody.objects.filter(barrier=barrier).asked():
        row.sent_on = row.replied_on = None
        row.save(update_fields=["sent_on", "replied_on"])


def keep_reply(publication: Publication, body: Organisation, day: dt.date) -> None:
    """It replied, where it is asked as one that the words name."""
    for row in NamedBody.objects.silent().filter(barrier=publication.barrier_id, body=body):
        row.replied_on = day
        row.save(update_fields=["replied_on"])


def all_replied(publication: Publication) -> bool:
    """Whether each that is asked replied."""
    waits = NamedBody.objects.silent().filter(barrier=publication.barrier_id)
    return publication.replied_on is not None and not waits.exists()


def bodies_asked(publication: Publication) -> list[Organisation]:
    """The body that is linked, or named first, and the others that are asked with it."""
    rows = NamedBody.objects.filter(barrier=publication.barrier_id).asked()
    others = rows.exclude(body=publication.body_id).select_related("body__parent")
    return [publication.body, *(row.body for row in others.order_by("id"))]


def with_named() -> Prefetch:
    """The bodies beside the one that is linked, of which its words name each."""
    rows = NamedBody.objects.asked().select_related("body__parent").order_by("id")
    return Prefetch("barrier__named_bodies", queryset=rows, to_attr="named_asked")


def names_of(publication: Publication) -> str:
    """The bodies that it names: "the Department of A and B" (after ``with_named``)."""
    linked = publication.barrier.unlocker or publication.body
    rows = getattr(publication.barrier, "named_asked", ())
    others = [row.body for row in rows if row.body_id != publication.body_id]
    return list_words(map(with_article, [linked, *others]))
