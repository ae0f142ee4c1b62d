"""The matrix of priorities, the reasoning of a pair, and where priorities differ."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from partnerships.models import Topic
from policy.models import Alignment, Priority, PriorityTopic
from tests import builders
from tests.builders import Cast
from tests.partnerships.test_constraints import broken
from tests.policy.priority.test_priority import as_, desnz, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(cast: Cast) -> tuple[Priority, Priority]:
    wider = builders.priority("Warm homes", owner=desnz(), visibility="public")
    return builders.priority("Dry homes", cast.bradford), wider


def matrix(query: str = "?place=bradford", who: Any = None) -> str:
    return words(as_(who).get(f"/priorities/matrix/{query}"))


def url_of(narrower: Priority, wider: Priority) -> str:
    return f"/priorities/{narrower.slug}/against/{wider.slug}/"


def test_what_nobody_looked_at_is_not_known_and_never_differs(
    pair: tuple[Priority, Priority],
) -> None:
    text = matrix()
    assert "Not known Nobody has checked." in text
    assert "Differs 0" in text
    assert "Not known; nobody has checked, so not counted as differing 1" in text


def test_two_that_nobody_compared_are_no_record_that_could_be_wrong(
    pair: tuple[Priority, Priority],
) -> None:
    wrong = f"/something-wrong/alignment/{pair[0].slug}/{pair[1].slug}/"
    assert wrong not in as_(None).get(url_of(*pair)).content.decode()
    Alignment.objects.create(
        narrower=pair[0], wider=pair[1], verdict="aligned", note="Both ask for warm homes"
    )
    assert wrong in as_(None).get(url_of(*pair)).content.decode()
    assert as_(None).get(wrong).status_code == 200


def test_a_topic_in_common_is_a_sign_and_no_verdict(pair: tuple[Priority, Priority]) -> None:
    topic = Topic.objects.create(name="Housing", slug="housing")
    for one in pair:
        PriorityTopic.objects.create(priority=one, topic=topic)
    assert "Looks like the same topic. Nobody has checked." in matrix()
    assert "Dry homes" in matrix("?place=bradford&topic=housing")


def test_times_and_places_that_do_not_meet_are_signs(cast: Cast) -> None:
    builders.priority(
        "Aim",
        cast.luton,
        cast.bradford,
        tier="national",
        decide_to=dt.date(2027, 1, 31),
    )
    builders.priority("Ours", cast.bradford, decide_from=dt.date(2027, 2, 1))
    assert "Looks like decisions at different times. Nobody has checked." in matrix()
    builders.priority("Regional aim", cast.region, tier="regional")
    text = matrix("?place=bradford&against=regional")
    assert "Looks like other places" not in text


def test_a_hidden_priority_is_no_column_and_no_cell(cast: Cast) -> None:
    builders.priority("Secret aim", owner=desnz(), visibility="team")
    builders.priority("Dry homes", cast.bradford)
    assert "Secret aim" not in matrix(who=cast.outsider)
    assert "Secret aim" in matrix(who=cast.desnz_official)


def test_an_editor_says_how_two_stand_and_why(
    cast: Cast,
    pair: tuple[Priority, Priority],
) -> None:
    url = url_of(*pair)
    client = as_(cast.bradford_editor)
    assert "Say why" in words(client.post(url, {"verdict": "aligned", "version": "0"}))
    said = {"verdict": "differs", "note": "Ours is about damp.", "version": "0"}
    assert "Say how they differ" in words(client.post(url, said))
    client.post(url, {**said, "differs_in_content": "on"})
    text = words(as_().get(url))
    assert "Differs in content" in text
    assert "Ours is about damp." in text
    assert "Bradford editor" not in text
    assert "Bradford editor" in words(as_(cast.outsider).get(url))
    assert "Differs in content" in matrix()
    report = words(as_().get("/priorities/differences/?kind=content"))
    assert "Dry homes" in report
    assert "Dry homes" not in words(as_().get("/priorities/differences/?kind=time"))


def test_of_two_who_say_it_first_the_second_sees_both(
    cast: Cast,
    pair: tuple[Priority, Priority],
) -> None:
    Alignment.objects.create(wider=pair[1], narrower=pair[0], verdict="aligned", note="Same.")
    sent = {"verdict": "partial", "note": "In part.", "version": "0"}
    text = words(as_(cast.bradford_editor).post(url_of(*pair), sent))
    assert "Somebody changed this while you were typing" in text
    assert Alignment.objects.get().verdict == "aligned"


def test_only_a_wider_one_stands_above(cast: Cast, pair: tuple[Priority, Priority]) -> None:
    narrower, wider = pair
    assert as_().get(url_of(wider, narrower)).status_code == 404
    assert as_().get(url_of(narrower, narrower)).status_code == 404
    other = builders.priority("Other local", cast.bradford)
    assert as_().get(url_of(narrower, other)).status_code == 404


def test_the_matrix_is_taken_away_with_unknowns_left_empty(pair: tuple[Priority, Priority]) -> None:
    answer = as_().get("/priorities/matrix/?place=bradford&format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [(row["priority"], row["against"], row["verdict"]) for row in rows] == [
        ("Dry homes", "Warm homes", "")
    ]


def test_the_file_holds_those_that_do_not_fit_on_the_page(cast: Cast) -> None:
    for number in range(32):
        builders.priority(f"Wide {number}", owner=desnz())
        builders.priority(f"Local {number}", cast.bradford)
    assert "the first 30 on each side are shown" in matrix()
    answer = as_().get("/priorities/matrix/?place=bradford&format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert len({(row["priority"], row["against"]) for row in rows}) == len(rows) == 32 * 32


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?place=nowhere", "We can’t find"),
        ("?place=bradford&against=galactic", "Choose"),
        ("?place=bradford&topic=no-topic", "Choose"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(cast: Cast, query: str, said: str) -> None:
    assert said in matrix(query)


@pytest.mark.parametrize("number", [1, 30])
def test_the_matrix_asks_the_same_questions_for_one_and_for_thirty(
    cast: Cast,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        builders.priority("", owner=desnz())
        builders.priority("", cast.bradford)
    client = as_(cast.bradford_editor)
    client.get("/priorities/matrix/?place=bradford")
    with django_assert_num_queries(8):
        client.get("/priorities/matrix/?place=bradford")
    with django_assert_num_queries(6):
        client.get("/places/bradford/priorities/")
    with django_assert_num_queries(6):
        client.get("/priorities/differences/")


def test_a_place_shows_national_regional_and_local_side_by_side(cast: Cast) -> None:
    builders.priority("Warm homes", owner=desnz())
    builders.priority("Jobs", cast.region, tier="regional")
    builders.priority("Dry homes", cast.bradford)
    builders.priority("Over there", cast.luton)
    text = words(as_().get("/places/bradford/priorities/"))
    assert text.index("Warm homes") < text.index("Jobs") < text.index("Dry homes")
    assert "Over there" not in text


def test_a_made_up_difference_is_shown_where_its_place_is_named(cast: Cast) -> None:
    made_up = builders.place("Exampleshire", "county", is_example=True)
    pair = [builders.priority("Wider", owner=desnz()), builders.priority("Made-up aim", made_up)]
    Alignment.objects.create(
        wider=pair[0], narrower=pair[1], verdict="differs", note="Yes.", differs_in_time=True
    )
    assert "Made-up aim" not in words(as_().get("/priorities/differences/"))
    assert "Made-up aim" in words(as_().get("/priorities/differences/?place=exampleshire"))


def test_an_alignment_joins_two_priorities_once_and_says_why() -> None:
    wide, narrow = builders.priority("Warm homes"), builders.priority("Warmer homes")

    def align(**fields: Any) -> Any:
        given = {"wider": wide, "narrower": narrow, "verdict": "aligned", "note": "Same", **fields}
        return lambda: Alignment.objects.create(**given)

    assert broken(align(note="")) == "alignment_has_its_reason"
    assert broken(align(narrower=wide)) == "alignment_of_two_priorities"
    align()()
    assert broken(align()) == "alignment_once"
