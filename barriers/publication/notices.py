"""Who is told of each step on the way to the public: the place, whoever asked, and the body."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from barriers.barrier.bodies import officers_of
from barriers.barrier.permissions import lead_place
from barriers.models import Publication
from partnerships.models import Organisation, PlaceReach
from people.models import Assignment, Role

PUBLISHING = "barrier-publishing"


def editors_at(places: Iterable[int]) -> list[User]:
    """Who edits these places, or a place above one of them."""
    above = PlaceReach.of(list(places))
    roles = Assignment.objects.on(timezone.localdate()).filter(
        role=Role.PLACE_EDITOR, place__in=above, user__is_active=True
    )
    return list(User.objects.filter(pk__in=roles.order_by().values("user")).order_by("pk"))


def tell_place(publication: Publication, subject: str, *, but: Any = None) -> None:
    """Tell the editors of the lead place and whoever asked."""
    place = lead_place(publication.barrier)
    people = editors_at([place.pk]) if place else []
    asker = publication.created_by
    if asker is not None and asker.is_active and asker not in people:
        people.append(asker)
    _tell(people, publication, subject, but)


def tell_other_places(publication: Publication, subject: str, *, but: Any = None) -> None:
    """Tell the editors of its other places, who may object."""
    links = publication.barrier.place_links.all()
    lead = editors_at(link.place_id for link in links if link.is_lead)
    others = editors_at(link.place_id for link in links if not link.is_lead)
    _tell([editor for editor in others if editor not in lead], publication, subject, but)


def tell_body(
    publication: Publication,
    subject: str,
    *,
    body: Organisation,
    goes: bool = True,
    told: Collection[tuple[int, str]] = (),
) -> set[tuple[int, str]]:
    """Tell the officers of a body, but not what each was ``told`` already for another body; gives
    whom it told what. ``goes`` says whether they may still open its page."""
    url, about = (publication.get_absolute_url(), publication) if goes else ("", None)
    officers = officers_of(body, timezone.localdate())
    to_tell = [officer for officer in officers if (officer.pk, subject) not in told]
    for officer in to_tell:
        tell(kind=PUBLISHING, subject=subject, about=about, url=url, to=officer)
    return {(officer.pk, subject) for officer in to_tell}


def _tell(people: Iterable[User], publication: Publication, subject: str, but: Any) -> None:
    """Each of those who may read it still."""
    mine = Publication.objects.filter(pk=publication.pk)
    for person in people:
        if (but is None or person.pk != but.pk) and mine.visible_to(person).exists():
            url = publication.get_absolute_url()
            tell(kind=PUBLISHING, subject=subject, about=publication, url=url, to=person)
