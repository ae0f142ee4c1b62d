"""What partners said of a partnership last: of each set of statements, by the newest health check
that its reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from governance.health_check.models import HealthResult, HealthRound
from governance.health_check.page_data import Verdict, verdicts
from governance.health_check.questions import Question
from partnerships.models import Partnership

ORDER = ("good", "some", "help")


@dataclass(frozen=True)
class Latest:
    """A closed round, and what is shown of each statement: of too few, nothing."""

    round: HealthRound
    rows: list[tuple[Question, Verdict | None]]

    @property
    def by_band(self) -> list[tuple[str, list[str]]]:
        """The same in short: each band with the statements that are in it, the strongest first."""
        of = {row[1].band: row[1] for row in self.rows if row[1]}
        return [
            (band, [asked.label for asked, said in self.rows if said and said.band == band])
            for band in sorted(of, key=lambda band: ORDER.index(of[band].shape))
        ]


def latest_of(user: Any, partnerships: Iterable[Partnership]) -> dict[int, list[Latest]]:
    """By partnership, the newest round of each set. Two queries, or one where none was held."""
    closed = HealthRound.objects.visible_to(user).filter(
        partnership__in=list(partnerships), state=HealthRound.State.CLOSED
    )
    newest = closed.order_by("partnership_id", "kind", "-ended_on", "-id")
    rounds = list(newest.distinct("partnership_id", "kind"))
    said = verdicts(rounds) if rounds else {}
    made: dict[int, list[Latest]] = {}
    for one in rounds:
        rows = [
            (asked, said.get((one.pk, asked.key, HealthResult.Side.ALL))) for asked in one.questions
        ]
        made.setdefault(one.partnership_id, []).append(Latest(one, rows))
    return made
