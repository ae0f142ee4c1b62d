"""Whether planned and actual count the same thing: each answer has its own words wherever it is
told, and "not the same measure" is said of nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from pilots.models import Pilot
from tests import builders
from tests.builders import Cast
from tests.pilots.update.test_log_progress import text_of

pytestmark = pytest.mark.django_db

NOT_THE_SAME = "not the same measure"
PAGES = (
    "/places/bradford/brief/",
    "/places/bradford/brief/?format=txt",
    "/pilots/warm-homes/",
    "/pilots/warm-homes/brief/?format=txt",
    "/pilots/warm-homes/indicators/",
    "/pilots/warm-homes/indicators/1/",
    "/pilots/figures/",
)
# The answer, whether there is a plan now, and what pages say of it
ANSWERS = {
    "different": ("different", True, ("not the same measure", "flats, not homes")),
    "not sure": ("not_sure", True, ("not sure", "we don’t know whether")),
    "no plan then": ("no_plan", True, ("no plan was known", "no plan known then")),
    "no plan": ("no_plan", False, ("no plan",)),
}


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


def counted(cast: Cast, answer: str) -> Pilot:
    counts, has_plan, _ = ANSWERS[answer]
    pilot = builders.pilot(cast.bradford, "Warm homes", slug="warm-homes")
    homes = builders.indicator(pilot, **({"target_low": 100} if has_plan else {}))
    difference = "Flats, not homes" if counts == "different" else ""
    builders.actual(homes, 67, counts=counts, difference=difference)
    return pilot


@pytest.mark.parametrize("answer", ANSWERS)
def test_each_answer_has_its_own_words_on_every_page(cast: Cast, answer: str) -> None:
    counted(cast, answer)
    own = ANSWERS[answer][2]
    for address in PAGES:
        page = Client().get(address)
        is_page = "format=txt" not in address
        said = text_of(page) if is_page else " ".join(page.content.decode().split())
        said = said.lower()
        if (answer, address) != ("no plan", "/pilots/warm-homes/"):  # that says what is planned
            assert any(words in said for words in own), (address, said)
        assert (NOT_THE_SAME in said) <= (answer == "different"), address
        others = {words for key, (*_, told) in ANSWERS.items() if key != answer for words in told}
        apart = others - set(own) - {"no plan"}
        assert not [words for words in apart if words in said], address


@pytest.mark.parametrize("answer", ANSWERS)
def test_each_answer_has_its_own_words_in_files(cast: Cast, answer: str) -> None:
    counted(cast, answer)
    file = Client().get("/pilots/warm-homes/indicators/?format=csv")
    said = file.getvalue().decode()
    words = {"different": "No, different", "not sure": "Not sure"}.get(answer, "No plan known")
    assert f",{words}," in said.replace('"', "")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("different", "plan and result count different things"),
        ("not sure", "we don’t know whether plan and result count the same thing"),
        ("no plan then", "no plan is known"),
        ("no plan", "no plan is known"),
    ],
)
def test_the_page_of_a_place_says_why_there_is_no_bar(cast: Cast, answer: str, why: str) -> None:
    counted(cast, answer)
    page = Client().get("/places/bradford/")
    assert why in text_of(page).lower()
    assert 'class="got"' not in page.content.decode()
