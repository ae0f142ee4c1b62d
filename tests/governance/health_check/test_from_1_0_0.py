"""A health check that 1.0.0 opened goes on: its answers count, without a key that names a body."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from governance.health_check import due
from governance.models import HealthAnswer, HealthAsked, HealthBox, HealthMark
from tests.builders import Cast
from tests.governance.health_check.rounds import OPENS, answer, at_bradford, opened

pytestmark = pytest.mark.django_db
UPGRADE = import_module("governance.migrations.0011_health_answers_in_a_box")


def test_answers_of_an_open_round_lose_their_key_and_count(cast: Cast) -> None:
    one = opened(cast, at_bradford(cast, 6))
    HealthBox.objects.all().delete()
    first, *others = one.asked.all()
    for asked in (first, *others[:3]):
        HealthAnswer.objects.create(
            round=one, key=f"of {asked.pk}", is_public_side=True, scores=[3] * 6,
            words=[str(asked.pk), *[""] * 5],
        )  # fmt: skip
        HealthAsked.objects.filter(pk=asked.pk).update(has_answered=True)
    before = {row.words[0]: (row.pk, row.key) for row in HealthAnswer.objects.all()}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(UPGRADE.WITHOUT_KEY_AND_ORDER)
    after = {row.words[0]: (row.pk, row.key) for row in HealthAnswer.objects.all()}
    assert before.keys() == after.keys()
    assert not {key for pair in before.values() for key in pair} & {
        key for pair in after.values() for key in pair
    }
    assert set(HealthAnswer.objects.values_list("is_public_side", flat=True)) == {False}
    assert due.run_due(OPENS) == 0, "it is not taken for one that was put back"
    assert HealthMark.objects.count() == 4
    assert not HealthAsked.objects.filter(has_answered=True).exists()
    with pytest.raises(ValidationError, match="has answered"):
        answer(one, first, 0)
    for asked in others[3:]:
        answer(one, asked, 3)
    assert due.run_due(OPENS) == 1
    assert set(one.results.values_list("count", flat=True)) == {6}
