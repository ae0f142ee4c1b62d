"""A quarter in Yorkshire, and its update as people write it, for tests of regional updates."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.test import Client

from accounts.models import User
from partnerships.models import OrganisationPlace
from pilots.models import Pilot
from policy.models import RegionalUpdate
from tests import builders as b
from tests.builders import Cast

START = "/regional-updates/new/"
PAGE = "/regional-updates/yorkshire-and-the-humber/2026-07/"
IN_QUARTER = dt.date(2026, 8, 1)


def signed_in(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def fill(cast: Cast) -> Pilot:
    """Public changes of the quarter, and others that must not be suggested."""
    pilot = b.pilot(
        cast.bradford, "Warm homes", start=IN_QUARTER, start_precision="month",
        target_group="Tenants of cold homes.",
    )  # fmt: skip
    b.pilot(cast.bradford, "Ended here", status="closed", end=dt.date(2026, 9, 30))
    b.pilot(cast.bradford, "Some year", start=IN_QUARTER, start_precision="year")
    b.pilot(cast.bradford, "Hidden", start=IN_QUARTER, visibility="network")
    b.pilot(cast.luton, "Elsewhere", start=IN_QUARTER)
    b.priority("Homes first", cast.bradford, start=IN_QUARTER)
    b.update(
        pilot,
        state="accepted",
        public_sentence="Forty homes are warm.",
        accepted_at=dt.datetime(2026, 9, 1, tzinfo=dt.UTC),
    )
    b.flow(cast.bradford, 5000, description="Grant", end=dt.date(2026, 12, 31))
    b.barrier(
        cast.bradford,
        "We cannot share a list",
        status="resolved",
        resolution="A protocol was signed.",
        ended_on=dt.date(2026, 7, 2),
    )
    return pilot


def begin(client: Client, quarter: str = "2026-07") -> Any:
    return client.post(START, {"region": "yorkshire-and-the-humber", "quarter": quarter})


def as_typed(client: Client, **changes: str) -> dict[str, str]:
    """The form of the update as the page shows it, with some answers changed."""
    answer = client.get(f"{PAGE}write/")
    form = answer.context["form"]
    typed = {name: form[name].value() for name in form.fields}
    typed["as_of_day"], typed["as_of_month"], typed["as_of_year"] = "20", "11", "2026"
    typed["draft_token"] = str(answer.context["sheet"].ticket)
    typed = {name: "on" if value is True else value for name, value in typed.items()}
    kept = {k: str(v) for k, v in typed.items() if v not in (None, False, "") and k != "as_of"}
    return {**kept, **changes}


def published(cast: Cast, peer: User) -> RegionalUpdate:
    """Begun by the connector, checked by the officer, published."""
    writer, checker = signed_in(cast.yorkshire_connector), signed_in(peer)
    begin(writer)
    writer.post(f"{PAGE}check/")
    checker.post(f"{PAGE}checked/")
    writer.post(f"{PAGE}publish/")
    return RegionalUpdate.objects.published().get()


def northern_officer(cast: Cast) -> User:
    """An officer of a department whose team serves the region."""
    ministry = b.organisation("Housing ministry", "central_government")
    team = b.organisation("Northern team", "central_government", parent=ministry)
    OrganisationPlace.objects.create(organisation=team, place=cast.region, role="serves")
    return b.user("Northern officer", ("officer", ministry))
