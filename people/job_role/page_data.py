"""The page of a job role: who to ask for what, where, and how; whose it is now and was before.

And whom to ask about a place: the job roles that cover it, and the teams that serve it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.urls import reverse

from access.kept import kept
from access.permissions import wrote
from access.subqueries import Among, AmongAll, array
from interface.articles import with_article
from interface.words import capitalised, count_words, date_words, last_day, list_words
from partnerships.organisation.models import Organisation
from partnerships.organisation.place_models import OrganisationPlace
from partnerships.place.head import Near
from partnerships.place.kind_groups import LOCAL_COUNCILS
from partnerships.place.models.place import Place
from people.job_role.models import JobRole, JobRoleHolder, JobRolePlace
from people.job_role.permissions import (
    can_change_post,
    can_keep_post,
    may_know_holder,
)
from records.addresses import address
from records.statements import Given
from records.taking_back import is_just_added
from registry.reviewed import Care, care_of


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody's time in a job role, in words."""

    name: str
    email: str
    when: str


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds a job role, from a later day, and held it before, as far as a reader is told.

    ``vacant`` says since when nobody does; empty where somebody does.
    """

    now: list[Held]
    next: list[Held]
    before: list[Held]
    vacant: str


@dataclass(frozen=True)
class PostPage:
    """One job role as one reader may see it. The public reads no person and no address."""

    post: JobRole
    care: Care
    holders: Holders
    can_change: bool
    can_take_back: bool
    signed_in: bool

    @property
    def lead(self) -> str:
        """What kind of role it is: "Senior champion"."""
        return capitalised(str(self.post.get_kind_display()))

    @property
    def closed_words(self) -> str:
        """When it was closed."""
        return f"It ended on {date_words(self.post.ended_on)}. Ask its organisation instead."

    @property
    def bounced_words(self) -> str:
        """Since when mail to it comes back."""
        return f"It could not be delivered on {date_words(self.post.bounced_on)}."

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What it deals with and where; and, signed in, how to reach it."""
        return list(self._rows())

    def _rows(self) -> Iterator[dict[str, Any]]:
        post = self.post
        yield {"label": "Themes", "value": list_words(post.topics.all()) or None}
        if post.training or post.kind == JobRole.Kind.COMMUNITY:
            yield {"label": "Training", "value": post.training or None}
        if self.signed_in:
            yield {"label": "Mailbox", "value": post.email, **_mail(post.email)}
            yield {"label": "Phone", "value": post.phone}
        page = {"value": post.contact_page or None}
        yield {"label": "Web page", **page, **({"url": post.contact_page} if page["value"] else {})}


def _mail(email: str) -> dict[str, str]:
    return {"url": f"mailto:{email}"} if email else {}


def load(user: Any) -> QuerySet[JobRole]:
    """The job roles that this reader sees, with all that their pages show."""
    seen = JobRole.objects.visible_to(user)
    return seen.select_related(
        "organisation__parent", "confirmed_by", "source", "backup"
    ).prefetch_related("topics", "places")


def build(user: Any, post: JobRole, today: dt.date) -> PostPage:
    """The page of a job role that came from ``load``. The public's holds no name."""
    may_change = can_change_post(user, post)
    return PostPage(
        post=post,
        care=care_of(user, post, today, may=post.ended_on is None and can_keep_post(user, post)),
        holders=holders_of(user, post, today),
        can_change=may_change,
        can_take_back=is_just_added(post) and (may_change or wrote(user, post)),
        signed_in=user.is_authenticated,
    )


def holders_of(user: Any, post: JobRole, today: dt.date) -> Holders:
    """Who holds a job role, held it and will, named only to those who may know."""
    rows = list(post.holders.select_related("person").order_by("-valid_from", "-id"))
    now = [row for row in rows if _holds(row, today)]
    ended = [row for row in rows if row.valid_to is not None and row.valid_to <= today]
    later = [row for row in rows if row.valid_from is not None and row.valid_from > today]
    vacant = ""
    if not now:
        last = max((row.valid_to for row in ended if row.valid_to), default=None)
        vacant = f"Vacant since {date_words(last)}" if last else "Nobody is recorded in it"
    names_holder = may_know_holder(user, post)
    named = names_holder and not post.ended_on
    return Holders(
        now=[_holder(row) for row in now] if named else [],
        next=[_holder(row) for row in later] if named else [],
        before=[_holder(row) for row in ended] if names_holder else [],
        vacant=vacant,
    )


def _holds(row: JobRoleHolder, day: dt.date) -> bool:
    return (row.valid_from or dt.date.min) <= day < (row.valid_to or dt.date.max)


def _holder(row: JobRoleHolder) -> Held:
    since = f"from {date_words(row.valid_from)}" if row.valid_from else "since a day not known"
    until = f" to {date_words(last_day(row.valid_to))}" if row.valid_to else ""
    return Held(str(row.person), row.person.email, f"{since}{until}")


def kept_words() -> str:
    """To what end the name of who holds a job role is kept, and until when."""
    months = settings.PERSON_KEPT_MONTHS
    after = "a year" if months == 12 else count_words(months, "month")
    return (
        "We keep the name and work address of whoever holds a job role so that people who are "
        f"signed in can reach that role, until {after} after they have left their last one. "
        "If they have an account, we keep them at least until it is closed."
    )


SHOWN = 6
COUNTY = Place.Kind.COUNTY
NOBODY = Value("", output_field=CharField())
AT_PLACE, ABOVE, TEAM, GOVERNING, SERVING = range(5)
# Of a row; the last is the team, of which a job role answers where one is recorded
COLUMNS = ("nearness", "sort_key", "pk", "address_part", "called", "body", "day", "whose", "of")


@dataclass(frozen=True, slots=True)
class Contact:
    """A job role with its team, or a team of which no job role is recorded.

    ``whose`` says of a place within a council that it is not its own: "of County Durham".
    """

    title: str
    url: str
    team: str
    confirmed: str
    whose: str = ""

    @property
    def note(self) -> str:
        """Whose it is, where that is said, and when it was confirmed."""
        return "; ".join(part for part in (self.whose, self.confirmed) if part)


@dataclass(frozen=True, slots=True)
class PlaceContacts:
    """Whom to ask here, the nearest first; ``url`` is where to ask about anything else.

    ``bodies`` are the council and whatever else governs or serves it as a whole: name and page;
    ``bodies_of`` whose they are, where they are those of the council that it lies in.
    """

    contacts: list[Contact]
    more: bool
    url: str
    bodies: list[tuple[str, str]] = field(default_factory=list)
    bodies_of: str = ""


def contacts_of(user: Any, place: Place, councils: Sequence[Near] = ()) -> PlaceContacts:
    """Job roles that cover this place or one above it, then teams and bodies of it, and of the
    ``councils`` that it lies in (``partnerships.place.head.councils_above``). One query."""
    asked = array(council.pk for council in councils)
    rows = _asked_here(user, bool(councils), place=place, councils=asked)
    whole = [row for row in rows if row[0] in (GOVERNING, SERVING)]
    bodies = [(called, address("organisation", slug)) for _, _, _, slug, called, *_ in whole]
    owners = list(dict.fromkeys(with_article(row[-2]) for row in whole if row[-2]))
    rows = [row for row in rows if row[0] <= TEAM]
    answering = {row[-1] for row in rows if row[0] != TEAM}
    contacts = [_contact(row) for row in rows if row[0] != TEAM or row[-1] not in answering]
    more = sum(row[0] != TEAM for row in rows) > SHOWN
    ask = f"{reverse('who_to_ask')}?place={place.slug}"
    return PlaceContacts(contacts[:SHOWN], more, ask, bodies[:SHOWN], list_words(owners))


@kept
def _asked_here(user: Any, in_council: bool, *, place: Any, councils: Given) -> Any:
    posts: Any = _posts(user, place, in_council).values_list(*COLUMNS)
    teams: Any = _teams(user, place, councils if in_council else None).values_list(*COLUMNS)
    return posts.union(teams, all=True).order_by("nearness", "sort_key", "pk")


def _posts(user: Any, place: Any, in_council: bool) -> QuerySet[JobRole]:
    """The first few open roles, those of the place itself before those of places above."""
    links = JobRolePlace.objects.filter(place__reach_down__place=place).order_by()
    here = JobRolePlace.objects.filter(place=place).order_by().values("post")
    seen = JobRole.objects.visible_to(user).open().filter(AmongAll("pk", links.values("post")))
    rows = seen.annotate(
        nearness=Case(When(pk__in=here, then=AT_PLACE), default=ABOVE),
        address_part=Value("", output_field=CharField()),
        called=F("title"),
        body=_name_of("organisation"),
        day=F("confirmed_on"),
        whose=_place_above(place) if in_council else NOBODY,
        of=F("organisation"),
    )
    return rows.order_by("nearness", "sort_key", "pk")[: SHOWN + 1]


def _place_above(place: Any) -> Case:
    """Of a job role that does not cover the place itself, the nearest place above that it does."""
    above = JobRolePlace.objects.filter(post=OuterRef("pk"), place__reach_down__place=place)
    far = Case(
        When(place__kind__in=LOCAL_COUNCILS, then=0), When(place__kind=COUNTY, then=1), default=2
    )
    name = Subquery(above.order_by(far, "place__sort_key").values("place__name")[:1])
    return Case(When(nearness=ABOVE, then=name), default=NOBODY)


def _teams(user: Any, place: Any, councils: Given | None) -> QuerySet[Organisation]:
    """The first few teams within a larger body that serve just this place, and whole bodies; those
    of its councils too, where it lies in some."""
    standing = OrganisationPlace.objects.standing()
    here = Q(place=place) if councils is None else Q(place=place) | Q(Among("place_id", councils))
    links = standing.filter(here).order_by()
    serving = links.filter(role=OrganisationPlace.Role.SERVES).values("organisation")
    governing = links.filter(role=OrganisationPlace.Role.GOVERNS).values("organisation")
    # First by all links, which reads their index, then by what they are
    rule = Q(AmongAll("pk", links.values("organisation"))) & (Q(parent=None) | Q(pk__in=serving))
    rows = (
        Organisation.objects.visible_to(user)
        .filter(rule)
        .annotate(
            nearness=Case(
                When(parent__isnull=False, then=TEAM),
                When(pk__in=governing, then=GOVERNING),
                default=SERVING,
            ),
            address_part=F("slug"),
            called=F("name"),
            body=_name_of("parent"),
            day=F("reviewed_on"),
            whose=NOBODY if councils is None else _council_of(place, links),
            of=F("pk"),
        )
    )
    return rows.order_by("nearness", "sort_key", "pk")[: 3 * SHOWN + 1]


def _council_of(place: Any, links: QuerySet[OrganisationPlace]) -> Case:
    """Of a team or body that is not of the place itself, the council that it is of."""
    of_row = links.filter(organisation=OuterRef("pk"))
    nearest = Case(When(place__kind=COUNTY, then=1), default=0)
    council = Subquery(of_row.order_by(nearest, "id").values("place__name")[:1])
    return Case(When(Exists(of_row.filter(place=place)), then=NOBODY), default=council)


def _name_of(body: str) -> Subquery:
    """The name of a row's body, looked up for the few rows that are kept, not to sort all."""
    return Subquery(Organisation.objects.filter(pk=OuterRef(body)).order_by().values("name")[:1])


def _contact(row: tuple[Any, ...]) -> Contact:
    nearness, _, pk, slug, title, body, day, above, _ = row
    url = address("organisation", slug) if nearness == TEAM else address("post", pk)
    confirmed = f"confirmed {date_words(day)}" if day else "never confirmed"
    return Contact(title, url, body, confirmed, f"of {with_article(above)}" if above else "")
