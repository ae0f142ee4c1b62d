from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from access.visibility import reader_of
from partnerships.organisation.models import Organisation
from records.addresses import address
from records.columns import by_record
from records.dates import in_order, precision_field
from records.history import tracked
from records.models import Source, Tracked
from records.switches import unless_off


class CourseQuerySet(models.QuerySet):
    """The catalogue of training."""

    def visible_to(self, user: Any) -> Self:
        """Everybody may read what there is to learn."""
        return self.filter(unless_off("training"))

    def listed(self) -> Self:
        """With the body at hand, and whether it is made up."""
        return self.select_related("provider", "source").annotate(
            is_example=F("provider__is_example")
        )

    def found_by(self, text: str) -> Self:
        """Courses whose title, audience or summary holds these words."""
        rule = Q(title__icontains=text) | Q(for_whom__icontains=text) | Q(summary__icontains=text)
        return self.filter(rule)


@tracked()
class Course(Tracked):
    """Training for work in places: what it is, which body gives it, for whom and when.

    Without dates it can be taken at any time.
    """

    OPEN_TO_SIGNED_IN = True

    title = models.CharField(max_length=200, help_text="What it is called")
    provider = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="given by",
        related_name="courses",
        help_text="The body that gives it",
    )
    for_whom = models.CharField(max_length=300, blank=True, help_text="Whom it is meant for")
    summary = models.TextField(blank=True, help_text="What people learn")
    plan = models.TextField(
        "session plan",
        blank=True,
        default="",
        db_default="",
        help_text="What happens in it, step by step, for others to copy and change",
    )
    start = models.DateField(null=True, blank=True, help_text="The first day, as far as known")
    start_precision = precision_field()
    end = models.DateField(null=True, blank=True, help_text="The last day, as far as known")
    end_precision = precision_field()
    link = models.URLField(
        "web page", max_length=500, blank=True, help_text="Where to read more and sign up"
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    sort_key = models.GeneratedField(
        expression=Lower("title"),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )

    objects = CourseQuerySet.as_manager()

    READ_BY: ClassVar = by_record("for_whom", "summary", "plan", "link")

    class Meta(Tracked.Meta):
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["sort_key", "id"], name="course_by_title")]
        constraints = [in_order("course_dates_in_order")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("course", self.pk)


class AttendanceQuerySet(models.QuerySet):
    """How many came."""

    def visible_to(self, user: Any) -> Self:
        """Everyone signed in: small numbers of people are kept off public pages."""
        return self.filter(unless_off("training")) if user.is_authenticated else self.none()


@tracked()
class Attendance(Tracked):
    """How many people of a body took a course on a day. It counts people and names none."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    on = models.DateField()
    people = models.PositiveIntegerField()

    objects = AttendanceQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "organisation", "on"], name="attendance_once_a_day"
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="attendance_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.people}"


class OwnTrainingQuerySet(models.QuerySet):
    """What people noted of their own training."""

    def visible_to(self, user: Any) -> Self:
        """Nobody's but one's own."""
        reader = reader_of(user)
        if reader is None:
            return self.none()
        return self.filter(unless_off("training"), user=reader.user_id)


class OwnTraining(models.Model):
    """A person's own note that they took a course: theirs alone to read and to delete."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    course = models.ForeignKey(Course, models.CASCADE, related_name="+")
    on = models.DateField()

    objects = OwnTrainingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "own training"
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "course"], name="own_training_once")]

    def __str__(self) -> str:
        return str(self.course)


class PartnerSkillQuerySet(models.QuerySet):
    """What partners can do and what they lack."""

    def visible_to(self, user: Any) -> Self:
        """Everyone signed in: what a body lacks is said among partners, not in public."""
        return self.filter(unless_off("training")) if user.is_authenticated else self.none()


@tracked()
class PartnerSkill(Tracked):
    """How a body stands with one skill: it has it, can lend it to others, or lacks it.

    ``basis`` says whether the body said so of itself or somebody else found it; ``said_on`` when.
    No row is not known, which is not the same as lacking.
    """

    class Skill(models.TextChoices):
        DATA = "data", "Data and analysis"
        EVALUATION = "evaluation", "Evaluation"
        RESEARCH = "research", "Research"
        CO_PRODUCTION = "co_production", "Co-production"
        LIVED_EXPERIENCE = "lived_experience", "Lived experience"
        BROKERING = "brokering", "Brokering between bodies"
        INTERPERSONAL = "interpersonal", "Working with people"
        LEADERSHIP = "leadership", "Leading across bodies"
        PLANNING = "planning", "Planning"
        COMMISSIONING = "commissioning", "Commissioning"
        LAW = "law", "Law and information governance"
        DIGITAL = "digital", "Digital"

    class Standing(models.TextChoices):
        OFFERS = "offers", "can lend it"
        HAS = "has", "has it"
        LACKS = "lacks", "lacks it"

    class Basis(models.TextChoices):
        SELF_SAID = "self_said", "said by the body itself"
        FOUND = "found", "found by somebody else"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="skills")
    skill = models.CharField(max_length=16, choices=Skill)
    standing = models.CharField(max_length=6, choices=Standing)
    basis = models.CharField(max_length=9, choices=Basis)
    said_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PartnerSkillQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["organisation", "skill", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "skill"], name="partner_skill_once"),
            models.CheckConstraint(
                condition=~Q(basis="found") | ~Q(note="") | Q(source__isnull=False),
                name="partner_skill_found_says_by_whom",
                violation_error_message="Say who found it, and how.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_skill_display()}: {self.get_standing_display()}"
