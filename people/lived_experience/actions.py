from __future__ import annotations

from typing import Any

from django.db import transaction

from people.job_role.models import JobRole
from people.lived_experience.models import Expense, Terms


@transaction.atomic
def record_expense(*, by: Any, post: JobRole, expense: Expense) -> Expense:
    """What a role cost; its terms begin as "not agreed yet" where nobody has said them."""
    terms, _ = Terms.objects.get_or_create(post=post, defaults={"created_by": by})
    expense.terms, expense.created_by = terms, by
    expense.save()
    return expense
