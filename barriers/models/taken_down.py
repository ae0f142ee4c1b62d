"""How the database keeps a barrier that names a body out of public view until that is agreed.

``is_cleared`` follows the state of the barrier's publication and nothing else. Whatever changes
what the public would read sends the publication back to the place, whoever changes it and by
whatever way, and so does a narrower level; a barrier that was public until then is for everyone
signed in from that moment.
"""

from __future__ import annotations

import pgtrigger

from records.models import Visibility

# What the page of a barrier says to the public, but for how it stands: that changes by itself.
WORDS = (
    *("title", "because", "people", "ask", "resolution", "nature", "nature_note"),
    *("unlocker_id", "unlocker_post_id"),
    *("lever", "stage", "severity", "category_id", "pilot_id", "programme_id", "source_id"),
    *("cost_low", "cost_high", "cost_qualifier", "cost_basis"),
    *("time_low", "time_high", "time_qualifier", "time_basis"),
)
_BEFORE = ", ".join(f"OLD.{name}" for name in WORDS)
_AFTER = ", ".join(f"NEW.{name}" for name in WORDS)
_CHANGED = f"ROW({_BEFORE}) IS DISTINCT FROM ROW({_AFTER})"
_LEVELS = ", ".join(f"'{level}'" for level in Visibility)
_NARROWED = (
    f"array_position(ARRAY[{_LEVELS}], NEW.visibility::text)"
    f" < array_position(ARRAY[{_LEVELS}], OLD.visibility::text)"
)
_FALL = """
    UPDATE barriers_publication SET state = 'place', agreed_by_id = NULL, agreed_on = NULL,
      sent_on = NULL, reply_by = NULL, replied_on = NULL, published_on = NULL,
      is_change_told = false
    WHERE barrier_id = {barrier} AND state IN ('body', 'held', 'published');
"""

BARRIER_TRIGGERS = [
    pgtrigger.Trigger(
        name="cleared_by_publication",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Condition("NEW.is_cleared"),
        func=f"""
            IF TG_OP = 'UPDATE' THEN
              IF OLD.is_cleared THEN
                IF {_CHANGED} OR NEW.visibility <> 'public' THEN
                  NEW.is_cleared := false;
                  IF NEW.visibility = 'public' AND NEW.unlocker_id IS NOT NULL THEN
                    NEW.visibility := 'network';
                  END IF;
                END IF;
                RETURN NEW;
              END IF;
            END IF;
            IF NOT EXISTS (
              SELECT 1 FROM barriers_publication p WHERE p.barrier_id = NEW.id
                AND p.state = 'published' AND p.body_id = NEW.unlocker_id
            ) THEN
              RAISE EXCEPTION 'Only an agreed publication opens a barrier that names a body.' USING
                ERRCODE = 'check_violation', CONSTRAINT = 'barrier_cleared_by_publication';
            END IF;
            RETURN NEW;
        """,  # noqa: S608 - names of our own columns
    ),
    pgtrigger.Trigger(
        name="words_take_down",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            f"{_CHANGED} OR {_NARROWED} OR (OLD.is_cleared AND NOT NEW.is_cleared)"
        ),
        func=f"{_FALL.format(barrier='NEW.id')} RETURN NULL;",
    ),
]

PUBLICATION_TRIGGERS = [
    pgtrigger.Trigger(
        name="clears_barrier",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("state") | pgtrigger.Delete,
        func="""
            IF TG_OP <> 'DELETE' AND NEW.state = 'published' THEN
              UPDATE barriers_barrier SET is_cleared = true, visibility = 'public'
              WHERE id = NEW.barrier_id AND NOT is_cleared;
            ELSIF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND OLD.state = 'published') THEN
              UPDATE barriers_barrier SET is_cleared = false, visibility = 'network'
              WHERE id = OLD.barrier_id AND is_cleared;
            END IF;
            RETURN NULL;
        """,
    ),
]


def part_triggers() -> list[pgtrigger.Trigger]:
    """Triggers for rows that a barrier's page shows: what was tried, checked, how it ended.

    The barrier is locked first, so that nobody agrees to words while others come in beside.
    """
    return [
        pgtrigger.Trigger(
            name=f"take_down_{said}",
            when=pgtrigger.After,
            operation=operation,
            func=f"""
                PERFORM 1 FROM barriers_barrier WHERE id = {row}.barrier_id FOR NO KEY UPDATE;
                {_FALL.format(barrier=f"{row}.barrier_id")}
                RETURN NULL;
            """,
        )
        for said, operation, row in (
            ("insert", pgtrigger.Insert, "NEW"),
            ("update", pgtrigger.Update, "NEW"),
            ("delete", pgtrigger.Delete, "OLD"),
        )
    ]
