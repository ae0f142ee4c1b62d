from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone

from access.levelled import HasVisibility, HasVisibilityQuerySet
from access.reach import place_triggers
from interface.words import count_words, date_words, last_day, list_words
from partnerships.models import Organisation, Place
from records.addresses import address
from records.columns import by_record
from records.dates import DateWithPrecision, in_order, period_words, precision_field
from records.history import tracked
from records.models import OPEN_LEVELS, Source, Tracked
from records.reading import ReadWithQuerySet

LEVELS = OPEN_LEVELS[::-1]
ANSWERS = "the bodies that send people to it answer for what it decides"


class BoardQuerySet(HasVisibilityQuerySet):
    """Boards and committees."""

    def as_rows(self) -> Self:
        """With all that a row says of them, in two queries."""
        rows = self.select_related("organisation", "accountable_body", "programme", "source")
        return rows.prefetch_related("place_links__place")

    def with_ties(self, user: Any) -> Self:
        """With the further funds and programmes that this reader sees (``ties_seen``). One query
        more."""
        ties: Any = Board.ties.rel.related_model
        seen = ties.objects.visible_to(user).not_over().select_related("fund", "programme")
        seen = seen.order_by("id")
        return self.prefetch_related(Prefetch("ties", queryset=seen, to_attr="ties_seen"))

    def of_programme(self, programme: Any) -> Self:
        """Those that are part of a programme, or have to do with it otherwise."""
        return self.filter(Q(programme=programme) | Q(Exists(self._ties(programme=programme))))

    def of_fund(self, fund: Any) -> Self:
        """Those that have to do with a fund."""
        return self.filter(Exists(self._ties(fund=fund)))

    @staticmethod
    def _ties(**of: Any) -> Any:
        ties: Any = Board.ties.rel.related_model
        return ties.objects.not_over().order_by().filter(board=OuterRef("pk"), **of)


@tracked()
class Board(HasVisibility):
    """A board or committee: an organisation with seats, that meets and decides for places.

    Most are no legal bodies: what they decide, a body answers for (``accountable_body``), which is
    why the first line of its page says so. ``quorum_least`` is how many seats must be taken for it
    to decide, ``quorum_sectors`` of which kinds there must be one, and ``quorum_words`` the rule as
    its terms have it; without them the quorum is not known. That a board exists and who sits on it
    is no secret once it is recorded: everybody reads it, or everybody who is signed in.
    """

    class Kind(models.TextChoices):
        PLACE_BOARD = "place_board", "place board"
        PLACE_COMMITTEE = "place_committee", "place committee"
        PARTNERSHIP = "partnership", "place-based partnership"
        LOCALITY = "locality", "locality board"
        ICB_COMMITTEE = "icb_committee", "committee of a care board"
        JOINT = "joint", "joint committee"
        HEALTH_AND_WELLBEING = "health_and_wellbeing", "health and wellbeing board"
        EXECUTIVE = "executive", "executive"
        DELIVERY = "delivery", "delivery board"
        DEPARTMENTAL = "departmental", "departmental place board"
        TOWN = "town", "town board"
        CHAMPIONS = "champions", "champions’ network"
        OTHER = "other", "other"

    # Those of a place within a wider system of health and care
    OF_PLACES = (
        Kind.PLACE_BOARD,
        Kind.PLACE_COMMITTEE,
        Kind.PARTNERSHIP,
        Kind.LOCALITY,
        Kind.HEALTH_AND_WELLBEING,
    )

    class LegalStatus(models.TextChoices):
        NOT_KNOWN = "not_known", "not known"
        AGREEMENT = "agreement", "an agreement between organisations, not a legal body"
        OF_CARE_BOARD = "of_care_board", "a committee of a care board"
        OF_COUNCIL = "of_council", "a committee of a council"
        JOINT = "joint", "a joint committee"
        COMPANY = "company", "a company"

    class Leadership(models.TextChoices):
        NOT_KNOWN = "not_known", "not known"
        ONE = "one", "one lead"
        SEVERAL = "several", "several leads"
        COLLECTIVE = "collective", "all together"

    class DecidesBy(models.TextChoices):
        NOT_KNOWN = "not_known", "not known"
        CONSENSUS = "consensus", "consensus"
        MAJORITY = "majority", "majority"
        OTHER = "other", "another way"

    slug = models.SlugField(max_length=200, unique=True)
    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="board", help_text="What it is called"
    )
    kind = models.CharField(max_length=20, choices=Kind, help_text="What kind of board it is")
    purpose = models.TextField(blank=True, help_text="What it is there for")
    legal_status = models.CharField(
        max_length=13,
        choices=LegalStatus,
        default=LegalStatus.NOT_KNOWN,
        help_text="What it is in law",
    )
    legal_words = models.CharField(
        "legal status in words", max_length=300, blank=True, help_text="As its terms have it"
    )
    accountable_body = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="boards_answered_for",
        help_text="The body that answers for what it decides",
    )
    leadership = models.CharField(
        "led by", max_length=10, choices=Leadership, default=Leadership.NOT_KNOWN,
        help_text="Whether one, several or all lead it",
    )  # fmt: skip
    quorum_least = models.PositiveSmallIntegerField(
        "quorum", null=True, blank=True, help_text="How many seats must be taken for it to decide"
    )
    quorum_sectors = ArrayField(
        models.CharField(max_length=20, choices=Organisation.Sector),
        verbose_name="quorum with",
        default=list,
        db_default=[],
        blank=True,
        help_text="The kinds of body of which one must be there",
    )
    quorum_words = models.CharField(
        "quorum in words", max_length=300, blank=True, help_text="As its terms have it"
    )
    decides_by = models.CharField(
        max_length=9, choices=DecidesBy, default=DecidesBy.NOT_KNOWN, help_text="How it decides"
    )
    meets = models.CharField(max_length=200, blank=True, help_text="How often it meets, and where")
    in_public = models.BooleanField(
        "meets in public", null=True, blank=True, help_text="Whether anybody may listen"
    )
    start = models.DateField(null=True, blank=True, help_text="When it began")
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True, help_text="When it ended")
    end_precision = precision_field()
    places = models.ManyToManyField(Place, through="BoardPlace", related_name="boards")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="boards")
    meetings_numbered = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    decisions_numbered = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    objects = BoardQuerySet.as_manager()

    READ_BY: ClassVar = by_record("purpose", "legal_words", "quorum_words", "meets")

    class Meta(HasVisibility.Meta):
        ordering = ["-updated_at", "-id"]
        indexes = [*HasVisibility.level_indexes("board")]
        constraints = [
            models.CheckConstraint(condition=Q(visibility__in=LEVELS), name="board_level_known"),
            in_order("board_dates_in_order"),
            models.CheckConstraint(
                condition=Q(quorum_least=None) | Q(quorum_least__gte=1, quorum_least__lte=200),
                name="board_quorum_of_some",
            ),
            models.CheckConstraint(
                condition=Q(accountable_body=None) | ~Q(accountable_body=F("organisation")),
                name="board_answered_for_by_another",
                violation_error_message="Name the body that answers for it, not the board itself.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return address("board", self.slug)

    def number_next(self, kind: str) -> int:
        """The number of its next meeting or decision (``kind``), which is never given again, also
        where that is taken back. The caller has locked the board."""
        column, rows = f"{kind}_numbered", getattr(self, kind)
        last = max(getattr(self, column), rows.aggregate(last=models.Max("number"))["last"] or 0)
        setattr(self, column, last + 1)
        self.save(update_fields=[column])
        return last + 1

    @property
    def is_example(self) -> bool:
        """Whether it is made up."""
        return self.organisation.is_example

    @property
    def period(self) -> str:
        """From when to when, as precisely as known; empty where neither is."""
        return period_words(self)

    @property
    def where(self) -> str:
        """Its places, by name."""
        return ", ".join(link.place.name for link in self.place_links.all())

    def why_not_on(self, day: dt.date | None) -> str:
        """Why it neither meets nor decides on a day, without one from today on: it ended before, by
        itself or with the body that it is. Empty where it may."""
        ends = [(self, "end"), (self.organisation, "ended_on")]
        known = [end for record, name in ends if (end := DateWithPrecision.of(record, name))]
        first = min(known, key=lambda end: end.last, default=None)
        if first is None or first.last >= (day or timezone.localdate()):
            return ""
        return f"{self} ended {first.on}"

    @property
    def ended(self) -> str:
        """That it is over, and since when; empty while it goes on."""
        return self.why_not_on(None)

    @property
    def is_legal_body(self) -> bool | None:
        """Whether it can own, owe and be sued itself; None where that is not known."""
        if self.legal_status == self.LegalStatus.NOT_KNOWN:
            return None
        return self.legal_status == self.LegalStatus.COMPANY

    @property
    def in_law(self) -> str:
        """What it is in law, and who answers for it: "It isn’t a legal body: … answers for what it
        decides." Empty where that is not known."""
        who = str(self.accountable_body) if self.accountable_body else ""
        answers = f"{who} answers for what it decides" if who else ""
        if self.is_legal_body is None:
            return f"{answers}." if answers else ""
        if self.is_legal_body:
            return "It’s a company, and answers for itself."
        if self.legal_status == self.LegalStatus.AGREEMENT:
            return f"It isn’t a legal body: {answers or ANSWERS}."
        status = f"It’s {self.get_legal_status_display()}"
        return f"{status}: {answers}." if answers else f"{status}."

    @property
    def quorum(self) -> str:
        """The rule: "4 seats, including at least one council seat"; in its own words where
        there is no number; empty where it is not known."""
        if self.quorum_least is None:
            return self.quorum_words
        kinds = [str(Organisation.Sector(sector).label) for sector in self.quorum_sectors]
        each = list_words([f"one {kind} seat" for kind in kinds])
        of = f", including at least {each}" if kinds else ""
        return f"{count_words(self.quorum_least, 'seat')}{of}"


@tracked()
class BoardPlace(Tracked):
    """A place for which a board decides."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, models.PROTECT, related_name="board_links")

    class Meta(Tracked.Meta):
        ordering = ["board", "id"]
        constraints = [models.UniqueConstraint(fields=["board", "place"], name="board_place_once")]
        triggers = [
            *Tracked.Meta.triggers,
            *place_triggers("governance_board", "governance_boardplace", "board_id"),
        ]


class OfBoard(Tracked):
    """A dated row of a board: it holds from ``valid_from`` to the day before ``valid_to``."""

    VISIBLE_WITH = "board"

    valid_from = models.DateField("from", null=True, blank=True, help_text="Since when it holds")
    valid_to = models.DateField(
        "until", null=True, blank=True, help_text="The first day on which it no longer holds"
    )

    objects = ReadWithQuerySet.as_manager()

    class Meta(Tracked.Meta):
        abstract = True

    @property
    def period(self) -> str:
        """From when to when: "from 1 May 2026 to 31 March 2027"; empty where neither is known."""
        last = last_day(self.valid_to)
        said = [f"from {date_words(self.valid_from)}"] if self.valid_from else []
        return " ".join([*said, *([f"to {date_words(last)}"] if last else [])])

    @property
    def is_over(self) -> bool:
        """Whether it held and does no more."""
        return self.valid_to is not None and self.valid_to <= timezone.localdate()
