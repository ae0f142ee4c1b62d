"""Nobody learns of a record that they may not see: found, counted, suggested, or put right towards.

The records are those of the sweeps: of each kind one that the reader may not see, with a word in
each of its texts that nothing else has (``tests/access/hidden.py``).
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery

from barriers.models import ActionTried
from dashboards.search.views import build, straight_to, suggestions
from pilots.models import Milestone
from search.find import best, find
from search.index import catch_up, kinds
from search.models import SearchEntry, SearchWord
from search.words import count_words, make_anew
from tests import builders
from tests.access.hidden import hide
from tests.access.known_people import Known, knowing
from tests.access.open_world import LURE, MARK, open_world
from tests.builders import Cast

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()
TYPED = (
    *(LURE, MARK, "quixotik", "zqhiden", "quixo"),
    *("luton housing", "warm homes damp", "B-000001 share", "homes agency"),
    *("bradford", "quixotic bradford", "quixotic luton"),
)
# Everybody reads each of them
OPEN = frozenset(
    {"place", "organisation", "programme", "partnership", "topic", "category", "practice"}
    | {
        "asset",
        "campaign",
        "course",
        "exampleagreement",
        "finding",
        "guidance",
        "localservice",
        "opportunity",
        "source",
    }
    | {"programme-milestone", "shareddefinition"}
    | {"needsassessment", "teampost", "workforceaction"}
)


def told(reader: Any, typed: str) -> list[Any]:
    """All that search says to this reader, on its page and while they type."""
    said = build(reader, {"q": typed, "all": "on"})
    assert said.results is not None
    rows = [(one.kind, one.pk, one.title, one.note, one.status) for one in said.rows]
    return [
        *(rows, said.examples, said.answers, said.pages, said.localities, said.count),
        [(one.label, one.count) for one in said.choices],
        (said.put_right, said.results.fewer, said.results.is_cut, said.results.question.words),
        suggestions(reader, typed),
        straight_to(reader, typed),
    ]


def words() -> set[tuple[str, bool, int]]:
    return set(SearchWord.objects.values_list("word", "is_stem", "entries"))


def hidden_kinds() -> set[str]:
    """The kinds of which an entry holds the word of hidden records."""
    asked = SearchQuery(MARK, config="simple")
    return set(SearchEntry.objects.filter(words=asked).values_list("kind", flat=True))


@pytest.mark.parametrize(
    "who", ["resident", "outsider", "desnz_official", "luton_officer", "bradford_officer"]
)
def test_hidden_records_change_nothing_that_search_says(who: str) -> None:
    with knowing(Known()):
        seen = open_world(who)
        make_anew()
        before, known = {typed: told(seen.reader, typed) for typed in TYPED}, words()
        hide(seen)
        catch_up()
        count_words()
        after = {typed: told(seen.reader, typed) for typed in TYPED}
    for typed in TYPED:
        assert after[typed] == before[typed], typed
        lists = after[typed][:5] + after[typed][8:9]
        assert MARK not in str(lists).lower(), typed
    assert words() == known
    assert not SearchWord.objects.filter(word__startswith=MARK).exists()


def test_one_of_each_kind_was_hidden() -> None:
    with knowing(Known()):
        seen = open_world("resident")
        hide(seen)
        make_anew()
    assert {index.kind for index in kinds()} - hidden_kinds() == OPEN


def test_those_who_may_see_a_hidden_record_find_it(cast: Cast) -> None:
    builders.barrier(cast.bradford, "Quixotic rules", visibility="place")
    readers = ("bradford_officer", "bradford_editor")
    for who in (*readers, "luton_officer", "outsider", "resident"):
        found = [one.title for one in find(getattr(cast, who), "quixotic").every]
        assert found == (["Quixotic rules"] if who in readers else []), who


def test_what_only_people_who_sign_in_read_is_not_found_signed_out(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes")
    builders.update(
        pilot,
        state="accepted",
        happened="Quixotic kettles",
        next_steps="Wobbly kettles",
        help_needed="Rusty kettles",
        public_sentence="Homes are warm.",
    )
    make_anew()
    for typed in ("quixotic", "wobbly", "rusty", "kettles", "kettles homes"):
        assert "Warm homes, update 1" in [one.title for one in find(cast.outsider, typed).every]
        shown = find(ANYBODY, typed).every
        assert all(one.share < 1 for one in shown), typed
        if typed != "kettles homes":
            assert shown == [], typed
    assert "Warm homes, update 1" in [one.title for one in find(ANYBODY, "homes are warm").every]
    assert not SearchWord.objects.filter(word__in=["quixotic", "wobbly", "rusti", "kettl"]).exists()
    assert find(ANYBODY, "quixotik").question.put_right == ""
    assert find(cast.outsider, "quixotik").question.put_right == ""


def test_what_is_put_right_is_so_for_everybody_alike(cast: Cast) -> None:
    """A word that only some may read is offered to nobody."""
    builders.barrier(cast.bradford, "Quixotic rules", visibility="place")
    make_anew()
    for who in ("bradford_editor", "resident"):
        assert find(getattr(cast, who), "quixotik").question.put_right == "", who
    builders.barrier(cast.bradford, "Quixotic homes")
    make_anew()
    for who in ("bradford_editor", "resident"):
        assert find(getattr(cast, who), "quixotik").question.put_right == "quixotic", who


def test_the_name_of_a_hidden_pilot_gives_its_words_to_nobody(cast: Cast) -> None:
    hidden = builders.pilot(cast.bradford, "Quixotic hubs", visibility="place")
    barrier = builders.barrier(cast.bradford, "Nobody may share kettles")
    type(barrier).objects.filter(pk=barrier.pk).update(pilot=hidden)
    ActionTried.objects.create(barrier=barrier, what="We asked for kettles")
    make_anew()
    assert find(ANYBODY, "quixotic").every == []
    whole = [one for one in find(ANYBODY, "quixotic kettles").every if one.share > 0.99]
    assert whole == []
    mine = [one.title for one in find(cast.bradford_editor, "quixotic kettles").every]
    assert {"Nobody may share kettles", "We asked for kettles"} <= set(mine[:2])


def test_a_part_of_a_hidden_record_is_hidden_with_it(cast: Cast) -> None:
    hidden = builders.pilot(cast.bradford, "Warm homes", visibility="place")
    Milestone.objects.create(pilot=hidden, text="Quixotic day", due=builders.TODAY)
    assert find(ANYBODY, "quixotic").every == []
    assert [one.title for one in find(cast.bradford_editor, "quixotic").every] == ["Quixotic day"]


def test_many_hidden_records_are_told_of_by_no_word_of_the_page(cast: Cast) -> None:
    for number in range(12):
        builders.barrier(cast.bradford, f"Quixotic rule {number}", visibility="place")
    builders.barrier(cast.luton, "Quixotic homes")
    said = build(ANYBODY, {"q": "quixotic"})
    assert ([one.title for one in said.rows], said.count) == (["Quixotic homes"], 1)
    assert build(cast.bradford_editor, {"q": "quixotic"}).count == 13


def test_a_box_offers_no_more_than_its_reader_may_choose(cast: Cast) -> None:
    hidden = builders.pilot(cast.bradford, "Quixotic hubs", visibility="place")
    seen = builders.pilot(cast.bradford, "Quixotic homes")
    rows = type(seen).objects.visible_to(ANYBODY)
    assert best(rows, "quixotic", ANYBODY) == [seen]
    rows = type(seen).objects.visible_to(cast.bradford_editor)
    assert {one.pk for one in best(rows, "quixotic", cast.bradford_editor)} == {hidden.pk, seen.pk}


def test_an_entry_alone_tells_nothing(cast: Cast) -> None:
    """Who may read is asked of the record, so it holds before the entry was made again."""
    barrier = builders.barrier(cast.bradford, "Quixotic rules")
    assert find(ANYBODY, "quixotic").every
    catch_up()
    type(barrier).objects.filter(pk=barrier.pk).update(visibility="place")
    assert SearchEntry.objects.filter(title="Quixotic rules").exists()
    assert find(ANYBODY, "quixotic").every == []
    assert straight_to(ANYBODY, barrier.reference) == ""
