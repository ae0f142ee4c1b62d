from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from access.visibility import reader_of
from governance.health_check import results
from governance.health_check.questions import GUIDANCE, LABELS, SETS, Kind, Question
from partnerships.models import Organisation, Partnership, PartnershipPlace
from people.models import JobRole
from records.addresses import address
from records.columns import by_record
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet


class HealthRoundQuerySet(models.QuerySet):
    """Health checks of partnerships."""

    def visible_to(self, user: Any) -> Self:
        """Those that the reader is asked in, or whose partnership they keep; once they are closed,
        those shown to everybody, or to everybody who is signed in."""
        shown = HealthRound.ShownTo
        reader = reader_of(user)
        closed = Q(state=HealthRound.State.CLOSED)
        if reader is None:
            return self.filter(closed, shown_to=shown.EVERYONE)
        open_to = Q(shown_to__in=(shown.EVERYONE, shown.SIGNED_IN))
        return self.filter((closed & open_to) | asked_of(reader) | kept_by(reader))

    def as_rows(self) -> Self:
        """With all that a row says of them."""
        return self.select_related("partnership", "shown_by__board__organisation")


def answered_for(reader: Any) -> Q:
    """The partners (``HealthAsked``) for which the reader answers: they are officer of the body, or
    its officers named them. A job role or a seat gives no right: others than the body keep those.
    """
    return Q(organisation__in=sorted(reader.organisations)) | Q(person=reader.user_id)


def asked_of(reader: Any) -> Q:
    """Rounds in which the reader answers for a partner."""
    rows = HealthAsked.objects.filter(answered_for(reader), round=OuterRef("pk"))
    return Q(Exists(rows))


def kept_by(reader: Any) -> Q:
    """Rounds of partnerships that the reader keeps for one of their places, or added."""
    rule = Q(created_by=reader.user_id)
    if reader.kept_places:
        kept = Q(place__reach_up__ancestor__in=sorted(reader.kept_places))
        links = PartnershipPlace.objects.filter(kept, partnership=OuterRef("partnership"))
        rule |= Q(Exists(links))
    return rule


@tracked(exclude=("answered", "counted_on"))
class HealthRound(Tracked):
    """One time at which the partners of a partnership say how it is doing.

    One answer of each partner that can be asked on the day on which it opens (``partners``); the
    list is fixed then, as are the statements and who will read what comes of it. While it is open
    nobody sees a result: its keepers see how many ``answered`` by the morning of a day. At its
    close the results are worked out, and the answers deleted (``closing``). Of one that was called
    off ``answered`` says how many had, as of ``counted_on``.
    """

    class State(models.TextChoices):
        OPEN = "open", "open"
        CLOSED = "closed", "closed"
        CALLED_OFF = "called_off", "called off"

    OPEN = (State.OPEN,)
    ENDED = (State.CLOSED, State.CALLED_OFF)

    class ShownTo(models.TextChoices):
        PARTNERS = (
            "partners",
            "the partners who are asked, and the people who look after the partnership’s page",
        )
        SIGNED_IN = "signed_in", "everyone signed in"
        EVERYONE = "everyone", "everyone"

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="health_rounds")
    kind = models.CharField("what is asked", max_length=10, choices=Kind, default=Kind.CONDITIONS)
    opened_on = models.DateField(editable=False)
    closes_on = models.DateField("closes on", help_text="The last day on which they can answer")
    ended_on = models.DateField(null=True, blank=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, editable=False)
    called_off_because = models.CharField("why it was called off", max_length=300, blank=True)
    shown_to = models.CharField(
        "who reads the results", max_length=10, choices=ShownTo, default=ShownTo.PARTNERS
    )
    shown_by = models.ForeignKey(
        "governance.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="the decision to show more",
    )
    answered = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    counted_on = models.DateField(null=True, blank=True, editable=False)

    objects = HealthRoundQuerySet.as_manager()

    READ_BY: ClassVar = by_record("called_off_because")

    class Meta(Tracked.Meta):
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(state="open"), name="health_round_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gt=F("opened_on")),
                name="health_round_closes_later",
                violation_error_message="It must close after it opens.",
            ),
            models.CheckConstraint(
                condition=Q(state="closed") ^ Q(ended_on=None), name="health_round_ended_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state="called_off") ^ Q(called_off_because=""),
                name="health_round_called_off_says_why",
                violation_error_message="Say why it is called off.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return address("health_round", self.pk)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked, in order."""
        return SETS[self.kind]

    @property
    def guidance(self) -> str:
        """Where the sources say what it asks about; empty where they do not."""
        return GUIDANCE.get(self.kind, "")

    @property
    def is_example(self) -> bool:
        """Whether it is made up."""
        return self.partnership.is_example


class OfRound(models.Model):
    """A row of a round, read with it. Nothing is kept of who wrote it and when."""

    VISIBLE_WITH = "round"

    objects = ReadWithQuerySet.as_manager()

    class Meta:
        abstract = True


class HealthAsked(OfRound):
    """A partner that is asked, and the ``person`` whom its officers named to answer beside them.

    Whether it has answered stands elsewhere (``box_models``); this row does not change with it.
    """

    round = models.ForeignKey(HealthRound, models.CASCADE, related_name="asked")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="health_checks_asked"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Written by 1.0.0 alone: a server of it may still run while the tables are brought to this
    post = models.ForeignKey(
        JobRole, models.SET_NULL, null=True, blank=True, related_name="health_checks_asked"
    )
    has_answered = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["round", "organisation__sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="health_asked_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class HealthResult(OfRound):
    """What is shown of one statement, of everybody or of one ``side``.

    ``count`` is how many scores there were. It is never shown: the next round needs it, to know
    whether a word for the spread would tell on who came.
    """

    class Side(models.TextChoices):
        ALL = results.ALL, "everybody"
        PUBLIC = results.PUBLIC, "public bodies"
        OTHERS = results.OTHERS, "other partners"

    class Band(models.TextChoices):
        WEAK = results.WEAK, "mostly weak"
        MIXED = results.MIXED, "mixed"
        STRONG = results.STRONG, "mostly strong"

    class Spread(models.TextChoices):
        CLOSE = results.CLOSE, "close together"
        APART = results.APART, "some way apart"
        FAR = results.FAR, "far apart"

    round = models.ForeignKey(HealthRound, models.CASCADE, related_name="results")
    question = models.CharField(max_length=12, choices=LABELS)
    side = models.CharField(max_length=6, choices=Side, default=Side.ALL)
    band = models.CharField(max_length=6, choices=Band)
    step = models.PositiveSmallIntegerField(null=True, blank=True)
    spread = models.CharField(max_length=5, choices=Spread, blank=True)
    count = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "question", "side"], name="health_result_once"
            ),
            models.CheckConstraint(condition=Q(count__gte=5), name="health_result_of_five"),
            models.CheckConstraint(
                condition=Q(step=None) | Q(count__gte=10, step__lte=4), name="health_step_of_ten"
            ),
            models.CheckConstraint(
                condition=Q(side="all") | Q(step=None, spread=""), name="health_side_by_band_alone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_question_display()}: {self.get_band_display()}"


@tracked(exclude=("text",))
class HealthWords(OfRound):
    """What one partner wrote about one statement, by itself: nothing ties it to a score or to other
    words of theirs, and the number by which they are ordered, and written, is
    drawn.

    Who keeps the partnership may hide one that names a person: the text is deleted then, and
    history says that they did.
    """

    round = models.ForeignKey(HealthRound, models.CASCADE, related_name="words")
    question = models.CharField("about", max_length=12, choices=LABELS)
    text = models.CharField(max_length=500, blank=True)
    drawn = models.UUIDField(default=uuid.uuid4, editable=False)
    is_hidden = models.BooleanField("hidden", default=False, db_default=False)

    class Meta:
        ordering = ["round", "drawn"]
        verbose_name_plural = "words of health checks"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_hidden=False) | Q(text=""), name="health_words_hidden_are_gone"
            )
        ]

    def __str__(self) -> str:
        return "Words that are hidden" if self.is_hidden else "Words of a partner"
