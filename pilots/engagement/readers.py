"""Who can see a visit: the levels that its form offers."""

from __future__ import annotations

from typing import Any

from access.permissions import contributes
from interface.forms import Radios
from pilots.engagement.models import Engagement
from pilots.pilot.levels import level_choices, levels_up_to
from records.models import Visibility

HINT = (
    "Whoever plans it, editors of the place and officers of the bodies that come always see it. "
    "Only people who can see the pilot can see this"
)
HINTS = {Visibility.PUBLIC: "Once it took place. Until then, everyone signed in"}


def offer_readers(form: Any, user: Any) -> None:
    """Offer the levels up to the pilot's; of no pilot, *everyone* to those who contribute there.

    A new visit is read as widely as its pilot; of no pilot, by everyone signed in.
    """
    visit: Engagement = form.instance
    field = form.fields["visibility"]
    if visit.pilot is not None:
        offered = levels_up_to(visit.pilot.visibility, publishes=True)
    else:
        offered = levels_up_to(Visibility.PUBLIC, publishes=contributes(user, visit.place))
        offered.remove(Visibility.PROGRAMME)  # there is no funder
    now = Visibility(visit.visibility)
    if visit.pk and now not in offered:
        # As wide as its pilot, whatever that is today
        offered.append(now)
    field.widget = Radios(hints=HINTS)
    field.choices = level_choices(offered)
    field.help_text = HINT
    if not visit.pk:
        widest = Visibility.NETWORK if visit.pilot is None else offered[-1]
        form.initial["visibility"] = widest.value
