"""Whether what was found to be only believed still stands: later checks contest and settle it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from barriers.barrier.models.querysets import REFERENCE
from barriers.models import Barrier, BarrierLink, Believed, Check
from records.dates import DateWithPrecision


@dataclass(frozen=True)
class Later:
    """A later check of the same barrier, or of one joined to it that the reader sees.

    ``elsewhere`` is the joined barrier's number; None for the barrier's own.
    """

    check: Check
    elsewhere: int | None

    @property
    def differs(self) -> bool:
        """Whether its verdict is another than that no rule stops it."""
        return self.check.verdict != Check.Verdict.NO_RULE

    @property
    def when(self) -> str:
        """Its day, as exactly as known."""
        return str(DateWithPrecision.of(self.check, "on") or "date not known")

    @property
    def where(self) -> str:
        """The reference of the joined barrier; empty for the barrier's own."""
        return "" if self.elsewhere is None else REFERENCE.of(self.elsewhere)

    @property
    def of_what(self) -> str:
        """What was checked, as readers of the entry may know it."""
        return f"of {self.where}, which is joined to its barrier" if self.where else ""

    @property
    def text(self) -> str:
        """The check in one line, for the trail of an entry."""
        verdict = self.check.get_verdict_display()
        return f"A later check {self.of_what}".rstrip() + f": {verdict}."


@dataclass(frozen=True)
class Standing:
    """How an entry stands: the last check decides."""

    later: list[Later] = field(default_factory=list)

    @property
    def is_contested(self) -> bool:
        """Whether the last check found a rule, or a part of one."""
        return bool(self.later) and self.later[-1].differs

    @property
    def words(self) -> str:
        """What became of it since; empty where nobody checked again."""
        if not self.later:
            return ""
        last = self.later[-1]
        if last.differs:
            verdict = last.check.get_verdict_display()
            return f"Contested by a later check ({last.when}): {verdict}"
        if any(one.differs for one in self.later):
            return f"Was contested, but settled by a check ({last.when}): no rule stops it"
        return f"Confirmed by a later check ({last.when})"


def with_standing(entries: Iterable[Believed], user: Any) -> list[Any]:
    """Entries with how each stands, as ``standing``, as far as this reader may know.

    Three queries at most.

    Checks of the entry's own barrier count for all of its readers: the entry tells of that barrier
    already. Those of a joined barrier count where the reader sees both.
    """
    rows: list[Any] = list(entries)
    own = {one.barrier_id for one in rows}
    if not own:
        return []
    joined = _joined(own, user)
    every = own.union(*joined.values())
    checks: dict[int, list[Check]] = defaultdict(list)
    for check in Check.objects.filter(barrier__in=every, is_claim=False).order_by("id"):
        checks[check.barrier_id].append(check)
    for entry in rows:
        entry.standing = _standing(entry, joined[entry.barrier_id], checks)
    return rows


def _standing(entry: Believed, joined: Iterable[int], checks: dict[int, list[Check]]) -> Standing:
    found = [Later(check, None) for check in checks[entry.barrier_id]]
    found += [Later(check, other) for other in joined for check in checks[other]]
    first = next(one.check.order for one in found if one.check.pk == entry.found_by_id)
    later = [one for one in found if one.check.order > first]
    return Standing(sorted(later, key=lambda one: one.check.order))


def _joined(own: set[int], user: Any) -> dict[int, set[int]]:
    """The barriers joined to each, at either end, of those that the reader sees."""
    links = BarrierLink.objects.filter(
        Q(barrier__in=own) | Q(other__in=own), kind=BarrierLink.Kind.JOINED
    ).order_by()
    ends = list(links.values_list("barrier", "other"))
    found: dict[int, set[int]] = defaultdict(set)
    if not ends:
        return found
    named = {pk for pair in ends for pk in pair}
    rows = Barrier.objects.visible_to(user).filter(pk__in=named).order_by()
    seen = set(rows.values_list("pk", flat=True))
    for one, other in ends:
        if {one, other} <= seen:
            for here, there in ((one, other), (other, one)):
                if here in own:
                    found[here].add(there)
    return found
