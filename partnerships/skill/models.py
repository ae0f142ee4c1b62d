from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from partnerships.organisation.models import Organisation
from records.history import tracked
from records.models import Source, Tracked


class PartnerSkillQuerySet(models.QuerySet):
    """What partners can do and what they lack."""

    def visible_to(self, user: Any) -> Self:
        """Everyone signed in: what a body lacks is said among partners, not in public."""
        return self if user.is_authenticated else self.none()


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
