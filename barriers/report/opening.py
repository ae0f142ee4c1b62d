"""What the barrier report opens with: its answer, in a strip and in sentences.

Each number of the strip opens the list that it counts. What is not known is said as that, never
as none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import add
from typing import Any

from django.db import models
from django.db.models import Case, Count, Q, QuerySet, Value
from django.utils.html import format_html
from django.utils.safestring import SafeString

from barriers.barrier.models.kind import key_of
from barriers.barrier.models.querysets import overdue_among_seen
from barriers.models import Barrier
from barriers.register.filter_fields import NOT_KNOWN, When, quarter_key
from barriers.register.filters import ANY_OPEN, OVERDUE, BarrierFilter
from barriers.report.counts import Moved
from barriers.report.part import Part
from interface import words
from policy.regional_update.quarters import Quarter

Status = Barrier.Status
EVERY, OPEN, OWNERLESS, LATE = "every", "open", "ownerless", "late"
NEW, NEW_BEFORE, RESOLVED = "new", "new_before", "resolved"
UNSURE, UNDATED, ENDLESS = "unsure", "undated", "endless"
OF_STATUS = {
    OPEN: Barrier.OPEN,
    OWNERLESS: (Status.NEEDS_OWNER,),
    UNSURE: (Status.NOT_KNOWN,),
}
BITS = {NEW: 1, NEW_BEFORE: 2, UNDATED: 4, RESOLVED: 8, ENDLESS: 16, LATE: 32}


@dataclass(frozen=True)
class Opening(Part):
    """The answer in short, for one reader and these filters. ``counts[kind, what]``."""

    counts: Counter[tuple[int | None, str]] = field(default_factory=Counter)

    @cached_property
    def totals(self) -> Counter[str]:
        """Over all kinds."""
        totals: Counter[str] = Counter()
        for (_, what), n in self.counts.items():
            totals[what] += n
        return totals

    @property
    def is_none(self) -> bool:
        """Whether nothing matches that this reader sees."""
        return not self.totals[EVERY]

    @property
    def quarter(self) -> Quarter:
        """The quarter that runs."""
        return Quarter.of(self.filter.today)

    def _lists(self, what: str) -> dict[str, str]:
        """The filters of the list that a number counts."""
        then = quarter_key(self.quarter)
        return {
            EVERY: {},
            OPEN: {"status": ANY_OPEN},
            OWNERLESS: {"status": key_of(Status.NEEDS_OWNER)},
            LATE: {"asked": OVERDUE},
            NEW: {"logged": then},
            NEW_BEFORE: {"logged": then},
            RESOLVED: {"status": key_of(Status.RESOLVED), "closed": then},
            UNSURE: {"status": key_of(Status.NOT_KNOWN)},
            UNDATED: {"logged": NOT_KNOWN},
            ENDLESS: {"status": key_of(Status.RESOLVED), "closed": NOT_KNOWN},
        }[what]

    def _is_chosen(self, what: str) -> bool:
        """Whether the reader filters already by what this number is narrowed by: then its list
        would be another than the one that is counted."""
        return any(self.filter.value(name) for name in self._lists(what))

    def _is_known(self, what: str) -> bool:
        """Whether a count of none says that there is none."""
        totals = self.totals
        if totals[what]:
            return True
        if what in (OPEN, OWNERLESS):
            return not totals[UNSURE]
        if what == RESOLVED:
            return not (totals[UNSURE] or totals[ENDLESS])
        return what not in (NEW, NEW_BEFORE) or not totals[UNDATED]

    def tells(self, what: str) -> bool:
        """Whether there is a number to say."""
        if what == LATE and not self.filter.user.is_authenticated:
            return False
        return not self._is_chosen(what) and self._is_known(what)

    @property
    def strip(self) -> list[dict[str, Any]]:
        """The numbers side by side; what is not known is left to the sentences."""
        heads = {
            OPEN: "In the way",
            OWNERLESS: "Without an owner",
            LATE: "Answer overdue",
            NEW: "New this quarter",
        }
        made = [
            {
                "label": label,
                "value": words.number(self.totals[what]),
                "url": self._url(what) if self.totals[what] else "",
                "note": self._note(what),
            }
            for what, label in heads.items()
            if self.tells(what)
        ]
        return made if len(made) > 1 else []

    def _note(self, what: str) -> str:
        """What a number is out of, or when its quarter is."""
        if what == OPEN and self.totals[OPEN] < self.totals[EVERY]:
            return f"of {words.number(self.totals[EVERY])} logged"
        return str(self.quarter) if what == NEW else ""

    def _url(self, what: str, **at: str) -> str:
        return self.list_url(**{**self._lists(what), **at})

    def _linked(self, text: str, what: str, **at: Any) -> SafeString:
        return format_html('<a href="{}">{}</a>', self._url(what, **at), text)

    @cached_property
    def answer(self) -> SafeString:
        """The conclusion: the kind that gets in the way most often; empty where none does."""
        return next(self._commonest(), SafeString())

    @property
    def sentences(self) -> list[SafeString]:
        """What neither that nor the strip says: what moved or ended, and what is not known."""
        if self.is_none:
            return []
        parts = (self._moved, self._resolved, self._unknown)
        return [sentence for part in parts for sentence in part()]

    def _commonest(self) -> Iterator[SafeString]:
        """The kind of which most are in the way or, where that is not told, logged."""
        what = OPEN if self.tells(OPEN) and self.totals[OPEN] else EVERY
        by_kind = {pk: self.counts[pk, what] for pk, _, _ in self.kinds_shown if pk}
        most = max(by_kind.values(), default=0)
        first = [kind for kind in self.kinds_shown if kind[0] and by_kind[kind[0]] == most]
        if self.totals[what] < 2 or not most or len(by_kind) == 1 or len(first) > 3:
            return
        each = " each" if len(first) > 1 else ""
        names = words.list_words(name.lower() for _, _, name in first)
        number = words.number(most)
        is_open = what == OPEN and not each  # the last row of the table opens the list of all
        linked = self._linked(number, what, category=first[0][1]) if is_open else number
        of = words.number(self.totals[what])
        all_of_them = f"the {of} in the way" if what == OPEN else f"{of} barriers"
        kinds = "kinds are" if each else "kind is"
        yield format_html(
            "The most common {} {}: {}{} of {}.", kinds, names, linked, each, all_of_them
        )

    def _resolved(self) -> Iterator[SafeString]:
        if self.tells(RESOLVED):
            n = self.totals[RESOLVED]
            said = words.number(n) if n else "None"
            were = "were" if n > 1 else "was"
            yield format_html("{} {} resolved this quarter.", said, were)

    def _moved(self) -> Iterator[SafeString]:
        """The kind of which the number of new ones differs most from the quarter before."""
        if self._is_chosen(NEW) or not (self.totals[NEW] or self.totals[NEW_BEFORE]):
            return
        moved = [
            (abs(self.counts[pk, NEW] - self.counts[pk, NEW_BEFORE]), pk, name)
            for pk, _, name in self.kinds_shown
            if pk
        ]
        difference, pk, name = max(moved, default=(0, None, ""), key=lambda kind: kind[0])
        if not difference or len(moved) == 1:  # of one kind alone none moved most
            return
        now, before = self.counts[pk, NEW], self.counts[pk, NEW_BEFORE]
        new = f"{words.number(now)} logged" if now else "none known"
        old = words.number(before) if before else "none known"
        yield format_html(
            "{} changed most: {} this quarter, {} the quarter before.", name, new, old
        )

    def _unknown(self) -> Iterator[SafeString]:
        for what, one, many in (
            (
                UNSURE,
                "nobody has said whether it’s still in the way",
                "nobody has said whether they’re still in the way",
            ),
            (
                UNDATED,
                "we don’t know which month it was logged in",
                "we don’t know which month they were logged in",
            ),
            (
                ENDLESS,
                "we know it was resolved, but not when",
                "we know they were resolved, but not when",
            ),
        ):
            n = self.totals[what]
            if n and not self._is_chosen(what):
                said = one if n == 1 else many
                if n == self.totals[EVERY]:
                    yield format_html("{}.", words.capitalised(said))
                else:
                    yield format_html("For {}, {}.", words.number(n), said)


def with_moved(barriers: QuerySet, chosen: BarrierFilter) -> QuerySet:
    """These barriers with what is told of each beside its kind and status, as one number
    ``moved``: so it is counted where they are read for the table too."""
    quarter = Quarter.of(chosen.today)
    rules = [
        {
            NEW: When(quarter=quarter).of_logging,
            NEW_BEFORE: When(quarter=quarter.previous).of_logging,
            UNDATED: When().of_logging,
        },
        {
            RESOLVED: Q(status=Status.RESOLVED) & When(quarter=quarter).of_end,
            ENDLESS: Q(status=Status.RESOLVED, ended_on=None),
        },
    ]
    if chosen.user.is_authenticated:
        rules.append({LATE: Q(pk__in=overdue_among_seen(chosen.user, chosen.today))})
    return barriers.annotate(moved=reduce(add, map(_one_of, rules)))


def _one_of(rules: dict[str, Q]) -> Case:
    """The bit of the one that holds, of those that exclude each other."""
    cases = (models.When(rule, then=Value(BITS[what])) for what, rule in rules.items())
    return Case(*cases, default=Value(0), output_field=models.IntegerField())


def build(part: Part, moved: Moved | None = None) -> Opening:
    """The numbers that the report opens with; one query, where they were not counted yet."""
    if moved is None:
        rows = with_moved(part.filter.qs, part.filter).order_by()
        of = rows.values_list("category_id", "status", "moved").annotate(n=Count("pk"))
        moved = Counter({tuple(key): n for *key, n in of})
    counts: Counter[tuple[int | None, str]] = Counter()
    for (kind, status, bits), n in moved.items():
        counts[kind, EVERY] += n
        for what, statuses in OF_STATUS.items():
            counts[kind, what] += n if status in statuses else 0
        for what, bit in BITS.items():
            counts[kind, what] += n if bits & bit else 0
    return Opening(part.filter, part.params, counts)
