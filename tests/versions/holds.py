"""What a database holds, in numbers that a later version must give as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from django.db.models import Count, QuerySet, Sum
from django.test import Client, override_settings

from accounts.models import User
from barriers.models import Barrier
from funding.models import Flow, Fund
from governance.models import Board
from partnerships.models import Programme
from people.models import Assignment, Role
from pilots.models import Actual, Pilot

# Lists and the report; beside them the first of each of these records
LISTS = (
    *("/", "/places/", "/organisations/", "/pilots/", "/barriers/", "/barriers/report/"),
    *("/barriers/report/?rows=programme&columns=status", "/escalations/", "/priorities/"),
    *("/funding/flows/", "/funding/funds/", "/boards/", "/decisions/"),
)
RECORDS = (Pilot, Programme, Fund, Board)
# Who opens them: a visitor, and the last account of each of these roles, in the demo of the example
ROLES = (Role.PROGRAMME_LEAD, Role.PLACE_EDITOR)
HTML = "{http://www.w3.org/1999/xhtml}"
NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def totals() -> dict[str, Any]:
    """What people would miss first, added up."""
    amounts = Flow.objects.order_by("meaning").values_list("meaning").annotate(Sum("amount_low"))
    return {
        "pilots by status": _by(Pilot.objects.all(), "status"),
        "barriers by status": _by(Barrier.objects.all(), "status"),
        "barriers by kind": _by(Barrier.objects.all(), "category__name"),
        "pounds by meaning": {meaning: str(pounds) for meaning, pounds in amounts},
        "sum of what was measured": str(Actual.objects.aggregate(sum=Sum("value_low"))["sum"]),
        "roles": _by(Assignment.objects.all(), "role"),
    }


def _by(found: QuerySet, field: str) -> dict[str, int]:
    each = found.order_by(field).values_list(field).annotate(Count("pk"))
    return {str(value): number for value, number in each}


def readers() -> list[str]:
    """Their email addresses; that of a visitor is empty."""
    last = [
        Assignment.objects.filter(role=role, user__is_active=True)
        .order_by("-pk")
        .values_list("user__email", flat=True)
        .first()
        for role in ROLES
    ]
    return ["", *(email for email in last if email)]


def addresses() -> list[str]:
    """Of the pages that are looked at."""
    first = [model.objects.order_by("pk").first() for model in RECORDS]
    return [*LISTS, *(record.get_absolute_url() for record in first if record)]


def pages(addresses: list[str], readers: list[str]) -> dict[str, dict[str, Any]]:
    """What each reader is answered at each address: the status and the figures that stand out.

    Pages write (what was read, how much waits): whoever asks rolls that back.
    """
    with override_settings(DEBUG=False, ALLOWED_HOSTS=["testserver"]):
        clients = {email or "a visitor": _client(email) for email in readers}
        return {
            f"{address} for {reader}": _answered(client, address)
            for reader, client in clients.items()
            for address in addresses
        }


def _client(email: str) -> Client:
    client = Client()
    if email:
        client.force_login(User.objects.get(email=email))
    return client


def _answered(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address, secure=True)
    return {"status": answer.status_code, "figures": figures(answer.content.decode())}


def figures(page: str) -> list[str]:
    """Each number in the answer, the strip and the count of a page, and at the foot of tables."""
    return [
        number
        for one in html5lib.parse(page).iter()
        if _stands_out(one)
        for number in NUMBER.findall(" ".join(one.itertext()))
    ]


def _stands_out(one: Element) -> bool:
    return (
        "data-count" in one.attrib
        or one.attrib.get("id") == "answer"
        or one.tag == f"{HTML}tfoot"
        or (one.tag == f"{HTML}dl" and one.attrib.get("class") == "strip")
    )


def differences(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """What is not as it was, a line each."""
    for name, was in before.items():
        if now.get(name) != was:
            yield f"{name}: it was {was}, it is {now.get(name)}"
