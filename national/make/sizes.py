"""How much of everything there is at a scale; scale 1 is the whole of England (design §12).

What is published about England is no smaller at a small scale: from a hundredth on there are all
councils, all names and postcodes, and the figures of 700 places. So are its people: 20,000 with
60,000 roles. Below that there are few of them, for tests.
"""

from __future__ import annotations

from typing import Self

WHOLE_FROM = 0.01


class Sizes:
    """Numbers of rows to make; small scales keep at least one of each thing to look at.

    ``busy`` are the authorities that have wards and most of the record. ``localities`` are at most
    so many of each release, ``figured`` the places that official figures are about.
    """

    def __init__(self, scale: float) -> None:
        def scaled(number: int, least: int) -> int:
            return max(least, round(number * scale))

        self.busy = scaled(400, 30)
        is_whole = scale >= WHOLE_FROM
        self.authorities = max(400, self.busy) if is_whole else self.busy
        self.figured = 700 if is_whole else 40
        self.places = max(self.figured, scaled(12_000, 120) + self.authorities - self.busy)
        self.localities = 60_000 if is_whole else 500
        self.organisations = scaled(60_000, 200)
        self.posts = scaled(150_000, 200)
        self.priorities = scaled(5_000, 60)
        self.programmes = scaled(300, 8)
        self.funds = scaled(1_000, 12)
        self.people = 20_000 if is_whole else 100
        self.pilots = scaled(40_000, 100)
        self.indicators_each = 3
        self.actuals = scaled(2_000_000, 600)
        self.updates = scaled(600_000, 200)
        # Pilot 1 is as large as one may get, at every scale worth measuring: ten years of it
        self.largest_indicators = min(200, scaled(2_000, 6))
        self.largest_updates = min(120, scaled(1_200, 4))
        # So many milestones, changes and risks it has, and findings in each evaluation
        self.largest_course = min(60, scaled(600, 10))
        self.shared_definitions = scaled(40, 8)
        self.engagements = scaled(400_000, 200)
        self.flows = scaled(1_000_000, 400)
        self.returns = scaled(200_000, 80)
        self.pools = scaled(600, 20)
        self.boards = scaled(20_000, 20)
        self.meetings_each = 20
        self.decisions_each = 75
        self.bids = scaled(50_000, 40)
        self.estimates = scaled(5_000, 20)
        self.barriers = scaled(500_000, 300)
        self.data_requests = scaled(10_000, 30)
        self.systemic = scaled(3_000, 12)
        self.comments = scaled(2_000_000, 600)
        self.attachments = scaled(300_000, 100)

    @classmethod
    def at(cls, scale: float) -> Self:
        """The sizes at a scale."""
        return cls(scale)

    def named(self) -> dict[str, int]:
        """Each by its name, and what follows from them for each pilot but the largest."""
        indicators = max(self.indicators_each, self.largest_indicators)
        indicators += self.indicators_each * (self.pilots - 1)
        engagements = max(1, round(self.engagements / self.pilots))
        return {
            **vars(self),
            "actuals_each": max(1, round(self.actuals / indicators)),
            "updates_each": max(2, round(self.updates / self.pilots)),
            "engagements_each": engagements,
        }
