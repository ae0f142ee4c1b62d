"""A published answer that is put right, or withdrawn with all that it fed, and put back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from barriers.models import Barrier, SystemicAnswer, SystemicBarrier, SystemicOffer
from barriers.systemic import actions
from barriers.systemic.answer_actions import put_answer_back, withdraw_answer
from records.dates import DateWithPrecision
from tests.asked import energy
from tests.barriers.pages import as_, words
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_friday")]
FRIDAY = dt.date(2026, 11, 20)


def publish(of: SystemicBarrier, by: Any, **said: Any) -> SystemicAnswer:
    facts = {"body": energy(), "text": "It may be shown from April.", "offers": True}
    facts |= {"on": DateWithPrecision(FRIDAY), "status": "changed"} | said
    return actions.publish_answer(by=by, systemic=of, **facts)


def states(of: SystemicAnswer) -> set[str]:
    return set(SystemicOffer.objects.filter(answer=of).values_list("state", flat=True))


def test_without_its_answer_the_public_reads_it_no_more(
    cast: Cast, licences: SystemicBarrier
) -> None:
    publish(licences, cast.administrator)
    at = licences.get_absolute_url()
    assert "It may be shown from April." in words(as_(None).get(at))
    client = signed_in(cast.desnz_official)
    address = f"/barriers/systemic/answers/{licences.answers.get().pk}/withdraw/"
    assert address in client.get(at).content.decode()
    client.post(address, {"because": "Sent too early."})
    assert as_(None).get(at).status_code == 404
    page = words(as_(cast.luton_editor).get(at))
    assert "No answer is published yet." in page
    assert "Sent too early." not in page
    assert "was withdrawn on" not in page
    assert "was withdrawn on 20 November 2026" in words(client.get(at))
    assert not SystemicBarrier.objects.with_answer()
    client.post(address, {"put_back": "1"})
    assert "It may be shown from April." in words(as_(None).get(at))


def test_where_it_stood_before_is_where_it_stands_again(
    cast: Cast, licences: SystemicBarrier
) -> None:
    first = publish(
        licences, cast.administrator, status="will_not", reason="Too dear", offers=False
    )
    effect = DateWithPrecision(dt.date(2027, 4, 1))
    second = publish(licences, cast.administrator, status="will_change", effect=effect)
    withdraw_answer(by=cast.administrator, answer=second, because="No.")
    licences.refresh_from_db()
    assert (licences.status, licences.reason, licences.effect_on) == ("will_not", "Too dear", None)
    put_answer_back(by=cast.administrator, answer=second)
    licences.refresh_from_db()
    assert (licences.status, licences.effect_on) == ("will_change", effect.day)
    withdraw_answer(by=cast.administrator, answer=first, because="No.")
    licences.refresh_from_db()
    assert licences.status == "will_change", "an earlier answer moves nothing"
    withdraw_answer(by=cast.administrator, answer=second, because="No.")
    licences.refresh_from_db()
    assert (licences.status, licences.reason) == ("gathered", "")


def test_what_somebody_changed_since_stays(cast: Cast, licences: SystemicBarrier) -> None:
    answer = publish(licences, cast.administrator)
    SystemicBarrier.objects.filter(pk=licences.pk).update(status="dropped")
    withdraw_answer(by=cast.administrator, answer=answer, because="No.")
    licences.refresh_from_db()
    assert licences.status == "dropped"
    put_answer_back(by=cast.administrator, answer=answer)
    licences.refresh_from_db()
    assert licences.status == "dropped"


def test_places_are_offered_the_earlier_answer_again(
    cast: Cast, licences: SystemicBarrier, bradfords: Barrier
) -> None:
    first = publish(licences, cast.administrator)
    second = publish(licences, cast.administrator, text="From May.")
    assert (states(first), states(second)) == ({"replaced"}, {"waiting"})
    actions.take_out(by=cast.administrator, systemic=licences, barrier=bradfords)
    withdraw_answer(by=cast.administrator, answer=second, because="No.")
    assert states(second) == {"ended"}
    waiting = SystemicOffer.objects.visible_to(cast.bradford_editor).waiting()
    assert [one.answer for one in waiting] == [first]
    assert bradfords.pk not in waiting.values_list("barrier", flat=True), "it was taken out"
    put_answer_back(by=cast.administrator, answer=second)
    waiting = SystemicOffer.objects.visible_to(cast.bradford_editor).waiting()
    assert [one.answer for one in waiting] == [second]


def test_only_who_published_it_keeps_it_or_speaks_for_the_body_changes_it(
    cast: Cast, licences: SystemicBarrier
) -> None:
    answer = publish(licences, cast.administrator)
    at = f"/barriers/systemic/answers/{answer.pk}/"
    for who in (cast.luton_editor, cast.bradford_officer, cast.evaluator):
        for page in ("edit/", "withdraw/"):
            assert as_(who).get(at + page).status_code == 403
            assert as_(who).post(at + page, {"because": "No."}).status_code == 403
    client = signed_in(cast.desnz_official)
    said = {"text": "It may be shown from May."}
    client.post(f"{at}edit/", filled(client, f"{at}edit/") | said)
    assert "It may be shown from May." in words(as_(None).get(licences.get_absolute_url()))
    empty = client.post(f"{at}edit/", filled(client, f"{at}edit/") | {"text": ""})
    assert "Answer “What did it say?”" in words(empty)
    later = {"on_day": "1", "on_month": "1", "on_year": "2030"}
    refused = client.post(f"{at}edit/", filled(client, f"{at}edit/") | later)
    assert "in the future" in words(refused)
    answer.refresh_from_db()
    assert (answer.text, answer.on) == ("It may be shown from May.", FRIDAY)
