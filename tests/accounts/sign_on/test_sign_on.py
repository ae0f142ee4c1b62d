"""Single sign-on lets in people with an account or an open invitation, and nobody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from accounts.models import Notice, User
from people.models import Assignment, Invitation
from records.models import HistoryEntry
from tests import builders as b
from tests.accounts.sign_on.identity_provider import OTHER_KEY, IdentityProvider
from tests.accounts.two_step.codes import turn_on
from tests.pages.test_sweep import faults

ADA = "ada-lovelace@example.test"


def invite(email: str, by: User, **fields: Any) -> Invitation:
    usual = {"role": "contributor", "sent_at": timezone.now(), "created_by": by}
    return Invitation.objects.create(email=email, **(usual | fields))


def is_signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def test_an_identity_is_joined_by_its_address_and_known_by_its_subject_after_that(
    client: Client, ada: User, idp: IdentityProvider
) -> None:
    page = client.get("/account/sign-in/?next=/account/").content.decode()
    assert "/account/sign-in/with/bradford/?next=%2Faccount%2F" in page
    idp.claims["email"] = ADA.upper()
    assert idp.sign_on(client, "?next=/account/").url == "/account/"
    assert client.session["_auth_user_id"] == str(ada.pk)
    joined = SocialAccount.objects.get()
    assert joined.extra_data["iss"] == idp.url
    assert set(joined.extra_data) <= {"iss", "sub", "email", "email_verified", "name"}
    assert Notice.objects.get(user=ada).subject == "You can sign in with Bradford Council"
    assert HistoryEntry.objects.of_kind(User).filter(after__signs_in_with="bradford").exists()
    client.logout()
    idp.claims["email"] = "changed@example.test"
    idp.sign_on(client)
    assert client.session["_auth_user_id"] == str(ada.pk)
    ada.refresh_from_db()
    assert (ada.email, ada.has_usable_password()) == (ADA, True)


def test_an_invitation_is_taken_up_without_a_password(
    client: Client, idp: IdentityProvider
) -> None:
    place = b.place("Bradford")
    editor = b.user("Edith Editor", ("place_editor", place))
    invite("new@example.test", editor, place=place)
    # The address comes from the profile where the token leaves it out
    idp.profile = {"sub": "s-1", "email": "new@example.test", "email_verified": "true"}
    assert idp.sign_on(client).url == "/"
    made = User.objects.get(email="new@example.test")
    assert (made.full_name, made.has_usable_password()) == ("Ada King", False)
    assert Assignment.objects.get(user=made).created_by == editor
    assert Invitation.objects.open().count() == 0


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"email": "nobody@example.test"}, (403, "no account and no open invitation")),
        ({"email": "late@example.test"}, (403, "no account and no open invitation")),
        ({"email": "powerless@example.test"}, (403, "no account and no open invitation")),
        ({"email": ADA, "email_verified": False}, (403, "did not say that your email")),
        ({"email": ADA, "email_verified": "false"}, (403, "did not say that your email")),
        ({"email": "eve@elsewhere.test"}, (403, "is not allowed to confirm eve@elsewhere.test")),
        ({"email": "gone@example.test"}, (403, "This account has been closed")),
        (
            {"email": "joined@example.test"},
            (403, "is already linked to a different single sign-on"),
        ),
        ({"email": ADA, "iss": "https://evil.example"}, (502, "could not understand the answer")),
        ({"email": ADA, "aud": "another-site"}, (502, "could not understand the answer")),
        ({"email": ADA, "exp": 1}, (502, "could not understand the answer")),
        ({}, (502, "could not understand the answer")),  # and the profile is of somebody else
    ],
)
def test_nobody_else_gets_in_and_each_is_told_why(
    client: Client, ada: User, idp: IdentityProvider, claims: Any, told: tuple[int, str]
) -> None:
    place = b.place("Bradford")
    editor = b.user("Edith Editor", ("place_editor", place))
    eight_days_ago = timezone.now() - dt.timedelta(days=8)
    invite("late@example.test", editor, place=place, sent_at=eight_days_ago)
    former = b.user("Former Editor", ("place_editor", place))
    invite("powerless@example.test", former, place=place)
    former.assignments.all().delete()
    b.user("Gone", is_active=False)
    SocialAccount.objects.create(user=b.user("Joined"), provider="bradford", uid="another")
    idp.claims |= claims
    idp.profile = {"sub": "s-2", "email": ADA, "email_verified": True}
    page, (status, says) = idp.sign_on(client), told
    assert page.status_code == status
    assert says in page.content.decode()
    assert faults(page.content.decode()) == []
    assert not is_signed_in(client)
    assert (SocialAccount.objects.count(), User.objects.count()) == (1, 5)


def test_a_closed_account_that_was_joined_stays_closed(
    client: Client, ada: User, idp: IdentityProvider
) -> None:
    idp.claims["email"] = ADA
    idp.sign_on(client)
    client.logout()
    User.objects.update(is_active=False)
    assert "has been closed" in idp.sign_on(client).content.decode()
    assert not is_signed_in(client)


def test_a_provider_that_is_down_or_another_is_no_crash(
    client: Client, ada: User, idp: IdentityProvider, settings: Any
) -> None:
    idp.claims["email"] = ADA

    def told() -> None:
        page = idp.sign_on(client)
        assert (page.status_code, is_signed_in(client)) == (502, False)
        assert "We could not understand the answer from Bradford Council" in page.content.decode()

    kinds_of_garbage: tuple[Any, ...] = ([], {}, {"issuer": idp.url}, "down for maintenance")
    for garbage in kinds_of_garbage:
        idp.says_config = lambda config, said=garbage: said  # type: ignore[misc]
        told()
    idp.says_config = lambda config: config | {"issuer": "https://evil.example"}
    told()
    idp.says_config = lambda config: config
    idp.key = OTHER_KEY
    told()
    settings.SOCIALACCOUNT_PROVIDERS = idp.settings(
        server_url="http://127.0.0.1:1/.well-known/openid-configuration"
    )
    told()


def test_who_comes_back_without_having_left_is_told_to_begin_again(
    client: Client, ada: User, idp: IdentityProvider
) -> None:
    idp.claims["email"] = ADA
    sent = client.get("/account/sign-in/with/bradford/")
    assert idp.send_back(client, sent, state="guessed").status_code == 400
    # Another browser was made to follow the link that this one came back with
    page = idp.send_back(Client(), sent)
    assert (page.status_code, "Start again" in page.content.decode()) == (400, True)
    assert idp.send_back(client, sent).status_code == 302
    client.logout()
    assert idp.send_back(client, sent).status_code == 400
    assert not is_signed_in(client)


def test_who_turns_back_at_the_provider_is_at_the_sign_in_page(
    client: Client, idp: IdentityProvider
) -> None:
    sent = client.get("/account/sign-in/with/bradford/")
    back = idp.send_back(client, sent, error="access_denied")
    assert back.url == "/account/sign-in/"
    assert "You did not sign in" in client.get(back.url).content.decode()


def test_before_a_sensitive_step_the_provider_is_asked_again(
    client: Client, ada: User, idp: IdentityProvider, settings: Any
) -> None:
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    ada.set_unusable_password()
    ada.save()
    role = b.give(ada, "contributor", b.place("Luton"))
    idp.claims["email"] = ADA
    idp.sign_on(client)
    address = f"/roles/{role.pk}/end/"
    asked = client.post(address)
    sent = client.get(client.get(asked.url).url)
    assert "prompt=login" in sent.url
    idp.claims["sub"] = "somebody-else"
    page = idp.send_back(client, sent)
    assert (page.status_code, "a different person" in page.content.decode()) == (403, True)
    idp.claims["sub"] = "s-1"
    back = idp.send_back(client, client.get(client.get(client.post(address).url).url))
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
    thanked = client.get(back.url)
    assert faults(thanked.content.decode()) == []
    assert Assignment.objects.on(timezone.localdate()).filter(pk=role.pk).exists()
    client.post(back.url)
    assert not Assignment.objects.on(timezone.localdate()).filter(pk=role.pk).exists()


def test_an_administrator_separates_an_account_which_then_joins_a_new_identity(
    client: Client, ada: User, idp: IdentityProvider
) -> None:
    idp.claims["email"] = ADA
    own = Client()
    idp.sign_on(own)
    client.force_login(b.user("Adam", ("administrator", None)))
    address = f"/people/{ada.pk}/"
    assert "Separate the account" in client.get(address).content.decode()
    client.post(f"{address}sign-on/")
    assert own.get("/account/").status_code == 302  # signed out
    assert (
        "has no single sign-on" in client.post(f"{address}sign-on/", follow=True).content.decode()
    )
    idp.claims["sub"] = "s-2"
    assert idp.sign_on(own).status_code == 302
    assert is_signed_in(own)


def test_one_visitor_is_sent_there_thirty_times_a_minute(
    client: Client, idp: IdentityProvider, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def asked(address: str) -> int:
        visitor = {"HTTP_X_FORWARDED_FOR": f"192.0.2.1, {address}"}
        return client.get("/account/sign-in/with/bradford/", **visitor).status_code

    assert [asked("198.51.100.7") for _ in range(31)] == [302] * 30 + [429]
    assert asked("203.0.113.9") == 302


def test_a_code_is_asked_for_after_the_provider_of_who_turned_that_on(
    client: Client, ada: User, idp: IdentityProvider
) -> None:
    client.force_login(ada)
    turn_on(client)
    client.logout()
    idp.claims["email"] = ADA
    assert idp.sign_on(client).url == "/account/sign-in/code/"
    assert not is_signed_in(client)
