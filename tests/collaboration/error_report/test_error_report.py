"""Something is wrong here: who is told, who reads it, what comes of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Notice, User
from accounts.notice.daily import write_daily_letters
from accounts.notice.outbox import send_waiting
from collaboration.error_report.actions import answer_report, pass_on_reports
from collaboration.models import ErrorReport
from partnerships.models import Place
from people.models import Assignment
from people.review.responsible import desk_of, words_for
from tests import builders, learned
from tests.builders import Cast
from tests.partnerships.test_constraints import broken
from tests.pilots.forms import text_of

pytestmark = pytest.mark.django_db
LINK = "Something is wrong here</a>"


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def send(client: Client, address: str, what: str = "The day is wrong.") -> str:
    return client.post(address, {"what": what}, follow=True).content.decode()


def newest() -> ErrorReport:
    return ErrorReport.objects.order_by("-pk")[0]


def test_the_foot_of_a_record_leads_to_the_form_which_knows_the_record(
    client: Client, cast: Cast
) -> None:
    pilot = builders.pilot(cast.bradford, "Warm Homes", visibility="public")
    address = f"/something-wrong/pilot/{pilot.slug}/"
    for page in (pilot.get_absolute_url(), f"{pilot.get_absolute_url()}updates/"):
        assert f'href="{address}">{LINK}' in read(client, page)
    assert "Warm Homes" in read(client, address)
    assert LINK not in read(client, "/pilots/")
    assert LINK not in client.get("/pilots/no-such-pilot/").content.decode()


def test_it_reaches_the_editors_and_the_sender_hears_the_outcome(
    client: Client, cast: Cast
) -> None:
    pilot = builders.pilot(cast.bradford, "Warm Homes", visibility="public")
    address = f"/something-wrong/pilot/{pilot.slug}/"
    client.force_login(cast.outsider)
    assert "It goes to the editors of Bradford." in read(client, address)
    assert "Say what is wrong" in client.post(address, {"what": " "}).content.decode()
    sent = send(client, address)
    assert "It went to the editors of Bradford. We will tell you what came of it." in sent
    report = newest()
    assert report.record == pilot
    assert Notice.objects.get(kind="error_report").user == cast.bradford_editor
    page = report.get_absolute_url()
    assert client.post(page, {"state": "mended"}).status_code == 403
    for nobody in (cast.luton_officer, cast.bradford_officer, cast.administrator, cast.pfpp_lead):
        client.force_login(nobody)
        assert client.get(page).status_code == 404
        assert "The day is wrong." not in read(client, "/something-wrong/")

    client.force_login(cast.bradford_editor)
    assert "The day is wrong." in read(client, "/")
    assert "The day is wrong." in read(client, "/something-wrong/?whose=kept")
    assert "The day is wrong." not in read(client, "/something-wrong/?whose=sent")
    refused = client.post(page, {"state": "not_error", "answer": ""}).content.decode()
    assert "Say why it is not an error" in refused
    client.post(page, {"state": "mended", "answer": "Thank you."})
    told = Notice.objects.get(kind="error_report_answered")
    assert told.user == cast.outsider
    assert told.subject == "Error report about Warm Homes: corrected"
    assert "The day is wrong." not in read(client, "/")
    client.force_login(cast.outsider)
    assert "Thank you." in read(client, page)
    assert "Corrected" in read(client, "/something-wrong/?whose=sent")


def test_who_is_to_answer_reads_which_page_it_is_about(client: Client, cast: Cast) -> None:
    send(client, "/something-wrong/place/bradford/", "The name is old.")
    pilot = builders.pilot(cast.bradford, "Warm Homes", visibility="public")
    send(client, f"/something-wrong/pilot/{pilot.slug}/")
    client.force_login(cast.bradford_editor)
    page = text_of(client.get("/"))
    assert "Check what may be wrong: The name is old. Bradford" in page
    assert "Check what may be wrong: The day is wrong. Warm Homes" in page
    send(client, f"/something-wrong/programme/{cast.pfpp.slug}/")
    client.force_login(cast.pfpp_lead)
    assert f"Check what may be wrong: The day is wrong. {cast.pfpp.name}" in text_of(
        client.get("/")
    )


def test_without_an_owner_it_goes_to_who_is_nearest_and_the_page_says_to_whom(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.outsider)
    address = "/something-wrong/place/bradford/"
    nearest = (
        (cast.bradford_editor, "the editors of Bradford."),
        (cast.yorkshire_connector, "the directory connectors for Bradford"),
        (cast.administrator, "the administrators of Placebook."),
    )
    for user, words in nearest:
        page = read(client, address)
        assert f"It goes to {words}" in page
        assert user.full_name not in page.partition("<main")[2]
        assert f"It went to {words}" in send(client, address)
        assert Notice.objects.order_by("-pk")[0].user == user
        client.force_login(user)
        assert "The day is wrong." in read(client, newest().get_absolute_url())
        client.force_login(cast.outsider)
        Assignment.objects.filter(user=user).delete()


def test_whoever_holds_the_role_that_keeps_a_page_comes_first(client: Client, cast: Cast) -> None:
    owner = builders.post("Page owner", cast.council, cast.bradford)
    held = builders.holder(owner, "Bradford officer")
    held.person.user = cast.bradford_officer
    held.person.save()
    Place.objects.filter(slug="bradford").update(owner_post=owner)
    client.force_login(cast.outsider)
    send(client, "/something-wrong/place/bradford/")
    assert Notice.objects.get(kind="error_report").user == cast.bradford_officer
    client.force_login(cast.bradford_officer)
    assert "The day is wrong." in read(client, newest().get_absolute_url())
    client.force_login(cast.bradford_editor)
    assert client.get(newest().get_absolute_url()).status_code == 404


def test_each_kind_of_record_goes_to_who_keeps_it(cast: Cast) -> None:
    ministry = cast.desnz_official.assignments.get().organisation
    pilot = builders.pilot(cast.bradford, "Warm Homes", cast.luton, visibility="public")
    nobody = builders.place("Cornwall")
    of_programme = builders.pilot(nobody, programme=cast.pfpp, visibility="public")
    test = builders.policy_test("Rents", cast.luton, owner=ministry)
    for record, words in (
        (pilot, "the editors of Bradford"),
        (builders.update(pilot), "the editors of Bradford"),
        (builders.barrier(cast.luton, visibility="public"), "the editors of Luton"),
        (of_programme, f"the leads of {cast.pfpp}"),
        (cast.pfpp, f"the leads of {cast.pfpp}"),
        (test, f"the officers of the {ministry}"),
        (builders.organisation("Team", "central_government", parent=ministry), str(ministry)),
        (builders.pilot(nobody, visibility="public"), "the administrators of Placebook"),
        (builders.place("Leeds", within=cast.region), "the directory connectors for Leeds"),
    ):
        desk = desk_of(record)
        assert desk is not None
        assert words in desk.words


def test_who_may_not_see_the_record_is_passed_over(client: Client, cast: Cast) -> None:
    Assignment.objects.filter(role="place_editor").delete()
    narrow = builders.pilot(cast.bradford, "Zanzibar", visibility="team", created_by=cast.author)
    address = f"/something-wrong/pilot/{narrow.slug}/"
    client.force_login(cast.author)
    assert "It goes to whoever wrote the record." in read(client, address)
    send(client, address)
    assert [one.user for one in Notice.objects.filter(kind="error_report")] == [cast.author]
    for who in (cast.yorkshire_connector, cast.administrator, cast.pfpp_lead):
        client.force_login(who)
        assert client.get(address).status_code == 404
        assert client.get(newest().get_absolute_url()).status_code == 404
        assert "Zanzibar" not in read(client, "/something-wrong/")


def test_where_nobody_is_left_to_tell_the_page_says_so(client: Client, cast: Cast) -> None:
    Assignment.objects.filter(role="place_editor").delete()
    narrow = builders.pilot(cast.bradford, visibility="team", team=cast.team)
    client.force_login(cast.teammate)
    address = f"/something-wrong/pilot/{narrow.slug}/"
    assert "There is nobody to tell." in read(client, address)
    client.post(address, {"what": "Wrong"})
    assert not ErrorReport.objects.exists()


def test_a_part_tells_nothing_of_the_hidden_record_that_it_is_a_part_of(cast: Cast) -> None:
    hidden = builders.pilot(cast.bradford, "Zanzibar", visibility="team")
    lesson = learned.lesson(hidden, visibility="public")
    words = "the editors of Bradford"
    assert words_for(cast.resident, lesson, words) == "those who look after this record"
    assert words_for(cast.bradford_editor, lesson, words) == words


def by_email_tomorrow() -> str:
    """All that the emails of the day say, of what nobody was told by email yet."""
    mail.outbox.clear()
    User.objects.update(letter_on=None)
    write_daily_letters()
    send_waiting()
    return " ".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)


def test_an_email_names_what_everybody_reads_and_nothing_else(client: Client, cast: Cast) -> None:
    client.force_login(cast.bradford_officer)
    for level, is_named in (("public", True), ("place", False)):
        pilot = builders.pilot(cast.bradford, f"Zanzibar {level}", visibility=level)
        send(client, f"/something-wrong/pilot/{pilot.slug}/", f"Quixotic {level}")
        said = by_email_tomorrow()
        assert (f"Zanzibar {level}" in said) is is_named
        assert "Quixotic" not in said  # the words are read on its page
        report = newest()
        answer_report(by=cast.bradford_editor, report=report, state="mended", answer="Quixotic too")
        said = by_email_tomorrow()
        assert ("Zanzibar" in said) is is_named
        assert "Quixotic" not in said


def test_who_sees_the_record_no_more_sees_no_report_and_hears_no_answer(
    client: Client, cast: Cast
) -> None:
    pilot = builders.pilot(cast.bradford, "Zanzibar", visibility="public")
    client.force_login(cast.outsider)
    send(client, f"/something-wrong/pilot/{pilot.slug}/")
    pilot.visibility = "place"
    pilot.save()
    report = newest()
    assert client.get(report.get_absolute_url()).status_code == 404
    answer_report(by=cast.bradford_editor, report=report, state="mended", answer="Thanks")
    assert not Notice.objects.filter(kind="error_report_answered")


def test_a_resident_needs_no_account_and_nothing_is_kept_of_them(
    client: Client, cast: Cast
) -> None:
    pilot = builders.pilot(cast.bradford, "Warm Homes", visibility="public")
    hidden = builders.pilot(cast.bradford, "Zanzibar", visibility="network")
    address = f"/something-wrong/pilot/{pilot.slug}/"
    assert "so we cannot answer you" in read(client, address)
    page = send(client, address)
    assert "Thank you. It went to the editors of Bradford." in page
    assert "Warm Homes" in page
    report = newest()
    assert report.created_by is None
    assert client.get(report.get_absolute_url()).status_code == 302
    assert client.get(f"/something-wrong/pilot/{hidden.slug}/").status_code == 404
    assert client.post(f"/something-wrong/pilot/{hidden.slug}/", {"what": "x"}).status_code == 404
    # A page for which people sign in is not reported on without
    test = builders.policy_test("Rents", cast.luton)
    assert client.get(f"/something-wrong/policytest/{test.slug}/").status_code == 404
    answer_report(by=cast.bradford_editor, report=report, state="mended", answer="")
    assert not Notice.objects.filter(kind="error_report_answered")


def test_a_flood_is_stopped_and_the_text_is_kept(client: Client, cast: Cast, settings: Any) -> None:
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "report_error_signed_out": "2/h/ip",
    }
    address = "/something-wrong/place/bradford/"
    for number in range(2):
        assert "Thank you." in send(client, address, f"Wrong {number}")
    page = send(client, address, "Once more")
    assert "There have been too many reports from your network" in page
    assert "Once more" in page
    assert ErrorReport.objects.count() == 2
    cache.clear()


def test_one_form_that_is_sent_twice_is_recorded_once(client: Client, cast: Cast) -> None:
    address = "/something-wrong/place/bradford/"
    page = read(client, address)
    token = page.partition('name="draft_token" value="')[2].partition('"')[0]
    assert token
    for _ in range(2):
        client.post(address, {"what": "Wrong", "draft_token": token})
    assert ErrorReport.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "pilot/no-such",
        "planet/1",
        "pilot/a/b",
        "barrier/x",
        "barrier/99999999999999999999",
        "update/a/x",
        "update/a/1",
        "regionalupdate/yorkshire/never",
        "pilot/%00",
        "user/1",
    ],
)
def test_an_address_of_nothing_is_not_found(client: Client, cast: Cast, address: str) -> None:
    for who in (None, cast.administrator):
        if who:
            client.force_login(who)
        assert client.get(f"/something-wrong/{address}/").status_code == 404


def test_an_answer_by_a_secret_link_leads_nowhere_else(client: Client) -> None:
    page = client.get("/answer/some-secret-token/").content.decode()
    assert LINK not in page
    assert "/something-wrong/" not in page


def test_a_report_that_nobody_is_left_to_read_is_passed_on(client: Client, cast: Cast) -> None:
    pilot = builders.pilot(cast.bradford, "Warm Homes", visibility="public")
    send(client, f"/something-wrong/pilot/{pilot.slug}/")
    assert pass_on_reports() == 0
    Assignment.objects.filter(role="place_editor", user=cast.bradford_editor).delete()
    assert pass_on_reports() == 0  # an editor above it is left, who reads it
    Assignment.objects.filter(role="place_editor").delete()
    assert pass_on_reports() == 1
    report = newest()
    assert report.desk_words.startswith("the directory connectors for Bradford")
    assert Notice.objects.order_by("-pk")[0].user == cast.yorkshire_connector
    assert pass_on_reports() == 0
    answer_report(by=cast.yorkshire_connector, report=report, state="mended", answer="")
    Assignment.objects.filter(user=cast.yorkshire_connector).delete()
    assert pass_on_reports() == 0


def test_of_two_who_answer_a_report_at_once_the_second_is_told(client: Client, cast: Cast) -> None:
    report = ErrorReport.objects.create(place=cast.bradford, what="Wrong", created_by=cast.outsider)
    answer_report(by=cast.bradford_editor, report=report, state="mended", answer="Done")
    stale = ErrorReport.objects.get(pk=report.pk)
    with pytest.raises(ValidationError, match="answered this report already"):
        answer_report(by=cast.region_editor, report=stale, state="not_error", answer="It is right")
    assert ErrorReport.objects.get().answer == "Done"
    assert Notice.objects.filter(kind="error_report_answered").count() == 1


def test_an_error_report_is_about_one_record_and_is_denied_with_a_reason() -> None:
    luton, team = builders.place("Luton"), builders.organisation("Homes team")

    def report(**fields: Any) -> Any:
        return lambda: ErrorReport.objects.create(what="Moved away", **fields)

    about = "error_report_about_one_record"
    pilot = builders.pilot(luton)
    assert broken(report()) == about
    assert broken(report(place=luton, organisation=team)) == about
    assert broken(report(place=luton, subject=pilot)) == about
    denied = report(place=luton, state="not_error")
    assert broken(denied) == "error_report_denied_with_reason"
    for desk in ("holder", "officers", "editors", "connectors", "leads", "author"):
        assert broken(report(place=luton, desk=desk)) == "error_report_desk_is_named"


def test_every_limit_that_the_form_asks_is_set() -> None:
    assert {"report_error", "report_error_signed_out"} <= set(settings.ACCOUNT_RATE_LIMITS)
