"""How imports take part in the whole."""

from __future__ import annotations

from partnerships.models import RecordImport
from records.merging import Does, PlaceRule

DECLARES = (
    PlaceRule(
        RecordImport,
        "place",
        Does.STAY,
        noun="import of a file,imports of files",
        order=300,
        because="it says what was brought, and to which place",
    ),
)
