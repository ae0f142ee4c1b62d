from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from access.visibility import reader_of
from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place, PlaceReach
from partnerships.topic.models import OnTopic, Topic
from records.addresses import address
from records.columns import by_record
from records.corrections import MayBeCorrected
from records.history import tracked
from records.models import StandingManager, Tracked, Withdrawable, withdrawn_with_reason
from records.switches import unless_off

MOST_QUESTIONS = 4
SCALE = (1, 5)


def _at_places_of(user: Any) -> Q:
    """Places at which, or above which, this reader has a role."""
    reader = reader_of(user)
    if reader is None or not reader.places:
        return Q(pk__in=[])
    below = PlaceReach.objects.filter(ancestor__in=sorted(reader.places)).values("place")
    return Q(place__in=below)


class PolicyTestQuerySet(models.QuerySet):
    """Policies that are tried on places before their design is fixed."""

    def visible_to(self, user: Any) -> Self:
        """The body that asks; the places that are asked; everybody, once it says so.

        One that is still being written is read by the body alone.
        """
        public: Any = Q(state=PolicyTest.State.ANSWERED, outcome_is_public=True)
        reader = reader_of(user)
        if reader is None:
            return self.filter(public, unless_off("policy_tests"))
        asked = PolicyTestPlace.objects.filter(_at_places_of(user), test=OuterRef("pk"))
        rule = public | Q(owner__in=sorted(reader.organisations))
        out = ~Q(state=PolicyTest.State.WRITING) & Exists(asked)
        return self.filter(rule | out, unless_off("policy_tests"))

    def open(self, on: dt.date) -> Self:
        """Out with places, and not yet past its day."""
        return self.filter(state=PolicyTest.State.ASKED, reply_by__gte=on)


@tracked()
class PolicyTest(MayBeCorrected, Tracked):
    """A policy that a department tries on places while it can still be changed.

    At most four questions, a day to reply by, and in the end what changed because of the answers:
    without that last step it is not over, unless it is withdrawn with a reason. What is put right
    in it once it is posted stays in sight.
    ``outcome_is_public`` is for the body that asks to say; what places replied is never public
    (docs/decisions).
    """

    class State(models.TextChoices):
        WRITING = "writing", "being written"
        ASKED = "asked", "sent to places"
        ANSWERED = "answered", "outcome posted"
        WITHDRAWN = "stopped", "withdrawn"

    OPEN = (State.WRITING, State.ASKED)
    ENDED = (State.ANSWERED, State.WITHDRAWN)

    title = models.CharField(max_length=150)
    slug = models.SlugField(max_length=150, unique=True)
    policy = models.TextField()
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="policy_tests")
    topics = models.ManyToManyField(
        Topic, through="PolicyTestTopic", related_name="policy_tests", blank=True
    )
    reply_by = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.WRITING)
    outcome = models.TextField(blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    outcome_is_public = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=500, blank=True, db_default="")
    is_example = models.BooleanField(default=False)

    objects = PolicyTestQuerySet.as_manager()

    READ_BY: ClassVar = by_record("policy", "outcome", "withdrawn_why")

    class Meta(Tracked.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="policy_test_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="answered") | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                name="policy_test_answered_says_what",
                violation_error_message="Say what changed because of the answers.",
            ),
            models.CheckConstraint(
                condition=Q(outcome_is_public=False) | Q(state="answered"),
                name="policy_test_public_once_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state="stopped")
                | (~Q(withdrawn_why="") & Q(withdrawn_on__isnull=False)),
                name="policy_test_withdrawn_says_why",
                violation_error_message="Say why it is withdrawn.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("policy_test", self.slug)

    def takes_replies(self, on: dt.date) -> bool:
        """Whether places may still reply on this day."""
        return self.state == self.State.ASKED and on <= self.reply_by


@tracked()
class PolicyTestTopic(OnTopic):
    """A theme that a policy test is about."""

    test = models.ForeignKey(PolicyTest, models.CASCADE, related_name="topic_links")

    class Meta(OnTopic.Meta):
        constraints = [
            models.UniqueConstraint(fields=["topic", "test"], name="policy_test_topic_once")
        ]


@tracked()
class PolicyTestQuestion(Tracked):
    """One of at most four questions: a scale from 1 to 5, one of some answers, or words."""

    class Kind(models.TextChoices):
        SCALE = "scale", "a scale from 1 to 5"
        CHOICE = "choice", "one of several answers"
        TEXT = "text", "in their own words"

    test = models.ForeignKey(PolicyTest, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    kind = models.CharField(max_length=6, choices=Kind)
    choices = ArrayField(models.CharField(max_length=100), default=list, blank=True)

    READ_BY: ClassVar = by_record("text", "choices")

    class Meta(Tracked.Meta):
        ordering = ["test", "number"]
        constraints = [
            models.UniqueConstraint(fields=["test", "number"], name="policy_test_question_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_QUESTIONS),
                name="policy_test_four_questions",
                violation_error_message="A policy test has four questions at most.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="choice") | Q(choices__len__gte=2),
                name="policy_test_choice_has_answers",
                violation_error_message="Give at least two answers to choose from.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PolicyTestPlaceQuerySet(models.QuerySet):
    """What is asked of places."""

    def visible_to(self, user: Any) -> Self:
        """The body that asks reads all; whoever has a role at a place reads that place's."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        own = Q(test__owner__in=sorted(reader.organisations))
        rule = own | (_at_places_of(user) & ~Q(test__state=PolicyTest.State.WRITING))
        return self.filter(rule, unless_off("policy_tests"))

    def took_part(self) -> Self:
        """Those that said yes: they compare replies and hear what came of them."""
        return self.filter(state__in=PolicyTestPlace.TOOK_PART)

    def carried_since(self, day: dt.date) -> Self:
        """What places were asked on this day or later, and carry: not what was withdrawn before
        they answered it."""
        took_time = Q(state__in=PolicyTestPlace.ANSWERED)
        stands = ~Q(test__state=PolicyTest.State.WITHDRAWN)
        return self.filter(stands | took_time, asked_on__gte=day)


@tracked()
class PolicyTestPlace(Tracked):
    """A place that is asked: its champion says yes or no, then somebody there replies.

    ``because`` is why the place was suggested, as it was said at the time.
    """

    class State(models.TextChoices):
        ASKED = "asked", "waits for the place to agree"
        APPROVED = "approved", "agreed, not replied"
        DECLINED = "declined", "declined"
        REPLIED = "replied", "replied"

    WAITING: ClassVar = (State.ASKED, State.APPROVED)
    ANSWERED: ClassVar = (State.DECLINED, State.REPLIED)
    TOOK_PART: ClassVar = (State.APPROVED, State.REPLIED)
    SHAPES: ClassVar = {"asked": "early", "approved": "some", "declined": "done", "replied": "good"}

    test = models.ForeignKey(PolicyTest, models.CASCADE, related_name="asked")
    place = models.ForeignKey(Place, models.PROTECT, related_name="policy_tests_asked")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_on = models.DateField()
    because = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    replied_on = models.DateField(null=True, blank=True)
    replied_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PolicyTestPlaceQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["test", "id"]
        indexes = [models.Index(fields=["place", "-asked_on"], name="policy_test_load")]
        constraints = [
            models.UniqueConstraint(fields=["test", "place"], name="policy_test_place_once"),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="policy_test_declined_says_why",
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                condition=Q(state="replied") | Q(replied_on=None), name="policy_test_replied_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.test}, {self.place}"

    def get_absolute_url(self) -> str:
        return address("policy_test_place", self.test.slug, self.place.slug)

    @property
    def shape(self) -> str:
        """The shape that stands before its state."""
        return self.SHAPES[self.state]


class PolicyTestReplyQuerySet(models.QuerySet):
    """What places replied."""

    def visible_to(self, user: Any) -> Self:
        """The body that asks, and the place that replied; all taking part, once answered."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        own = Q(asked__test__owner__in=sorted(reader.organisations))
        mine = PolicyTestPlace.objects.filter(_at_places_of(user))
        fellow = mine.took_part().filter(test=OuterRef("asked__test"))
        answered = Q(asked__test__state=PolicyTest.State.ANSWERED)
        rule = own | Q(asked__in=mine.values("pk")) | (answered & Exists(fellow))
        return self.filter(rule, unless_off("policy_tests"))


PolicyTestReplyManager = StandingManager.from_queryset(PolicyTestReplyQuerySet)


@tracked()
class PolicyTestReply(Withdrawable):
    """What one place said to one question. An empty answer is *not known*, never 0.

    A place withdraws all that it said together.
    """

    asked = models.ForeignKey(PolicyTestPlace, models.CASCADE, related_name="replies")
    question = models.ForeignKey(PolicyTestQuestion, models.CASCADE, related_name="replies")
    scale = models.PositiveSmallIntegerField(null=True, blank=True)
    choice = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)

    objects = PolicyTestReplyManager()
    with_withdrawn = PolicyTestReplyQuerySet.as_manager()

    class Meta(Tracked.Meta):
        verbose_name_plural = "policy test replies"
        ordering = ["asked", "question", "id"]
        constraints = [
            models.UniqueConstraint(fields=["asked", "question"], name="policy_test_reply_once"),
            models.CheckConstraint(
                condition=Q(scale=None) | Q(scale__gte=SCALE[0], scale__lte=SCALE[1]),
                name="policy_test_reply_on_the_scale",
            ),
            withdrawn_with_reason("policy_test_reply_withdrawn_with_reason"),
        ]

    def __str__(self) -> str:
        return self.said or "Not known"

    @property
    def said(self) -> str:
        """The answer in words; empty where it is not known."""
        first = f"{self.scale} of {SCALE[1]}" if self.scale else self.choice
        return ". ".join(part for part in (first, self.text) if part)
