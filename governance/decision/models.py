from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from governance.board.models import Board
from governance.board.power_models import Power
from governance.board.seat_models import Seat
from governance.board.sight import LEVELS
from governance.decision.querysets import DUE_OR_LAST, DecisionQuerySet
from governance.meeting.models import BoardMeeting
from partnerships.models import Organisation
from people.models import JobRole
from records.addresses import address
from records.columns import by_record
from records.cycles import no_cycle, refuse_cycle
from records.dates import DateWithPrecision, precision_field
from records.figures import Quantity, figure_field, figure_in_order, qualifier_field
from records.history import tracked
from records.models import Source, Tracked, Visibility
from records.reading import ReadWithQuerySet
from registry.search import search_field

MOST_OPTIONS = 6
# One that is to replace another does so once it is made
STANDS = ~Q(superseded_by__state="made")
WITH_PRIVATE_ITEM = (
    "People who sit on the board or look after it, and the body that answers for it or confirms "
    "it, because its item is private"
)
IN_A_RING = "A decision cannot replace one that it was replaced by."


@tracked()
class Decision(Tracked):
    """What a board decided, or is to decide: who decided it, who answers for it, what came of it.

    ``number`` counts within the board. It is *due* until it is made; *provisional* where too few
    were there or its amount is above what the board may decide, until ``confirm_by`` confirms it.
    ``quorum_words`` and ``quorum_met`` are as it was when it was made, and so are ``limit_words``
    and ``within_limit`` (None where that cannot be told); nothing is worked out anew.
    The public reads ``public_words``, one sentence. That of a private item is as private as the
    item. ``level_because`` says why it is decided at this level and not nearer to people.
    """

    SCOPE = "board"

    class State(models.TextChoices):
        DUE = "due", "to be decided"
        MADE = "made", "made"
        PROVISIONAL = "provisional", "provisional"
        PUT_OFF = "put_off", "put off"
        DROPPED = "dropped", "dropped"
        WITHDRAWN = "withdrawn", "withdrawn"

    UNDECIDED = (State.DUE, State.PUT_OFF)
    TO_COME = (*UNDECIDED, State.PROVISIONAL)
    DECIDED = (State.MADE, State.PROVISIONAL)
    GIVEN_UP = (State.DROPPED, State.WITHDRAWN)

    class How(models.TextChoices):
        NOT_KNOWN = "not_known", "not known"
        CONSENSUS = "consensus", "by consensus"
        VOTE = "vote", "by a vote"
        CHAIR = "chair", "by its chair"
        OFFICER = "officer", "by an officer under a power"

    class Level(models.TextChoices):
        NEIGHBOURHOOD = "neighbourhood", "neighbourhood"
        PLACE = "place", "place"
        SYSTEM = "system", "system"
        NATIONAL = "national", "national"

    board = models.ForeignKey(Board, models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField(editable=False)
    slug = models.SlugField(max_length=200, unique=True, editable=False)
    meeting = models.ForeignKey(
        BoardMeeting, models.PROTECT, null=True, blank=True, related_name="decisions",
        help_text="The meeting at which it was made",
    )  # fmt: skip
    title = models.CharField("what is decided", max_length=200)
    why_now = models.CharField(max_length=500, blank=True, help_text="Why it is decided now")
    due = models.DateField(null=True, blank=True, help_text="By when it is to be decided")
    due_precision = precision_field()
    options = ArrayField(
        models.CharField(max_length=300), default=list, db_default=[], blank=True,
        help_text="What there was to choose from",
    )  # fmt: skip
    chosen = models.PositiveSmallIntegerField(
        "chosen option", null=True, blank=True, help_text="Which of the options, from 1"
    )
    state = models.CharField(max_length=11, choices=State, default=State.DUE)
    outcome = models.TextField(blank=True, help_text="What was decided, in full")
    how = models.CharField(max_length=9, choices=How, default=How.NOT_KNOWN, help_text="How")
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True, help_text="When it was decided")
    decided_on_precision = precision_field()
    decided_by = models.ForeignKey(
        JobRole, models.PROTECT, null=True, blank=True, related_name="decisions",
        help_text="If this job role decided, not the board",
    )  # fmt: skip
    accountable_body = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="who answers for it",
        null=True,
        blank=True,
        related_name="decisions_answered_for",
    )
    power = models.ForeignKey(
        Power, models.PROTECT, null=True, blank=True, related_name="decisions",
        help_text="The power under which it is decided",
    )  # fmt: skip
    amount_low = figure_field()
    amount_high = figure_field()
    amount_qualifier = qualifier_field()
    beyond_because = models.CharField(
        "why above the limit", max_length=300, blank=True, default="", db_default=""
    )
    limit_words = models.CharField(
        "against its limit", max_length=300, blank=True, default="", db_default="", editable=False
    )
    within_limit = models.BooleanField(null=True, blank=True, editable=False)
    confirm_by = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="who must confirm it",
        null=True,
        blank=True,
        related_name="decisions_to_confirm",
    )
    confirmed_on = models.DateField(null=True, blank=True, editable=False)
    level = models.CharField(
        max_length=13, choices=Level, blank=True, default="", help_text="At which level"
    )
    level_because = models.CharField(
        "why at this level", max_length=300, blank=True, help_text="Why not nearer to people"
    )
    quorum_words = models.CharField("quorum", max_length=300, blank=True, editable=False)
    quorum_met = models.BooleanField(null=True, blank=True, editable=False)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by",
        help_text="The decision that it replaces",
    )  # fmt: skip
    review_on = models.DateField(null=True, blank=True, help_text="When to look at it again")
    review_on_precision = precision_field()
    public_words = models.CharField(
        "for residents", max_length=300, blank=True, help_text="One sentence, as residents read it"
    )
    came_of_it = models.TextField(blank=True, help_text="What came of it")
    came_on = models.DateField(null=True, blank=True, help_text="Since when")
    came_on_precision = precision_field()
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.NETWORK)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    search = search_field("title", "public_words", "outcome")

    objects = DecisionQuerySet.as_manager()

    READ_BY: ClassVar = by_record(
        "why_now",
        "options",
        "beyond_because",
        "limit_words",
        "level_because",
        "quorum_words",
        "public_words",
        "outcome",
        "came_of_it",
    )

    class Meta(Tracked.Meta):
        ordering = ["-updated_at", "-id"]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="decision_newest"),
            models.Index(
                fields=["-decided_on", "-id"],
                condition=Q(visibility="public", decided_on__isnull=False),
                name="decision_public",
            ),
            models.Index(
                fields=["due", "id"],
                condition=Q(state__in=["due", "put_off", "provisional"]),
                name="decision_to_come",
            ),
            models.Index(
                fields=["-decided_on", "-id"],
                condition=Q(decided_on__isnull=False),
                name="decision_decided",
            ),
            models.Index(
                DUE_OR_LAST,
                F("id"),
                condition=Q(state__in=["due", "put_off", "provisional"]),
                name="decision_by_due",
            ),
            models.Index(
                fields=["-decided_on", "-id"],
                condition=Q(within_limit=False),
                name="decision_above_limit",
            ),
            GinIndex(fields=["search"], name="decision_search"),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            no_cycle(
                "governance_decision",
                "supersedes",
                name="decision_supersedes_no_cycle",
                message=IN_A_RING,
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["board", "number"], name="decision_number_once"),
            models.CheckConstraint(condition=Q(visibility__in=LEVELS), name="decision_level_known"),
            models.CheckConstraint(condition=~Q(title=""), name="decision_of_something"),
            models.CheckConstraint(
                condition=~Q(state__in=["made", "provisional"])
                | Q(~Q(outcome=""), decided_on__isnull=False),
                name="decision_made_says_what_and_when",
                violation_error_message="Say what was decided, and when.",
            ),
            models.CheckConstraint(
                condition=~Q(state="provisional") | Q(confirm_by__isnull=False),
                name="decision_provisional_waits_for_somebody",
                violation_error_message="Say who must confirm it.",
            ),
            models.CheckConstraint(
                condition=~Q(visibility="public", state__in=["made", "provisional"])
                | ~Q(public_words=""),
                name="decision_public_says_so_to_residents",
                violation_error_message="Say it in one sentence for residents.",
            ),
            models.CheckConstraint(
                condition=Q(options__len__lte=MOST_OPTIONS), name="decision_few_options"
            ),
            models.CheckConstraint(
                condition=Q(chosen=None) | Q(chosen__gte=1, chosen__lte=F("options__len")),
                name="decision_chosen_is_an_option",
                violation_error_message="Choose one of the options.",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("id")),
                name="decision_not_instead_of_itself",
                violation_error_message="A decision cannot replace itself.",
            ),
            figure_in_order("amount", "decision_amount_in_order"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("decision", self.slug)

    def clean(self) -> None:
        """Nothing replaces what it was replaced by."""
        refuse_cycle(self, "supersedes", IN_A_RING)

    def get_visibility_display(self) -> str:  # type: ignore[no-redef]
        """Who reads it, in words; of one read with ``is_private`` whether its item lets them."""
        if getattr(self, "is_private", False):
            return WITH_PRIVATE_ITEM
        return str(Visibility(self.visibility).label)

    @property
    def amount(self) -> Quantity:
        """What it costs, in pounds; not known, never nothing, where nobody said."""
        return Quantity.of(self, "amount", "£")

    @property
    def for_residents(self) -> str:
        """The sentence that people who are not signed in read first; its title where there is
        none."""
        return self.public_words or self.title

    @property
    def is_example(self) -> bool:
        """Whether it is made up."""
        return self.board.is_example

    @property
    def when(self) -> DateWithPrecision | None:
        """When it was decided, else by when it is to be."""
        return DateWithPrecision.of(self, "decided_on") or DateWithPrecision.of(self, "due")


@tracked()
class DecisionVoice(Tracked):
    """How a seat stood to a decision, with its words of dissent where there are any."""

    VISIBLE_WITH = "decision"

    class Voice(models.TextChoices):
        FOR = "for", "for"
        AGAINST = "against", "against"
        ABSTAINS = "abstains", "abstained"
        DISSENTS = "dissents", "agreed, with a reservation"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="voices")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="voices")
    voice = models.CharField(max_length=8, choices=Voice)
    words = models.CharField(max_length=500, blank=True)

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("words")

    class Meta(Tracked.Meta):
        ordering = ["decision", "id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "seat"], name="decision_voice_once")
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_voice_display()}"

    def get_absolute_url(self) -> str:
        return f"{self.decision.get_absolute_url()}#voices"
