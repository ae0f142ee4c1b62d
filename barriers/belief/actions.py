"""What is often believed, as checks bring it about. Who may do it was asked before."""

from __future__ import annotations

from typing import Any

from barriers.models import Barrier, Believed, Check


def enter(*, by: Any, barrier: Barrier, check: Check) -> Believed | None:
    """Enter what a check of a locked barrier showed to be only believed.

    None where its verdict is another, and where an entry of this barrier is there: that one stands
    again. It is read by whoever reads the barrier.
    """
    if check.verdict != Check.Verdict.NO_RULE or Believed.objects.filter(barrier=barrier).exists():
        return None
    return Believed.objects.create(
        barrier=barrier,
        found_by=check,
        category=barrier.category,
        claim=claim_of(barrier),
        because=check.what,
        source=check.source,
        is_example=barrier.places.filter(is_example=True).exists(),
        created_by=by,
    )


def claim_of(barrier: Barrier) -> str:
    """What is believed, as the barrier says it: its title, and the reason."""
    if not barrier.because:
        return barrier.title
    joint = "," if barrier.because[:7].lower() == "because" else "."
    return f"{barrier.title}{joint} {barrier.because}"


def follow_kind(barrier: Barrier) -> None:
    """An entry is of the kind of its barrier; of none while that is of none that claims a rule."""
    kind = barrier.category
    claims = kind is not None and kind.concerns_rules
    Believed.objects.filter(barrier=barrier).update(category=kind if claims else None)
