from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from access.permissions import (
    contributes,
    edits,
    is_on_team,
    leads_its_programme,
    reads,
    wrote,
)
from access.visibility import Reader, reader_of
from accounts.notice.parties import Party
from partnerships.models import Place
from partnerships.organisation.permissions import bodies_of
from people.review.answering import Answering, answering
from people.review.parties import editors_of, leads_of
from pilots.pilot.models import UNREAD_BY_PROGRAMME, Pilot, leads_today


def can_log_progress(user: Any, pilot: Pilot) -> bool:
    """The pilot's team, and the editors and contributors of its lead place who can read it."""
    if is_on_team(user, pilot.team_id):
        return True
    return contributes(user, pilot.lead_place) and reads(user, pilot)


def has_updates_due(user: Any) -> bool:
    """Whether any update at all waits for this user: those who log, and programme leads."""
    reader = reader_of(user)
    return bool(reader and (reader.contributed_places or reader.teams or reader.led_programmes))


def concerns(user: Any, pilot: Pilot) -> bool:
    """Whether the pilot's due day is this user's business; no query, so good for lists.

    A role at any of its places will do here: it decides what is shown, not what may be done.
    """
    reader = reader_of(user)
    return bool(
        reader
        and (
            pilot.team_id in reader.teams
            or pilot.programme_id in reader.led_programmes
            or reader.contributed_places & set(pilot.reach_ids)
        )
    )


def can_edit_pilot(user: Any, pilot: Pilot) -> bool:
    """Editors of the lead place, the pilot's team, and a contributor who wrote it."""
    if is_on_team(user, pilot.team_id) or edits(user, pilot.lead_place):
        return True
    return wrote(user, pilot) and contributes(user, pilot.lead_place)


def can_take_back_pilot(user: Any, pilot: Pilot) -> bool:
    """Who proposed it, and editors of its lead place."""
    return wrote(user, pilot) or edits(user, pilot.lead_place)


def can_take_back_from(user: Any, part: Any) -> bool:
    """Who added this part of a pilot, and whoever may edit the pilot."""
    return wrote(user, part) or can_edit_pilot(user, part.pilot)


def can_propose(user: Any) -> bool:
    """Contributors and editors of some place propose a pilot there."""
    reader = reader_of(user)
    return bool(reader and reader.contributed_places)


def can_propose_at(user: Any, place: Place | None) -> bool:
    """Contributors and editors of the place that is to lead it."""
    return contributes(user, place)


def can_publish_at(user: Any, place: Place | None) -> bool:
    """Editors of the place that is to lead it show a new pilot to everyone at once."""
    return edits(user, place)


def can_accept_for(user: Any, pilot: Pilot) -> bool:
    """Leads of the pilot's programme who can read it accept what it reports.

    Where nobody leads its programme, it has none, or its level is not for them, editors of its
    lead place do it: nobody waits for ever.
    """
    if leads_its_programme(user, pilot):
        return True
    if not edits(user, pilot.lead_place):
        return False
    return pilot.visibility in UNREAD_BY_PROGRAMME or not leads_today(pilot.programme_id).exists()


def who_accepts(pilot: Pilot) -> Answering:
    """Who can accept what it reports today, with the fallback that is said."""
    return answering(_accepting(pilot))


def _accepting(pilot: Pilot) -> Iterator[Party]:
    """Who accepts it, first to last; each is looked up when nobody is there before it."""
    if pilot.programme and pilot.visibility not in UNREAD_BY_PROGRAMME:
        yield leads_of(pilot.programme)
    if pilot.lead_place is not None:
        yield editors_of(pilot.lead_place)


def acceptors(pilots: Iterable[Pilot]) -> dict[int, Answering]:
    """The same for each of these pilots, by its key, looked up once for a programme and place."""
    found: dict[tuple[Any, ...], Answering] = {}
    said: dict[int, Answering] = {}
    for pilot in pilots:
        of = pilot.programme_id, pilot.lead_place, pilot.visibility in UNREAD_BY_PROGRAMME
        said[pilot.pk] = found[of] = found.get(of) or who_accepts(pilot)
    return said


def can_close_pilot(user: Any, pilot: Pilot) -> bool:
    """Editors of the lead place and the pilot's team say that it ended and what came of it."""
    return is_on_team(user, pilot.team_id) or edits(user, pilot.lead_place)


def can_reopen_pilot(user: Any, pilot: Pilot) -> bool:
    """Only editors of the lead place open one again that has ended."""
    return edits(user, pilot.lead_place)


def can_publish_pilot(user: Any, pilot: Pilot) -> bool:
    """Editors of the lead place show a pilot to everyone."""
    return edits(user, pilot.lead_place)


def can_read_working_text(user: Any) -> bool:
    """Signed-in readers of an update read all of it; the public its public sentence and figures."""
    return bool(user.is_authenticated)


def evaluates(user: Any, programme_id: int | None) -> bool:
    """Whether the user is an evaluator of this programme."""
    reader = reader_of(user)
    return reader is not None and programme_id in reader.evaluated_programmes


def evaluates_pilot(user: Any, pilot: Pilot) -> bool:
    """Whether the user is an evaluator of the pilot's programme, and can read it."""
    return evaluates(user, pilot.programme_id) and reads(user, pilot)


def joined_by(reader: Reader) -> Q:
    """Pilots in which this reader's organisations, or teams within them, take part."""
    partner: Any = Pilot.partners.rel.related_model
    joined = Pilot.objects.filter(
        partners__kind__in=partner.TAKES_PART,
        partners__organisation__in=bodies_of(reader).values("pk"),
    )
    return Q(pk__in=joined.order_by().values("pk"))
