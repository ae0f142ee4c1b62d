"""A job role that looks like one there is asked about, and taken back while nothing rests on it."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from people.job_role.actions import add_post
from people.job_role.forms import AddPostForm
from people.models import JobRole, JobRoleHolder
from records.lookalikes import ASK
from tests import builders
from tests.builders import Cast
from tests.locks import it_waits
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
ADD = "/job-roles/add/?place=bradford"


def add(who: Any, title: str, cast: Cast) -> Any:
    """Send the form with this title, for the council."""
    client = signed_in(who)
    data = filled(client, ADD, title=title, organisation=cast.council.name)
    return client.post("/job-roles/add/", data, follow=True)


def test_only_roles_that_the_user_sees_are_shown_as_like_it(cast: Cast) -> None:
    builders.post("Housing lead", cast.council, cast.bradford)
    hidden = {"visibility": "team", "created_by": cast.author}
    builders.post("Data steward", cast.council, cast.luton, **hidden)

    assert "It looks like one you have" in text_of(add(cast.bradford_editor, "Housing Lead", cast))
    assert add(cast.bradford_editor, "Data steward", cast).redirect_chain
    assert JobRole.objects.filter(title="Data steward").count() == 2


@pytest.mark.usefixtures("own_database")
def test_of_two_who_add_one_at_once_the_second_is_asked(own_database: str, cast: Cast) -> None:
    asked: list[str] = []

    def add_one(by: Any) -> None:
        typed = {"title": "Heat lead", "organisation": cast.council.name, "kind": "job_role",
                 "visibility": "network", "add_place": "Bradford"}  # fmt: skip
        form = AddPostForm(typed, instance=JobRole(), user=by)
        assert form.is_valid(), form.errors
        add_post(by=by, post=form.instance, topics=[], places=form.all_places(),
                 check=form.ask_if_another)  # fmt: skip

    def second() -> None:
        try:
            add_one(cast.region_editor)
        except ValidationError as refused:
            asked.extend(refused.messages)
        finally:
            connection.close()

    waits = threading.Thread(target=second)
    with transaction.atomic():
        add_one(cast.bradford_editor)
        waits.start()
        it_waits(waits)
    waits.join()
    assert asked == [ASK]
    assert JobRole.objects.filter(title="Heat lead").count() == 1


def test_an_administrator_adds_roles_anywhere_but_not_who_lives_what_a_role_tells(
    cast: Cast,
) -> None:
    assert add(cast.administrator, "Data steward", cast).redirect_chain
    made = JobRole.objects.get()
    assert signed_in(cast.administrator).get(f"/job-roles/{made.pk}/holder/").status_code == 200
    lived = builders.post("Panel member", cast.council, cast.bradford, kind="lived_experience")
    assert signed_in(cast.administrator).get(f"/job-roles/{lived.pk}/holder/").status_code == 403


def test_a_role_is_taken_back_with_its_holder_unless_another_names_it(cast: Cast) -> None:
    add(cast.bradford_editor, "Data steward", cast)
    made = JobRole.objects.get()
    builders.holder(made)
    client = signed_in(cast.bradford_editor)
    assert (
        f"/job-roles/{made.pk}/take-back/" in client.get(made.get_absolute_url()).content.decode()
    )

    other = builders.post("Deputy", cast.council, cast.bradford, backup=made)
    client.post(f"/job-roles/{made.pk}/take-back/", {"because": "By mistake"})
    assert JobRole.objects.filter(pk=made.pk).exists()
    other.delete()
    client.post(f"/job-roles/{made.pk}/take-back/", {"because": "By mistake"})
    assert not JobRole.objects.filter(pk=made.pk).exists()
    assert not JobRoleHolder.objects.exists()
