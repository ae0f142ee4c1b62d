"""One person's data: found, handed over, removed; and what stays when it is gone."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import ProgrammingError, connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Notice, User
from accounts.notice.outbox import tell
from accounts.notice.rights import Line
from collaboration.comment.actions import add_comment
from collaboration.models import Comment
from dashboards.my_work.emails import KIND
from people.models import (
    Assignment,
    Erasure,
    Interest,
    Invitation,
    JobRoleHolder,
    Person,
    SavedFilter,
    Subscription,
)
from people.personal_data.actions import LAST, ONESELF, TWICE, erase, kept_until, retire_names
from people.personal_data.subjects import load
from people.personal_data.texts import mentions_of
from people.secondment.actions import say_interest
from records import history
from records.models import Draft, HistoryEntry
from tests import builders
from tests.builders import TODAY, Cast
from tests.locks import locks_administrators
from tests.partnerships.test_constraints import broken

pytestmark = pytest.mark.django_db

NAME, EMAIL = "Zenobia Quill", "zenobia.quill@example.test"


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def zenobia(cast: Cast) -> User:
    """A council officer who is in the directory, wrote things, follows a place and was told things.

    History has her under a former name and address.
    """
    user = builders.user(NAME, ("contributor", cast.bradford), job_title="Quill keeper")
    with history.context(user=user.pk):
        post = builders.post("Housing lead", cast.council, cast.bradford, email=EMAIL)
        person = Person.objects.create(
            name="Zenobia Former", email="zenobia@former.test", user=user
        )
        JobRoleHolder.objects.create(post=post, person=person, valid_from=dt.date(2024, 1, 1))
        Person.objects.filter(pk=person.pk).update(name=NAME, email=EMAIL)
    Draft.objects.create(author=user, form="log-barrier", typed={"said": [f"I am {NAME}"]})
    Subscription.objects.create(place=cast.bradford, email=EMAIL, user=user)
    Invitation.objects.create(
        email=EMAIL, role="contributor", place=cast.luton, sent_at=timezone.now()
    )
    lines = [Line("First line"), Line("- of a list", cast.bradford)]
    tell(about=None, kind="x", subject=f"Hello {NAME}", text="Above", lines=lines, to=user)
    tell(about=None, kind="x", subject="A letter", email=EMAIL)
    say_interest(
        by=user, opportunity=builders.opportunity(cast.council), message=f"Call {NAME}, {EMAIL}"
    )
    SocialAccount.objects.create(
        user=user, provider="bradford", uid="s", extra_data={"email": EMAIL, "name": NAME}
    )
    UserSession.objects.create(
        user=user, session_key="phone", ip="198.51.100.7", user_agent="Zenobia’s own browser"
    )
    return user


def everywhere(*words: str) -> list[str]:
    """Tables and columns of the whole database in which any of these words stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type IN "
            "('text', 'character varying', 'json', 'jsonb', 'tsvector', 'ARRAY')"
        )
        columns = cursor.fetchall()
        found = []
        for table, column in columns:
            for word in words:
                cursor.execute(
                    f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s',
                    [f"%{word}%"],
                )
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column}")
        return found


def test_an_erased_person_is_nowhere_in_the_database(cast: Cast, zenobia: User) -> None:
    assert "records_historyentry.after" in everywhere("Zenobia")
    done = erase(by=cast.administrator, subject=load("account", zenobia.pk), why="asked")
    assert everywhere("Zenobia", "Quill", "former.test") == []
    assert done.removed["drafts"] == 1
    assert done.removed["notices"] == 2
    assert done.removed["rows of history"] >= 3
    assert done.removed["identities for signing in"] == done.removed["sign-ins"] == 1
    assert User.objects.get(pk=zenobia.pk).signs_in_with == ""
    assert done.created_by == cast.administrator


def test_what_an_erased_person_did_stays_without_the_name(cast: Cast, zenobia: User) -> None:
    with history.context(user=zenobia.pk):
        one = builders.barrier(cast.bradford, "We cannot share school data", created_by=zenobia)
    page = signed_in(cast.bradford_editor)
    assert NAME in page.get(f"{one.get_absolute_url()}history/").content.decode()
    erase(by=cast.administrator, subject=load("account", zenobia.pk), why="asked")
    said = page.get(f"{one.get_absolute_url()}history/").content.decode()
    assert NAME not in said
    assert "Name removed" in said
    held = JobRoleHolder.objects.get()
    assert str(held.person) == "Name removed"
    assert held.valid_to is not None
    assert not Assignment.objects.filter(user=zenobia, valid_to=None).exists()


def test_an_erased_person_cannot_sign_in_nor_stay_signed_in(cast: Cast, zenobia: User) -> None:
    client, email = signed_in(zenobia), zenobia.email
    assert client.get("/account/").status_code == 200
    erase(by=cast.administrator, subject=load("account", zenobia.pk), why="asked")
    assert client.get("/account/").status_code == 302
    again = Client()
    assert not again.login(username=email, password=builders.PASSWORD)
    page = again.post("/account/sign-in/", {"login": email, "password": builders.PASSWORD})
    assert "_auth_user_id" not in again.session
    assert page.status_code == 200
    gone = User.objects.get(pk=zenobia.pk)
    assert not again.login(username=gone.email, password=builders.PASSWORD)


def test_history_stays_closed_to_everything_else(cast: Cast, zenobia: User) -> None:
    erase(by=cast.administrator, subject=load("account", zenobia.pk), why="asked")
    with pytest.raises(
        ProgrammingError, match="Cannot update or delete rows from records_historyentry"
    ):
        HistoryEntry.objects.of_kind(Person).update(after={"name": "Somebody else"})


def test_a_second_erasure_says_so(cast: Cast, zenobia: User) -> None:
    erase(by=cast.administrator, subject=load("account", zenobia.pk), why="asked")
    with pytest.raises(ValidationError, match=TWICE):
        erase(by=cast.administrator, subject=load("account", zenobia.pk), why="asked")
    page = signed_in(cast.administrator).get(f"/personal-data/account/{zenobia.pk}/erase/")
    assert TWICE in page.content.decode()
    assert Erasure.objects.count() == 1


def test_the_last_administrator_cannot_be_erased_nor_anybody_erase_themselves(cast: Cast) -> None:
    one = load("account", cast.administrator.pk)
    with pytest.raises(ValidationError, match="last administrator"):
        erase(by=cast.administrator, subject=one, why="asked")
    other = builders.user("Other administrator", ("administrator", None))
    with pytest.raises(ValidationError, match="Ask another administrator"):
        erase(by=cast.administrator, subject=one, why="asked")
    with CaptureQueriesContext(connection) as asked:
        erase(by=other, subject=one, why="asked")
    assert locks_administrators(asked)
    assert LAST
    assert ONESELF
    assert not User.objects.get(pk=cast.administrator.pk).is_active


def test_texts_that_mention_a_person_are_listed_and_left(cast: Cast, zenobia: User) -> None:
    open_one = builders.barrier(cast.bradford, f"Ask {NAME} about the data", visibility="network")
    private = builders.barrier(cast.bradford, "Private", people=f"{NAME} knows", visibility="team")
    builders.barrier(cast.bradford, "Zenobia Quillfeather is somebody else")
    author = cast.bradford_officer
    type(private).objects.filter(pk=private.pk).update(created_by=author)
    found = mentions_of(load("account", zenobia.pk), cast.administrator)
    said = {(one.number, one.is_history): one for one in found if one.what == "barrier"}
    assert said[open_one.pk, False].excerpt == f"Ask {NAME} about the data"
    assert said[open_one.pk, False].url == open_one.get_absolute_url()
    assert said[private.pk, False].excerpt == ""
    assert said[private.pk, False].url == ""
    assert said[private.pk, False].author == f"{author} ({author.email})"
    page = signed_in(cast.administrator).get(f"/personal-data/account/{zenobia.pk}/")
    assert f"Ask {author} ({author.email}), who wrote it, to look." in page.content.decode()
    type(author).objects.filter(pk=author.pk).update(is_active=False)
    page = signed_in(cast.administrator).get(f"/personal-data/account/{zenobia.pk}/")
    assert 'href="/people/roles/?role=place_editor&amp;state=lasting"' in page.content.decode()
    assert (open_one.pk, True) in said
    assert {pk for pk, _ in said} == {open_one.pk, private.pk}
    erase(by=cast.administrator, subject=load("account", zenobia.pk), why="asked", mentions=4)
    open_one.refresh_from_db()
    assert NAME in open_one.title


def test_words_to_others_that_go_with_the_name_are_not_listed(cast: Cast, zenobia: User) -> None:
    assert NAME in Interest.objects.get(user=zenobia).message
    builders.barrier(cast.bradford, f"Ask {NAME} about the data", visibility="network")
    found = mentions_of(load("account", zenobia.pk), cast.administrator)
    kinds = {one.what for one in found if not one.is_history}
    assert "barrier" in kinds
    assert Interest._meta.verbose_name not in kinds


def test_what_was_saved_goes_and_a_comment_that_names_somebody_is_listed(
    cast: Cast, zenobia: User
) -> None:
    pilot = builders.pilot(cast.bradford, visibility="network")
    made = add_comment(by=cast.bradford_officer, record=pilot, text=f"@{NAME}, please look")
    assert made == []
    SavedFilter.objects.create(
        user=zenobia, list_key="barriers", name=f"Of {NAME}", query="status=open", by_mail=True
    )
    Notice.objects.create(email=zenobia.email, kind=KIND, subject="", by_mail=True)
    subject = load("account", zenobia.pk)
    comment = Comment.objects.get()
    found = {one.url for one in mentions_of(subject, cast.administrator) if not one.is_history}
    assert comment.get_absolute_url() in found
    done = erase(by=cast.administrator, subject=subject, why="asked", mentions=1)
    assert done.removed["saved filters"] == 1
    assert set(everywhere(NAME)) == {"collaboration_comment.text", "records_historyentry.after"}
    assert str(comment.mentions.get()) == "Name removed"
    call_command("run_due")
    assert zenobia.email not in [reader for letter in mail.outbox for reader in letter.to]


def test_everything_of_a_person_is_handed_over(cast: Cast, zenobia: User) -> None:
    client = signed_in(cast.administrator)
    page = client.get(f"/personal-data/account/{zenobia.pk}/").content.decode()
    for text in ("Housing lead", EMAIL, "Quill keeper", "Bradford", "Data analyst", "Hello"):
        assert text in page
    answer = client.get(f"/personal-data/account/{zenobia.pk}/?format=json")
    told = json.loads(answer.content)
    assert told["names"] == ["Zenobia Former", NAME]
    assert set(told["addresses"]) == {EMAIL, zenobia.email, "zenobia@former.test"}
    kept = told["kept"]
    assert {"directory", "accounts", "job_roles", "roles", "drafts"} <= kept.keys()
    assert {"notices", "follows", "interests", "invitations", "history"} <= kept.keys()
    assert kept["identities"]["rows"][0]["says"] == {"email": EMAIL, "name": NAME}
    texts = {row["subject"]: row["text"] for row in kept["notices"]["rows"]}
    assert texts[f"Hello {NAME}"] == "Above\nFirst line\n- of a list"
    assert kept["sign_ins"]["rows"][0]["address of the network"] == "198.51.100.7"
    assert kept["job_roles"]["rows"][0]["job role"] == "Housing lead"
    assert "no-store" in answer["Cache-Control"]


def test_an_administrator_finds_previews_and_erases(cast: Cast, zenobia: User) -> None:
    client = signed_in(cast.administrator)
    found = client.get("/personal-data/?q=quill").content.decode()
    person = Person.objects.get()
    address = f"/personal-data/person/{person.pk}/"
    assert f'href="{address}"' in found
    assert found.count("Zenobia Quill</a>") == 1
    preview = client.get(f"{address}erase/").content.decode()
    assert "This cannot be undone" in preview
    assert "Drafts, not sent" in preview
    unsure = client.post(f"{address}erase/", {"why": "asked"})
    assert "Tick this" in unsure.content.decode()
    assert Person.objects.get().name == NAME
    done = client.post(f"{address}erase/", {"why": "asked", "sure": "on"}, follow=True)
    said = done.content.decode()
    assert "Name removed." in said
    assert NAME not in said
    assert not Interest.objects.exists()


def test_a_shared_mailbox_is_not_taken_for_one_person(cast: Cast) -> None:
    post = builders.post("Housing desk", cast.council, email="housing@council.test")
    one = Person.objects.create(name="Ada One", email="housing@council.test")
    other = Person.objects.create(name="Bo Two", email="housing@council.test")
    erase(by=cast.administrator, subject=load("person", one.pk), why="asked")
    other.refresh_from_db()
    post.refresh_from_db()
    assert (other.name, other.email) == ("Bo Two", "housing@council.test")
    assert post.email == "housing@council.test"


def test_names_go_when_they_were_kept_long_enough(cast: Cast) -> None:
    post = builders.post("Housing lead", cast.council)
    left = builders.holder(post, "Gone Long", valid_to=TODAY - dt.timedelta(days=500)).person
    fresh = builders.holder(post, "Just Left", valid_to=TODAY - dt.timedelta(days=30)).person
    stays = builders.holder(post, "Still Here").person
    signs_in = builders.holder(post, "Signs In", valid_to=TODAY - dt.timedelta(days=500)).person
    Person.objects.filter(pk=signs_in.pk).update(user=cast.outsider)
    assert retire_names(TODAY) == 1
    assert retire_names(TODAY) == 0
    names = dict(Person.objects.values_list("pk", "name"))
    assert names == {
        left.pk: "",
        fresh.pk: "Just Left",
        stays.pk: "Still Here",
        signs_in.pk: "Signs In",
    }
    assert Person.objects.get(pk=fresh.pk).keep_until == kept_until(TODAY - dt.timedelta(days=30))
    assert everywhere("Gone Long") == []
    record = Erasure.objects.get()
    assert (record.why, record.created_by) == ("kept_long_enough", None)


def test_retention_leaves_the_account_of_the_same_person_alone(cast: Cast) -> None:
    email = cast.outsider.email
    person = Person.objects.create(
        name="Outsider", email=email, keep_until=TODAY - dt.timedelta(days=1)
    )
    tell(about=None, kind="x", subject="Hello", to=cast.outsider)
    assert retire_names(TODAY) == 1
    assert Person.objects.get(pk=person.pk).name == ""
    cast.outsider.refresh_from_db()
    assert cast.outsider.email == email
    assert cast.outsider.notices.count() == 1


@override_settings(PERSON_KEPT_MONTHS=3)
def test_the_setting_says_for_how_long() -> None:
    assert kept_until(dt.date(2026, 11, 30)) == dt.date(2027, 2, 28)


@pytest.mark.parametrize(("months", "said"), [(12, "a year"), (3, "3 months")])
def test_forms_that_take_a_name_say_to_what_end_and_for_how_long(
    cast: Cast, months: int, said: str
) -> None:
    post = builders.post("Housing lead", cast.council, cast.bradford)
    with override_settings(PERSON_KEPT_MONTHS=months):
        page = signed_in(cast.bradford_editor).get(f"/job-roles/{post.pk}/holder/")
    assert f"until {said} after they have left their last one" in page.content.decode()
    for client in (Client(), signed_in(cast.outsider)):
        page = client.get("/places/bradford/follow/")
        assert "We keep " in page.content.decode()
        assert f'href="{reverse("privacy")}"' in page.content.decode().split("<main", 1)[1]


def test_only_administrators_see_any_of_it(cast: Cast, zenobia: User) -> None:
    for who in (cast.bradford_editor, cast.desnz_official, cast.pfpp_lead, zenobia):
        client = signed_in(who)
        for address in ("", "?q=zenobia", f"account/{zenobia.pk}/", "account/999999/"):
            page = client.get(f"/personal-data/{address}")
            assert page.status_code == 403
            assert EMAIL not in page.content.decode() or who == zenobia
    client = signed_in(cast.administrator)
    assert client.get("/personal-data/account/999999/").status_code == 404
    assert client.get(f"/personal-data/nobody/{zenobia.pk}/").status_code == 404
    assert client.get("/personal-data/?q=%00&texts=1").status_code == 200
    assert client.get("/personal-data/?q=(((&texts=1").status_code == 200


@pytest.mark.parametrize("many", [1, 30])
def test_finding_asks_as_much_for_one_as_for_thirty(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        builders.holder(builders.post("Lead", cast.council), f"Zenobia {number}")
    client = signed_in(cast.administrator)
    client.get("/personal-data/")
    with django_assert_num_queries(6):
        client.get("/personal-data/?q=zenobia")


def test_an_erasure_is_of_somebody() -> None:
    assert broken(lambda: Erasure.objects.create(why="asked")) == "erasure_of_somebody"
