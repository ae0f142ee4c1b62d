"""How places within a place take part in the whole."""

from __future__ import annotations

from operator import itemgetter

from interface.parts import RecordMenuItem

REGISTRATIONS = (
    RecordMenuItem(
        page="places_within",
        label="Places within",
        says="Its wards, parishes and neighbourhoods",
        of="place",
        order=40,
        counts=itemgetter("within"),
        if_any=True,
        words="wards ward neighbourhoods neighbourhood parishes",
        answer="Places within",
    ),
)
