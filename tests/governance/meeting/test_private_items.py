"""Private is a property of an item: all that is its own is as private, whatever it is kept in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Notice
from collaboration.models import ActionItem, Attachment, Comment
from dashboards.agenda import ical
from dashboards.agenda.found import entries
from dashboards.follow_news import news_of
from governance.decision.actions import save_decision
from governance.meeting import actions
from governance.meeting.drafting import suggestions, take_up
from governance.meeting.item_actions import carry
from governance.models import (
    AgendaItem,
    Attendance,
    Board,
    BoardMeeting,
    Decision,
    DecisionVoice,
    Interest,
)
from people.models import JobRoleHolder, Person
from registry.calendar import Calendar
from search.index import catch_up
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
# What is searched for stands beside what is looked for
LURE, MARK = "Zqlure", "Zqcanary"
WORD = f"{LURE} {MARK}"
LATER = dt.date(2026, 12, 15)
DUE = {"day": "15", "month": "12", "year": "2026"}
BEFORE = dt.date(2026, 10, 12)


@dataclass
class Private:
    """A private item of a public meeting with all that can be its own, and a public item."""

    board: Board
    meeting: BoardMeeting
    item: AgendaItem
    action: ActionItem
    decision: Decision
    paper: Attachment
    member: Any
    owner: Any


@pytest.fixture
def made(cast: Cast) -> Private:
    keeper = cast.bradford_editor
    of = board(cast.bradford, visibility="public", quorum_least=1)
    seat, member = b.seat(of, cast.council)
    meeting = b.held(of, keeper, BEFORE, visibility="public")
    item = b.item(
        meeting,
        of,
        f"{WORD} title",
        kind="decide",
        is_private=True,
        private_because="A staff matter",
        asks=f"{WORD} asks",
        lead_words=f"{WORD} lead",
        minutes=f"{WORD} minutes",
    )
    b.item(meeting, of, "Libraries", minutes="Said to all", state="done")
    Attendance.objects.create(meeting=meeting, seat=seat, state="here", until_item=item)
    Interest.objects.create(board=of, seat=seat, item=item, about=f"{WORD} interest")
    owner = builders.user("Librarian")
    role = builders.post("Head of libraries", builders.organisation("Libraries"))
    person = Person.objects.create(name="Librarian", user=owner)
    JobRoleHolder.objects.create(post=role, person=person)
    _give_an_action(keeper, meeting, item, role)
    decision = Decision(
        board=of,
        title=f"{WORD} decision",
        public_words=f"{WORD} for residents",
        outcome=f"{WORD} outcome",
        why_now=f"{WORD} why",
        options=[f"{WORD} option"],
        came_of_it=f"{WORD} came",
        level_because=f"{WORD} level",
        state="made",
        decided_on=BEFORE,
        review_on=LATER,
        visibility="public",
    )
    decision.created_by = keeper
    save_decision(by=keeper, decision=decision, item=item)
    DecisionVoice.objects.create(
        decision=decision, seat=seat, voice="against", words=f"{WORD} dissent"
    )
    Comment.objects.create(subject=decision, text=f"{WORD} comment", created_by=keeper)
    ActionItem.objects.create(
        subject=decision,
        text=f"{WORD} later",
        owner_said="Clerk",
        due=LATER,
        created_by=keeper,
    )
    paper = Attachment(
        subject=item,
        name=f"{WORD}.pdf",
        kind="pdf",
        media_type="application/pdf",
        size=8,
        digest="x" * 64,
    )
    paper.file.save("paper", ContentFile(b"%PDF-1.4"), save=False)
    paper.save()
    meeting.refresh_from_db()
    actions.send(by=keeper, meeting=meeting)
    action = ActionItem.objects.get(text=f"{WORD} action")
    return Private(of, meeting, item, action, decision, paper, member, owner)


def _give_an_action(keeper: Any, meeting: BoardMeeting, item: AgendaItem, role: Any) -> None:
    """On the form of the minutes, as a clerk gives one."""
    client, at = signed_in(keeper), f"{meeting.get_absolute_url()}write/"
    key = f"item{item.pk}"
    typed = {
        f"{key}_state": "done",
        f"{key}_action": f"{WORD} action",
        f"{key}_owner": role.title,
        **{f"{key}_due_{part}": said for part, said in DUE.items()},
    }
    answer = client.post(at, filled(client, at, **typed))
    assert answer.status_code == 302, text_of(answer)[:600]


def addresses(made: Private) -> tuple[str, ...]:
    """Every page, list and file that tells of a board, its meetings, decisions and promises."""
    at, of = made.meeting.get_absolute_url(), made.board.get_absolute_url()
    body = made.board.organisation.slug
    decision = made.decision.get_absolute_url()
    return (
        *(at, f"{at}history/", of, f"{of}meetings/", f"{of}history/", f"{of}packs/"),
        *(decision, f"{decision}history/", "/decisions/", "/decisions/?state=to_come"),
        *(f"/decisions/?format={one}" for one in ("csv", "json", "xlsx", "csvm")),
        *("/promises/", "/promises/?format=csv", f"/promises/?board={body}"),
        *(made.action.get_absolute_url(), f"{made.action.get_absolute_url()}history/"),
        f"/promises/of/boardmeeting/{made.meeting.pk}/",
        f"/promises/of/agendaitem/{made.item.pk}/",
        f"/promises/of/decision/{made.decision.pk}/",
        made.paper.get_absolute_url(),
        f"/files/agendaitem/{made.item.pk}/",
        *("/", "/work/", "/calendar/", "/places/bradford/", "/places/bradford/governance/"),
        *("/places/bradford/brief/", "/places/bradford/calendar/", f"/organisations/{body}/"),
        f"/organisations/{body}/brief/",
        *(f"/search/?q={LURE}", f"/search/suggest/?q={LURE}", "/boards/", "/changes/"),
        *("/data/", "/data/decisions.csv", "/sitemap.xml", "/api/decisions/", "/api/promises/"),
    )


def told(who: Any, made: Private) -> list[str]:
    """The addresses at which this reader finds a word of it."""
    client = signed_in(who) if who.is_authenticated else Client()
    found = []
    for address in addresses(made):
        answer = client.get(address, follow=True)
        text = b"".join(answer).decode("utf-8", "replace") if answer.streaming else text_in(answer)
        if MARK.casefold() in text.casefold().replace(address.casefold(), ""):
            found.append(address)
    return found


def text_in(answer: Any) -> str:
    return str(answer.content.decode("utf-8", "replace"))


def readers_elsewhere(cast: Cast) -> dict[str, Any]:
    """A resident, officers of the place and of others, a lead, an evaluator, an administrator."""
    names = (
        *("resident", "outsider", "bradford_officer", "luton_officer", "luton_editor"),
        *("pfpp_lead", "evaluator", "desnz_official", "administrator"),
    )
    return {name: getattr(cast, name) for name in names}


def test_a_word_of_a_private_item_stands_nowhere_for_anybody_else(
    cast: Cast, made: Private
) -> None:
    catch_up()
    for name, who in readers_elsewhere(cast).items():
        assert told(who, made) == [], name
        for model in (ActionItem, Decision, AgendaItem, Interest, Attachment, DecisionVoice):
            rows = model.objects.visible_to(who)
            assert not [row for row in rows if MARK in str(vars(row))], (name, model)
        calendar = ical.written(
            "Mine", entries(Calendar(user=who), ical.window()), "https://p.example.test"
        )
        assert MARK not in calendar.decode()
        if who.is_authenticated:
            assert not [one for one in Notice.objects.filter(user=who) if MARK in str(vars(one))]
    start = timezone.now() - dt.timedelta(days=90)
    news = news_of({cast.bradford.pk}, start, timezone.now())
    assert not [one for one in news if MARK in str(one)]


def test_who_sits_and_who_keeps_the_board_read_all_of_it(cast: Cast, made: Private) -> None:
    catch_up()
    at = made.meeting.get_absolute_url()
    wanted = {at, made.decision.get_absolute_url(), "/decisions/", "/promises/"}
    wanted |= {made.action.get_absolute_url(), f"/search/?q={LURE}"}
    for who in (cast.bradford_editor, made.member):
        assert wanted <= set(told(who, made)), who
        page = text_of(signed_in(who).get(at))
        for part in ("title", "minutes", "interest", "decision", "action"):
            assert f"{WORD} {part}" in page


def test_who_owes_an_action_of_a_private_item_reads_that_alone(cast: Cast, made: Private) -> None:
    assert MARK not in text_of(signed_in(made.owner).get(made.meeting.get_absolute_url()))
    page = text_of(signed_in(made.owner).get(made.action.get_absolute_url()))
    assert f"{WORD} action" in page
    assert "A record that you cannot see" in page
    assert f"{WORD} title" not in page


def test_an_action_of_an_item_that_is_not_private_is_read_with_the_minutes(
    cast: Cast, made: Private
) -> None:
    public = made.meeting.items.get(title="Libraries")
    ActionItem.objects.create(subject=public, text="Open on Sundays", owner_said="X", due=LATER)
    page = text_of(signed_in(cast.outsider).get(made.meeting.get_absolute_url()))
    assert "Open on Sundays" in page
    assert "Open on Sundays" in text_of(signed_in(cast.outsider).get("/promises/"))


def test_an_action_of_which_nobody_said_under_which_item_is_as_private_as_any_could_be(
    cast: Cast, made: Private
) -> None:
    """So they were written down before actions were given at items."""
    old = ActionItem.objects.create(
        subject=made.meeting, text="Zqold action", owner_said="X", due=LATER
    )
    at = made.meeting.get_absolute_url()
    for who, reads in ((cast.outsider, False), (cast.bradford_editor, True), (made.member, True)):
        assert ActionItem.objects.visible_to(who).filter(pk=old.pk).exists() is reads
        assert ("Zqold action" in text_of(signed_in(who).get(at))) is reads
    AgendaItem.objects.filter(pk=made.item.pk).update(is_private=False, private_because="")
    assert ActionItem.objects.visible_to(cast.outsider).filter(pk=old.pk).exists()


def test_how_many_actions_a_private_item_has_is_told_to_nobody_else(
    cast: Cast, made: Private
) -> None:
    """Neither on the page of the minutes nor in the line of a drafted agenda."""
    page = text_of(signed_in(cast.outsider).get(made.meeting.get_absolute_url()))
    assert "Actions 0" in page
    second = b.meeting(made.board, cast.bradford_editor, LATER, visibility="public")
    drafted = [one for _, rows in suggestions(cast.bradford_editor, second) for one in rows]
    assert [one.asks for one in drafted if one.title == "Actions"] == [""]


def test_the_body_that_must_confirm_a_decision_reads_it_though_its_item_is_private(
    cast: Cast, made: Private
) -> None:
    body = builders.organisation("Integrated Care Board")
    Decision.objects.filter(pk=made.decision.pk).update(state="provisional", confirm_by=body)
    officer = builders.user("Confirms", ("officer", body))
    assert Decision.objects.visible_to(officer).filter(pk=made.decision.pk).exists()
    assert not AgendaItem.objects.visible_to(officer).filter(pk=made.item.pk).exists()
    assert not ActionItem.objects.visible_to(officer).filter(pk=made.action.pk).exists()


def test_a_confidential_provisional_decision_comes_back_as_a_private_item(
    cast: Cast, made: Private
) -> None:
    keeper = cast.bradford_editor
    Decision.objects.filter(pk=made.decision.pk).update(
        state="provisional", confirm_by=cast.council.pk
    )
    second = b.meeting(made.board, keeper, LATER, visibility="public")
    found = [one for _, rows in suggestions(keeper, second) for one in rows]
    [again] = [one for one in found if one.about == made.decision]
    assert (again.is_private, again.private_because) == (True, "A staff matter")
    take_up(by=keeper, meeting=second, chosen=[again])
    actions.call(by=keeper, meeting=second)
    item = second.items.get(decision=made.decision)
    assert (item.is_private, item.private_because) == (True, "A staff matter")
    page = text_of(Client().get(second.get_absolute_url()))
    assert "A private item Private: A staff matter" in page
    assert MARK not in page


def test_a_decision_of_a_narrower_level_comes_back_as_a_private_item(
    cast: Cast, made: Private
) -> None:
    keeper = cast.bradford_editor
    narrow = Decision(board=made.board, title="Zqnarrow", visibility="place", due=LATER)
    narrow.created_by = keeper
    save_decision(by=keeper, decision=narrow)
    second = b.meeting(made.board, keeper, LATER, visibility="public")
    found = [one for _, rows in suggestions(keeper, second) for one in rows]
    [again] = [one for one in found if one.about == narrow]
    assert again.private_because == "Not everyone who reads this meeting may read it"


def test_a_decision_that_everyone_signed_in_reads_is_no_private_item_of_a_public_meeting(
    cast: Cast, made: Private
) -> None:
    keeper = cast.bradford_editor
    for level in ("network", "public"):
        one = Decision(board=made.board, title=f"Of {level}", visibility=level, due=LATER)
        one.created_by = keeper
        save_decision(by=keeper, decision=one)
    second = b.meeting(made.board, keeper, LATER, visibility="public")
    found = [one for _, rows in suggestions(keeper, second) for one in rows]
    told = {one.title: one.is_private for one in found if one.title.startswith("Of ")}
    assert told == {"Of public": False}
    page = text_of(signed_in(keeper).get(f"{second.get_absolute_url()}agenda/"))
    assert "can read what is suggested, except what is marked private" in page


def test_an_item_that_goes_on_is_as_private(cast: Cast, made: Private) -> None:
    keeper = cast.bradford_editor
    third = b.held(made.board, keeper, dt.date(2026, 11, 10), visibility="public")
    carried = b.item(third, made.board, f"{WORD} on", is_private=True, private_because="Staff")
    on = carry(carried, by=keeper)
    assert (on.is_private, on.private_because) == (True, "Staff")


def test_a_decision_stays_private_when_its_meeting_is_taken_back(cast: Cast) -> None:
    keeper = cast.bradford_editor
    of = board(cast.bradford, visibility="public")
    planned = b.meeting(of, keeper, LATER)
    one = Decision(board=of, title="Zqpay", visibility="network", due=LATER)
    one.created_by = keeper
    save_decision(by=keeper, decision=one)
    why = {"is_private": True, "private_because": "Staff"}
    item = b.item(planned, of, "Staff", decision=one, **why)
    with transaction.atomic():
        actions.let_go_of_items(planned)
        planned.delete()
    assert AgendaItem.objects.get(pk=item.pk).meeting is None
    assert not Decision.objects.visible_to(cast.outsider).filter(pk=one.pk).exists()


def test_pages_say_who_reads_what_is_private(cast: Cast, made: Private) -> None:
    client = signed_in(cast.bradford_editor)
    page = text_of(client.get(made.decision.get_absolute_url()))
    assert "People who sit on the board or look after it, and the body that answers for it" in page
    form = text_of(client.get(f"{made.decision.get_absolute_url()}edit/"))
    assert "Its item is private. Whatever you choose, only people who sit on the board" in form
    form = text_of(client.get(f"{made.meeting.get_absolute_url()}write/"))
    assert (
        "only people who sit on the board or look after it, and whoever is to do this, can read it"
        in form
    )
