"""What the body replies and when, withdrawing, pauses, bodies that have ended."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from barriers.barrier_page.actions import record_tried
from barriers.models import Barrier
from barriers.publication import actions
from barriers.publication.agreed_words import mark_of
from barriers.publication.due import publish_due
from records import drafts
from tests import builders, published
from tests.asked import energy
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of, values
from tests.published import ask, now, on, public, subjects

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 12, 4)
AFTER = dt.date(2026, 12, 5)


def test_withdrawn_before_it_is_public_the_body_reads_it_no_longer(
    cast: Cast, barrier: Barrier
) -> None:
    made = ask(barrier, cast.bradford_editor)
    official = signed_in(cast.desnz_official)
    url = f"{made.get_absolute_url()}reply/"
    typed = filled(official, url, text="My long words.")
    actions.withdraw(by=cast.bradford_editor, publication=made, text="Solved.")
    page = text_of(official.post(url, typed))
    assert "It was withdrawn on 20 November 2026, so nothing more is needed" in page
    assert "My long words." in page
    assert "licences" not in page
    assert official.get(url).status_code == 404
    assert publish_due(AFTER) == 0
    assert not public(barrier)
    assert subjects(cast.desnz_official)[-1].startswith(f"{energy()} no longer needs to reply")
    with pytest.raises(ValidationError, match="It was withdrawn on"):
        actions.withdraw(by=cast.bradford_editor, publication=made)


def test_withdrawn_after_it_was_public_it_is_for_everyone_signed_in(
    cast: Cast, barrier: Barrier
) -> None:
    made = published.publication(barrier, energy(), "published")
    editor, url = signed_in(cast.bradford_editor), f"{made.get_absolute_url()}withdraw/"
    editor.post(url, filled(editor, url, text="It was unfair."))
    barrier.refresh_from_db()
    assert (barrier.visibility, barrier.is_cleared) == ("network", False)
    assert Client().get(barrier.get_absolute_url()).status_code == 404
    assert "It was unfair." in text_of(editor.get(made.get_absolute_url()))


def test_a_reply_after_the_day_still_stands_beside_and_may_be_changed(
    cast: Cast, barrier: Barrier
) -> None:
    made = ask(barrier, cast.bradford_editor)
    with on(2026, 12, 5):
        publish_due(AFTER)
    official, url = signed_in(cast.desnz_official), f"{made.get_absolute_url()}reply/"
    with on(2026, 12, 9):
        official.force_login(cast.desnz_official)
        official.post(url, filled(official, url, text="We were away."))
        seen = text_of(Client().get(barrier.get_absolute_url()))
        assert "We were away." in seen
        assert "wrote this on 9 December 2026" in seen
        typed = filled(official, url, text="We were away, and now we look.")
        actions.reply(
            by=cast.desnz_official, publication=made, text="A colleague's words.",
            after=int(typed["after"]),
        )  # fmt: skip
        page = official.post(url, typed)
        assert "A colleague replied meanwhile" in text_of(page)
        assert "send it again. They wrote: “A colleague&#x27;s words.” What" in text_of(page)
        assert "We were away, and now we look." in text_of(page)

        official.post(url, values(page.content.decode()))
    seen = text_of(Client().get(barrier.get_absolute_url()))
    assert "We were away, and now we look." in seen
    assert "A colleague" not in seen


def test_an_earlier_reply_is_not_passed_off_as_one_to_new_words(
    cast: Cast, barrier: Barrier
) -> None:
    made = ask(barrier, cast.bradford_editor)
    actions.reply(by=cast.desnz_official, publication=made, text="First thoughts.")
    record_tried(by=cast.bradford_officer, barrier=barrier, what="Another try")
    again = Barrier.objects.get(pk=barrier.pk)
    actions.agree(by=cast.bradford_editor, publication=made, seen=mark_of(again))
    publish_due(AFTER)
    seen = text_of(Client().get(barrier.get_absolute_url()))
    assert "First thoughts." in seen
    assert "before the words above were last changed" in seen


def test_a_pause_holds_it_says_so_and_lets_it_go_on_the_working_day_after(
    cast: Cast, barrier: Barrier
) -> None:
    made = ask(barrier, cast.bradford_editor)
    published.pause(place=cast.luton, until=dt.date(2026, 12, 11))
    published.pause(place=builders.place("Elsewhere"), until=dt.date(2027, 5, 8))
    assert publish_due(AFTER) == 0
    assert publish_due(AFTER) == 0
    assert now(made).state == "held"
    with on(2026, 12, 7):
        page = text_of(signed_in(cast.bradford_editor).get(made.get_absolute_url()))
    assert "Held until 11 December 2026: pre-election period in Luton" in page
    assert "becomes public on 14 December 2026" in page
    held = [one for one in subjects(cast.desnz_official) if one.startswith("Held until")]
    assert len(held) == 1
    assert publish_due(dt.date(2026, 12, 11)) == 0
    assert publish_due(dt.date(2026, 12, 12)) == 0  # a Saturday
    assert publish_due(dt.date(2026, 12, 14)) == 1
    assert public(barrier)


def test_a_pause_of_the_programme_holds_a_reply_too_and_can_be_ended_early(
    cast: Cast, barrier: Barrier
) -> None:
    lead = signed_in(cast.pfpp_lead)
    day = {"starts_day": "20", "starts_month": "11", "starts_year": "2026"}
    last = {"until_day": "18", "until_month": "12", "until_year": "2026"}
    url = "/publications/pauses/add/"
    said = {"programme": cast.pfpp.slug, "reason": "election of a mayor"} | day | last
    page = lead.post(url, filled(lead, url) | said, follow=True)
    assert "election of a mayor" in text_of(page)
    made = ask(barrier, cast.bradford_editor)
    actions.reply(by=cast.desnz_official, publication=made, text="We look into it.")
    assert now(made).state == "held"
    pk = barrier.programme.publishing_pauses.get().pk
    assert signed_in(cast.luton_editor).post(f"/publications/pauses/{pk}/end/").status_code == 403
    lead.post(f"/publications/pauses/{pk}/end/")
    assert publish_due(builders.TODAY) == 1
    assert public(barrier)


def test_a_pause_the_wrong_way_round_is_told_at_its_box(cast: Cast) -> None:
    connector, url = signed_in(cast.yorkshire_connector), "/publications/pauses/add/"
    day = {"starts_day": "20", "starts_month": "11", "starts_year": "2026"}
    last = {"until_day": "1", "until_month": "11", "until_year": "2026"}
    said = {"place": "Luton", "place_pick": cast.luton.slug, "reason": "election"} | day | last
    page = text_of(connector.post(url, filled(connector, url) | said))
    assert "Enter a last day that is not before the first" in page
    assert "election" in page
    assert signed_in(cast.bradford_editor).get(url).status_code == 403


def test_a_body_that_has_ended_is_not_asked_and_its_heir_has_days_of_its_own(
    cast: Cast, barrier: Barrier
) -> None:
    made = ask(barrier, cast.bradford_editor)
    heir = builders.organisation("New ministry")
    builders.succeed(energy(), heir)
    assert publish_due(AFTER) == 0
    assert now(made).state == "place"
    assert "has ended" in subjects(cast.bradford_editor)[-1]
    with pytest.raises(ValidationError, match="New ministry took over from it: name New ministry"):
        actions.agree(by=cast.bradford_editor, publication=made, seen=mark_of(barrier))
    Barrier.objects.filter(pk=barrier.pk).update(unlocker=heir)
    again = Barrier.objects.get(pk=barrier.pk)
    actions.agree(by=cast.bradford_editor, publication=made, seen=mark_of(again))
    assert (now(made).body, now(made).state) == (heir, "body")


def test_who_speaks_for_several_replies_for_the_one_chosen_also_from_a_draft(
    cast: Cast, barrier: Barrier
) -> None:
    part = builders.organisation("Home Energy Office", parent=energy())
    barrier.because = "because the Home Energy Office keeps the list"
    barrier.save(update_fields=["because"])
    barrier.refresh_from_db()
    made = ask(barrier, cast.bradford_editor, meant={part.pk: True})
    official, url = signed_in(cast.desnz_official), f"{made.get_absolute_url()}reply/"
    page = text_of(official.get(url, follow=True))
    assert "Choose which one you are replying for" in page
    chosen = f"{url}?for={part.slug}"
    assert f"Your reply for {part}" in text_of(official.get(chosen))
    typed = filled(official, chosen, text="The office keeps none.")
    kept = official.post(chosen, typed | {drafts.BUTTON: "1"})
    assert kept["Location"] == f"{chosen}&draft=saved"
    assert "The office keeps none." in official.get(kept["Location"]).content.decode()
    other = filled(official, f"{url}?for={energy().slug}")
    assert other["text"] == "", "each body has a draft of its own"
    sent = official.post(url, {"text": "Who is it for?"})
    assert "Choose which one you are replying for" in text_of(sent)
    assert "Who is it for?" in text_of(sent)
    assert not made.steps.filter(kind="replied").exists()
    official.post(kept["Location"], filled(official, kept["Location"]))
    assert made.steps.get(kind="replied").body == part
