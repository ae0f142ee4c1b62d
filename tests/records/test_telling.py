"""Long work says what it does, how far it is and how long it took, to whoever ran it alone."""

from collections.abc import Callable

import pytest
from django.core.management.base import OutputWrapper

from records import telling as module
from records.telling import counting, progress_to, telling, time_words
from tests.heard import Heard


@pytest.fixture
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a hundredth of the time."""
    for name in ("BRIEF", "A_SECOND", "IN_A_LOG"):
        monkeypatch.setattr(module, name, 0.01)


def test_a_phase_says_what_it_does_and_then_how_long_it_took() -> None:
    with progress_to(heard := Heard()):
        with telling("Making the tables"):
            assert heard.getvalue() == "Making the tables ..."
        with telling("Loading the places"):
            pass
    assert heard.lines == ["Making the tables ... 0 s", "Loading the places ... 0 s"]


def test_one_that_fails_ends_its_line_and_does_not_say_that_it_took_its_time() -> None:
    heard = Heard()
    with pytest.raises(ValueError), progress_to(heard), telling("Making the tables"):  # noqa: PT011
        raise ValueError
    assert heard.getvalue() == "Making the tables ...\n"


@pytest.mark.usefixtures("_soon")
def test_a_log_gets_whole_lines_that_say_how_far_it_is() -> None:
    with progress_to(heard := Heard()), telling("Loading the places"):
        for number in counting(range(6_900), "places"):
            if number == 1_200:
                heard.wait_for("so far")
    first, *_, last = heard.lines
    assert first == "Loading the places ... 1,200 of 6,900 places, 0 s so far"
    assert last == "Loading the places ... 0 s"
    assert "\r" not in heard.getvalue()


def test_a_log_gets_few_lines() -> None:
    waits = module._Log(Heard()).waits()
    assert [next(waits) for _ in range(8)] == [30, 60, 120, 240, 480, 960, 1920, 3840]


@pytest.mark.usefixtures("_soon")
def test_on_a_terminal_one_line_is_drawn_anew() -> None:
    with progress_to(heard := Heard(is_terminal=True)), telling("Loading the places"):
        for number in counting(iter(range(6_900)), "places", of=6_900):
            if number == 1_200:
                heard.wait_for("\rLoading the places ... 1,200 of 6,900 places, 0 s")
    assert heard.lines == ["Loading the places ... 0 s"]


@pytest.mark.usefixtures("_soon")
def test_a_line_is_no_longer_than_the_terminal_is_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    with progress_to(heard := Heard(is_terminal=True)), telling("Loading all the places"):
        heard.wait_for("\rLoading all the pla")
    assert {len(line) for line in heard.getvalue().strip().split("\r") if line} == {19}


@pytest.mark.usefixtures("_soon")
def test_what_is_done_within_a_phase_stands_in_its_line() -> None:
    with progress_to(heard := Heard()), telling("Loading the record"):
        with telling("Loading the places"):
            heard.wait_for(" loading the places, 0 s so far")
        with telling("Making the search index"):
            pass
    assert "search" not in heard.lines[-1]


@pytest.mark.usefixtures("_soon")
def test_what_is_brief_is_told_only_where_it_takes_long() -> None:
    with progress_to(heard := Heard()), telling("Tidying", brief=True):
        heard.wait_for("Tidying ...")
    assert heard.lines[-1] == "Tidying ... 0 s"


def test_what_was_brief_is_not_told() -> None:
    with progress_to(heard := Heard()), telling("Tidying", brief=True):
        pass
    assert heard.getvalue() == ""


def test_nobody_is_told_unless_somebody_asked(capfd: pytest.CaptureFixture[str]) -> None:
    with telling("Loading the places"):
        assert list(counting("abc", "places")) == ["a", "b", "c"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("options", "is_terminal", "is_told"),
    [
        ({}, False, True),
        ({"verbosity": 0}, True, False),
        ({"is_job": True}, False, False),
        ({"is_job": True}, True, True),
        ({"is_job": True, "verbosity": 2}, False, True),
        ({"is_job": True, "verbosity": 0}, True, False),
    ],
)
def test_who_is_told(options: dict[str, int], is_terminal: bool, is_told: bool) -> None:
    with progress_to(heard := Heard(is_terminal=is_terminal), **options), telling("Loading"):
        pass
    assert bool(heard.getvalue()) == is_told


def test_a_stream_of_a_command_takes_it_as_it_is() -> None:
    style: Callable[[str], str] = "<{}>".format
    out = OutputWrapper(heard := Heard())
    out.style_func = style  # as errors are red
    with progress_to(out), telling("Loading"):
        pass
    assert heard.getvalue() == "Loading ... 0 s\n"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (59.6, "1 min 0 s"), (125, "2 min 5 s"), (4320, "1 h 12 min")],
)
def test_time_is_said_in_words(seconds: float, words: str) -> None:
    assert time_words(seconds) == words
