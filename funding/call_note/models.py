from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from access.visibility import visibility_filter
from funding.fund.models import Fund
from people.models import JobRole
from records.addresses import address
from records.history import tracked
from records.models import (
    StandingManager,
    Tracked,
    Visibility,
    Withdrawable,
    withdrawn_with_reason,
)

MOST_WORDS = 6
# From the narrowest to the widest of those that a note can have
LEVELS = (Visibility.TEAM, Visibility.PROGRAMME, Visibility.NETWORK)


class CallNoteQuerySet(models.QuerySet):
    """Notes of calls about funds; never the public's to read."""

    def visible_to(self, user: Any) -> Self:
        """Notes on funds that this reader may see, at a level that admits them."""
        if not user.is_authenticated:
            return self.none()
        funds = Fund.objects.visible_to(user).order_by().values("pk")
        return self.filter(visibility_filter(user, through="fund__", level=""), fund__in=funds)

    def holding(self, text: str) -> Self:
        """Notes that hold every word typed, in any order."""
        rule = Q()
        for word in text.replace("\x00", "").split()[:MOST_WORDS]:
            said = Q(said__icontains=word) | Q(follows__icontains=word)
            rule &= said | Q(our_side__icontains=word) | Q(post_said__icontains=word)
        return self.filter(rule)

    def for_rows(self) -> Self:
        """With what a row names: the fund, the job role, the author."""
        return self.select_related("fund__programme", "created_by")


CallNoteManager = StandingManager.from_queryset(CallNoteQuerySet)


@tracked()
class CallNote(Withdrawable):
    """What was said in a call with those who keep a fund: when, with whom, what follows.

    It names job roles and bodies, never a person. It has a level of its own, never wider than its
    fund's, and the public never reads it. Its author changes it, and withdraws it with a reason.
    """

    SCOPE = "fund"
    SIGNED_IN_ONLY = True

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="call_notes")
    on = models.DateField("when")
    our_side = models.CharField("who asked", max_length=200, help_text="A job role or a body")
    post = models.ForeignKey(
        JobRole, models.PROTECT, verbose_name="spoke with", null=True, blank=True, related_name="+"
    )
    post_said = models.CharField(
        "spoke with, in words",
        max_length=200,
        blank=True,
        help_text="If the job role is not in the directory",
    )
    said = models.TextField("what was said")
    follows = models.TextField("what follows", blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.NETWORK)

    objects = CallNoteManager()
    with_withdrawn = CallNoteQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["fund", "-on", "-id"], name="call_note_of_fund")]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=[level.value for level in LEVELS]),
                name="call_note_never_public",
            ),
            models.CheckConstraint(
                condition=~Q(said="") & ~Q(our_side=""), name="call_note_says_what"
            ),
            models.CheckConstraint(
                condition=Q(post__isnull=False) | ~Q(post_said=""),
                name="call_note_says_with_whom",
                violation_error_message="Say with whom you spoke.",
            ),
            models.CheckConstraint(
                condition=Q(created_by__isnull=False), name="call_note_has_author"
            ),
            withdrawn_with_reason("call_note_withdrawn_with_reason"),
        ]

    def __str__(self) -> str:
        return self.said if len(self.said) <= 80 else f"{self.said[:79].rstrip()}…"

    def get_absolute_url(self) -> str:
        return address("call_note", self.pk)
