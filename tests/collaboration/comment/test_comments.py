"""Comments on pilots, updates, barriers and systemic barriers, and the people they mention."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Notice
from barriers.models import Barrier
from collaboration.comment import people
from collaboration.models import Comment, Mention
from pilots.models import Pilot
from records.models import HistoryEntry
from tests import builders, shared_cause
from tests.builders import Cast

pytestmark = pytest.mark.django_db
NOBODY = "We can’t find them among the people who can see this page"


@pytest.fixture
def pilot(cast: Cast) -> Pilot:
    """Read by people at Bradford alone."""
    return builders.pilot(cast.bradford, "Warm homes", visibility="place", created_by=cast.author)


def url(record: Any) -> str:
    return f"/comments/{type(record)._meta.model_name}/{record.pk}/"


def say(client: Client, who: Any, record: Any, text: str, **more: Any) -> str:
    """Comment on a record and read the page that follows."""
    client.force_login(who)
    answer = client.post(url(record), {"text": text, **more}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def comment(by: Any, record: Any, text: str = "Said") -> Comment:
    return Comment.objects.create(subject=record, text=text, created_by=by)


def test_each_kind_of_record_shows_its_comments_to_readers_and_never_to_the_public(
    client: Client, cast: Cast
) -> None:
    pilot = builders.pilot(cast.bradford, visibility="public")
    update = builders.update(pilot, cast.author, state="accepted", accepted_at=timezone.now())
    barrier = builders.barrier(cast.bradford, visibility="public")
    systemic = shared_cause.systemic("A shared cause", barrier)
    shared_cause.answer(systemic, builders.organisation("Ministry"))
    for record in (pilot, update, barrier, systemic):
        page = say(client, cast.outsider, record, f"About {record.pk} & <b>")
        assert f"About {record.pk} &amp; &lt;b&gt;" in page
        assert "Comment added." in page
        client.logout()
        public = client.get(record.get_absolute_url())
        assert public.status_code == 200
        assert f"About {record.pk}" not in public.content.decode()
        assert client.get(url(record)).status_code == 302
    assert Comment.objects.count() == 4


def test_who_does_not_see_the_record_neither_reads_nor_writes_comments(
    client: Client, cast: Cast, pilot: Pilot
) -> None:
    made = comment(cast.author, pilot)
    client.force_login(cast.luton_officer)
    for address in (url(pilot), f"{url(pilot)}people/?q=bradford", made.get_absolute_url()):
        assert client.get(address).status_code == 404
    assert client.post(url(pilot), {"text": "Let me in"}).status_code == 404
    assert client.get("/comments/place/1/").status_code == 404
    assert list(Comment.objects.visible_to(cast.luton_officer)) == []
    assert list(Comment.objects.visible_to(cast.bradford_officer)) == [made]


def test_who_is_mentioned_is_told_once(client: Client, cast: Cast, pilot: Pilot) -> None:
    page = say(
        client,
        cast.bradford_officer,
        pilot,
        "@Bradford editor and @bradford EDITOR, please look. @Bradford officer will help.",
    )
    assert NOBODY not in page
    notice = Notice.objects.get()
    assert notice.user == cast.bradford_editor
    assert notice.subject == "You were mentioned in Warm homes, by Bradford officer"
    assert "please look" not in notice.text
    client.force_login(cast.bradford_editor)
    assert "please look" in client.get(notice.url).content.decode()


def test_of_somebody_who_may_not_see_the_record_the_writer_learns_what_of_nobody(
    client: Client, cast: Cast, pilot: Pilot
) -> None:
    """The two messages differ in nothing but the name that was typed."""
    builders.user("Olive Outsider")
    hidden = say(client, cast.bradford_officer, pilot, "What does @Olive Outsider think?")
    nobody = say(client, cast.bradford_officer, pilot, "What does @Nora Nobody think?")
    assert f"Not told: Olive Outsider. {NOBODY}." in hidden
    assert f"Not told: Nora Nobody. {NOBODY}." in nobody


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("What does @Luton officer say?", "Luton officer"),  # who may not see the record
        ("What does @Derby officer say?", "Derby officer"),  # whom there is not
        ("@Luton officer please look", "Luton officer"),
        ("Thanks @Luton. Well done", "Luton"),
        ("That is @Luton officer's plan", "Luton officer"),
        ("Ask @Dr. Olive Outsider", "Dr. Olive Outsider"),
        ("@Olive please look", "Olive"),
        ("@Anna van Dyke may know", "Anna van Dyke"),
        ("@Olive Outsider knows", "Olive Outsider"),
    ],
)
def test_who_was_not_told_is_called_by_the_whole_name_that_was_typed(
    client: Client, cast: Cast, pilot: Pilot, written: str, quoted: str
) -> None:
    assert cast.luton_officer.full_name == "Luton officer"
    assert f"Not told: {quoted}. {NOBODY}." in say(client, cast.bradford_officer, pilot, written)
    assert not Notice.objects.exists()
    assert not Mention.objects.exists()
    for typed in ("Olive", "Nora"):
        answer = client.get(f"{url(pilot)}people/", {"q": typed})
        assert answer.json() == {"results": []}


def test_people_who_may_read_are_suggested_and_their_email_is_no_way_to_find_them(
    client: Client, cast: Cast, pilot: Pilot
) -> None:
    client.force_login(cast.bradford_officer)
    found = client.get(f"{url(pilot)}people/", {"q": "bradford ed"}).json()["results"]
    assert [one["label"] for one in found] == ["Bradford editor"]
    by_email = {"q": cast.bradford_editor.email[:12]}
    assert client.get(f"{url(pilot)}people/", by_email).json()["results"] == []
    assert client.get(f"{url(pilot)}people/", {"q": "b"}).json()["results"] == []
    left = builders.user("Bradford leaver", ("place_editor", cast.bradford), is_active=False)
    assert str(left) not in str(client.get(f"{url(pilot)}people/", {"q": "bradford"}).json())


def test_the_suggestions_cost_the_same_however_many_are_called_so(
    client: Client, cast: Cast, pilot: Pilot, django_assert_num_queries: Any
) -> None:
    for number in range(30):
        builders.user(f"Robin {number}", ("contributor", cast.bradford))
    with django_assert_num_queries(4):
        assert len(people.suggested(pilot, "robin")) == people.OFFERED


def test_what_is_open_to_everybody_signed_in_is_asked_but_once(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    barrier = builders.barrier(cast.bradford, visibility="network")
    everybody = list(cast.signed_in().values())
    with django_assert_num_queries(1):
        assert people.readers_among(barrier, everybody) == everybody


def test_somebody_is_chosen_from_the_list_without_scripts(
    client: Client, cast: Cast, pilot: Pilot
) -> None:
    client.force_login(cast.bradford_officer)
    form = client.get(url(pilot)).content.decode()
    assert "Bradford editor" in form
    assert "Luton" not in form
    assert "Bradford officer</label>" not in form  # oneself
    say(client, cast.bradford_officer, pilot, "Look", people=[cast.bradford_editor.pk])
    assert Comment.objects.get().text == "Look\n@Bradford editor"
    assert Notice.objects.get().user == cast.bradford_editor
    refused = say(client, cast.bradford_officer, pilot, "Look", people=[cast.luton_officer.pk])
    assert "Error: " in refused
    assert Comment.objects.count() == 1


def test_who_contributes_at_a_place_is_offered_to_those_alone_who_look_after_it(
    client: Client, cast: Cast, pilot: Pilot
) -> None:
    builders.user("Cara Contributor", ("contributor", cast.bradford))
    for reader, is_offered in ((cast.bradford_officer, False), (cast.bradford_editor, True)):
        client.force_login(reader)
        assert ("Cara Contributor</label>" in client.get(url(pilot)).content.decode()) is is_offered


@pytest.mark.parametrize(
    ("text", "names", "unknown"),
    [
        ("write to a@Bradford.test", [], []),
        ("(@Programme lead)", ["Programme lead"], []),
        ("@Programme lead, and @Programme lead's team", ["Programme lead"], []),
        ("@@Programme lead", [], []),
        ("@ Programme lead", [], []),
        ("@Anne-Marie O’Neill-Ünal.", ["Anne-Marie O’Neill-Ünal"], []),
        ("@Programme Lead Who Is That", ["Programme lead"], []),
    ],
)
def test_a_name_is_the_longest_that_somebody_has(
    cast: Cast, text: str, names: list[str], unknown: list[str]
) -> None:
    builders.user("Anne-Marie O’Neill-Ünal", ("programme_lead", cast.pfpp))
    record = builders.pilot(cast.bradford, visibility="programme", programme=cast.pfpp)
    named = people.named_in(text, record)
    assert [str(person) for person in named.people] == names
    assert named.unknown == unknown


def test_ones_own_comment_is_edited_and_says_so(client: Client, cast: Cast, pilot: Pilot) -> None:
    say(client, cast.bradford_officer, pilot, "Ten homes @Bradford editor")
    made = Comment.objects.get()
    address = f"{made.get_absolute_url()}edit/"
    sent = {"text": "Twelve homes @Bradford editor @Region editor", "version": made.version}
    page = client.post(address, sent, follow=True).content.decode()
    assert "Twelve homes" in page
    assert ", edited " in page
    told = Notice.objects.order_by("id").values_list("user__full_name", flat=True)
    assert list(told) == ["Bradford editor", "Region editor"]  # nobody twice

    client.force_login(cast.bradford_editor)
    assert client.get(address).status_code == 403
    assert client.get(f"{made.get_absolute_url()}withdraw/").status_code == 403
    assert client.get(f"{made.get_absolute_url()}history/").status_code == 404


def test_the_author_reads_what_stood_before(client: Client, own_database: str) -> None:
    cast = builders.cast()
    pilot = builders.pilot(cast.bradford, visibility="place")
    say(client, cast.bradford_officer, pilot, "Ten homes")
    made = Comment.objects.get()
    client.post(f"{made.get_absolute_url()}edit/", {"text": "Twelve homes", "version": 1})
    history = client.get(f"{made.get_absolute_url()}history/").content.decode()
    assert "Ten homes" in history
    assert "Twelve homes" in history


def test_a_withdrawn_comment_keeps_its_place_and_loses_its_words(
    client: Client, cast: Cast, pilot: Pilot
) -> None:
    say(client, cast.bradford_officer, pilot, "A mistake, @Bradford editor")
    made = Comment.objects.get()
    address = f"{made.get_absolute_url()}withdraw/"
    assert "A mistake" in client.get(address).content.decode()
    page = client.post(address, follow=True).content.decode()
    assert "Withdrawn by its author" in page
    assert client.post(address).status_code == 403  # again
    assert not Mention.objects.exists()
    client.force_login(cast.bradford_editor)
    assert "A mistake" not in client.get(pilot.get_absolute_url()).content.decode()
    for seen in (url(pilot), made.get_absolute_url()):
        page = client.get(seen).content.decode()
        assert "A mistake" not in page
        assert "Withdrawn by its author" in page
    change = HistoryEntry.objects.filter(model="collaboration.comment").latest("id")
    assert change.user_id == cast.bradford_officer.pk
    assert change.before is not None
    assert change.before["text"] == "A mistake, @Bradford editor"


def test_a_comment_is_sent_once_and_what_is_wrong_is_said(
    client: Client, cast: Cast, pilot: Pilot
) -> None:
    client.force_login(cast.bradford_officer)
    page = client.get(url(pilot)).content.decode()
    token = page.partition('name="draft_token" value="')[2].partition('"')[0]
    assert token
    for _ in range(2):
        client.post(url(pilot), {"text": "Once", "draft_token": token})
    assert Comment.objects.count() == 1
    for text, why in (("", "Enter your comment"), ("x" * 4_001, "Shorten “Comment”")):
        page = client.post(url(pilot), {"text": text}).content.decode()
        assert why in page
    long = {"text": "x" * 3_990, "people": [cast.bradford_editor.pk]}
    assert (
        "Shorten the comment to 4,000 characters" in client.post(url(pilot), long).content.decode()
    )
    assert Comment.objects.count() == 1


def test_a_page_shows_twenty_and_leads_on(
    client: Client, cast: Cast, pilot: Pilot, django_assert_num_queries: Any
) -> None:
    made = [comment(cast.author, pilot, f"Number {number} said") for number in range(23)]
    client.force_login(cast.bradford_officer)
    first = client.get(url(pilot))
    assert [one.pk for one in first.context["comments"]] == [one.pk for one in made[:2:-1]]
    second = client.get(url(pilot) + first.context["comments"].next_url)
    assert [one.pk for one in second.context["comments"]] == [one.pk for one in made[2::-1]]
    page = client.get(pilot.get_absolute_url()).content.decode()
    assert f'href="{url(pilot)}"><span>Comments</span><b>23</b>' in page
    update = builders.update(pilot, cast.bradford_officer, state="accepted")
    for number in range(6):
        comment(cast.author, update, f"Number {number} said")
    page = client.get(update.get_absolute_url()).content.decode()
    assert page.count(" said</p>") == 5
    assert f'href="{url(update)}">All comments' in page


def test_the_newest_on_a_record_cost_one_query(
    client: Client, cast: Cast, pilot: Pilot, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        comment(builders.user(f"Writer {number}"), pilot)
    Comment.objects.about(pilot)  # the content type is kept
    with django_assert_num_queries(1):
        assert [str(one.created_by) for one in Comment.objects.about(pilot)[:6]] == [
            "Writer 2",
            "Writer 1",
            "Writer 0",
        ]


@pytest.mark.parametrize(
    "fields", [{"text": ""}, {"withdrawn_at": timezone.now()}], ids=["empty", "withdrawn words"]
)
def test_words_stand_until_they_are_withdrawn(
    cast: Cast, pilot: Pilot, fields: dict[str, Any]
) -> None:
    said = {"text": "Said", "subject": pilot, "created_by": cast.author, **fields}
    with (
        pytest.raises(IntegrityError, match="comment_has_text_until_withdrawn"),
        transaction.atomic(),
    ):
        Comment.objects.create(**said)


def test_a_comment_has_an_author_and_names_somebody_once(cast: Cast, pilot: Pilot) -> None:
    with pytest.raises(IntegrityError, match="comment_has_author"), transaction.atomic():
        Comment.objects.create(text="Said", subject=pilot)
    made = comment(cast.author, pilot)
    Mention.objects.create(comment=made, user=cast.bradford_editor)
    with pytest.raises(IntegrityError, match="mention_once"), transaction.atomic():
        Mention.objects.create(comment=made, user=cast.bradford_editor)


def test_the_body_that_is_asked_of_a_barrier_can_be_mentioned(client: Client, cast: Cast) -> None:
    """Whoever the one rule lets read: here a connector, while the barrier needs an owner."""
    barrier = builders.barrier(cast.bradford, visibility="team", status="needs_owner")
    assert isinstance(barrier, Barrier)
    reading = people.readers_among(barrier, cast.signed_in().values())
    may = [who for who in cast.signed_in().values() if Barrier.objects.visible_to(who).exists()]
    assert [str(who) for who in reading] == [str(who) for who in may]
    assert cast.yorkshire_connector in reading
    assert cast.outsider not in reading
