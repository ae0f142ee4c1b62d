"""What is said of a body waits for its officers."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Value
from django.db.models.functions import TruncDate
from django.urls import reverse

from access.permissions import is_administrator
from accounts.answer_link import end_unsent
from accounts.notice.outbox import LeftUnsent
from accounts.notice.rights import ToldByAddress
from accounts.secret import SecretKind
from dashboards.claims import links
from interface.paging import BoundedCount
from interface.parts import MenuItem, RecordMenuItem, Theme
from interface.sections import Section, Task
from partnerships.models import ClaimLink, Organisation
from partnerships.organisation.permissions import speaks_for
from records.unlinked import Unlinked
from registry.claimed import claim_kinds
from registry.erased import StaysErased
from registry.personal_data import PersonalData, value_or
from registry.waiting import Row, TaskQuery, Work, in_columns


def _waiting(work: Work) -> QuerySet[Any]:
    """Their bodies of which something is said that they did not answer."""
    waits = Q()
    for kind in claim_kinds():
        waits |= Q(kind.waits_for("pk"))
    return in_columns(
        "claims",
        Organisation.objects.filter(waits, pk__in=sorted(work.reader.organisations)),
        key="slug",
        what="name",
        of="slug",
        day=TruncDate("created_at"),
    )


def _section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="claims",
        title="What others say about your organisation",
        short="What others say about you",
        items=[
            Task(
                title=f"Confirm what is said about {name}, or say that it isn’t right",
                url=reverse("organisation_claims", args=[slug]),
                action="Look",
            )
            for _, slug, name, _, _, _ in rows
        ],
        count=count,
        note="Boards, partnerships and programmes recorded it",
    )


def _opens(link: ClaimLink, email: str) -> bool:
    return link.email == email and not link.why_closed


def _of_address(theirs: Q) -> QuerySet[ClaimLink]:
    """Those that went to an address; none is of an account, though one asked."""
    return ClaimLink.objects.alias(user=Value(None, IntegerField())).filter(theirs)


def _forget_again(link: ClaimLink) -> None:
    links.forget(ClaimLink.objects.filter(pk=link.pk))


REGISTRATIONS = (
    TaskQuery(kind="claims", rows=_waiting, section=_section, order=52),
    SecretKind(
        noun="link to confirm what is recorded,links to confirm what is recorded",
        kept_in=("partnerships.ClaimLink.token_hash",),
        addresses=("claims_by_link",),
        order=81,
        stays="it is of whoever is asked, and lives until the matter is closed (decision 119); who "
        "keeps the record and the administrators see it and can end it",
    ),
    LeftUnsent(end=partial(end_unsent, ClaimLink)),
    ToldByAddress(kind=ClaimLink.LETTER, still=_opens),
    PersonalData(
        key="claim_links",
        title="Emails that asked them what is so of an organisation",
        rows=_of_address,
        columns={
            "of": "organisation.name",
            "address": "email",
            "sent": "made_at",
            "answered by": value_or("who", "nobody"),
        },
        removed="addresses and names at answers of organisations",
        by_email=True,
        remove=links.forget,
        order=55,
    ),
    StaysErased(
        model=ClaimLink,
        noun="address at an answer of an organisation,addresses at answers of organisations",
        made="made_at",
        erased=lambda: ClaimLink.objects.filter(email=""),
        again=_forget_again,
        order=35,
    ),
    MenuItem(
        page="claims_asked",
        label="Organisations asked by email",
        says="Who asked organisations without an account what is so, and what came of it",
        theme=Theme.KEEPING,
        order=75,
        words="claims confirm link contact board partnership",
        permission=is_administrator,
        within="server",
    ),
    RecordMenuItem(
        page="organisation_claims",
        label="What others say about it",
        says="What is recorded about it, for it to confirm",
        of="organisation",
        order=40,
        permission=speaks_for,
    ),
    Unlinked(
        pages=("claims_by_link",),
        why="the letter to a body without an account has the link",
    ),
)
