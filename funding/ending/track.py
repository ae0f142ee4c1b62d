"""The line on which an end is drawn: from today over the next two years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from funding.flow.facts import ends_in
from records.dates import months_on

WIDTH, HEIGHT, MONTHS = 240, 22, 24
SOON, LATER = 6, 12
_MIDDLE = HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Track:
    """Where an end stands on the line, in its units; ``is_beyond``: after the last month drawn."""

    end: dt.date
    today: dt.date

    @property
    def at(self) -> float:
        """How far from the start it ends; the end of the line for all that lies beyond."""
        last = months_on(self.today, MONTHS)
        part = (self.end - self.today).days / (last - self.today).days
        return round(min(max(part, 0), 1) * WIDTH, 1)

    @property
    def is_beyond(self) -> bool:
        """Whether it ends after the last month that is drawn."""
        return self.end > months_on(self.today, MONTHS)

    @property
    def how_soon(self) -> str:
        """Which warning it falls under: "soon" (6 months), "later" (12 months) or ""."""
        if self.end <= months_on(self.today, SOON):
            return "soon"
        return "later" if self.end <= months_on(self.today, LATER) else ""

    def drawn(self) -> SafeString:
        """The line with the marks of 6 and 12 months; hidden from screen readers, who are told."""
        marks = ((round(months / MONTHS * WIDTH, 1), 0, HEIGHT) for months in (SOON, LATER, MONTHS))
        end = (
            format_html('<path class="end" d="M{} 4l7 7-7 7"/>', self.at - 8)
            if self.is_beyond
            else format_html('<circle class="end" cx="{}" cy="{}" r="5"/>', self.at, _MIDDLE)
        )
        return format_html(
            '<svg class="track {}" viewBox="-1 0 {} {}" aria-hidden="true" focusable="false">{}'
            '<line class="run" x1="0" x2="{}" y1="{}" y2="{}"/>{}</svg>',
            self.how_soon,
            WIDTH + 8,
            HEIGHT,
            format_html_join("", '<line class="mark" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>', marks),
            self.at,
            _MIDDLE,
            _MIDDLE,
            end,
        )

    @property
    def words(self) -> str:
        """How soon it ends: "in 4 months"."""
        return ends_in(self.end, self.today)
