"""Who is told of a health check: the people of every partner that is asked, whether it has answered
or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.models import Notice, User
from accounts.notice.outbox import of_record
from accounts.notice.parties import Party, tell_parties
from governance.health_check.models import HealthAsked, HealthRound
from governance.health_check.partners import officers_of
from interface.reached import Reached
from partnerships.models import Organisation

KIND, NOTED = "health-check", "health-check-noted"
NOTED_SUBJECT = "Has your organisation answered? Health check of {}"
NOTED_TEXT = (
    "Answers have come in. Everybody who is asked gets this, whether they have answered or not. "
    "The page says whether we have an answer from your organisation. If it says so, but none of "
    "you answered, ask the people who look after the partnership to call off the health check."
)


def tell_asked(one: HealthRound, subject: str, *, by: Any, text: str = "") -> Reached:
    """Tell officers of the partners, and whom they named to answer; not whoever did it."""
    return _tell(one, subject, by=by, text=text)


def tell_noted(one: HealthRound) -> None:
    """Tell all who are asked that answers have come in, in the same words: a notice of its own to
    those who answered would tell which they are. It replaces the last, where that is unread."""
    unread = Notice.objects.filter(kind=NOTED, read_at=None, **of_record(one))
    unread.filter(by_mail=False).delete()
    _tell(one, NOTED_SUBJECT.format(one.partnership), by=None, text=NOTED_TEXT, kind=NOTED)


def _tell(one: HealthRound, subject: str, *, by: Any, text: str = "", kind: str = KIND) -> Reached:
    asked = list(one.asked.select_related("organisation", "person"))
    officers = officers_of([row.organisation_id for row in asked])
    parties = [party_of(row.organisation, _people(row, officers)) for row in asked]
    return tell_parties(
        parties, by=by, kind=kind, subject=subject, text=text, about=one, url=one.get_absolute_url()
    )


def _people(asked: HealthAsked, officers: dict[int, set[User]]) -> set[User]:
    """Who can be told for a partner."""
    people = officers.get(asked.organisation_id, set())
    return people | {asked.person} if asked.person and asked.person.is_active else people


def party_of(body: Organisation, people: Iterable[User]) -> Party:
    """A body that is told of health checks."""
    each = sorted(people, key=lambda person: person.pk)
    return Party(name=str(body), people=each, instead="an administrator can invite an officer")
