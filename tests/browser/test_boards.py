"""A board from its agenda to agreed minutes (J9): its clerk, who sits there, who answers for what
it decides, and a resident.

Two boards of different shapes (``tests.browser.boards``).
"""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from governance.models import AgendaItem, Attendance, BoardMeeting, Decision
from tests.browser.boards import SHAPES, Cast, board_of_shape, fill_day, fits, open_as, save
from tests.browser.conftest import Visit
from tests.governance.board_page.made import action, decision, item, meeting

pytestmark = pytest.mark.parametrize(
    "js", [True, False], ids=["with scripts", "without scripts on a phone"]
)


@pytest.fixture(params=SHAPES)
def cast(own_database: str, request: pytest.FixtureRequest) -> Cast:
    """Either board."""
    return board_of_shape(request.param)


def test_a_clerk_takes_a_meeting_from_its_agenda_to_its_minutes(
    visit: Visit, cast: Cast, js: bool
) -> None:
    today = timezone.localdate()
    page = open_as(visit, cast.clerk, js=js, at=cast.at)
    main = page.locator("main")
    expect(main).to_contain_text("No meeting to come is recorded")
    page.get_by_role("link", name="Plan a meeting").first.click()
    fill_day(page, "On which day does it meet", today)
    page.get_by_label("From when?").fill("10am")
    page.get_by_label("Where does it meet?").fill("County Hall")
    page.get_by_label("Everyone, including people who are not signed in").check()
    save(page)

    # Four standing items are there; one more is to be decided
    page.locator("main .drop > summary").first.click()
    page.get_by_role("link", name="Change the agenda").click()
    new = page.get_by_role("group", name="Add an item")
    new.get_by_label("What is it about?").fill("Two health visitors for a second winter")
    new.get_by_label("What is it for?").select_option("To decide")
    save(page)
    expect(page.get_by_role("region", name="Agenda")).to_contain_text("Two health visitors")

    page.goto(cast.at)
    expect(main).to_contain_text("5 items, 1 to decide")
    page.get_by_role("link", name="Call the meeting", exact=True).click()
    page.get_by_role("button", name="Call the meeting").click()
    expect(main).to_contain_text("The meeting is called")

    page.get_by_role("link", name="Note who is there").first.click()
    fits(page)
    for seats, enough in ((cast.few, "No"), ([cast.one_more], "Yes")):
        for called in seats:
            page.get_by_label(f"There: {called}").select_option("Here")
        save(page)
        expect(main).to_contain_text(f"Enough people to decide? {enough}.")

    page.goto(cast.at)
    page.get_by_role("link", name="Write the minutes").first.click()
    about = page.get_by_role("group", name="Two health visitors for a second winter")
    about.get_by_label("What was said?").fill("Families asked for it.")
    for came_of_it in page.get_by_label("What came of it?").all():
        came_of_it.select_option("Done")
    about.get_by_text("Make it an action").click()
    about.get_by_label("What needs to be done?").fill("Tell the landlords")
    about.get_by_label("Or in words").fill("Housing manager, Northport")
    fill_day(page, "By when", today + dt.timedelta(days=14))
    save(page)

    number = BoardMeeting.objects.get().number
    page.goto(f"/decisions/add/?board={cast.board.slug}&meeting={number}")
    page.get_by_label("What is it about?").fill("Pay two health visitors for a second winter")
    page.get_by_label("What stage is it at?").select_option("It’s decided")
    page.get_by_label(re.compile(r"^What was decided\?")).fill("They go on until March.")
    fill_day(page, "When was it decided", today)
    page.get_by_label("in one sentence for residents").fill("Two health visitors go on")
    page.get_by_label("Under which power?").select_option(label=str(cast.power))
    page.get_by_label("What does it cost, in pounds?").fill("38,000")
    if cast.votes:
        page.get_by_label("How was it decided?").select_option("By a vote")
        page.get_by_label("Votes for").fill("2")
    page.get_by_label(re.compile("^Everyone")).first.check()
    save(page)
    expect(main).to_contain_text("£38,000")
    expect(main).to_contain_text(cast.county.name)
    if cast.votes:
        expect(main).to_contain_text("By a vote: 2 for")
    fits(page)

    page.goto(f"{cast.at}meetings/{number}/")
    page.get_by_role("button", name="Send the minutes").click()
    expect(main).to_contain_text("The minutes are sent")
    expect(page.get_by_role("region", name="Actions")).to_contain_text("Tell the landlords")
    page.goto(cast.at)
    expect(page.get_by_role("region", name="Decided lately")).to_contain_text("health visitors")
    expect(page.get_by_role("region", name="What it can decide")).to_contain_text(
        "£38,000 in 1 decision"
    )


def test_minutes_are_agreed_at_the_next_meeting_from_my_work(
    visit: Visit, cast: Cast, js: bool
) -> None:
    meeting(cast.board, -60, "minuted")
    meeting(cast.board, -2, "held")
    page = open_as(visit, cast.clerk, js=js, at="/")
    page.get_by_role("link", name=re.compile("^Agree the minutes of Exampleshire")).click()
    page.get_by_role("button", name="Agree the minutes").click()
    expect(page.locator("main")).to_contain_text("Nothing about this meeting can be changed now")
    assert BoardMeeting.objects.get(number=1).state == BoardMeeting.State.APPROVED


def test_a_member_says_that_they_come_in_four_presses(visit: Visit, cast: Cast, js: bool) -> None:
    at = meeting(cast.board, 20)
    item(at, "A Saturday at the front desk", "decide")
    own = next(one for one in cast.board.seats.all() if str(one) == cast.one_more)
    promised = action(meeting(cast.board, -30, "minuted"), "Tell the landlords", -9, own.post)

    page = open_as(visit, cast.member, js=js, at="/")
    page.get_by_role("link", name=re.compile("^Say whether you’re coming")).first.click()
    page.get_by_label("Yes, I’m coming").check()
    save(page)
    assert Attendance.objects.get().state == Attendance.State.COMING

    page.goto(cast.at)
    main = page.locator("main")
    expect(main).to_contain_text(f"You sit here for {cast.one_more}")
    expect(main).to_contain_text(f"Coming: 1 of {cast.board.seats.count()} seats. Not enough yet")
    fits(page)
    page.locator("main .drop > summary").first.click()
    page.get_by_role("link", name="Declare an interest").click()
    page.get_by_label("In which item?").select_option("A Saturday at the front desk")
    page.get_by_label("What is the interest?").fill("We lend the staff")
    save(page)
    expect(page.get_by_role("region", name="Interests")).to_contain_text("We lend the staff")

    page.goto(cast.at)
    page.get_by_role("link", name=promised.text).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(promised.text)
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    promised.refresh_from_db()
    assert promised.state == "done"


def test_who_answers_for_it_confirms_what_is_above_its_limit(
    visit: Visit, cast: Cast, js: bool
) -> None:
    one = decision(
        cast.board,
        "Who carries the home visits on",
        "provisional",
        confirm_by=cast.county,
        power=cast.power,
        amount_low=250_000,
    )
    page = open_as(visit, cast.official, js=js, at=cast.at)
    yours = page.locator(".needs")
    expect(yours).to_contain_text("£250,000 is above the board’s limit of £150,000")
    yours.get_by_role("link", name=re.compile("^Confirm")).click()
    page.get_by_label("Yes, it’s confirmed").check()
    page.get_by_role("button", name="Save your answer").click()
    expect(page.locator("main")).to_contain_text("Confirmed")
    one.refresh_from_db()
    assert one.state == Decision.State.MADE


def test_a_resident_reads_what_is_theirs_and_follows(visit: Visit, cast: Cast, js: bool) -> None:
    at = meeting(cast.board, 20)
    item(at, "A Saturday at the front desk", "decide")
    item(at, "Pay of the coordinator", is_private=True, private_because="It’s about one person")
    decision(cast.board, "Health visitors", public_words="Two health visitors go on")
    decision(cast.board, "Inside matter", visibility="place")
    held = meeting(cast.board, -3, "held")
    AgendaItem.objects.create(
        board=cast.board, meeting=held, title="Not sent", minutes="Not sent yet"
    )

    page = open_as(visit, None, js=js, at=cast.at)
    main = page.locator("main")
    expect(page.get_by_role("heading", level=1)).to_have_text(str(cast.board))
    expect(main).to_contain_text("You’re welcome to listen")
    in_law = "It’s a committee of a council" if cast.votes else "It isn’t a legal body"
    expect(main).to_contain_text(in_law)
    expect(page.get_by_role("region", name="If you disagree")).to_contain_text(cast.county.name)
    expect(page.get_by_role("region", name="Decided lately")).to_contain_text(
        "Two health visitors go on"
    )
    for hidden in ("Inside matter", "Pay of the coordinator", "Coming:", "Before the meeting"):
        expect(main).not_to_contain_text(hidden)

    page.get_by_role("link", name="What it will talk about").click()
    agenda = page.get_by_role("region", name="Agenda")
    expect(agenda).to_contain_text("A Saturday at the front desk")
    expect(agenda).to_contain_text("It’s about one person")
    expect(agenda).not_to_contain_text("Pay of the coordinator")
    page.goto(f"{cast.at}meetings/{held.number}/")
    expect(main).not_to_contain_text("Not sent yet")

    page.goto("/places/exampleshire/governance/")
    expect(page.get_by_role("region", name="Next meetings")).to_contain_text(str(cast.board))
    page.get_by_role("link", name="Two health visitors go on").click()
    expect(main).to_contain_text("Two health visitors go on")

    page.goto(cast.at)
    follow = "Get emails about Exampleshire, with what its boards decide"
    page.get_by_role("link", name=follow).click()
    page.get_by_label("Your email address").fill("resident@example.test")
    page.locator("main form button").first.click()
    expect(main).to_contain_text("resident@example.test")


def test_an_agenda_and_minutes_go_on_paper_without_what_is_pressed(
    visit: Visit, cast: Cast, js: bool
) -> None:
    ahead = meeting(cast.board, 20, where="County Hall")
    item(ahead, "A Saturday at the front desk", "decide", asks="Say how often")
    sent = meeting(cast.board, -20, "minuted")
    item(sent, "Health visitors", "decide", state="done", minutes="They go on until March.")
    decision(cast.board, "Pay two health visitors", meeting=sent, accountable_body=cast.county)
    for one, told in ((ahead, "Say how often"), (sent, "They go on until March.")):
        page = open_as(visit, cast.clerk, js=js, at=one.get_absolute_url())
        page.emulate_media(media="print")
        main = page.locator("main")
        expect(main).to_contain_text(told)
        for pressed in page.locator("main button, main .acts, main summary").all():
            expect(pressed).to_be_hidden()
        expect(page.get_by_text("Add a paper")).to_be_hidden()
        printed = PdfReader(io.BytesIO(page.pdf(format="A4")))
        assert len(printed.pages) == 1
        assert told in " ".join(printed.pages[0].extract_text().split())
