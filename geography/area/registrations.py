"""How areas for a purpose take part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme
from partnerships.place.permissions import can_draw_areas

REGISTRATIONS = (
    MenuItem(
        page="area_add",
        label="Draw an area for a purpose",
        says="An area made of several places, such as a travel-to-work area",
        within="places",
        theme=Theme.PLACES,
        order=160,
        words="custom geography footprint new",
        permission=can_draw_areas,
        adds=True,
    ),
)
