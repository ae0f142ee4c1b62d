"""How promises of pilots take part in the whole."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from partnerships.calendar import Entry, OnCalendar, Reading
from partnerships.models import ActionItem
from partnerships.visibility import reader_of
from pilots.engagement.subject import meetings_of
from records.dates import DateWithPrecision


def _promised(reading: Reading) -> Iterator[Entry]:
    calendar, window = reading.calendar, reading.window
    if reader_of(calendar.user) is None:
        return
    rows = ActionItem.objects.told_with(calendar.user, meetings_of(calendar))
    if calendar.subject is None:
        rows = rows | ActionItem.objects.owed_by(calendar.user)
    near = Q(due__gte=window.start, due__lte=window.end)
    if window.with_late:
        near |= Q(state=ActionItem.State.OPEN, due__lt=window.start)
    rows = rows.filter(near).exclude(state=ActionItem.State.DROPPED)
    for promise in reading.rows("promises", F("due"), rows):
        yield Entry(
            kind="promises",
            key=f"promise-{promise.pk}",
            when=DateWithPrecision(promise.due),
            text=f"Promised: {promise.text}",
            url=promise.get_absolute_url(),
            changed=promise.updated_at,
            about=f"For {promise.owner_said}",
            is_done=promise.state == ActionItem.State.DONE,
            is_late=promise.is_late(reading.today),
        )


DECLARES = (
    OnCalendar(key="promises", label="Promises", noun="Promise", entries=_promised, order=40),
)
