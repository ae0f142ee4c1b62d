"""Saying whether two aims are one objective said twice. Who may do it was asked before."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from partnerships.models import Repeat


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
