"""One box, taken apart into a title and a reason, without losing a word."""

import re

from hypothesis import given
from hypothesis import strategies as st

from barriers.barrier.wording import LONGEST_TITLE, title_and_reason


def test_because_parts_the_title_from_the_reason() -> None:
    said = "We cannot see which homes get visits, because records are not shared."
    assert title_and_reason(said) == (
        "We cannot see which homes get visits",
        "because records are not shared.",
    )


def test_without_because_the_first_sentence_is_the_title() -> None:
    said = "We cannot hire. The post was frozen in May.\n\nNobody knows why."
    assert title_and_reason(said) == (
        "We cannot hire",
        "The post was frozen in May.\n\nNobody knows why.",
    )


def test_a_short_text_has_no_reason() -> None:
    assert title_and_reason("We cannot hire.") == ("We cannot hire", "")


def test_a_text_that_opens_with_because_is_its_own_title() -> None:
    said = "Because nobody answers, we cannot start"
    assert title_and_reason(said) == (said, said)


def test_a_long_text_keeps_everything_and_its_title_ends_at_a_word() -> None:
    said = "We cannot " + "go on and " * 60
    title, reason = title_and_reason(said)
    assert len(title) <= LONGEST_TITLE
    assert title.endswith((" and…", " on…", " go…"))
    assert reason == said.strip()


@given(st.text(min_size=1, max_size=900).filter(lambda text: text.strip()))
def test_no_word_is_ever_lost(said: str) -> None:
    title, reason = title_and_reason(said)
    assert 0 < len(title) <= LONGEST_TITLE
    kept = f"{title} {reason}"
    assert set(re.findall(r"\w+", said)) <= set(re.findall(r"\w+", kept))
