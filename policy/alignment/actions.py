"""Saying how two priorities, or two aims, stand to each other. Who may do it was asked before."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from policy.models import Alignment, Repeat
from records import conflicts


@transaction.atomic
def set_alignment(*, by: Any, form: Any) -> Alignment:
    """Write the verdict of a form whose instance names both priorities.

    Of two people who say it first at the same time, the second sees both versions. Raises Conflict.
    """
    typed: Alignment = form.instance
    if not typed.pk:
        alignment, is_new = Alignment.objects.get_or_create(
            wider=typed.wider,
            narrower=typed.narrower,
            defaults={"verdict": Alignment.Verdict.UNKNOWN, "created_by": by},
        )
        typed.pk, typed.created_by, typed.version = (
            alignment.pk,
            alignment.created_by,
            alignment.version,
        )
        typed.created_at, typed.updated_at = alignment.created_at, alignment.updated_at
        typed._state.adding = False  # noqa: SLF001 - its row was made a moment ago
        if is_new:
            typed.save()
            return typed
    return conflicts.save(form)


@transaction.atomic
def judge_repeat(*, by: Any, first: Any, second: Any, verdict: str, note: str) -> Repeat:
    """Write what somebody found of a pair; a later finding takes the place of the earlier one."""
    sides = {
        f"{side}_{kind}": aim if aim._meta.model_name == kind else None
        for side, aim in (("first", first), ("second", second))
        for kind in ("priority", "programme")
    }
    repeat, _ = Repeat.objects.update_or_create(
        **sides,
        defaults={"verdict": verdict, "note": note},
        create_defaults={
            **sides,
            "verdict": verdict,
            "note": note,
            "created_by": by,
        },
    )
    return repeat
