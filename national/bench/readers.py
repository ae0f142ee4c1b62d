"""Who reads the pages that the speed table measures: a hundred of a kind, where there are as many.

What a reader asks is kept for them (``access.kept``), so that the same one again and again is
answered sooner than people are.
"""

from __future__ import annotations

from django.db.models import Count, F
from django.db.models.functions import Abs

from accounts.models import User
from accounts.scopes import SCOPE_IDS
from national.bench.addresses import keeper
from national.bench.barriers import officer
from national.bench.budgets import ORDINARY, SIGNED_OUT
from national.bench.pilots import largest_pilot
from national.bench.programmes import evaluator
from people.models import Assignment

MOST = 100
USUAL = 10  # pilots of a council


def readers() -> dict[str, list[User | None]]:
    """Contributors of the largest place, leads of the largest programme, a resident; and those who
    alone may read some page: who keeps a region right, administrators, evaluators, officers of a
    department and of councils, who logs the largest pilot's progress."""
    now = Assignment.objects.filter(valid_to=None)
    contributors = now.filter(role="contributor", place__isnull=False)
    of_place = contributors.annotate(n=Count("place__pilot_links"))
    leads = now.filter(role="programme_lead").annotate(n=Count("programme__pilots"))
    usual = of_place.order_by(Abs(F("n") - USUAL), "id").select_related("user")
    return {
        "contributor": _alike(of_place.order_by("-n", "id")[0]),
        "lead": _alike(leads.order_by("-n", "id")[0]),
        SIGNED_OUT: [None],
        "connector": _alike(keeper("connector")),
        "administrator": _alike(keeper("administrator")),
        "evaluator": _alike(evaluator()),
        "officer": _alike(officer()),
        ORDINARY: [role.user for role in usual[:MOST]],
        "team of the largest": _alike(now.filter(team=largest_pilot().team_id).order_by("id")[0]),
    }


def _alike(first: Assignment) -> list[User | None]:
    """Who has the same role for the same place, programme, body or team."""
    scopes = ("role", *SCOPE_IDS)
    same = {scope: getattr(first, scope) for scope in scopes}
    roles = Assignment.objects.filter(valid_to=None, **same)
    return list(User.objects.filter(pk__in=roles.values("user")).order_by("pk")[:MOST])
