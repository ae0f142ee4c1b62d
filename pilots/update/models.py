from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from access.visibility import visibility_filter
from pilots.pilot.models import Pilot, accepted_by, first_readers, lead_of
from pilots.pilot.schedule import Period
from records.addresses import address
from records.columns import by_record, by_signed_in
from records.history import tracked
from records.models import Tracked, Visibility
from records.reading import ReadWithQuerySet


def _early(user: Any) -> Q:
    """Pilots whose updates this user reads before they are accepted."""
    return visibility_filter(user, through="pilot__", capped=True)


class UpdateQuerySet(models.QuerySet):
    """Updates: before they are accepted they reach no further than the place and its funder."""

    def visible_to(self, user: Any) -> Self:
        """Those that stand, as far as they reach; one that was taken back reaches nobody."""
        return self._of_pilots_seen(user).reaching(user)

    def reaching(self, user: Any) -> Self:
        """Those that reach this user; for rows of pilots that they are known to see."""
        return self.filter(
            Q(state=Update.State.ACCEPTED) | Q(state__in=Update.WAITING) & _early(user)
        )

    def taken_back_from(self, user: Any) -> Self:
        """Those that this user might have read until they were taken back."""
        gone = self._of_pilots_seen(user).filter(state=Update.State.WITHDRAWN)
        return gone.filter(_early(user))

    def _of_pilots_seen(self, user: Any) -> Self:
        return self.filter(pilot__in=Pilot.objects.visible_to(user))

    def with_pilot(self) -> Self:
        """With the pilot at hand, and what its title says: no query more."""
        return self.select_related("pilot").annotate(pilot_lead=lead_of("pilot"))

    def accepted(self) -> Self:
        """Updates that the programme lead accepted."""
        return self.filter(state=Update.State.ACCEPTED)

    def waiting(self) -> Self:
        return self.filter(state=Update.State.SUBMITTED)

    def standing(self) -> Self:
        """All but those that were taken back, for those who keep the pilot."""
        return self.filter(state__in=Update.STANDS)

    def reviewed_by(self, user: Any) -> Self:
        """Updates that this user may accept (``permissions.can_review_updates``)."""
        return self.filter(accepted_by(user, "pilot"))


@tracked()
class Update(Tracked):
    """The light report of a pilot for a period: how confident, what happened, what next.

    ``number`` counts within the pilot. A follow-up is an update of a pilot that has ended.
    Confidence is what the people who deliver say; it is never shown to the public. A public
    sentence is what residents read. Its author edits it or takes it back until it is accepted; then
    it is corrected in sight (``UpdateCorrection``). ``due_before`` is the day that was due when it
    was sent.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", "submitted"
        QUESTIONED = "questioned", "question asked"
        ACCEPTED = "accepted", "accepted"
        WITHDRAWN = "withdrawn", "taken back"

    WAITING = (State.SUBMITTED, State.QUESTIONED)
    STANDS = (*WAITING, State.ACCEPTED)
    ENDED = (State.ACCEPTED, State.WITHDRAWN)

    class Confidence(models.TextChoices):
        ON_TRACK = "on_track", "on track"
        SOME_PROBLEMS = "some_problems", "some problems"
        NEEDS_HELP = "needs_help", "needs help"
        TOO_EARLY = "too_early", "too early to say"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="updates")
    number = models.PositiveSmallIntegerField()
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField()
    no_change = models.BooleanField(default=False)
    confidence = models.CharField(max_length=13, choices=Confidence, blank=True)
    happened = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    help_needed = models.TextField(blank=True)
    public_sentence = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    question = models.TextField(blank=True)
    questioned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    questioned_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    due_before = models.DateField(null=True, blank=True)

    objects = UpdateQuerySet.as_manager()
    # What the title of its pilot says (``with_pilot``)
    pilot_lead: str | None = None

    READ_BY: ClassVar = by_record("public_sentence") | by_signed_in(
        "happened", "next_steps", "help_needed", "confidence", "question", "answer"
    )

    class Meta(Tracked.Meta):
        ordering = ["pilot", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["pilot", "number"], name="update_number_once"),
            models.CheckConstraint(
                condition=Q(period_start=None) | Q(period_end__gte=F("period_start")),
                name="update_period_in_order",
            ),
            models.CheckConstraint(
                condition=Q(no_change=True) | (~Q(confidence="") & ~Q(happened="")),
                name="update_says_something",
                violation_error_message=(
                    "Say what happened and how confident you are, or no change."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="questioned") | ~Q(question=""), name="update_question_asked"
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_at__isnull=False),
                name="update_accepted_when",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at=None)),
                name="update_withdrawn_when",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "pilot"], name="update_by_state"),
            models.Index(fields=["pilot", "-number"], name="update_latest"),
            models.Index(fields=["-updated_at", "-id"], name="update_newest"),
            models.Index(
                fields=["-period_end", "-id"],
                condition=Q(state="accepted"),
                include=["pilot"],
                name="update_accepted_newest",
            ),
        ]

    def __str__(self) -> str:
        return f"Update {self.number}"

    @property
    def visibility(self) -> Visibility:
        """Who reads it now: before it is accepted, no further than its place and funder."""
        if self.state == self.State.ACCEPTED:
            return Visibility(self.pilot.visibility)
        return first_readers(self.pilot)

    @property
    def pilot_title(self) -> str:
        """What its pilot is called; no query where ``with_pilot`` was asked."""
        self.pilot.known_lead = self.pilot_lead
        return self.pilot.title

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end)

    def get_absolute_url(self) -> str:
        return address("pilot_update_page", self.pilot.slug, self.number)


@tracked()
class UpdateCorrection(Tracked):
    """What an accepted update said before it was corrected, and why it was.

    The update itself says what stands. The oldest correction has its first text; each later one
    what the one before it had made of it.
    """

    VISIBLE_WITH = "update"
    SIGNED_IN_ONLY = True

    update = models.ForeignKey(Update, models.CASCADE, related_name="corrections")
    why = models.CharField(max_length=300)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField()
    no_change = models.BooleanField(default=False)
    confidence = models.CharField(max_length=13, choices=Update.Confidence, blank=True)
    happened = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    help_needed = models.TextField(blank=True)
    public_sentence = models.CharField(max_length=300, blank=True)

    objects = ReadWithQuerySet.as_manager()

    READ_BY: ClassVar = by_record("why", "public_sentence") | by_signed_in(
        "happened", "next_steps", "help_needed", "confidence"
    )

    class Meta(Tracked.Meta):
        ordering = ["update", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="update_correction_with_reason"),
        ]

    def __str__(self) -> str:
        return f"Correction of {self.update}"

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end)
