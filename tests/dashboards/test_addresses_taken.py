"""Every form that takes an email address refuses one that no email reaches, in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Notice, User
from interface.forms.emails import MESSAGE
from partnerships.models import Subscription
from tests import asked, builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db
CANNOT = "a@aء.com"


def refused(client: Client, address: str, **typed: Any) -> None:
    page = client.post(address, {"email": CANNOT, "login": CANNOT, **typed})
    assert page.status_code in (200, 422), address
    said = page.content.decode()
    assert MESSAGE in said, address
    assert CANNOT in said, address


def test_forms_that_anybody_opens(client: Client, cast: Cast) -> None:
    update = builders.regional_update(cast.region, cast.yorkshire_connector)
    refused(client, "/places/bradford/follow/")
    refused(client, f"{update.get_absolute_url()}reply/", text="Thank you")
    refused(client, "/account/forgotten/")
    assert not Subscription.objects.exists()
    assert not Notice.objects.exists()


def test_forms_of_people_who_are_signed_in(client: Client, cast: Cast) -> None:
    post = builders.post("Adviser", cast.council, cast.bradford)
    escalation = asked.ask(builders.barrier(cast.bradford), cast.council, created_by=cast.author)
    client.force_login(cast.bradford_editor)
    refused(client, f"{post.get_absolute_url()}edit/", title="Adviser")
    refused(client, f"{post.get_absolute_url()}holder/", how="joins", name="Ada")
    refused(client, f"{escalation.get_absolute_url()}link/")
    assert not Notice.objects.exists()


def test_an_administrator_is_made_of_no_such_address() -> None:
    with pytest.raises(CommandError, match="not an e-mail address that can be sent to"):
        call_command("make_administrator", CANNOT)
    assert not User.objects.filter(email=CANNOT).exists()
