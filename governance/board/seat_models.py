from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from governance.board.models import Board, OfBoard
from partnerships.models import Organisation
from partnerships.organisation.claim_models import Claim
from partnerships.place.models.place import dates_in_order, holding, never_overlapping
from people.models import JobRole, JobRoleHolder
from records.columns import by_record
from records.history import tracked
from records.reading import ReadWithQuerySet


def roles_seen(user: Any) -> Prefetch:
    """The job roles of rows of a board, where this reader sees them, with ``held``: whether anybody
    holds it today. One query; a row whose job role is hidden has its number alone."""
    held = JobRoleHolder.objects.filter(holding(timezone.localdate()), post=OuterRef("pk"))
    return Prefetch("post", JobRole.objects.visible_to(user).annotate(held=Exists(held)))


class SeatQuerySet(ReadWithQuerySet):
    """Seats on boards."""

    def as_rows(self, user: Any) -> Self:
        """With the body and the job role of each. Two queries."""
        return self.select_related("organisation", "claim_link").prefetch_related(roles_seen(user))


@tracked()
class Seat(Claim, OfBoard):
    """A seat on a board: for whom, held by which job role, with how many votes.

    A seat belongs to a body, or to somebody in words ("a resident of Horden"). Whoever holds its
    job role sits there; without one, or where nobody holds it, the seat is vacant. Every partner
    has one vote unless a reason is given for more or none. ``counts_for_quorum`` is empty where the
    terms do not say.
    """

    class Chair(models.TextChoices):
        NO = "no", "no"
        CHAIR = "chair", "chair"
        CO_CHAIR = "co_chair", "co-chair"
        DEPUTY = "deputy", "deputy chair"

    board = models.ForeignKey(Board, models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        help_text="The body whose seat it is",
    )
    description = models.CharField(
        "for whom, in words", max_length=200, blank=True,
        help_text="Where it belongs to no body, for example a resident",
    )  # fmt: skip
    post = models.ForeignKey(
        JobRole,
        models.PROTECT,
        verbose_name="job role",
        null=True,
        blank=True,
        related_name="seats",
        help_text="The job role that sits there",
    )
    role_words = models.CharField(
        "job role in words", max_length=200, blank=True,
        help_text="Where that job role is not in the directory",
    )  # fmt: skip
    chair = models.CharField("chairs", max_length=8, choices=Chair, default=Chair.NO)
    votes = models.PositiveSmallIntegerField(
        default=1, db_default=1, help_text="0 where it has no vote"
    )
    votes_because = models.CharField("why it does not have one vote", max_length=300, blank=True)
    counts_for_quorum = models.BooleanField(null=True, blank=True)
    any_substitute = models.BooleanField("somebody else can come instead", null=True, blank=True)

    CLAIM_SAYS = ("board_id", "organisation_id", "chair", "votes", "valid_to")

    # The job role by which it is told from others that are called alike (``tell_apart``)
    apart = ""

    objects: ClassVar[Any] = SeatQuerySet.as_manager()

    READ_BY: ClassVar = by_record("description", "role_words", "votes_because")

    class Meta(OfBoard.Meta):
        ordering = ["board", "id"]
        constraints = [
            dates_in_order("seat_dates_in_order"),
            models.CheckConstraint(
                condition=Q(organisation=None) ^ Q(description=""),
                name="seat_of_a_body_or_in_words",
                violation_error_message="Enter the organisation, or say who the seat is for.",
            ),
            models.CheckConstraint(
                condition=Q(votes=1) | ~Q(votes_because=""),
                name="seat_other_votes_have_a_reason",
                violation_error_message="Say why it has more than one vote, or none.",
            ),
            never_overlapping("seat_job_role_once", "board", "post"),
        ]

    def __str__(self) -> str:
        return str(self.organisation) if self.organisation else self.description

    def get_absolute_url(self) -> str:
        return f"{self.board.get_absolute_url()}seats/"

    @property
    def called(self) -> str:
        """For whom it is, with the job role where another seat is called the same."""
        return ", ".join(filter(None, [str(self), self.apart]))

    @property
    def claim_source(self) -> Any:
        """Where its board is from."""
        return self.board.source

    @property
    def held_by(self) -> str:
        """The job role that sits there, as far as the reader sees it (``as_rows``); empty where
        none is known."""
        return str(self.post) if self.post else self.role_words

    @property
    def instead(self) -> str:
        """What stands in place of a job role, or beside one that nobody holds."""
        if self.is_over:
            return "Ended"
        if self.post:
            return "" if getattr(self.post, "held", True) else "vacant"
        return "" if self.role_words else "Not shown to you" if self.post_id else "Not known"

    @property
    def since(self) -> str:
        """From when to when, where that is not all the time of its board."""
        board = self.board
        return "" if self.valid_to is None and self.valid_from == board.start else self.period


def tell_apart(user: Any, seats: Iterable[Seat]) -> None:
    """Note at seats that are called alike, as where a body has two, the job role of each, as far as
    this reader sees it. One query, none where all have names of their own."""
    rows = list(seats)
    names = Counter(map(str, rows))
    alike = [seat for seat in rows if names[str(seat)] > 1]
    posts = {seat.post_id for seat in alike if seat.post_id}
    roles = JobRole.objects.visible_to(user).in_bulk(posts) if posts else {}
    for seat in alike:
        role = roles.get(seat.post_id or 0)
        seat.apart = role.title if role else seat.role_words


@dataclass(frozen=True)
class SeatsOf:
    """The seats of a department and of its teams; without a ``department`` they are of no body."""

    department: Organisation | None
    seats: list[Seat]


def seats_by_department(seats: Iterable[Seat]) -> list[SeatsOf]:
    """Seats grouped by the body at the top of each one's line of parents, by its name; those of
    nobody in the directory come last. A query for each step up, of all seats at once, and one more.
    """
    rows = list(seats)
    parents = _parents({seat.organisation_id for seat in rows if seat.organisation_id})
    groups: dict[int | None, list[Seat]] = defaultdict(list)
    for seat in rows:
        groups[_top(seat.organisation_id, parents) if seat.organisation_id else None].append(seat)
    tops = Organisation.objects.filter(pk__in=[pk for pk in groups if pk])
    found = [SeatsOf(body, groups[body.pk]) for body in tops.order_by("sort_key", "id")]
    return [*found, *([SeatsOf(None, groups[None])] if None in groups else [])]


def _parents(bodies: set[int]) -> dict[int, int | None]:
    """Which body each of these is part of, and each above it."""
    found: dict[int, int | None] = {}
    while new := bodies - found.keys():
        found |= dict(Organisation.objects.filter(pk__in=new).values_list("pk", "parent"))
        bodies = {pk for pk in found.values() if pk}
    return found


def _top(pk: int, parents: Mapping[int, int | None]) -> int:
    """The last body of the line that begins with this one."""
    seen = {pk}
    while (above := parents[pk]) and above not in seen:
        seen.add(above)
        pk = above
    return pk


@tracked()
class BoardLine(OfBoard):
    """To whom a board answers: it is part of, answers to, or reports to another body.

    ``to`` may itself be a board's organisation: so boards stand below one another. With a ``post``
    it says to whom that job role answers; one with two such rows answers to two masters.
    """

    class Kind(models.TextChoices):
        PART_OF = "part_of", "is part of"
        ANSWERS_TO = "answers_to", "answers to"
        REPORTS_TO = "reports_to", "reports to"

    board = models.ForeignKey(Board, models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind, help_text="How the two are tied")
    to = models.ForeignKey(
        Organisation, models.PROTECT, related_name="lines_from", help_text="The body above it"
    )
    post = models.ForeignKey(
        JobRole,
        models.PROTECT,
        verbose_name="of this job role only",
        null=True,
        blank=True,
        related_name="lines",
        help_text="Where it is not the board that answers but this job role",
    )
    for_what = models.CharField(max_length=300, blank=True, help_text="For what it answers")

    READ_BY: ClassVar = by_record("for_what")

    class Meta(OfBoard.Meta):
        ordering = ["board", "kind", "id"]
        constraints = [dates_in_order("board_line_dates_in_order")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to}"

    def get_absolute_url(self) -> str:
        return f"{self.board.get_absolute_url()}powers/#lines"

    @property
    def summary(self) -> str:
        """How the two are tied, for what and when, beside the name of the other."""
        hidden = "One of its job roles" if self.post_id else "The board"
        who = str(self.post) if self.post else hidden
        of = f"for {self.for_what}" if self.for_what else ""
        return ", ".join(filter(None, [f"{who} {self.get_kind_display()} it", of, self.period]))
