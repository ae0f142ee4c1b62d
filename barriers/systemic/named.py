"""Bodies that a systemic barrier names in words only: read for names before everybody reads it."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db.models import Q

from barriers.models import SystemicBarrier
from interface.articles import with_article
from interface.words import list_words
from partnerships.models import Organisation
from partnerships.organisation.named import NamedInText, bodies_named

WORDS = ("title", "cause", "ask", "law", "reason")


def bodies_in_words(
    systemic: SystemicBarrier, *, answering: Organisation | None = None, reason: str = ""
) -> list[NamedInText]:
    """The bodies that its words name and that did not answer, beside the one that is asked.

    ``answering`` is about to; ``reason`` is about to stand with its words. Two queries.
    """
    answered = set(systemic.answers.values_list("body", flat=True))
    known = {systemic.owner_id, answering.pk if answering else None, *answered} - {None}
    above = {body.parent_id for body in (systemic.owner, answering) if body} - {None}
    texts = [*(getattr(systemic, name) for name in WORDS), reason]
    but = Q(organisation__in=known | above)
    named = bodies_named(texts, but=but, with_examples=systemic.is_example)
    return [each for each in named if each.body.pk not in known]


def must_not_name(
    systemic: SystemicBarrier,
    answering: Organisation | None = None,
    *,
    reason: str = "",
    not_meant: Collection[int] = (),
) -> list[NamedInText]:
    """The bodies that are said not to be meant. Raises ValidationError where others are named."""
    named = bodies_in_words(systemic, answering=answering, reason=reason)
    if others := [each for each in named if each.body.pk not in not_meant]:
        raise ValidationError(refusal(others))
    return named


def refusal(named: list[NamedInText]) -> str:
    """Why words that name these bodies are not published."""
    names = list_words([f"{each.quoted} ({with_article(each.body)})" for each in named])
    return (
        f"Its words name {names}, who did not answer. Everybody would read that without a reply. "
        "Change the words or, where you publish an answer, tick that they are not meant"
    )


def denial(each: NamedInText) -> str:
    """That words are not the name of a body."""
    does = "does" if len(each.wordings) == 1 else "do"
    return f"{each.quoted} {does} not mean {with_article(each.body)}"
