"""Which barriers a calendar is of."""

from __future__ import annotations

from django.db.models import Q

from access.visibility import reader_of
from partnerships.models import Place, Programme
from pilots.models import Pilot
from registry.calendar import Calendar


def about_barriers_of(calendar: Calendar) -> tuple[Q, ...]:
    """For rows with a barrier: one at the place or within it, of the programme or of the pilot; in
    one's own calendar those where one works, each part with an index of its own. The caller asks
    who may see them."""
    match calendar.subject:
        case Place():
            return (Q(barrier__reach_ids__contains=[calendar.subject.pk]),)
        case Programme():
            return (Q(barrier__programme=calendar.subject),)
        case Pilot():
            return (Q(barrier__pilot=calendar.subject),)
    reader = reader_of(calendar.user)
    if reader is None:
        return ()
    return (
        Q(created_by=reader.user_id),
        Q(barrier__team__in=sorted(reader.teams)),
        Q(barrier__programme__in=sorted(reader.programmes)),
        *([Q(barrier__reach_ids__overlap=sorted(reader.places))] if reader.places else ()),
    )
