"""Verdicts on two rows of an overlap: who gives one, who reads it, what two at once are told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from funding.models import Flow, Fund, FundOwner, Overlap
from funding.overlap.actions import judge
from partnerships.models import Topic
from tests import builders
from tests.builders import Cast
from tests.funding.overlap.test_finding import paid
from tests.pilots.forms import filled, signed_in, text_of, values

pytestmark = pytest.mark.django_db
AT = "/funding/overlaps/bradford/net-zero/"
ADD = f"{AT}verdict/"
MEANS = {"verdict": "complementary", "reason": "One pays for roofs, the other for advice"}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def pair(cast: Cast) -> tuple[Flow, Flow]:
    """A farm and a college, each paid for net zero in Bradford out of a fund of its own."""
    topic = Topic.objects.create(name="Net zero", slug="net-zero")
    made = []
    for name in ("Wind farm", "Town college"):
        fund = Fund.objects.create(name=f"{name} fund", slug=name[:4].lower(), visibility="public")
        body = builders.organisation(name)
        made.append(paid(cast.bradford, topic, body, fund=fund, description=f"For the {name}"))
    return made[0], made[1]


def said(pair: tuple[Flow, Flow], by: Any, **fields: Any) -> Overlap:
    return judge(by=by, one=pair[0], other=pair[1], **{**MEANS, **fields})


def test_a_contributor_says_what_two_are_and_it_stands_on_the_page(
    cast: Cast, pair: tuple[Flow, Flow]
) -> None:
    client = signed_in(cast.bradford_officer)
    page = client.get(AT)
    assert "Pairs that nobody has explained yet" in text_of(page)
    (unjudged,) = page.context["pairs"].unjudged
    answer = client.post(unjudged.url, filled(client, unjudged.url, **MEANS))
    overlap = Overlap.objects.get()
    assert answer["Location"] == f"{AT}#verdicts"
    assert (overlap.one, overlap.other, overlap.judged_by) == (*pair, cast.bradford_officer)
    after = client.get(AT)
    assert after.context["pairs"].unjudged == []
    for words in ("Complementary", MEANS["reason"], str(cast.bradford_officer)):
        assert words in text_of(after)
    record = text_of(client.get(overlap.get_absolute_url()))
    for words in (MEANS["reason"], "Wind farm", "Town college", "20 November 2026"):
        assert words in record


def test_what_was_said_of_the_same_two_funds_is_offered_again_elsewhere(
    cast: Cast, pair: tuple[Flow, Flow]
) -> None:
    overlap = said(pair, cast.bradford_officer)
    topic = Topic.objects.get(slug="net-zero")
    for flow in pair:
        paid(cast.luton, topic, flow.receiver, fund=flow.fund, description="In Luton")
    client, at = signed_in(cast.luton_officer), AT.replace("bradford", "luton")
    (unjudged,) = client.get(at).context["pairs"].unjudged
    assert unjudged.said == overlap
    address = f"{unjudged.url}&same={overlap.pk}"
    assert address.replace("&", "&amp;") in client.get(at).content.decode()
    assert values(client.get(address).content.decode()).items() >= MEANS.items()
    for reader, hidden in ((cast.luton_officer, ""), (cast.outsider, "Say the same")):
        page = text_of(signed_in(reader).get(at))
        assert "Of the same two funds elsewhere: complementary" in page
        assert not hidden or hidden not in page
    Flow.objects.filter(pk=pair[0].pk).update(visibility="place")
    assert MEANS["reason"] not in client.get(address).content.decode()


def test_the_public_is_not_told_that_nobody_explained_a_pair(
    cast: Cast, pair: tuple[Flow, Flow], client: Any
) -> None:
    said(pair, cast.bradford_officer)
    page = text_of(client.get(AT))
    assert "Pairs that may overlap" in page
    assert "nobody has explained" not in page


def test_where_no_overlap_is_found_no_pair_and_no_call_is_offered(cast: Cast) -> None:
    Topic.objects.create(name="Net zero", slug="net-zero")
    page = text_of(signed_in(cast.bradford_officer).get(AT))
    assert "You can see no overlap on" in page
    for way in ("Explain a pair", "Invite them to a call"):
        assert way not in page


def test_the_order_in_which_the_two_are_named_does_not_matter(
    cast: Cast, pair: tuple[Flow, Flow]
) -> None:
    made = said((pair[1], pair[0]), cast.bradford_officer)
    assert (made.one, made.other) == pair


def test_two_who_send_at_once_do_not_both_say_it(cast: Cast, pair: tuple[Flow, Flow]) -> None:
    client = signed_in(cast.bradford_editor)
    address = f"{ADD}?one={pair[0].pk}&other={pair[1].pk}"
    typed = filled(client, address, **MEANS)
    said(pair, cast.bradford_officer)
    answer = client.post(address, typed)
    assert "Somebody has explained this pair already" in text_of(answer)
    assert MEANS["reason"] in answer.content.decode()
    assert Overlap.objects.get().judged_by == cast.bradford_officer


def test_the_form_says_what_is_missing_at_its_field(cast: Cast, pair: tuple[Flow, Flow]) -> None:
    client = signed_in(cast.bradford_officer)
    same = {"one": str(pair[0].pk), "other": str(pair[0].pk)}
    form = client.post(ADD, filled(client, ADD, **MEANS, **same)).context["form"]
    assert "same row" in form.errors["other"][0]
    form = client.post(ADD, filled(client, ADD, reason="", verdict="")).context["form"]
    assert set(form.errors) == {"one", "other", "verdict", "reason"}
    form = client.post(ADD, {**filled(client, ADD, **MEANS), "one": "9" * 5000}).context["form"]
    assert "one" in form.errors
    assert not Overlap.objects.exists()


def test_a_verdict_is_changed_and_the_second_of_two_sees_both(
    cast: Cast, pair: tuple[Flow, Flow]
) -> None:
    overlap = said(pair, cast.bradford_officer)
    address = f"{overlap.get_absolute_url()}edit/"
    first, second = signed_in(cast.bradford_editor), signed_in(cast.bradford_officer)
    late = filled(second, address, verdict="unclear", reason="Nobody asked them")
    first.post(address, filled(first, address, verdict="duplicate", reason="The same roof"))
    overlap.refresh_from_db()
    assert (overlap.verdict, overlap.judged_by) == ("duplicate", cast.bradford_editor)
    answer = text_of(second.post(address, late))
    assert "The same roof" in answer
    assert "Nobody asked them" in answer
    overlap.refresh_from_db()
    assert overlap.reason == "The same roof"


def test_who_may_say_it(cast: Cast, pair: tuple[Flow, Flow]) -> None:
    for may_not in (cast.luton_officer, cast.evaluator, cast.administrator):
        assert signed_in(may_not).get(ADD).status_code == 403
        with pytest.raises(PermissionDenied):
            said(pair, may_not)
    fund = pair[0].fund
    assert fund is not None
    FundOwner.objects.create(fund=fund, organisation=cast.council)
    officer = builders.user("Fund officer", ("officer", cast.council))
    assert said(pair, officer).judged_by == officer


def test_a_lead_says_it_of_money_of_the_programme(cast: Cast, pair: tuple[Flow, Flow]) -> None:
    with pytest.raises(PermissionDenied):
        said(pair, cast.pfpp_lead)
    Flow.objects.filter(pk=pair[0].pk).update(programme=cast.pfpp)
    assert said(pair, cast.pfpp_lead).verdict == "complementary"


def test_it_is_read_by_who_reads_both_and_never_by_the_public(
    cast: Cast, pair: tuple[Flow, Flow], client: Any
) -> None:
    overlap = said(pair, cast.bradford_officer)
    page = overlap.get_absolute_url()
    assert signed_in(cast.luton_officer).get(page).status_code == 200
    assert MEANS["reason"] not in text_of(client.get(AT))
    assert client.get(page).status_code == 302
    Flow.objects.filter(pk=pair[1].pk).update(visibility="team")
    assert signed_in(cast.luton_officer).get(page).status_code == 404
    assert MEANS["reason"] not in text_of(signed_in(cast.luton_officer).get(AT))
    assert signed_in(cast.bradford_editor).get(page).status_code == 200


def test_what_is_hidden_can_neither_be_chosen_nor_judged(
    cast: Cast, pair: tuple[Flow, Flow]
) -> None:
    Flow.objects.filter(pk=pair[1].pk).update(visibility="team")
    client = signed_in(cast.bradford_officer)
    typed = {**values(client.get(ADD).content.decode()), **MEANS}
    typed |= {"one": str(pair[0].pk), "other": str(pair[1].pk)}
    assert "other" in client.post(ADD, typed).context["form"].errors
    with pytest.raises(ValidationError):
        said(pair, cast.bradford_officer)


def test_what_was_said_of_two_funds_is_a_hint_at_another_place(
    cast: Cast, pair: tuple[Flow, Flow]
) -> None:
    overlap = said(pair, cast.bradford_officer)
    topic = Topic.objects.get()
    for flow in pair:
        paid(cast.luton, topic, builders.organisation(), fund=flow.fund)
    address = "/funding/overlaps/luton/net-zero/"
    (pair_there,) = signed_in(cast.luton_officer).get(address).context["pairs"].unjudged
    assert pair_there.said == overlap
    assert Overlap.objects.count() == 1
    Flow.objects.filter(pk=pair[0].pk).update(visibility="team")
    (pair_there,) = signed_in(cast.luton_officer).get(address).context["pairs"].unjudged
    assert pair_there.said is None


def test_the_verdict_stands_wherever_the_same_two_rows_stand(
    cast: Cast, pair: tuple[Flow, Flow]
) -> None:
    overlap = said(pair, cast.bradford_officer)
    skills = Topic.objects.create(name="Skills", slug="skills")
    for flow in pair:
        flow.topics.add(skills)
    page = signed_in(cast.bradford_officer).get("/funding/overlaps/bradford/skills/")
    assert page.context["pairs"].judged == [overlap]


def _broken(name: str, one: Flow, other: Flow, by: Any) -> None:
    usual = {"verdict": "unclear", "reason": "Why", "judged_by": by, "judged_at": timezone.now()}
    match name:
        case "overlap_pair_in_order":
            Overlap.objects.create(one=other, other=one, **usual)
        case "overlap_pair_once":
            for _ in range(2):
                Overlap.objects.create(one=one, other=other, **usual)
        case "overlap_has_reason":
            Overlap.objects.create(one=one, other=other, **(usual | {"reason": ""}))
        case "overlap_verdict_known":
            Overlap.objects.create(one=one, other=other, **(usual | {"verdict": "odd"}))


@pytest.mark.parametrize("name", [constraint.name for constraint in Overlap._meta.constraints])
def test_the_database_keeps_it(name: str, cast: Cast, pair: tuple[Flow, Flow]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        _broken(name, *pair, cast.bradford_officer)


def test_a_row_is_not_judged_against_itself(cast: Cast, pair: tuple[Flow, Flow]) -> None:
    with pytest.raises(ValidationError):
        said((pair[0], pair[0]), cast.bradford_officer)
    with pytest.raises(IntegrityError, match="overlap_pair_in_order"), transaction.atomic():
        Overlap.objects.create(
            one=pair[0], other=pair[0], verdict="unclear", reason="Why",
            judged_by=cast.bradford_officer, judged_at=timezone.now(),
        )  # fmt: skip


def test_history_tells_what_was_said_before_and_by_whom(own_database: str) -> None:
    cast = builders.cast()
    topic = Topic.objects.create(name="Net zero", slug="net-zero")
    one, other = (paid(cast.bradford, topic, builders.organisation()) for _ in range(2))
    overlap = said((one, other), cast.bradford_officer)
    client = signed_in(cast.bradford_editor)
    address = f"{overlap.get_absolute_url()}edit/"
    client.post(address, filled(client, address, verdict="duplicate", reason="The same roof"))
    history = text_of(client.get(f"{overlap.get_absolute_url()}history/"))
    for words in ("The same roof", MEANS["reason"], str(cast.bradford_editor)):
        assert words in history
