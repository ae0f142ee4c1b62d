"""What must hold of a body that is asked, or named as the one that could unlock a barrier."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from interface.articles import with_article
from interface.words import list_words
from partnerships.models import Organisation, OrganisationPlace, Place, PlaceReach
from people.models import JobRole


def must_stand(body: Organisation) -> None:
    """Raises ValidationError for a body that has ended, and names who took over."""
    if heirs := list(map(str, body.heirs)):
        instead = heirs[0] if len(heirs) == 1 else "one of them"
        took = f"{list_words(heirs)} took over from it: name {instead} instead"
        raise ValidationError(f"{body} has ended. {took}")


def heirs_at(body: Organisation, place: Place | None) -> list[Organisation]:
    """Who took over from a body that has ended: of several those that serve the place, if any."""
    heirs = body.heirs
    if len(heirs) < 2 or place is None:
        return heirs
    serving = OrganisationPlace.objects.standing().filter(
        organisation__in=heirs, place__in=PlaceReach.of([place.pk])
    )
    there = set(serving.order_by().values_list("organisation_id", flat=True))
    return [heir for heir in heirs if heir.pk in there] or heirs


Sector = Organisation.Sector
_KINDS = {
    Sector.CENTRAL_GOVERNMENT: "department",
    Sector.NHS: "NHS body",
    Sector.POLICE: "police force",
    Sector.FIRE: "fire and rescue service",
    Sector.EDUCATION: "school or college",
    Sector.VOLUNTARY: "voluntary organisation",
    Sector.HOUSING: "housing provider",
    Sector.OTHER: "organisation",
}
# Bodies of a place or a region
LOCAL = frozenset(
    {Sector.COUNCIL, Sector.STRATEGIC_AUTHORITY, Sector.NHS, Sector.PRIMARY_CARE}
    | {Sector.SOCIAL_CARE, Sector.POLICE, Sector.FIRE, Sector.EDUCATION, Sector.UNIVERSITY}
    | {Sector.VOLUNTARY, Sector.HOUSING, Sector.BUSINESS, Sector.COMMUNITY_GROUP}
)


def kind_of_body(body: Organisation) -> str:
    """What a body is, as people call it: "council", "department", "team of the Home Office"."""
    if body.parent is not None:
        return f"team of {with_article(body.parent.name)}"
    sector = Sector(body.sector)
    return _KINDS.get(sector) or str(sector.label)


def must_be_role_of(post: JobRole | None, body: Organisation) -> None:
    """Raises ValidationError for a job role that is not one of the body's or of its teams'."""
    if post is not None and not is_within(post.organisation, body):
        raise ValidationError(f"{post} isn’t a job role in {body} or its teams")


def is_within(body: Organisation, above: Organisation) -> bool:
    """Whether a body is another one, or a team within it."""
    return Organisation.objects.of_bodies([above.pk]).filter(pk=body.pk).exists()
