from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from partnerships.programme.models import Programme
from policy.priority.models import Priority
from records.columns import by_signed_in
from records.history import tracked
from records.models import Tracked


class RepeatQuerySet(models.QuerySet):
    """Pairs of aims that somebody has looked at."""

    def visible_to(self, user: Any) -> Self:
        """Those of which the reader may see every priority; programmes are public."""
        seen = Priority.objects.visible_to(user).order_by().values("pk")
        return self.filter(
            Q(first_priority=None) | Q(first_priority__in=seen),
            Q(second_priority=None) | Q(second_priority__in=seen),
        )


def _one_of(side: str) -> Q:
    priority, programme = f"{side}_priority__isnull", f"{side}_programme__isnull"
    return Q(**{priority: True, programme: False}) | Q(**{priority: False, programme: True})


@tracked()
class Repeat(Tracked):
    """Whether two aims of different bodies or programmes are the same objective said twice.

    An aim is a priority or the purpose of a programme. A pair that was looked at does not come back
    as a find.
    """

    class Verdict(models.TextChoices):
        SAME = "same", "the same objective"
        RELATED = "related", "related, not the same"
        DIFFERENT = "different", "not the same"

    first_priority = models.ForeignKey(
        Priority, models.CASCADE, null=True, blank=True, related_name="+"
    )
    first_programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="+"
    )
    second_priority = models.ForeignKey(
        Priority, models.CASCADE, null=True, blank=True, related_name="+"
    )
    second_programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="+"
    )
    verdict = models.CharField(max_length=10, choices=Verdict)
    note = models.CharField(max_length=500, blank=True)

    objects = RepeatQuerySet.as_manager()

    READ_BY: ClassVar = by_signed_in("note")

    class Meta(Tracked.Meta):
        ordering = ["-updated_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=_one_of("first"), name="repeat_first_is_one_aim"),
            models.CheckConstraint(condition=_one_of("second"), name="repeat_second_is_one_aim"),
            models.CheckConstraint(
                condition=~Q(first_priority=F("second_priority"))
                | Q(first_priority=None)
                | Q(second_priority=None),
                name="repeat_of_two_priorities",
            ),
            models.CheckConstraint(
                condition=~Q(first_programme=F("second_programme"))
                | Q(first_programme=None)
                | Q(second_programme=None),
                name="repeat_of_two_programmes",
            ),
            models.UniqueConstraint(
                fields=["first_priority", "first_programme", "second_priority", "second_programme"],
                nulls_distinct=False,
                name="repeat_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}: {self.get_verdict_display()}"

    @property
    def first(self) -> Priority | Programme | None:
        """One of the two aims."""
        return self.first_priority or self.first_programme

    @property
    def second(self) -> Priority | Programme | None:
        """The other one."""
        return self.second_priority or self.second_programme
