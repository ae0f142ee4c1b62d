"""What a form of a part says where the database refuses it at the last moment."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from funding.ending.write_views import AT_RISK
from registry.kind_of_part import NO_LONGER, PartForm
from tests.builders import Cast
from tests.funding.ending.test_ending import at_risk, money
from tests.pilots.forms import signed_in

pytestmark = pytest.mark.django_db


class Refused(PartForm):
    """A form of which the database says why it does not take what it writes."""


def saved(*statements: str) -> str:
    """What the person reads where these statements fail."""

    def save() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    page: Any = Refused()
    with pytest.raises(ValidationError) as told:
        page.save(SimpleNamespace(save=save))
    [message] = told.value.messages
    return message


def test_only_what_is_there_already_is_said_to_be_recorded() -> None:
    temp = "CREATE TEMP TABLE part (id int UNIQUE CHECK (id < 5), whole int)"
    assert saved(temp, "INSERT INTO part VALUES (1)", "INSERT INTO part VALUES (1)") == (
        PartForm.twice
    )
    assert saved(temp, "INSERT INTO part VALUES (7)") == NO_LONGER


def test_a_draft_of_what_is_at_risk_is_found_by_its_money(cast: Cast) -> None:
    flow = money(cast)
    line = at_risk(flow, cast.bradford_editor, visibility="network")
    client = signed_in(cast.bradford_editor)
    assert AT_RISK.url(f"{flow.pk}/") == f"{flow.get_absolute_url()}ending/at-risk/add/"
    edit = AT_RISK.url(f"{flow.pk}/{line.pk}")
    assert client.get(edit).status_code == 200
    for target in (f"{flow.pk}/", f"{flow.pk}/{line.pk}"):
        assert AT_RISK.title(cast.bradford_editor, target, {}) == f"At risk: {flow}"
        assert AT_RISK.title(cast.luton_officer, f"{flow.pk}/{line.pk}", {}) is None
    assert AT_RISK.title(cast.bradford_editor, "x/1", {}) is None
