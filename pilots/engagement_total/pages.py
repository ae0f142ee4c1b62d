from __future__ import annotations

from pilots.engagement_total.forms import TotalForm
from pilots.engagement_total.models import EngagementTotal
from pilots.part_page import NamesSourcePage, register_part
from pilots.pilot.page import AddToPilot, EditOfPilot, PilotForm


class _TotalPage(PilotForm, NamesSourcePage):
    model, form = EngagementTotal, TotalForm
    draft = register_part("engagement_total", "Met in all")
    listed = ("pilot_engagement", "Meetings and visits")
    said = "The total is saved."
    about = "It is shown as the source says it, and never added to what is counted from meetings."


class AddTotal(_TotalPage, AddToPilot):
    """What a source says in all, where it does not list the meetings."""

    heading = "Add a total from a source"


class EditTotal(_TotalPage, EditOfPilot):
    """Put a total right."""

    heading = "Put a total right"
    with_rows = ("source",)
