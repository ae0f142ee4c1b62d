"""What came of what was tried: a choice, and all choices of one barrier as bits of a number.

The report counts barriers by what came of it over the whole country: read from each barrier's own
row that is one run over an index, where a join met every attempt.
"""

from __future__ import annotations

import pgtrigger
from django.db import models


class Outcome(models.TextChoices):
    """What came of something that was tried. New ones go last: the order gives each its bit."""

    HELPED = "helped", "helped"
    HELPED_A_LITTLE = "helped_a_little", "helped a little"
    NO_CHANGE = "no_change", "no change yet"
    MADE_WORSE = "made_worse", "made it worse"
    NOT_KNOWN = "not_known", "not known"

    @property
    def bit(self) -> int:
        """What stands for it in ``Barrier.outcome_bits``."""
        return 1 << list(Outcome).index(self)


_BIT = " ".join(f"WHEN '{outcome}' THEN {outcome.bit}" for outcome in Outcome)
BITS_OF = f"""
    coalesce((SELECT bit_or(CASE tried.outcome {_BIT} END)
              FROM barriers_actiontried tried
              WHERE tried.barrier_id = barrier.id AND tried.withdrawn_at IS NULL), 0)
"""  # noqa: S608 - our own values


def outcome_triggers() -> list[pgtrigger.Trigger]:
    """Triggers of what was tried, which keep the ``outcome_bits`` of its barrier.

    The barrier is locked first: whoever waits for another's attempt then counts that as well.
    """
    changed = (
        "OLD.outcome <> NEW.outcome OR OLD.barrier_id <> NEW.barrier_id"
        " OR OLD.withdrawn_at IS DISTINCT FROM NEW.withdrawn_at"
    )
    return [
        pgtrigger.Trigger(
            name=f"keep_outcome_bits_{said}",
            when=pgtrigger.After,
            operation=operation,
            condition=pgtrigger.Condition(condition) if condition else None,
            func=f"""
                PERFORM 1 FROM barriers_barrier WHERE id IN ({rows})
                ORDER BY id FOR NO KEY UPDATE;
                UPDATE barriers_barrier barrier SET outcome_bits = {BITS_OF}
                WHERE barrier.id IN ({rows}) AND outcome_bits <> {BITS_OF};
                RETURN NULL;
            """,  # noqa: S608 - our own columns
        )
        for said, operation, condition, rows in (
            ("insert", pgtrigger.Insert, "", "NEW.barrier_id"),
            ("update", pgtrigger.Update, changed, "OLD.barrier_id, NEW.barrier_id"),
            ("delete", pgtrigger.Delete, "", "OLD.barrier_id"),
        )
    ]
