"""Bodies that a systemic barrier names in words only: read for names before everybody reads it.

Whoever keeps an answer says of each whether it is meant. One that is not, holds nothing back. One
that is meant has not answered: the answer is kept and read by everybody signed in, and everybody
else reads it once that body answered too, or its name was taken out of the words. The answer's own
words are its body's, and are not read for further names.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from barriers.models import SystemicAnswer, SystemicBarrier
from interface.articles import with_article
from interface.words import date_words, list_words
from partnerships.models import Organisation
from partnerships.organisation.named import BETWEEN, NamedInText, bodies_named

WORDS = ("title", "cause", "ask", "law", "reason")


def bodies_in_words(
    systemic: SystemicBarrier,
    *,
    answering: Organisation | None = None,
    reason: str = "",
    text: str = "",
) -> list[NamedInText]:
    """The bodies that its words name and that did not answer, beside the one that is asked; while
    it waits for answers, that one as well.

    ``answering`` is about to; ``reason`` is about to stand with its words. The answer's ``text`` is
    quoted where a body stands in it that those name. Two queries.
    """
    answered = set(systemic.answers.values_list("body", flat=True))
    asked = None if systemic.waits_for_named else systemic.owner_id
    known = {asked, answering.pk if answering else None, *answered} - {None}
    above = {body.parent_id for body in (systemic.owner, answering) if body} - {None}
    own = [*(getattr(systemic, name) for name in WORDS), reason]
    but = Q(organisation__in=known | above)
    named = bodies_named(own, but=but, with_examples=systemic.is_example)
    named = [each for each in named if each.body.pk not in known]
    if not (named and text):
        return named
    both = bodies_named([*own, text], but=but, with_examples=systemic.is_example)
    quoted = {each.body.pk: each for each in both}
    return [quoted.get(each.body.pk, each) for each in named]


def waited_for(systemic: SystemicBarrier) -> list[NamedInText]:
    """The bodies without whose answer not everybody reads it: named, and not said not to be meant.

    No query where none is waited for, else three.
    """
    return still_meant(systemic) if systemic.waits_for_named else []


def still_meant(systemic: SystemicBarrier) -> list[NamedInText]:
    """Those that its words name as they are now and that the newest answer did not free."""
    newest = systemic.answers.order_by("-id").values_list("not_meant", flat=True).first()
    return [each for each in bodies_in_words(systemic) if not is_denied(each, newest or "")]


def is_denied(each: NamedInText, not_meant: str) -> bool:
    """Whether an answer said of these very words that they do not mean it."""
    return denial(each) in not_meant.split(BETWEEN)


def must_be_said(
    named: list[NamedInText], meant: Collection[int], not_meant: Collection[int]
) -> None:
    """Raises ValidationError where a body is named of which nobody said whether it is meant."""
    for each in named:
        if each.body.pk not in {*meant, *not_meant}:
            raise ValidationError(f"{each.to_say}. It did not answer")


def must_not_name(systemic: SystemicBarrier, *, but: Collection[int] = ()) -> None:
    """Raises ValidationError where words that everybody reads name a body that did not answer."""
    named = [each for each in bodies_in_words(systemic) if each.body.pk not in but]
    if named:
        names = list_words([f"{each.quoted} ({with_article(each.body)})" for each in named])
        is_one = len(named) == 1
        silent = "which has not answered" if is_one else "none of which has answered"
        answers = "its answer" if is_one else "their answers"
        raise ValidationError(
            f"Its words name {names}, {silent}. Everyone would be able to read that without a "
            f"reply. Change the words, or publish {answers} first"
        )


def denial(each: NamedInText) -> str:
    """That words are not the name of a body."""
    does = "does" if len(each.wordings) == 1 else "do"
    return f"{each.quoted} {does} not mean {with_article(each.body)}"


def said_by(answer: SystemicAnswer) -> str:
    """Who said so and when: "said by a programme lead on 20 November 2026"."""
    author: Any = answer.created_by
    by = f" by {author.job_title or author.full_name}" if author else ""
    return f"said{by} on {date_words(timezone.localdate(answer.created_at))}"
