"""Who is told of each step on the way to the public: the place, whoever asked, and the body."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.notice.parties import Party, tell_parties
from barriers.barrier.permissions import lead_place
from barriers.models import Publication
from interface.articles import with_article
from partnerships.models import Organisation
from people.models import Role
from people.review.answering import answering, ask
from people.review.officers import officers_of
from people.review.parties import active_at, body_party, editors_of

PUBLISHING = "barrier-publishing"


def editors_at(places: Iterable[int]) -> list[User]:
    """Who edits these places, or a place above one of them."""
    return list(active_at(places, Role.PLACE_EDITOR))


def tell_place(publication: Publication, subject: str, *, but: Any = None) -> None:
    """Tell the editors of the lead place and whoever asked."""
    place, asker = lead_place(publication.barrier), publication.created_by
    people = editors_at([place.pk]) if place else []
    if asker is not None and asker.is_active:
        people.append(asker)
    name = with_article(place) if place else "its place"
    _tell([Party(name=name, people=_who_read(publication, people))], publication, subject, but)


def ask_place(publication: Publication, subject: str, *, by: Any) -> None:
    """Ask the editors of the lead place to decide; where it has none, the administrators are told
    that it needs one."""
    place = lead_place(publication.barrier)
    if place is not None:
        ask(
            answering([editors_of(place)]),
            at=place,
            by=by,
            kind=PUBLISHING,
            subject=subject,
            about=publication,
            url=publication.get_absolute_url(),
        )


def tell_other_places(publication: Publication, subject: str, *, but: Any = None) -> None:
    """Tell the editors of its other places, who may object."""
    links = publication.barrier.place_links.all()
    lead = editors_at(link.place_id for link in links if link.is_lead)
    others = editors_at(link.place_id for link in links if not link.is_lead)
    people = _who_read(publication, [editor for editor in others if editor not in lead])
    if people:
        _tell([Party(name="its other places", people=people)], publication, subject, but)


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
    if to_tell or not officers:
        tell_parties(
            [body_party(body, to_tell)], kind=PUBLISHING, subject=subject, about=about, url=url
        )
    return {(officer.pk, subject) for officer in to_tell}


def _who_read(publication: Publication, people: Iterable[User]) -> list[User]:
    """Those of these people who may read it still."""
    mine = Publication.objects.filter(pk=publication.pk)
    return [person for person in people if mine.visible_to(person).exists()]


def _tell(parties: list[Party], publication: Publication, subject: str, but: Any) -> None:
    url = publication.get_absolute_url()
    tell_parties(parties, by=but, kind=PUBLISHING, subject=subject, about=publication, url=url)
