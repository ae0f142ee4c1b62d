from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from interface.words import date_words, last_day
from people.role.models import Role, Scoped, scope_name
from people.role.triggers import within_reach
from records.history import tracked
from records.models import Tracked


class InvitationQuerySet(models.QuerySet):
    """Invitations."""

    def open(self) -> Self:
        """Neither taken up nor withdrawn; its link may be too old and can be sent anew."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def at(self, scope: Any) -> Self:
        """Those to roles at this place, programme, organisation or team; None: administrators."""
        name = scope_name(scope)
        return self.filter(**{name: scope}) if name else self.filter(role=Role.ADMINISTRATOR)


@tracked(exclude=["email", "letter"])
class Invitation(Scoped):
    """Somebody without an account is asked by email to take a role.

    The link in the email is good for seven days from ``sent_at`` and for this address alone;
    sending it anew ends the earlier link. Who takes it up chooses a name and a password.
    ``letter`` is the email last written; it is forgotten a day after it went out. The invitation
    itself goes 90 days after its last link, and history does not keep the address.
    """

    DAYS = 7
    KEPT = dt.timedelta(days=90)

    email = models.EmailField(max_length=254)
    letter = models.ForeignKey(
        "accounts.Notice",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    sent_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta(Scoped.Meta):
        ordering = ["email", "id"]
        indexes = [models.Index(fields=["letter"], name="invitation_by_letter")]
        constraints = [
            *Scoped.Meta.constraints,
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")),
                name="invitation_email_lower_case",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="invitation_taken_up_or_withdrawn",
            ),
            models.UniqueConstraint(
                "email",
                "role",
                "place",
                "programme",
                "organisation",
                "team",
                condition=Q(accepted_at=None, withdrawn_at=None),
                nulls_distinct=False,
                name="invitation_once",
            ),
        ]
        triggers = [*Tracked.Meta.triggers, within_reach("invitation")]

    def __str__(self) -> str:
        return f"{self.email}: {self.words}"

    @property
    def ends_at(self) -> dt.datetime:
        """When its link is too old."""
        return self.sent_at + dt.timedelta(days=self.DAYS)

    @property
    def over(self) -> str:
        """Why nobody can take up its role any more; empty while somebody can."""
        if self.valid_to is not None and self.valid_to <= timezone.localdate():
            return f"The role ended on {date_words(last_day(self.valid_to))}"
        if self.team is not None and self.team.ended_on is not None:
            return "Its team has ended"
        return ""

    @property
    def delivery(self) -> tuple[str, str]:
        """How far its email came, while it can be taken up: in words, and the shape of that.

        A letter that nobody holds any more went out; one that an administrator leaves unsent takes
        its invitation with it.
        """
        if self.over:
            return "Can no longer be taken up", "help"
        return self.letter.delivery if self.letter else ("Sent", "good")
