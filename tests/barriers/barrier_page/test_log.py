"""Logging a barrier: nine short questions, for everybody who may."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barriers.barrier.wording import LONGEST_TITLE, title_and_reason
from barriers.models import Barrier
from records.models import Draft
from tests import builders
from tests.barriers.pages import as_, token, words
from tests.builders import Cast

pytestmark = pytest.mark.django_db
LOG = "/barriers/log/"


def answers(**changed: str) -> dict[str, str]:
    typed = {
        "said": "We cannot see visits, because records are not shared",
        "kind": "data-sharing",
        "people": "Families are visited twice",
        "unlock": "find_out",
        "visibility": "team",
        **changed,
    }
    return {name: value for name, value in typed.items() if value is not None}


def send(cast: Cast, address: str = LOG, **changed: str) -> Any:
    return as_(cast.bradford_officer).post(address, answers(**changed))


def only() -> Barrier:
    return Barrier.objects.get()


def test_the_only_place_is_not_asked_for(cast: Cast) -> None:
    page = words(as_(cast.bradford_officer).get(LOG))
    assert "In Bradford. This takes about three minutes" in page
    assert "Where is it?" not in page


def test_who_may_not_log_reads_who_can(cast: Cast) -> None:
    answer = as_(cast.desnz_official).get(LOG)
    assert answer.status_code == 403
    assert "Contributors and editors of a place can log barriers there" in words(answer)
    assert "You can see this record" not in words(answer)


def test_a_barrier_is_logged_and_its_page_shown(cast: Cast) -> None:
    answer = send(cast)
    assert answer["Location"] == only().get_absolute_url()
    page = words(as_(cast.bradford_officer).get(answer["Location"]))
    assert "We cannot see visits" in page
    assert "…because records are not shared" in page
    assert "This barrier needs an owner" in page
    assert "Visible to: my team" in page


def test_the_form_says_who_reads_one_that_needs_an_owner(cast: Cast) -> None:
    page = words(as_(cast.bradford_officer).get(LOG))
    assert "Until an owner is found, the directory connectors of the place and the leads" in page
    assert (
        "the directory connectors of Bradford and of the areas that it is in, and the leads of the "
        "pilot’s programme, can read it as well, whatever you choose here" in page
    )
    assert "Also the contributors and directory connectors there" in page


@pytest.mark.parametrize(("unlock", "reads"), [("find_out", True), ("not_known", False)])
def test_who_needs_nobody_found_gives_nobody_more_to_read(
    cast: Cast, unlock: str, reads: bool
) -> None:
    """The connector of the region and the lead of the programme read it where an owner is sought,
    and where nobody needs to find out now they do not."""
    builders.pilot(cast.bradford, "Warm homes", programme=cast.pfpp)
    typed = answers(unlock=unlock, pilot="Warm homes", organisation="No such body")
    said = words(as_(cast.bradford_officer).post(LOG, typed, follow=True))
    assert only().status == ("needs_owner" if reads else "open")
    assert ("It needs an owner: until one is named" in said) is reads
    for reader in (cast.yorkshire_connector, cast.pfpp_lead):
        assert Barrier.objects.visible_to(reader).exists() is reads


def test_the_form_says_that_private_answers_can_be_asked_for(cast: Cast) -> None:
    page = words(as_(cast.bradford_officer).get(LOG))
    assert "All of these can be asked for under the Freedom of Information Act" in page
    assert "You and the editors of Bradford" in page


def test_an_organisation_is_found_by_its_name(cast: Cast) -> None:
    send(cast, unlock="organisation", organisation=cast.council.name)
    assert (only().unlocker, only().status) == (cast.council, "open")


def test_an_organisation_must_be_named_where_one_can_be(cast: Cast) -> None:
    page = send(cast, unlock="organisation")
    assert "Enter the organisation, or choose another answer" in words(page)
    assert not Barrier.objects.exists()


def test_answers_that_do_not_apply_are_no_mistake(cast: Cast) -> None:
    send(cast, kind="culture", rule="nonsense", unlock="find_out", organisation="No such body")
    assert (only().nature, only().unlocker) == ("not_stated", None)


def test_not_sure_of_the_kind_is_an_answer(cast: Cast) -> None:
    send(cast, kind="not-sure")
    assert only().category is None


def test_a_pilot_of_the_place_is_found_by_what_it_is_about(cast: Cast) -> None:
    hub = builders.pilot(cast.bradford, "Warm homes", summary="Damp rooms", programme=cast.pfpp)
    builders.pilot(cast.luton, "Cold homes")
    send(cast, pilot="Warm homes")
    assert (only().pilot, only().programme) == (hub, cast.pfpp)
    page = send(cast, pilot="Cold homes")
    assert "We can’t find “Cold homes”" in words(page)


def test_a_hidden_pilot_is_never_offered(cast: Cast) -> None:
    builders.pilot(cast.bradford, "Secret hub", visibility="team")
    assert "We can’t find “Secret hub”" in words(send(cast, pilot="Secret hub"))


def test_mistakes_keep_what_was_typed_and_save_nothing(cast: Cast) -> None:
    page = send(cast, people="", kind="")
    said = words(page)
    assert "There are 2 problems" in said
    assert "Answer “What difference does it make to people?”" in said
    assert "We cannot see visits, because records are not shared" in page.content.decode()
    assert page.content.decode().count("<title>Error: Log a barrier") == 1
    assert not Barrier.objects.exists()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"said": "x" * 10_000}, "It has 10,000"),
        ({"said": "We cannot\x00 go"}, "hidden character that cannot be stored"),
        ({"said": "   "}, "Answer “What is getting in the way?”"),
        ({"kind": "witchcraft"}, "Choose from the answers listed"),
        ({"visibility": "public"}, "Choose from the answers listed"),
        ({"unlock": "organisation", "organisation": "y" * 999}, "Shorten the name"),
    ],
)
def test_what_cannot_be_stored_is_said_at_its_question(
    cast: Cast, changed: dict[str, str], message: str
) -> None:
    page = send(cast, **changed)
    assert message in words(page)
    assert not Barrier.objects.exists()


def test_two_submits_make_one_barrier(cast: Cast) -> None:
    client = as_(cast.bradford_officer)
    typed = {**answers(), "draft_token": token(client.get(LOG))}
    first, second = client.post(LOG, typed), client.post(LOG, typed)
    assert first["Location"] == second["Location"] == only().get_absolute_url()


def test_a_draft_waits_with_what_was_typed_and_goes_when_it_is_sent(cast: Cast) -> None:
    client = as_(cast.bradford_officer)
    typed = {"said": "We cannot st", "draft_token": token(client.get(LOG)), "draft": "1"}
    saved = client.post(LOG, typed)
    page = client.get(saved["Location"])
    assert "Saved as a draft" in words(page)
    assert "We cannot st" in page.content.decode()
    assert "There is" not in words(page)
    assert Draft.objects.get().title == "Barrier in Bradford: We cannot st"
    client.post(LOG, {**answers(), "draft_token": token(page)})
    assert not Draft.objects.exists()


def test_the_draft_of_a_place_and_that_of_the_bare_form_are_one(cast: Cast) -> None:
    client = as_(cast.bradford_officer)
    at = f"{LOG}?place=bradford"
    client.post(at, {"said": "Half", "draft_token": token(client.get(at)), "draft": "1"})
    assert "You have a draft" in words(client.get(LOG))


def test_several_places_are_listed_to_choose_from(cast: Cast) -> None:
    builders.give(cast.bradford_officer, "contributor", cast.luton)
    client = as_(cast.bradford_officer)
    page = words(client.get(LOG))
    assert "Where is it?" in page
    assert "Choose where it is" in words(client.post(LOG, answers()))
    client.post(LOG, answers(place="luton"))
    assert [str(place) for place in only().places.all()] == ["Luton"]


def test_a_pilot_of_another_of_the_places_is_told_apart(cast: Cast) -> None:
    builders.give(cast.bradford_officer, "contributor", cast.luton)
    builders.pilot(cast.luton, "Street work")
    page = send(cast, place="bradford", pilot="Street work")
    assert "That pilot is not in Bradford" in words(page)


def test_many_places_are_chosen_by_typing(cast: Cast) -> None:
    for number in range(12):
        at = builders.place(f"Town {number}", within=cast.region)
        builders.give(cast.bradford_officer, "contributor", at)
    client = as_(cast.bradford_officer)
    page = client.get(LOG).content.decode()
    assert 'name="place_pick"' in page
    client.post(LOG, answers(place="Town 7"))
    assert [str(place) for place in only().places.all()] == ["Town 7"]


def test_an_update_that_asks_for_help_begins_a_barrier(cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes")
    update = builders.update(pilot, help_needed="Nobody shares the list with us")
    page = as_(cast.bradford_officer).get(f"{LOG}?update={update.pk}").content.decode()
    assert "Nobody shares the list with us</textarea>" in page
    assert 'value="Warm homes"' in page


def test_a_pilot_without_a_known_name_can_be_kept_as_it_was_filled_in(cast: Cast) -> None:
    nameless = builders.pilot(cast.bradford, "x")
    type(nameless).objects.filter(pk=nameless.pk).update(name="")
    page = as_(cast.bradford_officer).get(f"{LOG}?pilot={nameless.slug}").content.decode()
    assert 'value="Pilot, name not known"' in page
    send(
        cast,
        f"{LOG}?pilot={nameless.slug}",
        pilot="Pilot, name not known",
        pilot_pick=nameless.slug,
    )
    assert only().pilot == nameless


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?place=nowhere", 404),
        ("?place=luton", 403),
        ("?place=%00", 404),
        ("?update=999999", 404),
        ("?update=99999999999999999999999", 404),
        ("?update=x", 404),
        ("?update=%C2%B2", 404),
        ("?pilot=no-such", 404),
    ],
)
def test_a_start_that_is_not_theirs_is_refused(cast: Cast, query: str, status: int) -> None:
    assert as_(cast.bradford_officer).get(LOG + query).status_code == status


def test_the_team_is_the_authors(cast: Cast) -> None:
    builders.pilot(cast.bradford, "Hub", team=cast.team)
    page = words(as_(cast.teammate).get(LOG))
    assert "You, the people on Hub team and the editors of Bradford" in page
    as_(cast.teammate).post(LOG, answers())
    assert only().team == cast.team


def test_with_several_teams_one_is_chosen(cast: Cast) -> None:
    builders.pilot(cast.bradford, "Hub", team=cast.team)
    other = builders.team("Street team")
    builders.give(cast.teammate, "contributor", other)
    client = as_(cast.teammate)
    assert "Choose one of your teams" in words(client.post(LOG, answers()))
    client.post(LOG, answers(team=str(other.pk)))
    assert only().team == other


def test_without_javascript_every_question_stands_on_the_page(cast: Cast) -> None:
    page = words(as_(cast.bradford_officer).get(LOG))
    assert "Has anyone confirmed that there is a rule? (optional)" in page
    assert page.count("(optional)") == 4


def test_going_back_and_sending_again_logs_nothing_twice(cast: Cast) -> None:
    client = as_(cast.bradford_officer)

    def send_again(**more: str) -> str:
        """As after Back: the page is fetched anew, with another token."""
        page = client.post(LOG, answers(draft_token=token(client.get(LOG)), **more), follow=True)
        return words(page)

    send_again()
    assert "You sent this a moment ago" in send_again()
    assert only()
    send_again(send_it_again="1")
    assert Barrier.objects.count() == 2


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
