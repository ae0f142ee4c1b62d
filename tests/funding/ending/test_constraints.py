"""What the database refuses of the ends of money and of what stands at risk."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from funding.models import AtRisk, Ending, Flow
from tests.builders import Cast
from tests.funding.ending.test_ending import TODAY, money
from tests.plain_record import NOW

pytestmark = pytest.mark.django_db


def _ending(flow: Flow, **fields: Any) -> Any:
    return lambda: Ending.objects.create(flow=flow, **fields)


def _at_risk(flow: Flow, **fields: Any) -> Any:
    return lambda: AtRisk.objects.create(flow=flow, **{"kind": "post", "what": "Team", **fields})


@pytest.mark.parametrize(
    ("make", "fields", "constraint"),
    [
        (_ending, {"outcome": "perhaps"}, "ending_outcome_known"),
        (_ending, {"outcome": "open", "decided": TODAY}, "ending_decided_has_outcome"),
        (_at_risk, {"visibility": "public"}, "at_risk_never_public"),
        (_at_risk, {"kind": "person"}, "at_risk_kind_known"),
        (_at_risk, {"what": ""}, "at_risk_says_what"),
        (_at_risk, {"posts": 0}, "at_risk_posts_above_none"),
        (_at_risk, {"withdrawn_at": NOW}, "at_risk_withdrawn_with_reason"),
    ],
)
def test_the_database_refuses(
    cast: Cast, make: Any, fields: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(money(cast), **fields)()


def test_one_flow_has_one_end(cast: Cast) -> None:
    flow = money(cast)
    Ending.objects.create(flow=flow)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ending.objects.create(flow=flow)
