"""What the subjects of a pilot share in what they declare, and the pilots of a calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from access.stand_ins import looked_up
from access.subqueries import Among, AmongHundreds
from access.visibility import reader_of
from partnerships.models import Place, Programme
from partnerships.organisation.permissions import works_at
from people.models import Subscription
from pilots.models import Pilot
from pilots.pilot.models import lead_of
from pilots.pilot.permissions import joined_by
from records.resting import Line, SourceKept
from registry.calendar import Calendar, Reading
from registry.search import PILOT, PLACE, PROGRAMME
from registry.waiting import Work

# The pilots whose progress somebody logs, among what their work asks once
LOGGED = "logged"
# The pilots of a calendar, among what its reading asks once
PILOTS = "pilots"
# What a line about a pilot reads, and whether somebody may change one of its records
# What a record of a pilot belongs to, for the index of the search
OF_PILOT = {PILOT: "pilot_id", PLACE: "pilot__reach_ids", PROGRAMME: "pilot__programme_id"}
NAMED = ("pilot__programme", "pilot__place_links__place")
PLACED = ("pilot__place_links__place",)


def of_pilot(record: Any) -> Line:
    """A record of a pilot, or of a programme as a whole."""
    if record.pilot is None:
        return Line(str(record), record.programme.get_absolute_url(), str(record.programme))
    return Line(str(record), record.pilot.get_absolute_url(), record.pilot.title)


def kept_by_pilot(model: Any, may: Callable[[Any, Any], bool]) -> SourceKept:
    """Changed by whoever may do this with its pilot."""
    return SourceKept(model=model, permission=lambda user, row: may(user, row.pilot), reads=PLACED)


def of_its_pilots(reading: Reading, column: str = "pilot") -> Q:
    """Rows whose ``column`` is one of the pilots of this calendar, all of which its reader sees.
    They are asked for once, however many kinds look among them."""
    subject = reading.calendar.subject
    if isinstance(subject, Pilot):
        return Q(**{column: subject.pk})
    pilots = its_pilots(reading)
    return Q(Among(column, pilots)) if pilots else Q(pk__in=())


def its_pilots(reading: Reading) -> Any:
    """The pilots of a calendar, by their ids. One query."""
    if PILOTS not in reading.asked:
        rows = _pilots_of(reading.calendar).order_by()
        reading.asked[PILOTS] = list(rows.values_list("pk", flat=True))
    return reading.asked[PILOTS]


def _pilots_of(calendar: Calendar) -> QuerySet[Pilot]:
    seen: Any = Pilot.objects.visible_to(calendar.user)
    match calendar.subject:
        case Place():
            return seen.in_place(calendar.subject)
        case Programme():
            return seen.filter(programme=calendar.subject)
    return seen.filter(_own(calendar.user))


def _own(user: Any) -> Q:
    reader = reader_of(user)
    if reader is None:
        return Q(pk__in=[])
    places = sorted(_followed_by(user))
    rule = works_at(reader)
    if reader.organisations:
        rule |= joined_by(reader)
    return rule | Q(reach_ids__overlap=places) if places else rule


@looked_up("followed_places")
def _followed_by(user: Any) -> Iterable[int]:
    """The places that this reader follows: asked once in a request, however many kinds ask."""
    follows = Subscription.objects.visible_to(user).live()
    return follows.order_by().values_list("place_id", flat=True)


def of_logged(work: Work, pilot: str) -> Q:
    """Rows of the pilots, in this column, whose progress somebody logs and that they see.

    Five kinds look among them, so they are asked once for their work. Not so for editors, whose
    places may hold thousands: each kind asks."""
    if work.reader.edited_places:
        return Q(**{f"{pilot}__in": _logged(work).values("pk")})
    return Q(AmongHundreds(pilot, work.asked[LOGGED])) if work.logs else Q(pk__in=())


def asked_once(work: Work) -> Work:
    """The same with the pilots that they log, where kinds look among these by their ids."""
    if work.logs and not work.reader.edited_places and LOGGED not in work.asked:
        work.asked[LOGGED] = list(_logged(work).values_list("pk", flat=True))
    return work


def _logged(work: Work) -> QuerySet[Pilot]:
    return Pilot.objects.visible_to(work.user).logged_by(work.user).order_by()


def with_pilot(rows: QuerySet[Any], *columns: str, at: str = "pilot") -> QuerySet[Any]:
    """These columns of rows whose pilots the reader sees, each with what a calendar says of its
    pilot, which ``titled`` gives: no query more."""
    of_pilot = (f"{at}__{name}" for name in ("slug", "name", "status"))
    told = rows.select_related(at).only(*columns, *of_pilot)
    return told.annotate(pilot_lead=lead_of(at))


def titled(row: Any, pilot: Pilot) -> Pilot:
    """The pilot of a row that came ``with_pilot``, which says its title without a query."""
    pilot.known_lead = row.pilot_lead
    return pilot
