"""Saying how a narrower priority stands to a wider one. Who may do it was asked before."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from partnerships.models import Alignment, Repeat
from records import conflicts


@transaction.atomic
def set_alignment(*, by: Any, form: Any) -> Alignment:
    """Write the verdict of a form whose instance names both priorities.

    Of two people who say it first at the same time, the second sees both versions. Raises Conflict.
    """
    said: Alignment = form.instance
    if not said.pk:
        known, is_new = Alignment.objects.get_or_create(
            wider=said.wider,
            narrower=said.narrower,
            defaults={"verdict": Alignment.Verdict.UNKNOWN, "created_by": by},
        )
        said.pk, said.created_by, said.version = known.pk, known.created_by, known.version
        said.created_at, said.updated_at = known.created_at, known.updated_at
        said._state.adding = False  # noqa: SLF001 - its row was made a moment ago
        if is_new:
            said.save()
            return said
    return conflicts.save(form)


@transaction.atomic
def judge_repeat(*, by: Any, first: Any, second: Any, verdict: str, note: str) -> Repeat:
    """Write what somebody found of a pair; a later finding takes the place of the earlier one."""
    sides = {
        f"{side}_{kind}": aim if aim._meta.model_name == kind else None
        for side, aim in (("first", first), ("second", second))
        for kind in ("priority", "programme")
    }
    found, _ = Repeat.objects.update_or_create(
        **sides,
        defaults={"verdict": verdict, "note": note},
        create_defaults={
            **sides,
            "verdict": verdict,
            "note": note,
            "created_by": by,
        },
    )
    return found
