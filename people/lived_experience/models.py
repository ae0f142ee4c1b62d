from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from access.visibility import reader_of
from people.job_role.models import JobRole
from records.addresses import address
from records.columns import by_record
from records.history import tracked
from records.models import Tracked
from records.reading import ReadWithQuerySet
from records.switches import unless_off


class TermsQuerySet(ReadWithQuerySet):
    """How lived-experience roles are paid."""

    def visible_to(self, user: Any) -> Self:
        """Whoever sees the role."""
        return super().visible_to(user).filter(unless_off("lived_experience"))

    def amounts_visible_to(self, user: Any) -> Self:
        """Those whose expenses this reader may see: team, author, editors of the places, the body.

        Wider than nobody and narrower than the role itself, which may be public.
        """
        reader = reader_of(user)
        if reader is None:
            return self.none()
        rule = Q(post__created_by=reader.user_id)
        if reader.teams:
            rule |= Q(post__team__in=sorted(reader.teams))
        if reader.edited_places:
            rule |= Q(post__reach_ids__overlap=sorted(reader.edited_places))
        if reader.organisations:
            rule |= Q(post__organisation__in=sorted(reader.organisations))
        return self.filter(rule, unless_off("lived_experience"))


@tracked()
class Terms(Tracked):
    """How somebody with lived experience is paid for a role, for how long, with what support.

    Everyone who sees the role sees these; nobody sees who holds it but its team.
    """

    VISIBLE_WITH = "post"

    class Paid(models.TextChoices):
        SALARY = "salary", "a salary"
        HOUR = "hour", "by the hour"
        SESSION = "session", "by the session"
        VOUCHERS = "vouchers", "in vouchers"
        EXPENSES_ONLY = "expenses_only", "expenses only"
        NOT_PAID = "not_paid", "not paid"
        NOT_AGREED = "not_agreed", "not agreed yet"

    post = models.OneToOneField(JobRole, models.CASCADE, related_name="terms")
    paid = models.CharField(max_length=13, choices=Paid, default=Paid.NOT_AGREED)
    rate = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    expenses = models.CharField(max_length=300, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    support = models.TextField(blank=True)
    policy = models.URLField(max_length=500, blank=True)

    objects = TermsQuerySet.as_manager()

    READ_BY: ClassVar = by_record("expenses", "support", "policy")

    class Meta(Tracked.Meta):
        verbose_name_plural = "terms"
        ordering = ["post", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rate=None) | Q(rate__gt=0), name="terms_rate_is_an_amount"
            ),
            models.CheckConstraint(
                condition=Q(rate=None) | Q(paid__in=("salary", "hour", "session", "vouchers")),
                name="terms_rate_of_what_is_paid",
                violation_error_message="An amount needs a way of paying that has one.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.post)

    def get_absolute_url(self) -> str:
        return address("lived_role", self.post_id)


class ExpenseQuerySet(models.QuerySet):
    """What the roles cost."""

    def visible_to(self, user: Any) -> Self:
        """The team's own: never public, whatever the role's level."""
        return self.filter(terms__in=Terms.objects.amounts_visible_to(user).order_by().values("pk"))


@tracked()
class Expense(Tracked):
    """An amount in pounds paid, or agreed to be paid, so that somebody can take part.

    Amounts of different meanings are never added together. It names nobody.
    """

    class Meaning(models.TextChoices):
        PAID = "paid", "paid"
        COMMITTED = "committed", "committed"

    class What(models.TextChoices):
        TIME = "time", "time"
        TRAVEL = "travel", "travel"
        CARE = "care", "care for children or others"
        ACCESS = "access", "help to take part"
        OTHER = "other", "something else"

    terms = models.ForeignKey(Terms, models.CASCADE, related_name="expense_rows")
    what = models.CharField(max_length=6, choices=What)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    meaning = models.CharField(max_length=9, choices=Meaning)
    on = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    objects = ExpenseQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="expense_is_an_amount")
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}, £{self.amount}"
