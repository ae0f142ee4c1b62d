"""Who could unlock a barrier: by what happened to barriers like it, and by the directory.

Only of what the reader sees, so that who answered a hidden barrier is told to nobody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse

from barriers.barrier.facts import place_names
from barriers.barrier.permissions import lead_place
from barriers.models import Barrier, Escalation
from interface.words import count_words
from partnerships.models import Organisation, OrganisationSuccession, PlaceReach
from people.models import JobRole, JobRolePlace, JobRoleTopic
from pilots.models import PilotTopic

LATEST = 300  # answers, and barriers, that are looked through
SHOWN = 4  # of each kind
_CONNECTS = (JobRole.Kind.CONNECTOR, JobRole.Kind.BROKER)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body, with a job role where one is known, and why it could be the one.

    ``url`` is the list, or the page, that shows the reason; empty where there is none.
    """

    body: Organisation
    because: str
    url: str = ""
    post: JobRole | None = None

    @property
    def query(self) -> str:
        """The parameters of the form's address that choose it."""
        chosen = {"to": self.body.slug} | ({"post": self.post.pk} if self.post else {})
        return f"?{urlencode(chosen)}"

    @property
    def words(self) -> str:
        """Who it is: the body, with the job role."""
        return f"{self.body}, {self.post}" if self.post else str(self.body)


def candidates(barrier: Barrier, user: Any) -> list[Candidate]:
    """The likeliest first, none that has ended, each body once. Six queries at most.

    Those named for joined and linked barriers; who answered like ones; who is named for like ones;
    job roles of the directory.
    """
    by_body: dict[tuple[int, int | None], Candidate] = {}
    named: set[int] = set()
    real = Q() if barrier.is_example else Q(is_example=False)
    # Not ``successors=None``: PostgreSQL took that for a single body, and looked up each of them
    follows = OrganisationSuccession.objects.filter(before=OuterRef("pk"))
    bodies = Organisation.objects.filter(real, ~Exists(follows), merged_into=None)
    for part in (_linked, _answered, _named):
        for candidate in part(barrier, user, bodies):
            if candidate.body.pk not in named:
                named.add(candidate.body.pk)
                by_body[candidate.body.pk, None] = candidate
    for candidate in _of_directory(barrier, user, bodies):
        by_body.setdefault(
            (candidate.body.pk, candidate.post.pk if candidate.post else None), candidate
        )
    return list(by_body.values())


def _linked(barrier: Barrier, user: Any, bodies: QuerySet) -> list[Candidate]:
    """Those named for barriers that people joined or linked to this one."""
    rows = Barrier.objects.visible_to(user).linked_to(barrier)
    rows = rows.filter(unlocker__in=bodies).for_rows().order_by("-updated_at", "-id")
    rows = rows.select_related("unlocker__parent")
    return [
        Candidate(
            row.unlocker,
            f"named for {row.reference} in {place_names(row)}, which is linked to this one",
            row.get_absolute_url(),
        )
        for row in rows[:SHOWN]
        if row.unlocker
    ]


def _answered(barrier: Barrier, user: Any, bodies: QuerySet) -> list[Candidate]:
    """Those who answered barriers of its kind; those whose answers helped most come first."""
    if barrier.category_id is None:
        return []
    like = Barrier.objects.filter(pk=OuterRef("barrier"), category=barrier.category_id)
    rows = Escalation.objects.visible_to(user).filter(
        Exists(like), to__in=bodies, state=Escalation.State.ANSWERED
    )
    latest = rows.exclude(barrier=barrier).order_by("-id").values_list("to", "helped")[:LATEST]
    answered: Counter[int] = Counter()
    helped: Counter[int] = Counter()
    for body, outcome in latest:
        answered[body] += 1
        helped[body] += outcome in (Escalation.Helped.YES, Escalation.Helped.PARTLY)
    best = sorted(answered, key=lambda pk: (-helped[pk], -answered[pk], pk))[:SHOWN]
    bodies_by_pk = Organisation.objects.select_related("parent").in_bulk(best)
    return [
        Candidate(
            bodies_by_pk[pk], _answered_words(answered[pk], helped[pk]), _asks_url(bodies_by_pk[pk])
        )
        for pk in best
    ]


def _answered_words(answered: int, helped: int) -> str:
    text = f"answered {count_words(answered, 'barrier')} of this kind"
    return f"{text}, and the answer helped with {helped}" if helped else text


def _asks_url(body: Organisation) -> str:
    return f"{reverse('escalations')}?to={body.slug}&state=answered"


def _named(barrier: Barrier, user: Any, bodies: QuerySet) -> list[Candidate]:
    """Those named for barriers like it in other places."""
    rows = Barrier.objects.visible_to(user).filter(unlocker__in=bodies)
    latest = rows.like(barrier).order_by("-updated_at", "-id")
    named = Counter(latest.values_list("unlocker", flat=True)[:LATEST])
    bodies_by_pk = Organisation.objects.select_related("parent").in_bulk(
        pk for pk, _ in named.most_common(SHOWN)
    )
    of = f" of the latest {LATEST}" if named.total() == LATEST else ""
    return [
        Candidate(
            body,
            f"named for {count_words(named[pk], 'barrier')}{of} like it in other places",
            f"{reverse('barriers')}?unlocker={body.slug}&like={barrier.reference}",
        )
        for pk, body in sorted(bodies_by_pk.items(), key=lambda item: (-named[item[0]], item[0]))
    ]


def _of_directory(barrier: Barrier, user: Any, bodies: QuerySet) -> list[Candidate]:
    """Job roles that look after the place or the pilot's topics; data contacts for data."""
    place = lead_place(barrier)
    if place is None:
        return []
    here = Q(
        Exists(
            JobRolePlace.objects.filter(post=OuterRef("pk"), place__in=PlaceReach.of([place.pk]))
        )
    )
    topics = PilotTopic.objects.filter(pilot=barrier.pilot_id).values("topic")
    about = Exists(JobRoleTopic.objects.filter(post=OuterRef("pk"), topic__in=topics))
    rank = [When(about, then=Value(1)), When(kind__in=_CONNECTS, then=Value(2))]
    if barrier.category is not None and barrier.category.key == "data-sharing":
        here |= Q(kind=JobRole.Kind.DATA_CONTACT)
        rank.insert(0, When(kind=JobRole.Kind.DATA_CONTACT, then=Value(0)))
    rows: Any = JobRole.objects.visible_to(user).open().filter(here, organisation__in=bodies)
    rows = rows.annotate(rank=Case(*rank, output_field=IntegerField())).filter(rank__isnull=False)
    rows = rows.exclude(kind=JobRole.Kind.LIVED_EXPERIENCE).select_related("organisation__parent")
    return [
        Candidate(row.organisation, _role_words(row), row.get_absolute_url(), row)
        for row in rows.order_by("rank", "sort_key", "id")[:SHOWN]
    ]


def _role_words(post: Any) -> str:
    return {
        0: "data contact in the directory",
        1: "looks after this place and a topic of the pilot",
        2: f"{post.get_kind_display()} for this place",
    }[post.rank]
