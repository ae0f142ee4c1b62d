"""What was put right in a document after it was sent or signed: kept with it, each with its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date

from interface.words import date_words
from records.columns import by_nobody


@dataclass(frozen=True)
class Correction:
    """One thing that was put right; ``before`` is what it said, empty where that was nothing."""

    on: str
    what: str
    before: str

    @property
    def day(self) -> str:
        """The day on which it was put right."""
        return date_words(parse_date(self.on))


class MayBeCorrected(models.Model):
    """A document of which each change after it was sent stays in sight; its page shows
    ``corrected`` by ``records/corrections.html``, with the old words to whom it was sent."""

    corrections = models.JSONField("corrected", null=True, blank=True, editable=False)

    READ_BY: ClassVar = by_nobody("corrections")

    class Meta:
        abstract = True

    @property
    def corrected(self) -> list[Correction]:
        """What was put right, the latest first."""
        return [Correction(**kept) for kept in reversed(self.corrections or [])]

    def correct(self, before: Mapping[str, str]) -> None:
        """Keep what these things said until now, each by what it is called."""
        today = timezone.localdate().isoformat()
        made: list[dict[str, Any]] = [
            {"on": today, "what": what, "before": said} for what, said in before.items()
        ]
        self.corrections = [*(self.corrections or []), *made]
