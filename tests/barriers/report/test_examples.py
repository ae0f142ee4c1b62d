"""The barrier report keeps what is made up apart from the country."""

from __future__ import annotations

import pytest

from accounts.models import User
from tests import builders
from tests.barriers.report.reported import data_sharing, links, listed, page, rows, words
from tests.builders import Cast


@pytest.fixture
def officer(cast: Cast) -> User:
    """Somebody who works in a made-up county, where two of four barriers are."""
    county = builders.place("Exampleshire", "county", is_example=True)
    for title in ("Invented", "Invented too"):
        data_sharing(county, title)
    data_sharing(cast.bradford, "Real")
    data_sharing(builders.place("Belfast"), "Across the sea")
    return builders.user("County officer", ("contributor", county))


def test_made_up_barriers_stand_in_a_row_of_their_own(officer: User) -> None:
    councils = rows("", officer)
    assert councils["Made up, as an example"]["all"] == 2
    assert councils["Bradford"]["all"] == 1
    assert "Exampleshire" not in councils
    found = rows("?rows=region", officer)
    assert found["Made up, as an example"]["all"] == 2
    assert found["In no region"]["all"] == 1
    assert found["Yorkshire and The Humber"]["all"] == 1
    text = page("?rows=region", officer)
    said = words(text)
    assert (
        "4 barriers, 2 of which are made up, as an example. Of the others, 1 lies in 1 of the 2"
        in said
    )
    assert "All barriers, each once, the made-up ones too" in said
    for number, url in [*links(text), *links(page("", officer))]:
        assert listed(url, officer) == number, url


def test_others_see_none_of_them_unless_they_ask_for_what_is_made_up(officer: User) -> None:
    assert "Made up, as an example" not in rows("")
    assert "Made up, as an example" not in rows("?rows=region")
    assert "made-up ones too" not in words(page(""))
    assert listed("/barriers/") == listed("/barriers/?region=made-up") == 2
    assert listed("/barriers/?region=none") == 1
