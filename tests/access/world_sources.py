"""Sources that somebody typed into a record of a pilot, for the sweeps: each has its readers."""

from __future__ import annotations

from typing import Any

from pilots.models import Pilot
from records.models import Source
from records.models.sources import typed_slug
from tests import lived
from tests.access import readers

FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "typed_source": readers.BY_LEVEL,
    "withdrawn_source": readers.BY_LEVEL,
}


def typed(pilot: Pilot, by: Any, **said: Any) -> Source:
    """A source that this person typed into something that goes on after the pilot."""
    said = {"title": "Letter from the landlord", "url": "https://example.test/letter", **said}
    made = Source.objects.create(slug=typed_slug(), created_by=by, **said)
    lived.legacy(pilot, source=made, created_by=by)
    return made


def of_pilot(pilot: Pilot, by: Any, because: str = "It names somebody") -> dict[str, Any]:
    """One that stands, and one that was withdrawn, of which only its keepers read these words."""
    gone = typed(pilot, by, title=because, publisher=because)
    gone.withdraw(because)
    gone.save()
    return {"typed_source": typed(pilot, by), "withdrawn_source": gone}
