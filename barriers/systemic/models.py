from __future__ import annotations

from typing import Any, ClassVar, Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from barriers.barrier.models.barrier import Barrier, BarrierPlace
from barriers.barrier.models.kind import Category
from partnerships.models import Organisation, Programme, short_name_of
from people.models import JobRole
from records.addresses import Reference, Referenced, address
from records.columns import by_nobody, by_record, by_signed_in
from records.dates import DateWithPrecision, precision_field
from records.history import tracked
from records.models import (
    Source,
    StandingManager,
    Tracked,
    Withdrawable,
    bookkeeping,
    withdrawn_with_reason,
)
from records.reading import ReadWithQuerySet
from registry.search import search_field

REFERENCE = Reference("S")
FEWEST_PUBLIC = 5  # places: fewer are neither counted nor named to the public
# What a published source may say of one; with any other it is ours
SAID = (
    *("title", "cause", "category", "programme", "owner", "post", "lever", "law", "ask", "status"),
    *("reason", "asked_on", "asked_on_precision", "effect_on", "effect_on_precision", "source"),
)


class SystemicBarrierQuerySet(Referenced, models.QuerySet):
    """The language of systemic barriers."""

    reference = REFERENCE

    def visible_to(self, user: Any) -> Self:
        """Everybody signed in; the public what a published source says, and all else once an answer
        stands beside what is asked, and each body that the words name answered too."""
        if user.is_authenticated:
            return self.all()
        answered = Exists(SystemicAnswer.objects.filter(systemic=OuterRef("pk")))
        return self.filter(Q(is_as_published=True) | answered, waits_for_named=False)

    def of_body(self, body: Organisation) -> Self:
        """Those for a body, or a team within it, to change."""
        within = Organisation.objects.of_bodies([body.pk]).order_by().values("pk")
        return self.filter(owner__in=within)

    def with_answer(self, is_so: bool = True) -> Self:
        """Those with a published answer, or without."""
        answered = Exists(SystemicAnswer.objects.filter(systemic=OuterRef("pk")))
        return self.filter(answered if is_so else ~answered)

    def with_places(self, user: Any) -> Self:
        """With ``seen_places``: how many places have it, of those barriers that this reader sees.

        None for the public where it would be fewer than five.
        """
        counted = _places_of(user, OuterRef("pk")).values("places")
        count = Coalesce(Subquery(counted, output_field=models.IntegerField()), 0)
        if user.is_authenticated:
            return self.annotate(seen_places=count)
        rows = self.annotate(counted=count)
        enough = When(counted__gte=FEWEST_PUBLIC, then=F("counted"))
        return rows.annotate(seen_places=Case(enough, default=None))

    def for_rows(self) -> Self:
        """With what a row of a list shows: the body that could change it, and the answers."""
        rows = self.select_related("owner").defer("search", *bookkeeping("owner"))
        rows = rows.annotate(owner_short=short_name_of("owner"))
        answers = SystemicAnswer.objects.select_related("body").order_by("-id")
        return rows.prefetch_related(Prefetch("answers", answers))


def _places_of(user: Any, systemic: Any) -> models.QuerySet:
    """One row with the number of places of the members that a reader sees; none where none."""
    seen = Barrier.objects.visible_to(user)
    rows = BarrierPlace.objects.filter(barrier__systemic_links__systemic=systemic, barrier__in=seen)
    by_systemic = rows.order_by().values("barrier__systemic_links__systemic")
    return by_systemic.annotate(places=Count("place", distinct=True))


@tracked()
class SystemicBarrier(Tracked):
    """One cause behind barriers of many places, the body that could change it, and what is asked.

    Those for which the law would have to change make up the register of asked changes of law.
    ``reason`` says why the body will not change it. ``effect_on`` is the day from which a change
    holds or will hold. It names a body, so the public reads it only once an answer stands beside
    it, or while it says what its published source says (``is_as_published``): the database ends
    that with the first change of what it says. Where its words mean another body as well
    (``waits_for_named``), the answer is kept, and the public reads it once that body answered too,
    or the words name it no more. Members are no part of it, and do not move its day of change
    (docs/decisions).
    """

    class Status(models.TextChoices):
        GATHERED = "gathered", "being gathered"
        ASKED = "asked", "asked"
        LOOKED_AT = "looked_at", "being looked at"
        WILL_CHANGE = "will_change", "will change"
        CHANGED = "changed", "changed"
        WILL_NOT = "will_not", "will not change"
        DROPPED = "dropped", "no longer asked"
        NOT_KNOWN = "not_known", "not known"

    CHANGING: ClassVar = (Status.WILL_CHANGE, Status.CHANGED)
    BEING_ASKED: ClassVar = (Status.ASKED, Status.LOOKED_AT)
    OPEN: ClassVar = (Status.GATHERED, *BEING_ASKED, Status.WILL_CHANGE, Status.NOT_KNOWN)
    ENDED: ClassVar = (Status.CHANGED, Status.WILL_NOT, Status.DROPPED)
    OPEN_TO_SIGNED_IN = True
    SHAPES: ClassVar = {
        **dict.fromkeys(("asked", "looked_at", "will_change"), "some"),
        "changed": "good",
        **dict.fromkeys(("will_not", "dropped"), "done"),
        **dict.fromkeys(("gathered", "not_known"), "early"),
    }

    title = models.CharField(max_length=200)
    cause = models.TextField("shared cause", help_text="Why, in many places at once")
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        verbose_name="kind",
        null=True,
        blank=True,
        related_name="systemic_barriers",
        help_text="The kind of barrier",
    )
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="systemic_barriers",
        help_text="That gathers it",
    )
    owner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="body",
        null=True,
        blank=True,
        related_name="systemic_barriers",
        help_text="The body that could change it",
    )
    post = models.ForeignKey(JobRole, models.PROTECT, null=True, blank=True, related_name="+")
    lever = models.CharField(
        "would have to change",
        max_length=8,
        choices=Barrier.Lever,
        blank=True,
        help_text="Law, money …",
    )
    law = models.CharField(
        "Act or regulation",
        max_length=300,
        blank=True,
        help_text="Where the law would change",
    )
    ask = models.TextField("asked change", blank=True, help_text="What the body is asked to change")
    status = models.CharField(
        "where it stands",
        max_length=11,
        choices=Status,
        default=Status.GATHERED,
        help_text="As last recorded",
    )
    reason = models.TextField(blank=True, help_text="Why it will not change")
    asked_on = models.DateField(null=True, blank=True, help_text="As exactly as is known")
    asked_on_precision = precision_field()
    effect_on = models.DateField(
        "holds from", null=True, blank=True, help_text="From when it changes"
    )
    effect_on_precision = precision_field()
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="systemic_barriers",
        help_text="Where it was published",
    )
    # When the words that an answer was given to were last changed after it
    words_changed_on = models.DateField(null=True, blank=True, editable=False)
    waits_for_named = models.BooleanField(
        "waits for the answer of a body that its words name",
        db_default=False,
        default=False,
        editable=False,
    )
    is_as_published = models.BooleanField(
        "says what its published source says", default=False, db_default=False, editable=False
    )
    is_example = models.BooleanField(db_default=False, default=False, editable=False)
    search = search_field("title", "cause", "ask", "law")

    objects = SystemicBarrierQuerySet.as_manager()

    READ_BY: ClassVar = by_record("cause", "law", "ask", "reason")

    class Meta(Tracked.Meta):
        ordering = ["-updated_at", "-id"]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="systemic_latest"),
            models.Index(fields=["lever", "status"], name="systemic_by_lever"),
            GinIndex(fields=["search"], name="systemic_search"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="systemic_has_title"),
            models.CheckConstraint(condition=~Q(cause=""), name="systemic_has_cause"),
            models.CheckConstraint(
                condition=Q(law="") | Q(lever="law"),
                name="systemic_law_if_law_changes",
                violation_error_message="Only a change of law names an Act.",
            ),
            models.CheckConstraint(
                condition=~Q(status="will_not") | ~Q(reason=""),
                name="systemic_will_not_says_why",
                violation_error_message="Say why it will not change.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("asked", "looked_at")) | Q(owner__isnull=False),
                name="systemic_asked_of_a_body",
                violation_error_message="Say which body is asked.",
            ),
            models.CheckConstraint(
                condition=Q(is_as_published=False) | Q(source__isnull=False),
                name="systemic_as_published_has_source",
            ),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            pgtrigger.Trigger(
                name="ours_once_changed",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(*SAID),
                func="NEW.is_as_published := FALSE; RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """What people call it: S-000123."""
        return REFERENCE.of(self.pk)

    def get_absolute_url(self) -> str:
        return address("systemic", self.reference)

    @property
    def members_url(self) -> str:
        """The list of all members that the reader sees."""
        return f"{reverse('barriers')}?systemic={self.reference}"

    @property
    def shape(self) -> str:
        """The shape that stands before its status."""
        return self.SHAPES[self.status]

    @property
    def asked(self) -> DateWithPrecision | None:
        """When it was asked, as exactly as known."""
        return DateWithPrecision.of(self, "asked_on")

    @property
    def effect(self) -> DateWithPrecision | None:
        """From when the change holds, as exactly as known."""
        return DateWithPrecision.of(self, "effect_on")


class SystemicMemberQuerySet(models.QuerySet):
    """Barriers that share one cause."""

    def visible_to(self, user: Any) -> Self:
        """Those whose barrier the reader sees; nobody is told of another.

        The public reads of members only where an answer is published and those that are public
        stand in five places or more.
        """
        seen = Barrier.objects.visible_to(user)
        rows = self.filter(barrier__in=seen)
        if user.is_authenticated:
            return rows
        enough = _places_of(user, OuterRef("pk")).filter(places__gte=FEWEST_PUBLIC)
        answered = SystemicAnswer.objects.filter(systemic=OuterRef("pk"))
        # Asked of each systemic barrier once, and not of each of its members
        shared = SystemicBarrier.objects.filter(Exists(answered), Exists(enough))
        shared = shared.filter(waits_for_named=False).order_by()
        return rows.filter(systemic__in=shared.values("pk"))


@tracked()
class SystemicMember(Tracked):
    """A barrier shares the cause of a systemic one. Read by those who see the barrier itself."""

    systemic = models.ForeignKey(SystemicBarrier, models.CASCADE, related_name="member_links")
    barrier = models.ForeignKey(Barrier, models.CASCADE, related_name="systemic_links")

    objects = SystemicMemberQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["systemic", "id"]
        constraints = [
            models.UniqueConstraint(fields=["systemic", "barrier"], name="systemic_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.barrier_id} of {self.systemic_id}"


class SystemicAnswerQuerySet(ReadWithQuerySet):
    """What bodies said to what is asked."""


SystemicAnswerManager = StandingManager.from_queryset(SystemicAnswerQuerySet)


@tracked()
class SystemicAnswer(Withdrawable):
    """What a body said to what is asked, read with it; each one is kept.

    ``offers`` says whether it may be a way out for the places: their people are then asked.
    ``moved`` is where the barrier stood before it was published, and where it stood with it: one
    that is withdrawn takes that back as long as nobody else has changed it.
    """

    VISIBLE_WITH = "systemic"

    systemic = models.ForeignKey(SystemicBarrier, models.CASCADE, related_name="answers")
    text = models.TextField()
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="systemic_answers")
    on = models.DateField()
    on_precision = precision_field()
    url = models.URLField(max_length=500, blank=True)
    offers = models.BooleanField(default=False)
    not_meant = models.TextField(
        "names that are not meant",
        blank=True,
        db_default="",
        help_text="What whoever published it said of words that are also the name of a body",
    )
    moved = models.JSONField(default=dict, db_default=Value({}, models.JSONField()), editable=False)

    objects = SystemicAnswerManager()
    with_withdrawn = SystemicAnswerQuerySet.as_manager()

    READ_BY: ClassVar = by_record("text", "url") | by_signed_in("not_meant") | by_nobody("moved")

    class Meta(Tracked.Meta):
        ordering = ["systemic", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="systemic_answer_says_what",
                violation_error_message="Say what the answer is.",
            ),
            withdrawn_with_reason("systemic_answer_withdrawn_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.day}"

    @property
    def day(self) -> DateWithPrecision | None:
        """When the body said so, as exactly as known."""
        return DateWithPrecision.of(self, "on")
