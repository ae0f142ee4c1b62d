"""A council's own list of money, with its own headings."""

from __future__ import annotations

from typing import Any

HEAD = "Ref,Project,Funder,Paid to,Area,Award £,Status,From date,To date,Part of"
PART: dict[str, Any] = {"giver": "Exampleshire Council", "to": "Hub", "part_of": "A1"}


def row(ref: str = "A1", **said: str) -> str:
    """A line of a council's own list."""
    usual = {
        "what": "Warm homes",
        "giver": "Example ministry",
        "to": "Exampleshire Council",
        "area": "",
        "amount": "250000",
        "meaning": "Committed",
        "start": "01/04/2026",
        "end": "31/03/2027",
        "part_of": "",
    }
    return ",".join([ref, *(f'"{cell}"' for cell in (usual | said).values())])
