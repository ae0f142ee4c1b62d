"""How the directory of places takes part in the whole."""

from __future__ import annotations

from interface.parts import MenuItem, Theme

REGISTRATIONS = (
    MenuItem(
        page="places",
        on_topic="Places with a pilot on it",
        label="Places",
        says="Councils, combined authorities and NHS places, with what is tried there",
        theme=Theme.PLACES,
        order=10,
        words="councils authorities towns postcodes wards areas directory happening happened going",
    ),
    MenuItem(
        page="places",
        query="?kind=integrated_care_system&all=on",
        label="Integrated care systems",
        says="Areas of the NHS, each with its integrated care board (ICB)",
        theme=Theme.PLACES,
        order=15,
        words="icb ics nhs care boards health",
    ),
    MenuItem(
        page="place_map",
        label="Map of places",
        says="Places on a map, by what is tried or spent there",
        theme=Theme.PLACES,
        order=20,
        words="england tiles",
    ),
)
