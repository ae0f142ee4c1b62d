from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from access.levelled import known_level
from access.visibility import reader_of, visibility_filter
from partnerships.models import Place, Topic
from pilots.evaluation.models import Evaluation, EvaluationReport, example_of, narrower
from pilots.impacts import impact_words, impacts_column
from pilots.indicator.models.indicator import Indicator
from pilots.pilot.models import Pilot
from records.addresses import address
from records.columns import by_record
from records.history import tracked
from records.models import OPEN_LEVELS, Tracked, Visibility


class EvaluationFindingQuerySet(models.QuerySet):
    """Findings have a level of their own, never wider than their evaluation's."""

    def visible_to(self, user: Any) -> Self:
        """Findings that this reader may see; unpublished ones stay with place and funder."""
        seen = self.filter(evaluation__in=Evaluation.objects.visible_to(user))
        of_pilot = Q(evaluation__pilot__isnull=False)
        own = visibility_filter(user, through="evaluation__pilot__", level="")
        early = visibility_filter(user, through="evaluation__pilot__", level="", capped=True)
        rule = of_pilot & (Q(own, published_at__isnull=False) | Q(early))
        return seen.filter(rule | Q(evaluation__pilot=None) & _of_programme(user))

    def standing(self) -> Self:
        """Those that no later finding replaces."""
        return self.filter(superseded_by=None)

    def for_rows(self) -> Self:
        """With what a row says: evaluation, pilot, programme, places, figure, topic."""
        rows = self.select_related(
            *("evaluation__pilot__programme", "evaluation__programme", "evaluation__evaluator"),
            *("indicator", "topic", "report"),
        )
        return rows.prefetch_related("evaluation__pilot__place_links__place")

    def with_example(self) -> Self:
        """With ``is_example``: whether it is of a made-up pilot or programme."""
        rule = example_of("evaluation__pilot", "evaluation__programme")
        return self.annotate(is_example=rule)

    def found_by(self, text: str) -> Self:
        """Findings whose claim holds every word typed."""
        words = text.replace("\x00", "").split()[:6]
        rule = Q()
        for word in words:
            rule &= Q(claim__icontains=word)
        return self.filter(rule) if words else self.none()

    def of_programme(self, slug: str) -> Self:
        """Findings about a programme and about its pilots."""
        own = Q(evaluation__programme__slug=slug)
        return self.filter(own | Q(evaluation__pilot__programme__slug=slug))

    def of_pilot(self, pilot: Pilot) -> Self:
        """Findings about one pilot."""
        return self.filter(evaluation__pilot=pilot)

    def in_place(self, place: Place) -> Self:
        """Findings about pilots at this place or at one within it."""
        return self.filter(evaluation__pilot__reach_ids__contains=[place.pk])

    def on_topic(self, slug: str) -> Self:
        """Findings about a topic or one below it, by their own tag or their pilot's."""
        about = Q(topic__slug=slug) | Q(topic__parent__slug=slug)
        pilots = Pilot.objects.on_topic(slug).order_by().values("pk")
        return self.filter(about | Q(topic=None, evaluation__pilot__in=pilots))


def _of_programme(user: Any) -> Q:
    """Published ones of a programme by their level; others for its people and who wrote them."""
    published = Q(published_at__isnull=False)
    reader = reader_of(user)
    if reader is None:
        return published & Q(visibility=Visibility.PUBLIC)
    rule = published & Q(visibility__in=OPEN_LEVELS) | Q(created_by=reader.user_id)
    if reader.programmes:
        rule |= Q(evaluation__programme__in=sorted(reader.programmes))
    return rule


@tracked()
class EvaluationFinding(Tracked):
    """What an evaluation found, in one sentence, with what it rests on and how sure one can be.

    Once published it is not changed: a later finding replaces it and both are read. That nothing
    changed, or something got worse, is a finding like any other. It is no ``records.Finding``,
    which is a sentence out of a published source about any record (docs/decisions).
    """

    # Of a pilot: its level counts with the pilot's, and only once it is published
    SCOPE, EARLY = "pilot", "published_at"

    class Evidence(models.TextChoices):
        PERCEPTION = "perception", "what people say"
        MEASURED = "measured", "measured"
        JUDGEMENT = "judgement", "judgement of the evaluator"
        STUDY = "study", "study with a comparison"

    class Confidence(models.TextChoices):
        LOW = "low", "low"
        MEDIUM = "medium", "medium"
        HIGH = "high", "high"

    class Direction(models.TextChoices):
        POSITIVE = "positive", "better"
        NO_EFFECT = "no_effect", "no change"
        NEGATIVE = "negative", "worse"
        MIXED = "mixed", "mixed"
        UNCLEAR = "unclear", "not clear, or not known"

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="findings")
    claim = models.TextField()
    indicator = models.ForeignKey(
        Indicator, models.SET_NULL, null=True, blank=True, related_name="evaluation_findings"
    )
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.CharField(max_length=10, choices=Evidence, blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    confidence_why = models.TextField(blank=True)
    concerns = models.CharField(max_length=12, choices=Indicator.Concerns, blank=True)
    direction = models.CharField(max_length=9, choices=Direction, default=Direction.UNCLEAR)
    is_interim = models.BooleanField(default=False)
    impacts = impacts_column()
    report = models.ForeignKey(
        EvaluationReport, models.SET_NULL, null=True, blank=True, related_name="findings"
    )
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PROGRAMME)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = EvaluationFindingQuerySet.as_manager()

    READ_BY: ClassVar = by_record("claim", "confidence_why")

    class Meta(Tracked.Meta):
        ordering = ["evaluation", "id"]
        indexes = [models.Index(fields=["-updated_at", "-id"], name="evaluation_finding_newest")]
        constraints = [
            known_level("evaluation_finding_level_known"),
            models.CheckConstraint(condition=~Q(claim=""), name="evaluation_finding_has_claim"),
            models.CheckConstraint(
                condition=Q(confidence="") | ~Q(confidence_why=""),
                name="evaluation_finding_confidence_says_why",
                violation_error_message="Say why you are so sure.",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | ~Q(superseded_by=F("id")),
                name="evaluation_finding_not_replaced_by_itself",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | Q(published_at__isnull=False),
                name="evaluation_finding_replaced_once_published",
            ),
        ]

    def __str__(self) -> str:
        return self.claim if len(self.claim) <= 80 else f"{self.claim[:79].rstrip()}…"

    def get_absolute_url(self) -> str:
        return address("evaluation_finding", self.pk)

    @property
    def pilot(self) -> Pilot | None:
        """The pilot that it is about; None where it is about a whole programme."""
        return self.evaluation.pilot

    @property
    def seen_by(self) -> Visibility:
        """Who can see it, once it is published: no more than can see its evaluation."""
        return narrower(self.visibility, self.evaluation.seen_by)

    @property
    def impact_words(self) -> str:
        """Which possible impacts it is about; nothing where none is said."""
        return impact_words(self.impacts)

    @property
    def is_published(self) -> bool:
        """Whether it stands as it is; until then its evaluator may change it."""
        return self.published_at is not None
