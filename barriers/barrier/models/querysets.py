from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.lookups import GreaterThan

from access.levelled import HasVisibilityQuerySet
from access.visibility import reader_of, visibility_filter
from barriers.barrier.models.outcomes import Outcome
from partnerships.models import short_name_of
from partnerships.place.examples import without_examples
from records.addresses import Reference, Referenced
from records.models import bookkeeping

REFERENCE = Reference("B")


class BarrierQuerySet(Referenced, HasVisibilityQuerySet):
    """The language of barriers."""

    reference = REFERENCE

    model: Any  # Barrier, which is made from this

    def visible_to(self, user: Any) -> Self:
        """The barriers that this reader may see, with those in need of an owner for whom it is.

        A body that is asked about one reads it, whatever its level. One that names a body stays
        out of public view until its publication is agreed.
        """
        return self._seen_by(user, needs_owner=True)

    def read_by_level(self, user: Any) -> Self:
        """Those that this reader sees by level or role, and not only because a body of theirs is
        asked about them."""
        return self.filter(visibility_filter(user, needs_owner=True))

    def read_with_an_owner(self, user: Any) -> Self:
        """Those that this reader would see if each had an owner."""
        return self._seen_by(user, needs_owner=False)

    def _seen_by(self, user: Any, *, needs_owner: bool) -> Self:
        reader = reader_of(user)
        if reader is None:
            return self.filter(visibility_filter(user), Q(unlocker=None) | Q(is_cleared=True))
        rule = visibility_filter(user, needs_owner=needs_owner)
        if reader.organisations:
            rule |= Q(pk__in=_asked_of(reader.organisations))
        return self.filter(rule)

    def concerning(self, user: Any) -> Self:
        """Those that this user or a team of theirs logged."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        return self.filter(Q(created_by=reader.user_id) | Q(team__in=sorted(reader.teams)))

    def open(self) -> Self:
        """Barriers that still stand in the way, as far as anyone says."""
        return self.filter(status__in=self.model.OPEN)

    def open_or_not_known(self) -> Self:
        """Those that still stand in the way, and those of which nobody says whether they do."""
        return self.filter(status__in=self.model.MAY_BE_OPEN)

    def needing_owner(self) -> Self:
        """Barriers for which nobody is named who could unlock them; the oldest first."""
        return self.filter(status=self.model.Status.NEEDS_OWNER).order_by("logged_at", "id")

    def with_something_tried(self, is_so: bool = True) -> Self:
        """Barriers against which something was tried, or those for which nothing is recorded."""
        return self.filter(outcome_bits__gt=0) if is_so else self.filter(outcome_bits=0)

    def with_a_result(self) -> Self:
        """Barriers against which something was tried and something is said of what came of it."""
        has_result = ~Q(outcome="not_known") | ~Q(result="")
        tried = apps.get_model("barriers", "ActionTried").objects.filter(has_result)
        return self.filter(Exists(tried.filter(barrier=OuterRef("pk"))))

    def with_outcome(self, outcome: str) -> Self:
        """Barriers against which something was tried with this outcome."""
        shared = F("outcome_bits").bitand(Outcome(outcome).bit)
        return self.filter(GreaterThan(shared, 0))

    def with_days_to_end(self, is_so: bool = True) -> Self:
        """Barriers of which the day of logging and the day of the end are known, or not both."""
        to_the_day = Q(logged_on_precision="day", ended_on__gte=F("logged_on"))
        unknown = Q(logged_on=None) | Q(ended_on=None) | Q(ended_on__lt=F("logged_on"))
        return self.filter(to_the_day if is_so else unknown | ~Q(logged_on_precision="day"))

    def without_unlocker(self) -> Self:
        """Barriers for which nobody is named who could change them."""
        return self.filter(unlocker=None)

    def without_programme(self) -> Self:
        """Barriers of no programme."""
        return self.filter(programme=None)

    def asked(self, user: Any, *, is_so: bool = True) -> Self:
        """Barriers about which a body was asked, as far as this reader may see it, or was not.

        What was taken back is not counted.
        """
        about = Q(pk__in=_asks(user).order_by().values("barrier"))
        return self.filter(about if is_so else ~about)

    def waiting_too_long(self, user: Any, on: dt.date) -> Self:
        """Barriers whose escalation is overdue, as far as this reader may see it."""
        return self.filter(pk__in=overdue_barriers(user, on))

    def heard(self, user: Any, *, is_so: bool = True) -> Self:
        """Barriers about which a body that was asked has said something, or has not."""
        replies = apps.get_model("barriers", "EscalationReply")
        by_body = replies.objects.filter(kind__in=replies.BY_BODY, escalation__in=_asks(user))
        about = Q(pk__in=by_body.order_by().values("escalation__barrier"))
        return self.filter(about if is_so else ~about)

    def with_answer(self, user: Any, key: str) -> Self:
        """Barriers that were escalated with this answer, as far as this reader may see it."""
        rows = apps.get_model("barriers", "Escalation").objects.visible_to(user).with_answer(key)
        return self.filter(pk__in=rows.order_by().values("barrier"))

    def of_sub_type(self, *ids: int) -> Self:
        """Barriers that were given one of these finer kinds."""
        given = self.model.sub_types.through.objects.filter(sub_type__in=ids)
        return self.filter(Exists(given.filter(barrier=OuterRef("pk"))))

    def like(self, barrier: Any, *, made_up: bool | None = None) -> Self:
        """Barriers of other places of the same kind, and of a same finer kind where it has any.

        Where nobody linked the barrier to another (``linked_to``), this is what "other places have
        this too" counts. A made-up place is no other place of a real one: ``made_up`` says on which
        side the barrier stands, else its places do.
        """
        if barrier.category_id is None:
            return self.none()
        matches: Any = self.filter(category=barrier.category_id).exclude(pk=barrier.pk)
        finer = [link.sub_type_id for link in barrier.sub_type_links.all()]
        if finer:
            matches = matches.of_sub_type(*finer)
        other_places = self.model.places.through.objects.exclude(
            place__in=[link.place_id for link in barrier.place_links.all()]
        )
        if made_up is None:
            made_up = barrier.is_example
        if not made_up:
            matches = without_examples(matches)
        return matches.filter(Exists(other_places.filter(barrier=OuterRef("pk"))))

    def linked_to(self, barrier: Any) -> Self:
        """Barriers that people joined or linked to this one, at whichever end."""
        links = apps.get_model("barriers", "BarrierLink").objects.order_by()
        there = links.filter(barrier=barrier).values("other")
        # One list of ids: two of them, either of which may hold, would be looked for in every row
        return self.filter(pk__in=there.union(links.filter(other=barrier).values("barrier")))

    def for_rows(self) -> Self:
        """With what a row of a list shows: places, kind and who could unlock it. Two queries."""
        rows = self._with_kind_and_body()
        links = self.model.places.through.objects.select_related("place").order_by("-is_lead", "id")
        links = links.defer("created_at", "updated_at", *bookkeeping("place"))
        rows = rows.annotate(unlocker_short=short_name_of("unlocker"))
        return rows.prefetch_related(Prefetch("place_links", queryset=links))

    def for_lines(self) -> Self:
        """As ``for_rows``, but of its places the names alone, the lead first, as ``at``. One
        query."""
        links = self.model.places.through.objects.filter(barrier=OuterRef("pk"))
        names = links.order_by("-is_lead", "id").values("place__name")
        return self._with_kind_and_body().annotate(at=ArraySubquery(names))

    def _with_kind_and_body(self) -> Self:
        rows = self.select_related("category", "unlocker").defer("search")
        return rows.defer(*bookkeeping("category", "unlocker"))


def places_of(barrier: str) -> Prefetch:
    """The places of what has a barrier by this name, the lead first, for ``prefetch_related``.

    One query, where naming both steps would make two.
    """
    links = apps.get_model("barriers", "BarrierPlace").objects.select_related("place")
    return Prefetch(f"{barrier}__place_links", links.order_by("-is_lead", "id"))


def overdue_barriers(user: Any, on: dt.date) -> QuerySet:
    """The barriers of escalations that this reader sees and that are overdue."""
    rows = apps.get_model("barriers", "Escalation").objects.visible_to(user).overdue(on)
    return rows.order_by().values("barrier")


def overdue_among_seen(user: Any, on: dt.date) -> QuerySet:
    """The same, to be looked for among barriers that this reader sees.

    Who answers for no body sees what was asked wherever they see the barrier: it is not asked of
    each of thousands again.
    """
    reader = reader_of(user)
    if reader is None or reader.organisations:
        return overdue_barriers(user, on)
    rows = apps.get_model("barriers", "Escalation").objects.overdue(on)
    return rows.order_by().values("barrier")


def _asks(user: Any) -> QuerySet:
    """What this reader may see asked of bodies, and was not taken back."""
    rows = apps.get_model("barriers", "Escalation").objects.visible_to(user)
    return rows.exclude(state="withdrawn")


def _asked_of(organisations: frozenset[int]) -> QuerySet:
    """The barriers about which these bodies are asked."""
    rows = apps.get_model("barriers", "Escalation").objects.asked_of(organisations)
    return rows.order_by().values("barrier")
