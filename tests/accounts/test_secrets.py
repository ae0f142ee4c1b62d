"""Each thing that opens something without a password is declared, and ends with its account."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import models
from django.test import Client, RequestFactory
from django.urls import get_resolver

from accounts.models import Notice, User
from accounts.secret import SecretKind, Upon, end_secrets
from accounts.sign_on.actions import separate_identity
from accounts.two_step.actions import turn_off_two_step
from api.key.actions import make_key
from partnerships.models import Organisation
from people.models import Assignment, CalendarFeed
from people.personal_data.actions import erase
from people.personal_data.subjects import whole
from people.role.account_actions import close_account, open_account
from people.role.actions import end_role
from people.subscription.actions import make_feed
from records.subjects import registered
from tests import builders
from tests.api.asking import ask
from tests.builders import Cast

# A column called so may hold what opens something
NAMED = re.compile(r"(^|_)(token|secret|hash|password|uid|nonce|digest|session_key)(_|$)|^key$")
# Columns that are called so and open nothing
NO_SECRET = {
    "accounts.User.password": "the password itself, as a hash",
    "records.SpentToken.token": "tells a second submit of a form from the first",
    "records.SpentToken.digest": "tells the same words sent twice",
    "records.DraftFile.digest": "tells the same file sent twice",
    "governance.HealthAnswer.key": "digest of a code that replaces an answer, for who may answer",
    "governance.HealthSlip.key": "stands for a body without naming it; nobody is handed it",
    **dict.fromkeys(
        (
            "geography.LocalityRelease.digest",
            "collaboration.Attachment.digest",
            "governance.Pack.digest",
            "open_data.PublicRecord.digest",
            "demo.LoadedEntry.digest",
        ),
        "what a file or text adds up to",
    ),
    **dict.fromkeys(
        (
            "records.Note.key",
            "records.Finding.key",
            "search.SearchEntry.key",
            "imports.ReadRow.key",
            "geography.Measure.key",
            "barriers.Category.key",
            "demo.LoadedEntry.key",
        ),
        "what a row is called",
    ),
}
HELD = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def energy() -> Organisation:
    """The department of the energy official."""
    return Organisation.objects.get(name="Department for Energy Security and Net Zero")


def columns() -> Iterator[str]:
    """Columns that look as if they held secrets."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, HELD) and NAMED.search(field.name):
                yield f"{model._meta.label}.{field.name}"


def addresses(patterns: Any) -> Iterator[str]:
    """Names of pages that are opened by something secret in their address."""
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from addresses(one.url_patterns)
        elif re.search(r"<(str:)?(token|key|secret)>", str(one.pattern)):
            yield str(one.name)


def test_every_column_that_may_hold_a_secret_is_declared() -> None:
    declared = {column for kind in registered(SecretKind) for column in kind.kept_in}
    assert set(columns()) - set(NO_SECRET) - declared == set()


def test_what_is_declared_is_there() -> None:
    for kind in registered(SecretKind):
        for column in kind.kept_in:
            label, _, name = column.rpartition(".")
            assert apps.get_model(label)._meta.get_field(name), column


def test_every_page_that_a_secret_opens_is_declared() -> None:
    declared = {name for kind in registered(SecretKind) for name in kind.addresses}
    assert set(addresses(get_resolver().url_patterns)) == declared


def test_each_kind_ends_or_says_why_it_stays() -> None:
    for kind in registered(SecretKind):
        assert bool(kind.end) != bool(kind.stays), kind.noun


def request_of(user: Any) -> Any:
    """One that somebody sends, with a session of theirs."""
    request = RequestFactory().post("/")
    request.user, request.session = user, Client().session
    request._messages = FallbackStorage(request)
    return request


def reset(by: Any, user: User) -> None:
    password_reset.send(User, request=request_of(user), user=user)


def change(by: Any, user: User) -> None:
    password_changed.send(User, request=request_of(user), user=user)


def two_step_off(by: Any, user: User) -> None:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    turn_off_two_step(by=by, user=user)


def own_two_step_off(by: Any, user: User) -> None:
    made = Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    authenticator_removed.send(
        Authenticator, request=request_of(user), user=user, authenticator=made
    )


def separate(by: Any, user: User) -> None:
    SocialAccount.objects.create(user=user, provider="ministry", uid="1")
    separate_identity(by=by, user=user)


def close(by: Any, user: User) -> None:
    close_account(by=by, user=user)


def close_and_open(by: Any, user: User) -> None:
    close_account(by=by, user=user)
    open_account(by=by, user=user)


def remove_name(by: Any, user: User) -> None:
    erase(by=by, subject=whole(None, user), why="asked")


Act = Callable[[Any, User], None]
ACTS = (
    reset, change, two_step_off, own_two_step_off, separate, close, close_and_open, remove_name
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS)
def test_nothing_of_an_account_opens_anything_after(cast: Cast, act: Act) -> None:
    user = cast.desnz_official
    elsewhere = Client()
    elsewhere.post("/account/sign-in/", {"login": user.email, "password": builders.PASSWORD})
    assert elsewhere.get("/account/").status_code == 200
    _, own = make_key(by=user, name="Power BI")
    _, of_body = make_key(by=user, name="Nightly", organisation=energy())
    feed = f"/calendar/feed/{make_feed(by=user)[1]}.ics"
    assert Client().get(feed).status_code == 200
    assert [ask("pilots/", key).status_code for key in (own, of_body)] == [200, 200]
    act(cast.administrator, user)
    assert Client().get(feed).status_code == 404
    assert [ask("pilots/", key).status_code for key in (own, of_body)] == [401, 401]
    assert elsewhere.get("/account/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS)
def test_officers_are_told_that_a_key_of_their_body_ended(cast: Cast, act: Act) -> None:
    other = builders.user("Second official", ("officer", energy()))
    make_key(by=cast.desnz_official, name="Nightly", organisation=energy())
    act(cast.administrator, cast.desnz_official)
    told = Notice.objects.filter(subject__contains="has ended: Nightly", by_mail=True)
    assert [one.user for one in told] == [other]
    assert cast.desnz_official.full_name not in told[0].text


@pytest.mark.django_db
def test_who_sets_a_password_stays_signed_in_here_and_is_told_what_ended(cast: Cast) -> None:
    user = cast.desnz_official
    make_key(by=user, name="Power BI")
    make_feed(by=user)
    make_feed(by=user)
    request = request_of(user)
    password_changed.send(User, request=request, user=user)
    words = "This also ended 2 calendar feeds and 1 key for another program."
    assert words in [str(one) for one in request._messages]
    assert words in Notice.objects.get(subject="Your account has a new password").text


@pytest.mark.django_db
def test_secrets_of_others_stay(cast: Cast) -> None:
    _, key = make_key(by=cast.bradford_editor, name="Power BI")
    make_feed(by=cast.bradford_editor)
    assert not end_secrets(cast.desnz_official, Upon.CLOSED)
    assert ask("pilots/", key).status_code == 200
    assert CalendarFeed.objects.live().count() == 1


@pytest.mark.django_db
def test_an_officer_who_leaves_takes_along_keys_of_that_body_alone(cast: Cast) -> None:
    user = cast.desnz_official
    other = builders.organisation("Homes agency")
    Assignment.objects.create(
        user=user, role="officer", organisation=other, valid_from=builders.TODAY
    )
    keys = [make_key(by=user, name="Nightly", organisation=body)[1] for body in (energy(), other)]
    own = make_key(by=user, name="Mine")[1]
    end_role(by=cast.administrator, assignment=Assignment.objects.get(organisation=energy()))
    assert [ask("pilots/", key).status_code for key in (*keys, own)] == [401, 200, 200]


@pytest.mark.django_db
def test_a_link_to_set_a_password_ends_with_the_other_secrets(
    client: Client, cast: Cast, letters: Any
) -> None:
    client.post("/account/forgotten/", {"email": cast.desnz_official.email})
    found = re.search(r"http://127.0.0.1:8000(\S+)", letters()[0].body)
    assert found
    assert "Choose a new password" in client.get(found[1], follow=True).content.decode()
    end_secrets(cast.desnz_official, Upon.SEPARATED)
    assert "no longer works" in Client().get(found[1], follow=True).content.decode()
