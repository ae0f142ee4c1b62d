from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from access.levelled import known_level
from access.reach import parent_triggers
from access.visibility import reader_of, visibility_filter
from people.models import Assignment, Role
from people.role.models import LOGGING_ROLES
from pilots.impacts import impact_words, impacts_column
from pilots.lesson.models import Lesson, OfAPilotQuerySet, with_pilot
from pilots.pilot.models import UNREAD_BY_PROGRAMME, Pilot, PilotPlace, PilotTopic
from records.addresses import address
from records.columns import by_record, by_signed_in
from records.history import tracked
from records.models import Source, Tracked, Visibility
from records.typed_words import typed_words


def reviewers_today(programme: Any) -> Any:
    """The roles of those who lead or evaluate a programme today."""
    roles = Assignment.objects.on(timezone.localdate()).order_by()
    wanted = (Role.PROGRAMME_LEAD, Role.EVALUATOR)
    return roles.filter(role__in=wanted, programme=programme, user__is_active=True)


def _writers_today() -> Any:
    """The roles by which whoever wrote a case study still changes it, as they log progress: on the
    pilot's team, or at its lead place."""
    led = PilotPlace.objects.filter(
        role=PilotPlace.Role.LEAD,
        pilot=OuterRef(OuterRef("pilot")),
        place__reach_up__ancestor=OuterRef("place"),
    )
    there = Q(Exists(led), role__in=LOGGING_ROLES)
    roles = Assignment.objects.on(timezone.localdate()).order_by()
    roles = roles.filter(Q(team=OuterRef("pilot__team")) | there)
    return roles.filter(user=OuterRef("created_by"), user__is_active=True)


class CaseStudyQuerySet(OfAPilotQuerySet):
    """Case studies: before they are published they reach no further than place and funder."""

    def visible_to(self, user: Any) -> Self:
        """Case studies that this reader may see."""
        seen = self.filter(pilot__in=Pilot.objects.visible_to(user))
        own = visibility_filter(user, through="pilot__", level="")
        early = visibility_filter(user, through="pilot__", level="", capped=True)
        return seen.filter(Q(own, published_at__isnull=False) | Q(early))

    def published(self) -> Self:
        """Those that stand: published and not withdrawn."""
        return self.filter(state=CaseStudy.State.PUBLISHED)

    def for_decision_by(self, user: Any) -> Self:
        """Those that this user may review, those that they may publish once reviewed, and those
        that were sent back to them (``permissions.can_review_case_study``,
        ``can_publish_case_study`` and ``who_changes``)."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        own = Q(Exists(_writers_today().filter(user=reader.user_id)))
        programmes = reader.led_programmes | reader.evaluated_programmes
        if not (programmes or reader.edited_places):
            return self.filter(own, state=CaseStudy.State.RETURNED)
        edited = PilotPlace.objects.filter(
            role=PilotPlace.Role.LEAD,
            pilot=OuterRef("pilot"),
            place__reach_up__ancestor__in=sorted(reader.edited_places),
        )
        leads = Q(Exists(edited)) if reader.edited_places else Q(pk__in=[])
        wrote = Q(created_by=reader.user_id) | Q(changed_by=reader.user_id)
        # Of what nobody changed yet, NULL as its second writer would leave out every reviewer
        others = reviewers_today(OuterRef("pilot__programme")).exclude(
            Q(user=Coalesce(OuterRef("created_by"), 0))
            | Q(user=Coalesce(OuterRef("changed_by"), 0))
        )
        unread = Q(visibility__in=UNREAD_BY_PROGRAMME) | Q(
            pilot__visibility__in=UNREAD_BY_PROGRAMME
        )
        fallback = (unread | ~Q(Exists(others))) & leads
        reviews = Q(pilot__programme__in=sorted(programmes)) | fallback
        changes = own | (~Q(Exists(_writers_today())) & leads)
        return self.filter(
            (Q(state=CaseStudy.State.WRITTEN) & reviews & ~wrote)
            | (Q(state=CaseStudy.State.REVIEWED) & leads)
            | (Q(state=CaseStudy.State.RETURNED) & changes)
        )

    def about(self, pilot: Pilot) -> Self:
        """Those about a pilot, its own and those that name it beside another."""
        beside = CaseStudyPilot.objects.filter(pilot=pilot).values("case_study")
        return self.filter(Q(pilot=pilot) | Q(pk__in=beside))

    def found_by(self, text: str) -> Self:
        """Case studies that hold these words."""
        return self.filter(search=typed_words(text))

    def on_topic(self, slug: str) -> Self:
        """Those of pilots about a topic or one below it."""
        about = Q(topic__slug=slug) | Q(topic__parent__slug=slug)
        return self.filter(Exists(PilotTopic.objects.filter(about, pilot=OuterRef("pilot"))))

    def for_rows(self) -> Self:
        """With what a row of a list says: pilot, programme, places."""
        return with_pilot(self)


@tracked()
class CaseStudy(Tracked):
    """What was tried in one or more pilots and what honestly came of it.

    Somebody writes it, somebody else reviews it (the programme's lead or its evaluator), the
    place's editors publish it. What a review sends back waits for its writer, until they change it.
    One that turned out wrong is withdrawn with a reason and still read,
    so that nobody who relied on it is left without a word. Changing a text that was reviewed sends
    it back to be reviewed. ``changed_by`` wrote the words as they stand. One that is
    ``is_as_published`` tells what a published source tells, so nobody here reviewed it; with other
    words it is ours.
    """

    class Outcome(models.TextChoices):
        WORKED = "worked", "worked"
        PARTLY = "partly", "partly worked"
        DID_NOT = "did_not", "did not work"
        TOO_EARLY = "too_early", "too early to say"
        UNKNOWN = "unknown", "not known"

    KNOWN = (Outcome.WORKED, Outcome.PARTLY, Outcome.DID_NOT)
    NOT_KNOWN = (Outcome.TOO_EARLY, Outcome.UNKNOWN)

    class State(models.TextChoices):
        WRITTEN = "written", "waits for a review"
        RETURNED = "returned", "sent back to be changed"
        REVIEWED = "reviewed", "reviewed, not published"
        PUBLISHED = "published", "published"
        WITHDRAWN = "withdrawn", "withdrawn"

    STANDS = (State.WRITTEN, State.RETURNED, State.REVIEWED, State.PUBLISHED)
    ENDED = (State.WITHDRAWN,)
    SCOPE, EARLY = "pilot", "published_at"

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="case_studies")
    slug = models.SlugField(max_length=150, unique=True)
    title = models.CharField(max_length=200)
    tried = models.TextField()
    outcome = models.CharField(max_length=9, choices=Outcome)
    reason = models.TextField(help_text="Why we say so: what was seen, counted or told")
    impacts = impacts_column()
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.TEAM)
    state = models.CharField(max_length=9, choices=State, default=State.WRITTEN)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_note = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    is_as_published = models.BooleanField(
        "tells what its published source tells", default=False, db_default=False, editable=False
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)
    beside = models.ManyToManyField(Pilot, through="CaseStudyPilot", related_name="+", blank=True)
    lessons = models.ManyToManyField(
        Lesson, through="CaseStudyLesson", related_name="case_studies", blank=True
    )
    sources = models.ManyToManyField(
        Source, through="CaseStudySource", related_name="case_studies", blank=True
    )
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("tried", "reason", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CaseStudyQuerySet.as_manager()

    READ_BY: ClassVar = by_record("tried", "reason", "withdrawn_because") | by_signed_in(
        "review_note"
    )

    class Meta(Tracked.Meta):
        ordering = ["-updated_at", "-id"]
        verbose_name_plural = "case studies"
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="case_study_newest"),
            GinIndex(fields=["search"], name="case_study_search"),
        ]
        constraints = [
            known_level("case_study_level_known"),
            models.CheckConstraint(
                condition=~Q(tried="") & ~Q(reason=""),
                name="case_study_says_what_and_why",
                violation_error_message="Say what was tried, and why you say what came of it.",
            ),
            models.CheckConstraint(
                condition=Q(state="written")
                | Q(state="returned")
                | Q(state="withdrawn")
                | Q(is_as_published=True)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="case_study_reviewed_first",
            ),
            models.CheckConstraint(
                condition=~Q(state="reviewed") & ~Q(state="published")
                | Q(is_as_published=True)
                | ~Q(reviewed_by=F("created_by")) & ~Q(reviewed_by=F("changed_by")),
                name="case_study_reviewed_by_another",
                violation_error_message="Somebody else than the writer reviews it.",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="case_study_published_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
                name="case_study_withdrawn_with_reason",
                violation_error_message="Say why it is withdrawn.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("case_study", self.slug)

    @property
    def is_read_by_programme(self) -> bool:
        """Whether its level and its pilot's let those who lead or evaluate the programme read it
        before it is published."""
        return not {self.visibility, self.pilot.visibility} & {*UNREAD_BY_PROGRAMME}

    @property
    def impact_words(self) -> str:
        """Which possible impacts it is about; nothing where none is said."""
        return impact_words(self.impacts)


class _OfCaseStudy(models.Model):
    class Meta:
        abstract = True
        ordering = ["id"]
        triggers = parent_triggers("pilots_casestudy", "case_study_id")


@tracked()
class CaseStudyPilot(_OfCaseStudy):
    """Another pilot that a case study is about, beside its own."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="pilot_links")
    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="+")

    class Meta(_OfCaseStudy.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["pilot", "case_study"], name="case_study_names_a_pilot_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pilot)


@tracked()
class CaseStudyLesson(_OfCaseStudy):
    """A lesson that a case study rests on."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="lesson_links")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="case_study_links")

    class Meta(_OfCaseStudy.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "case_study"], name="case_study_names_a_lesson_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.lesson)


@tracked()
class CaseStudySource(_OfCaseStudy):
    """A published document that a case study rests on."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="source_links")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta(_OfCaseStudy.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["source", "case_study"], name="case_study_names_a_source_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.source)
