"""What the public reads of a barrier that names a body is what its place agreed to.

While an agreement stands (``Publication.WITH_BODY``), the database refuses every change of the
barrier's words and of its parts, and a narrower level; and it refuses ``is_cleared`` without a
published agreement, unless the barrier says what a published source says. Whoever changes words
takes the agreement back first (``barriers.publication.agreed_words.changing_words``).
"""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models

from records.models import Visibility

NAME = "words_agreed"
# Who keeps a row, and whose part it is. All else is words, but for what a model says itself.
_KEPT_BY = frozenset({"id", "barrier", "created_by", "created_at", "updated_at", "version"}) | {
    *("withdrawn_at", "withdrawn_by", "withdrawn_because")  # what is withdrawn is not read at all
}
_LEVELS = ", ".join(f"'{level}'" for level in Visibility)
AGREED_STATES = ("body", "held", "published")
_AGREED = f"state IN {AGREED_STATES}"
# A part that moves changes what is said of both.
_BARRIERS_OF = (
    "CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.barrier_id] WHEN 'DELETE' THEN ARRAY[OLD.barrier_id] "
    "ELSE ARRAY[OLD.barrier_id, NEW.barrier_id] END"
)
_REFUSE = "RAISE EXCEPTION '{said}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"
_NOT_AGREED = _REFUSE.format(
    said="Its place agreed to other words: take that back first.", name="barrier_words_agreed"
)
_NOT_OPEN = _REFUSE.format(
    said="Only an agreed publication opens a barrier that names a body.",
    name="barrier_cleared_by_publication",
)


def words_of(model: type[models.Model]) -> list[str]:
    """The columns of a barrier, or of a part of it, that stand for what is said of it."""
    no_words = _KEPT_BY | getattr(model, "NO_WORDS", frozenset())
    fields: Any = model._meta.local_concrete_fields
    return [field.attname for field in fields if field.name not in no_words]


def are_words(model: Any) -> bool:
    """Whether rows of this model are, with their barrier, what a place agrees to."""
    return any(trigger.name == NAME for trigger in getattr(model._meta, "triggers", ()))


class WordsAgreed(pgtrigger.Trigger):
    """On barriers: no other words and no narrower level under an agreement, none open without."""

    def __init__(self) -> None:
        super().__init__(
            name=NAME,
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
        )

    def get_func(  # type: ignore[override]  # it is given the class
        self, model: type[models.Model]
    ) -> str:
        before, after = (
            ", ".join(f"{row}.{name}" for name in words_of(model)) for row in ("OLD", "NEW")
        )
        return f"""
            IF NEW.is_cleared AND NOT NEW.is_as_published AND NOT EXISTS (
              SELECT 1 FROM barriers_publication WHERE barrier_id = NEW.id
                AND state = 'published' AND body_id = COALESCE(NEW.unlocker_id, body_id)
            ) THEN
              {_NOT_OPEN}
            END IF;
            IF TG_OP = 'UPDATE' THEN
              IF (ROW({before}) IS DISTINCT FROM ROW({after})
                  OR array_position(ARRAY[{_LEVELS}], NEW.visibility::text)
                   < array_position(ARRAY[{_LEVELS}], OLD.visibility::text))
                AND EXISTS (
                  SELECT 1 FROM barriers_publication WHERE barrier_id = NEW.id AND {_AGREED})
              THEN
                {_NOT_AGREED}
              END IF;
            END IF;
            RETURN NEW;
        """  # noqa: S608 - names of our own columns


def part_agreed() -> pgtrigger.Trigger:
    """On what a barrier's page shows with it (what was tried, checked …): none under an agreement.

    The barrier is locked first, so that nobody agrees to words while others come in beside.
    """
    return pgtrigger.Trigger(
        name=NAME,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("of", f"bigint[] := {_BARRIERS_OF}")],
        func=f"""
            PERFORM 1 FROM barriers_barrier WHERE id = ANY(of) ORDER BY id FOR NO KEY UPDATE;
            IF EXISTS (
              SELECT 1 FROM barriers_publication WHERE barrier_id = ANY(of) AND {_AGREED}) THEN
              {_NOT_AGREED}
            END IF;
            IF TG_OP = 'DELETE' THEN
              RETURN OLD;
            END IF;
            RETURN NEW;
        """,  # noqa: S608 - our own columns
    )


def stays_while_open() -> pgtrigger.Trigger:
    """On publications: one that opens its barrier ends only after the barrier is closed."""
    return pgtrigger.Trigger(
        name="stays_while_open",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Condition("OLD.state = 'published'"),
        func=f"""
            IF TG_OP = 'UPDATE' THEN
              IF (NEW.state, NEW.body_id, NEW.barrier_id)
                = (OLD.state, OLD.body_id, OLD.barrier_id) THEN
                RETURN NEW;
              END IF;
            END IF;
            IF EXISTS (SELECT 1 FROM barriers_barrier WHERE id = OLD.barrier_id AND is_cleared) THEN
              {_NOT_OPEN}
            END IF;
            IF TG_OP = 'DELETE' THEN
              RETURN OLD;
            END IF;
            RETURN NEW;
        """,  # noqa: S608 - our own columns
    )
