"""How much of everything there is at a scale; scale 1 is the whole of England (design §12).

What is published about England is no smaller at a small scale: from a hundredth on there are all
councils, all names and postcodes, and the figures of 700 places. So are its people: 20,000 with
60,000 roles. Below that there are few of them, for tests.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Self

WHOLE_FROM = 0.01


@dataclass(frozen=True)
class Sizes:
    """Numbers of rows to make.

    ``busy`` are the authorities that have wards and most of the record. ``localities`` are at most
    so many of each release, ``figured`` the places that official figures are about.
    """

    authorities: int
    busy: int
    places: int
    localities: int
    figured: int
    organisations: int
    posts: int
    priorities: int
    programmes: int
    funds: int
    people: int
    pilots: int
    indicators_each: int
    actuals: int
    updates: int
    largest_indicators: int
    largest_updates: int
    largest_course: int
    shared_definitions: int
    engagements: int
    flows: int
    returns: int
    pools: int
    bids: int
    estimates: int
    barriers: int
    data_requests: int
    systemic: int
    comments: int
    attachments: int

    def named(self) -> dict[str, int]:
        """Each by its name, and what follows from them for each pilot but the largest."""
        named = asdict(self)
        indicators = max(self.indicators_each, self.largest_indicators)
        indicators += self.indicators_each * (self.pilots - 1)
        named["actuals_each"] = max(1, round(self.actuals / indicators))
        named["updates_each"] = max(2, round(self.updates / self.pilots))
        named["engagements_each"] = max(1, round(self.engagements / self.pilots))
        named["meetings"] = named["engagements_each"] * self.pilots
        return named

    @classmethod
    def at(cls, scale: float) -> Self:
        """The sizes at a scale; small scales keep at least one of each thing to look at."""

        def scaled(number: int, least: int) -> int:
            return max(least, round(number * scale))

        busy = scaled(400, 30)
        is_whole = scale >= WHOLE_FROM
        authorities = max(400, busy) if is_whole else busy
        figured = 700 if is_whole else 40
        return cls(
            authorities=authorities,
            busy=busy,
            places=max(figured, scaled(12_000, 120) + authorities - busy),
            localities=60_000 if is_whole else 500,
            figured=figured,
            organisations=scaled(60_000, 200),
            posts=scaled(150_000, 200),
            priorities=scaled(5_000, 60),
            programmes=scaled(300, 8),
            funds=scaled(1_000, 12),
            people=20_000 if is_whole else 100,
            pilots=scaled(40_000, 100),
            indicators_each=3,
            actuals=scaled(2_000_000, 600),
            updates=scaled(600_000, 200),
            # Pilot 1 is as large as one may get, at every scale worth measuring: ten years of it
            largest_indicators=min(200, scaled(2_000, 6)),
            largest_updates=min(120, scaled(1_200, 4)),
            # So many milestones, changes and risks it has, and findings in each evaluation
            largest_course=min(60, scaled(600, 10)),
            shared_definitions=scaled(40, 8),
            engagements=scaled(400_000, 200),
            flows=scaled(1_000_000, 400),
            returns=scaled(200_000, 80),
            pools=scaled(600, 20),
            bids=scaled(50_000, 40),
            estimates=scaled(5_000, 20),
            barriers=scaled(500_000, 300),
            data_requests=scaled(10_000, 30),
            systemic=scaled(3_000, 12),
            comments=scaled(2_000_000, 600),
            attachments=scaled(300_000, 100),
        )
