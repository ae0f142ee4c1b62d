"""Powers of a board, as they are written."""

from __future__ import annotations

from governance.models import Power
from governance.power.forms import EditPower
from governance.views import PartOfABoard


class Powers(PartOfABoard):
    """What it may decide."""

    model, form, key, path, noun = Power, EditPower, "power", "powers", "power"
    add_title, edit_title = "Add a power", "Change a power"
    with_rows, draft_words = ("from_body", "accountable_body"), "Power of a board"
