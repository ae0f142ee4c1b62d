"""What checks showed to be only believed: some thousands of entries at scale 1."""

from __future__ import annotations

from barriers.models import Barrier, Believed, Check
from national.make import words
from national.make.world import World

NTH = 37
OPEN_TO = {"": 60, "network": 25, "public": 15}


def is_believed(number: int, has_rules: bool) -> bool:
    """Whether a check of the barrier of this number found no rule."""
    return has_rules and number % NTH == 1


def fill_beliefs(world: World) -> None:
    """A check that found no rule for each such barrier, its entry, and a later one for some."""
    rows = Barrier.objects.filter(nature=Barrier.Nature.PERCEIVED, category__concerns_rules=True)
    found = rows.order_by("pk").values_list("pk", "category_id", "title")
    chosen = {pk: (kind, title) for pk, kind, title in found if is_believed(pk, True)}
    checks = ((pk, "A made-up look at the rule", "no_rule") for pk in chosen)
    world.fill(Check, ("barrier_id", "what", "verdict"), checks)
    made = Check.objects.filter(verdict="no_rule", barrier__in=chosen).order_by("pk")
    checked = list(made.values_list("pk", "barrier_id"))
    levels = world.pick(OPEN_TO, len(checked))
    entries = (
        (
            *(check, barrier, chosen[barrier][0], chosen[barrier][1]),
            *(words.barrier(world.random, barrier)[1], level, world.person(), *world.made_at()),
        )
        for (check, barrier), level in zip(checked, levels, strict=True)
    )
    columns = (
        *("found_by_id", "barrier_id", "category_id", "claim", "because", "open_to"),
        *("created_by_id", "created_at", "updated_at"),
    )
    world.fill(Believed, columns, entries)
