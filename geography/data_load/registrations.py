"""How loads of official data take part in the whole."""

from __future__ import annotations

from geography.data_load.models import DataLoad
from geography.data_load.permissions import can_load_data
from interface.parts import MenuItem, Theme
from records.absent import Absent, Whole

REGISTRATIONS = (
    MenuItem(
        page="about_data",
        label="About the data",
        says="Where official lists and figures come from, and how new they are",
        theme=Theme.ABOUT,
        order=60,
        words="ons nomis open data statistics",
        within="about",
    ),
    MenuItem(
        page="data_loads",
        label="Load newer data",
        says="Newer releases of official lists and figures",
        theme=Theme.KEEPING,
        order=78,
        words="ons releases upload",
        permission=can_load_data,
    ),
    Absent(
        model=DataLoad,
        at=Whole.FILES,
        why="it is the load of a published file, which has a page of its own",
    ),
)
