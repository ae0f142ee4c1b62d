"""A regional update from the record to its readers: who may, what is suggested, what is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from accounts.models import Notice, User
from barriers.models import PublishingPause
from pilots.models import Pilot
from policy.models import RegionalUpdate, RegionalUpdateItem
from records.drafts import SMALL, Ticket
from records.models import Draft
from tests import builders
from tests import builders as b
from tests.builders import Cast
from tests.policy.regional_update.regional import (
    IN_QUARTER,
    PAGE,
    START,
    as_typed,
    begin,
    fill,
    northern_officer,
    published,
    signed_in,
    text,
)


@pytest.fixture(autouse=True)
def _late_in_november(db: None) -> Iterator[None]:
    cache.clear()
    with time_machine.travel(dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC), tick=True):
        yield
    cache.clear()


@pytest.fixture
def peer(cast: Cast) -> User:
    return northern_officer(cast)


def test_the_draft_is_made_of_public_changes_of_the_quarter(cast: Cast) -> None:
    fill(cast)
    client = signed_in(cast.yorkshire_connector)
    assert begin(client)["Location"] == f"{PAGE}write/"
    said = text(client.get(f"{PAGE}write/"))
    assert "Warm homes began in August 2026. It is for tenants of cold homes." in said
    assert "Ended here ended in September 2026." in said
    assert "set a priority from 1 August 2026: Homes first." in said
    assert "Warm homes: Forty homes are warm." in said
    assert "Grant (£5,000, committed) is planned to end in December 2026." in said
    assert "“We cannot share a list” was resolved: A protocol was signed." in said
    assert "From: pilot, Bradford" in said
    for other in ("Some year", "Hidden", "Elsewhere"):
        assert other not in said


def test_from_draft_to_readers_by_way_of_somebody_else(cast: Cast, peer: User) -> None:
    fill(cast)
    writer, checker, resident = signed_in(cast.yorkshire_connector), signed_in(peer), Client()
    begin(writer)
    assert resident.get(PAGE).status_code == 404
    item = RegionalUpdateItem.objects.get(section="money")
    typed = as_typed(
        writer,
        summary="A good quarter.",
        new_text="A regional board met for the first time.",
        new_section="other",
        new_place="Bradford",
    )
    typed.pop(f"item{item.pk}_chosen")
    assert writer.post(f"{PAGE}write/", typed)["Location"] == PAGE
    writer.post(f"{PAGE}check/")
    assert Notice.objects.visible_to(peer).get().subject.endswith("waits to be checked")
    assert "It is right: it can be published" not in text(writer.get(PAGE))
    assert "It is right: it can be published" in text(checker.get(PAGE))
    checker.post(f"{PAGE}checked/")
    assert writer.post(f"{PAGE}publish/", follow=True).status_code == 200
    said = text(resident.get(PAGE))
    assert "as at 20 November 2026" in said
    assert "A good quarter." in said
    assert "A regional board met for the first time." in said
    assert "Grant (" not in said
    assert "Yorkshire connector" not in said
    plain = resident.get(f"{PAGE}text/")
    assert plain["Content-Type"] == "text/plain; charset=utf-8"
    assert "YORKSHIRE AND THE HUMBER: July to September 2026" in plain.content.decode()
    assert "A regional board met for the first time. (Bradford)" in plain.content.decode()
    assert "July to September 2026" in text(resident.get("/regional-updates/"))


def test_nobody_checks_their_own_words(cast: Cast, peer: User) -> None:
    writer = signed_in(cast.yorkshire_connector)
    begin(writer)
    writer.post(f"{PAGE}write/", as_typed(writer, new_text="Something."))
    writer.post(f"{PAGE}check/")
    assert writer.post(f"{PAGE}checked/").status_code == 403
    writer.post(f"{PAGE}publish/")
    assert RegionalUpdate.objects.get().state == "checking"
    writer.post(f"{PAGE}back/")
    sender = signed_in(peer)
    sender.post(f"{PAGE}check/")
    assert sender.post(f"{PAGE}checked/").status_code == 403


def test_what_the_checker_asks_for_stands_on_the_page(cast: Cast, peer: User) -> None:
    writer, checker = signed_in(cast.yorkshire_connector), signed_in(peer)
    begin(writer)
    writer.post(f"{PAGE}write/", as_typed(writer, new_text="Something."))
    writer.post(f"{PAGE}check/")
    assert "Answer “What should be corrected?”" in text(checker.post(f"{PAGE}back/"))
    checker.post(f"{PAGE}back/", {"note": "Say what it cost."})
    assert "Say what it cost." in text(writer.get(PAGE))
    assert Notice.objects.visible_to(cast.yorkshire_connector).exists()


def test_an_empty_update_and_an_unchecked_one_go_nowhere(cast: Cast) -> None:
    writer = signed_in(cast.yorkshire_connector)
    begin(writer)
    said = text(writer.post(f"{PAGE}check/", follow=True))
    assert "Nothing is chosen yet" in said
    assert "the update is draft" in text(writer.post(f"{PAGE}publish/", follow=True))
    assert RegionalUpdate.objects.get().state == "draft"


def test_what_is_no_longer_public_stops_the_publication(cast: Cast, peer: User) -> None:
    pilot = fill(cast)
    writer, checker = signed_in(cast.yorkshire_connector), signed_in(peer)
    begin(writer)
    writer.post(f"{PAGE}check/")
    checker.post(f"{PAGE}checked/")
    Pilot.objects.filter(pk=pilot.pk).update(visibility="team")
    said = text(writer.post(f"{PAGE}publish/", follow=True))
    assert "Not everyone can still read what this is drawn from" in said
    assert RegionalUpdate.objects.get().state == "checked"


def test_a_link_to_a_record_that_was_closed_off_is_not_mentioned(cast: Cast, peer: User) -> None:
    pilot = fill(cast)
    published(cast, peer)
    assert pilot.get_absolute_url() in Client().get(PAGE).content.decode()
    Pilot.objects.filter(pk=pilot.pk).update(visibility="team")
    answer = Client().get(PAGE).content.decode()
    assert "Warm homes began" in answer
    assert pilot.get_absolute_url() not in answer


def test_no_hidden_record_can_be_put_in_by_its_number(cast: Cast) -> None:
    fill(cast)
    hidden = Pilot.objects.get(name="Hidden")
    writer = signed_in(cast.yorkshire_connector)
    begin(writer)
    other = b.regional_update(b.place("North", "region"), state="draft")
    alien = other.items.get()
    typed = as_typed(
        writer,
        **{
            f"item{alien.pk}_text": "Stolen",
            "record_id": str(hidden.pk),
            "new_record_id": str(hidden.pk),
            "new_text": "Mine.",
            "new_place": "Luton",
        },
    )
    assert "Luton" in text(writer.post(f"{PAGE}write/", typed))
    typed["new_place"] = ""
    writer.post(f"{PAGE}write/", typed)
    alien.refresh_from_db()
    assert alien.text != "Stolen"
    assert not RegionalUpdateItem.objects.filter(record_id=hidden.pk, text__contains="Hidden")


def test_a_change_after_publication_is_a_correction_with_its_date(cast: Cast, peer: User) -> None:
    fill(cast)
    published(cast, peer)
    writer = signed_in(cast.yorkshire_connector)
    item = RegionalUpdateItem.objects.get(text__startswith="Ended here")
    typed = as_typed(writer, **{f"item{item.pk}_text": "Ended here ended in June 2026."})
    refused = writer.post(f"{PAGE}write/", typed)
    assert "Answer “What do you correct?”" in text(refused)
    assert "Ended here ended in June 2026." in refused.content.decode()
    typed["correction"] = "The pilot ended in June, not in September."
    writer.post(f"{PAGE}write/", typed)
    said = text(Client().get(PAGE))
    assert "20 November 2026: The pilot ended in June, not in September." in said
    assert "Ended here ended in June 2026." in said
    told = Notice.objects.visible_to(peer).filter(subject__endswith="was corrected")
    assert told.exists()


def test_a_correction_puts_nothing_in_that_was_closed_off_meanwhile(cast: Cast, peer: User) -> None:
    pilot = fill(cast)
    published(cast, peer)
    item = RegionalUpdateItem.objects.get(text__startswith="Warm homes began")
    RegionalUpdateItem.objects.filter(pk=item.pk).update(is_chosen=False)
    Pilot.objects.filter(pk=pilot.pk).update(visibility="team")
    writer = signed_in(cast.yorkshire_connector)
    typed = as_typed(writer, correction="One was left out.", **{f"item{item.pk}_chosen": "on"})
    refused = text(writer.post(f"{PAGE}write/", typed))
    assert "Not everyone can still read what this is drawn from" in refused
    public = text(Client().get(PAGE))
    assert "Warm homes began" not in public
    assert "One was left out" not in public


def test_a_withdrawn_update_says_why_and_the_quarter_can_be_written_anew(
    cast: Cast, peer: User
) -> None:
    fill(cast)
    published(cast, peer)
    writer = signed_in(cast.yorkshire_connector)
    assert "Answer “Why is it withdrawn?”" in text(writer.post(f"{PAGE}withdraw/"))
    writer.post(f"{PAGE}withdraw/", {"because": "It named the wrong council."})
    said = text(Client().get(PAGE))
    assert "It named the wrong council." in said
    assert "Warm homes" not in said
    assert "Send the reply" not in text(Client().get(f"{PAGE}reply/"))
    begin(writer)
    assert RegionalUpdate.objects.filter(state="draft").exists()
    assert "It named the wrong council." in text(Client().get(PAGE))


def test_the_second_of_two_editors_sees_both_versions(cast: Cast, peer: User) -> None:
    fill(cast)
    one, other = signed_in(cast.yorkshire_connector), signed_in(peer)
    begin(one)
    first, second = as_typed(one, summary="Mine."), as_typed(other, summary="Theirs.")
    one.post(f"{PAGE}write/", first)
    answer = other.post(f"{PAGE}write/", second)
    assert answer.status_code == 200
    assert "Mine." in text(answer)
    assert RegionalUpdate.objects.get().summary == "Mine."


def test_looking_again_adds_only_what_is_new(cast: Cast) -> None:
    fill(cast)
    writer = signed_in(cast.yorkshire_connector)
    begin(writer)
    many = RegionalUpdateItem.objects.count()
    assert "No new suggestions found." in text(writer.post(f"{PAGE}look-again/", follow=True))
    b.pilot(cast.bradford, "Later", start=IN_QUARTER)
    assert "1 new suggestion found." in text(writer.post(f"{PAGE}look-again/", follow=True))
    assert RegionalUpdateItem.objects.count() == many + 1
    begin(writer)
    assert RegionalUpdate.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"region": "atlantis", "quarter": "2026-07"}, "Choose from the answers listed"),
        ({"region": "yorkshire-and-the-humber", "quarter": "2027-01"}, "is in the future"),
        ({"region": "yorkshire-and-the-humber", "quarter": "2026-08"}, "Choose a quarter"),
        ({"region": "yorkshire-and-the-humber", "quarter": "\x002026-07"}, "hidden character"),
        ({}, "Choose"),
    ],
)
def test_a_region_or_quarter_that_cannot_be_is_said(
    cast: Cast, typed: dict[str, str], said: str
) -> None:
    answer = signed_in(cast.yorkshire_connector).post(START, typed)
    assert answer.status_code == 200
    assert said in text(answer)
    assert not RegionalUpdate.objects.exists()


def test_bad_words_and_numbers_are_said_at_the_field_and_kept(cast: Cast) -> None:
    fill(cast)
    writer = signed_in(cast.yorkshire_connector)
    begin(writer)
    item = RegionalUpdateItem.objects.first()
    assert item
    typed = as_typed(
        writer,
        **{f"item{item.pk}_position": "twelve", f"item{item.pk}_text": "x" * 601},
        summary="Kept.",
        as_of_year="2027",
    )
    answer = writer.post(f"{PAGE}write/", typed)
    said = text(answer)
    assert "Enter a whole number, such as 4" in said
    assert "Shorten this text to 600 characters or fewer" in said
    assert "This date is in the future" in said
    assert "Kept." in answer.content.decode()
    assert f'href="#id_item{item.pk}_position"' in answer.content.decode()


@pytest.mark.parametrize("address", ["2026-08", "abcd", "1999-01", "2026-07-01"])
def test_an_address_that_is_no_quarter_is_not_found(cast: Cast, address: str) -> None:
    assert Client().get(f"/regional-updates/luton/{address}/").status_code == 404


def test_loads_of_the_page_are_counted_without_their_readers(cast: Cast, peer: User) -> None:
    fill(cast)
    published(cast, peer)
    for _ in range(3):
        Client().get(PAGE)
    signed_in(peer).get(PAGE)
    assert "Its page was opened 3 times, not counting the people who write it" in text(
        signed_in(cast.yorkshire_connector).get(PAGE)
    )


def test_what_the_checker_typed_is_kept_where_the_writer_took_it_back_meanwhile(
    cast: Cast, peer: User
) -> None:
    writer, checker = signed_in(cast.yorkshire_connector), signed_in(peer)
    begin(writer)
    writer.post(f"{PAGE}write/", as_typed(writer, new_text="Something."))
    writer.post(f"{PAGE}check/")
    token = str(Ticket.for_form(peer, SMALL, PAGE))
    writer.post(f"{PAGE}back/")
    said = checker.post(f"{PAGE}back/", {"note": "Say where.", "draft_token": token}, follow=True)
    assert "What you typed is a draft, in My work." in text(said)
    assert Draft.objects.get().typed["note"] == ["Say where."]


def test_my_work_says_what_waits_to_be_written_and_checked(cast: Cast, peer: User) -> None:
    writer = signed_in(cast.yorkshire_connector)
    begin(writer)
    assert "Yorkshire and The Humber, July to September 2026" in text(writer.get("/"))
    assert "Regional updates" in text(signed_in(peer).get("/"))
    assert "Regional updates" not in text(signed_in(cast.bradford_officer).get("/"))


@pytest.mark.parametrize("many", [1, 30])
def test_the_pages_take_the_same_queries_however_much_there_is(
    cast: Cast, peer: User, many: int, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        pilot = b.pilot(cast.bradford, f"Pilot {number}", start=IN_QUARTER)
        b.priority(f"Priority {number}", cast.bradford, start=IN_QUARTER)
        b.flow(cast.bradford, 5, start=IN_QUARTER)
        b.update(
            pilot, state="accepted", public_sentence="So.",
            accepted_at=dt.datetime(2026, 9, 1, tzinfo=dt.UTC),
        )  # fmt: skip
    published(cast, peer)
    for number in range(many - 1):
        quarter = dt.date(2000 + number, 1, 1)
        b.regional_update(cast.region, quarter=quarter, checked_by=peer)
    resident, writer = Client(), signed_in(cast.yorkshire_connector)
    for client, address, queries in (
        (resident, PAGE, 11),
        (resident, "/regional-updates/", 2),
        (writer, f"{PAGE}write/", 8),
        (writer, f"{PAGE}replies/", 6),
    ):
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)


def test_a_pause_of_the_region_holds_its_update_and_says_until_when(cast: Cast, peer: User) -> None:
    fill(cast)
    held = PublishingPause.objects.create(
        place=cast.region, starts=dt.date(2026, 11, 1), until=dt.date(2026, 11, 30),
        reason="pre-election period",
    )  # fmt: skip
    with pytest.raises(RegionalUpdate.DoesNotExist):
        published(cast, peer)
    writer = signed_in(cast.yorkshire_connector)
    said = text(writer.post(f"{PAGE}publish/", follow=True))
    assert "Held until 30 November 2026: pre-election period in Yorkshire" in said
    held.delete()
    writer.post(f"{PAGE}publish/")
    assert RegionalUpdate.objects.published().exists()


def test_regions_without_an_update_share_one_line(cast: Cast, peer: User) -> None:
    builders.place("London", "region")
    fill(cast)
    published(cast, peer)
    page = text(Client().get("/regional-updates/"))
    assert page.count("No update has been published yet") == 1
    assert "published yet for" in page
    assert "London" in page.partition("published yet for")[2]
    assert "Yorkshire" not in page.partition("published yet for")[2].partition(".")[0]
