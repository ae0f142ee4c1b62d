"""Who is told of a health check: the people of every partner that is asked, whether it has answered
or not."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.notice.outbox import tell
from governance.health_check.models import HealthRound
from partnerships.place.models.place import holding
from people.models import Assignment, JobRoleHolder

KIND = "health-check"


def tell_asked(one: HealthRound, subject: str, *, by: Any) -> None:
    """Tell officers of the partners, and who holds the job roles that sit for them; not whoever did
    it."""
    today = timezone.localdate()
    asked = one.asked.order_by()
    held = JobRoleHolder.objects.filter(holding(today), post__in=asked.values("post"))
    roles = Assignment.objects.on(today).filter(organisation__in=asked.values("organisation"))
    mine = Q(pk__in=held.order_by().values("person__user"))
    mine |= Q(pk__in=roles.order_by().values("user"))
    for person in User.objects.filter(mine, is_active=True).order_by("id"):
        if by is None or person.pk != by.pk:
            tell(kind=KIND, subject=subject, about=one, url=one.get_absolute_url(), to=person)
