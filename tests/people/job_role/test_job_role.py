"""Job roles: who may change them, who holds them, and what the public reads of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from partnerships.models import Organisation, Place, Topic
from people.models import JobRole, JobRoleHolder, JobRolePlace, JobRoleTopic, Person
from tests import builders
from tests.builders import Cast
from tests.partnerships.test_constraints import JULY, JUNE, MAY, broken, changed

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(cast: Cast) -> JobRole:
    """A public job role for Bradford, held by Pat Doe since 2024."""
    made = builders.post(
        "Housing lead",
        cast.council,
        cast.bradford,
        visibility="public",
        email="housing@example.test",
        phone="01274 000000",
        remit="Private renting",
    )
    builders.holder(made, valid_from=dt.date(2024, 5, 1))
    return made


def read(client: Client, address: str, who: User | None = None) -> str:
    if who is not None:
        client.force_login(who)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def hand_over(client: Client, post: JobRole, **answers: Any) -> Any:
    today = timezone.localdate()
    given = {"on_day": today.day, "on_month": today.month, "on_year": today.year, **answers}
    return client.post(f"/job-roles/{post.pk}/holder/", given, follow=True)


def test_signed_in_readers_see_who_holds_it_and_how_to_reach_them(
    client: Client, cast: Cast, post: JobRole
) -> None:
    page = read(client, f"/job-roles/{post.pk}/", cast.outsider)
    for said in ("Pat Doe", "pat-doe@example.test", "housing@example.test", "01274 000000"):
        assert said in page


def test_the_public_reads_the_team_and_the_role_but_no_person_and_no_address(
    client: Client, cast: Cast, post: JobRole
) -> None:
    for address in (
        f"/job-roles/{post.pk}/",
        f"/job-roles/{post.pk}/history/",
        "/places/bradford/",
        f"/organisations/{cast.council.slug}/",
        "/who-to-ask/?q=housing&place=bradford",
    ):
        page = read(client, address)
        assert "Housing lead" in page
        for hidden in ("Pat Doe", "pat-doe", "housing@example.test", "01274"):
            assert hidden not in page, (address, hidden)


def test_a_role_that_is_not_public_is_on_no_public_page(client: Client, cast: Cast) -> None:
    hidden = builders.post("Zanzibar lead", cast.council, cast.bradford)
    for address in (
        "/places/bradford/",
        f"/organisations/{cast.council.slug}/",
        "/who-to-ask/?q=zanzibar+lead",
        f"/who-to-ask/?body={cast.council.slug}",
        "/organisations/suggest/?q=zanzibar",
    ):
        response = client.get(address)
        page = response.content.decode().replace("zanzibar+lead", "").replace("zanzibar lead", "")
        assert "Zanzibar" not in page, address
    assert client.get(f"/job-roles/{hidden.pk}/").status_code == 404


def test_somebody_takes_it_over_and_whoever_left_is_no_longer_current(
    client: Client, cast: Cast, post: JobRole
) -> None:
    client.force_login(cast.bradford_editor)
    answer = hand_over(client, post, how="takes_over", name="Ada Brook", email="ada@example.test")
    page = answer.content.decode()
    assert "You’ve also confirmed the job role as of today" in page
    now, before = page.split("Who held it before")
    assert "Ada Brook" in now
    assert "Pat Doe" not in now
    assert "Pat Doe" in before
    assert JobRole.objects.get().confirmed_on == timezone.localdate()


def test_a_contact_who_left_yesterday_leaves_the_role_vacant(client: Client, cast: Cast) -> None:
    post = builders.post("Skills lead", cast.council, cast.bradford)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    builders.holder(post, "Pat Doe", valid_from=dt.date(2024, 5, 1), valid_to=yesterday)
    page = read(client, f"/job-roles/{post.pk}/", cast.outsider)
    assert f"Vacant since {yesterday.day} {yesterday:%B %Y}" in page
    assert "Pat Doe" not in page.split("Who held it before")[0]
    found = read(client, "/who-to-ask/?q=skills", cast.outsider)
    assert "Vacant" in found
    assert "Pat Doe" not in found


def test_a_role_may_be_shared_and_one_person_holds_it_once(
    client: Client, cast: Cast, post: JobRole
) -> None:
    client.force_login(cast.bradford_editor)
    hand_over(client, post, how="joins", name="Ada Brook", email="ada@example.test")
    assert JobRoleHolder.objects.filter(post=post, valid_to=None).count() == 2
    again = hand_over(client, post, how="joins", name="Ada Brook", email="ada@example.test")
    assert "Ada Brook holds this job role already" in again.content.decode()
    assert 'value="Ada Brook"' in again.content.decode()
    assert JobRoleHolder.objects.filter(post=post).count() == 2


def test_a_name_is_asked_for_unless_the_role_is_vacant(
    client: Client, cast: Cast, post: JobRole
) -> None:
    client.force_login(cast.bradford_editor)
    refused = hand_over(client, post, how="takes_over", name="").content.decode()
    assert "Enter the name of the person" in refused
    for nobody in ("(vacant)", "TBC", "n/a"):
        said = hand_over(client, post, how="takes_over", name=nobody).content.decode()
        assert "Choose “Nobody holds it” if the job role is vacant" in said
    hand_over(client, post, how="vacant")
    assert not JobRoleHolder.objects.filter(valid_to=None)
    assert Person.objects.count() == 1


def test_an_account_with_the_address_becomes_the_person(
    client: Client, cast: Cast, post: JobRole
) -> None:
    client.force_login(cast.bradford_editor)
    email = cast.bradford_officer.email.upper()
    hand_over(client, post, how="takes_over", name="Bradford officer", email=email)
    assert Person.objects.get(user=cast.bradford_officer).name == "Bradford officer"


def test_a_new_role_is_made_where_one_keeps_a_place_and_nowhere_else(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.bradford_editor)
    Topic.objects.create(name="Housing", slug="housing")
    given = {
        "title": "Rented homes lead",
        "organisation": cast.council.name,
        "kind": "job_role",
        "visibility": "network",
        "topics": ["housing"],
        "add_place": "Luton",
    }
    refused = client.post("/job-roles/add/", given).content.decode()
    assert "Name a place that you look after" in refused
    assert "Rented homes lead" in refused
    made = client.post("/job-roles/add/", {**given, "add_place": "Bradford"}, follow=True)
    assert "Job role added" in made.content.decode()
    post = JobRole.objects.get()
    assert post.created_by == cast.bradford_editor
    assert [place.name for place in post.places.all()] == ["Bradford"]
    assert JobRoleTopic.objects.get().topic.slug == "housing"


def test_an_officer_adds_roles_of_the_own_body_and_of_its_teams(client: Client, cast: Cast) -> None:
    ministry = cast.desnz_official.assignments.get().organisation
    team = builders.organisation("Home energy team", "central_government", parent=ministry)
    client.force_login(cast.desnz_official)
    given = {"kind": "job_role", "visibility": "network", "title": "Home energy lead"}
    client.post("/job-roles/add/", {**given, "organisation": team.name})
    assert JobRole.objects.get().organisation == team
    refused = client.post("/job-roles/add/", {**given, "organisation": cast.council.name})
    assert "Name a place that you look after" in refused.content.decode()


def test_the_mailbox_of_a_role_is_no_person_s_own_address(
    client: Client, cast: Cast, post: JobRole
) -> None:
    client.force_login(cast.bradford_editor)
    given = {
        "title": post.title,
        "organisation": cast.council.name,
        "kind": "job_role",
        "visibility": "public",
        "places": ["bradford"],
        "email": "Pat-Doe@example.test",
        "version": post.version,
    }
    refused = client.post(f"/job-roles/{post.pk}/edit/", given).content.decode()
    assert "This is a person’s own address" in refused


def test_the_second_of_two_editors_sees_both_versions(
    client: Client, cast: Cast, post: JobRole
) -> None:
    client.force_login(cast.bradford_editor)
    JobRole.objects.filter(pk=post.pk).update(title="Head of housing")
    given = {
        "title": "Housing boss",
        "organisation": cast.council.name,
        "kind": "job_role",
        "visibility": "public",
        "places": ["bradford"],
        "version": post.version,
    }
    answer = client.post(f"/job-roles/{post.pk}/edit/", given).content.decode()
    assert "Head of housing" in answer
    assert "Housing boss" in answer
    assert JobRole.objects.get().title == "Head of housing"


def test_a_closed_role_stays_says_so_and_is_changed_no_more(
    client: Client, cast: Cast, post: JobRole
) -> None:
    client.force_login(cast.bradford_editor)
    day = {"on_day": "1", "on_month": "6", "on_year": "2025"}
    client.post(f"/job-roles/{post.pk}/close/", day)
    page = read(client, f"/job-roles/{post.pk}/", cast.bradford_editor)
    assert "It ended on 1 June 2025" in page
    assert "Pat Doe" in page.split("Who held it before")[1]
    assert client.get(f"/job-roles/{post.pk}/edit/").status_code == 403
    assert "Housing lead" not in read(client, "/who-to-ask/?place=bradford")
    assert "Housing lead" not in read(client, "/places/bradford/")


def test_a_day_to_come_is_no_day_to_close_on(client: Client, cast: Cast, post: JobRole) -> None:
    client.force_login(cast.bradford_editor)
    day = {"on_day": "1", "on_month": "6", "on_year": "2199"}
    refused = client.post(f"/job-roles/{post.pk}/close/", day).content.decode()
    assert "This date is in the future" in refused


def test_history_tells_a_handover_to_those_who_may_know_it(
    client: Client, cast: Cast, post: JobRole
) -> None:
    page = read(client, f"/job-roles/{post.pk}/history/", cast.outsider)
    assert "Holder added" in page
    assert "Pat Doe" in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_of_a_page_does_not_grow(
    client: Client, cast: Cast, django_assert_num_queries: Any, count: int
) -> None:
    post = builders.post("Housing lead", cast.council, visibility="public")
    for number in range(count):
        builders.holder(post, f"Person {number}", valid_from=dt.date(2024, 5, 1))
        post.places.add(builders.place(f"Town {number}"))
        post.topics.add(Topic.objects.create(name=f"Theme {number}", slug=f"theme-{number}"))
    client.force_login(cast.outsider)
    client.get(f"/job-roles/{post.pk}/")
    with django_assert_num_queries(8):
        client.get(f"/job-roles/{post.pk}/")


@pytest.fixture
def luton() -> Place:
    return builders.place("Luton")


@pytest.fixture
def council() -> Organisation:
    return builders.organisation("Luton Council")


def test_a_job_role_has_a_level_and_another_role_as_backup(council: Organisation) -> None:
    post = builders.post("Housing lead", council)
    assert broken(changed(post, visibility="friends")) == "post_known_level"
    assert broken(changed(post, backup=post)) == "post_not_its_own_backup"


def test_a_job_role_covers_a_place_and_a_topic_once(luton: Place, council: Organisation) -> None:
    post = builders.post("Housing lead", council, luton)
    topic = Topic.objects.create(name="Housing", slug="housing")
    JobRoleTopic.objects.create(post=post, topic=topic)
    again = lambda: JobRolePlace.objects.create(post=post, place=luton)  # noqa: E731
    assert broken(again) == "post_place_once"
    assert broken(lambda: JobRoleTopic.objects.create(post=post, topic=topic)) == "post_topic_once"


def test_nobody_holds_one_role_twice_at_a_time_or_backwards(council: Organisation) -> None:
    post = builders.post("Housing lead", council)
    held = builders.holder(post, "Ada Lovelace", valid_from=MAY, valid_to=JULY)
    twice = {"post": post, "person": held.person, "valid_from": JUNE}
    assert broken(lambda: JobRoleHolder.objects.create(**twice)) == "post_holder_once_at_a_time"
    back = lambda: JobRoleHolder.objects.create(**{**twice, "valid_to": MAY})  # noqa: E731
    assert broken(back) == "post_holder_dates_in_order"


def test_an_erased_person_has_no_name_and_all_others_have_one() -> None:
    person = Person.objects.create(name="Ada Lovelace")
    assert broken(changed(person, erased_on=MAY)) == "person_erased_has_no_name"
    assert broken(changed(person, name="")) == "person_has_a_name"
    Person.objects.filter(pk=person.pk).update(name="", erased_on=MAY)
    assert str(Person.objects.get()) == "Name removed"


def test_job_roles_are_read_by_level_and_by_officers_of_their_body(council: Organisation) -> None:
    hidden = builders.post("Housing lead", council, visibility="team")
    officer = builders.user("Olu", ("officer", council))
    assert list(JobRole.objects.visible_to(officer)) == [hidden]
    assert not JobRole.objects.visible_to(builders.user("Outsider")).exists()


def test_people_are_named_to_readers_of_their_role_alone(luton: Place) -> None:
    held = builders.holder(builders.post("Lead", None, luton, visibility="place"), "Ada Lovelace")
    here = builders.user("Here", ("contributor", luton))
    assert list(Person.objects.visible_to(here)) == [held.person]
    assert not Person.objects.visible_to(builders.user("Elsewhere")).exists()


def test_a_community_champion_is_in_the_register_with_area_and_training(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.bradford_editor)
    sent = {
        "title": "Health champion",
        "organisation": cast.council.name,
        "kind": "community",
        "add_place": "Bradford",
        "training": "Two days, March 2026",
        "visibility": "public",
    }
    client.post("/job-roles/add/", sent)
    made = JobRole.objects.get(title="Health champion")
    assert (made.kind, made.training) == ("community", "Two days, March 2026")
    page = Client().get("/champions/").content.decode()
    assert "Health champion" in page
    assert "Training:" in page
    assert "Two days, March 2026" in page
    assert "Two days, March 2026" in Client().get(made.get_absolute_url()).content.decode()
    assert "Community champion" in page
