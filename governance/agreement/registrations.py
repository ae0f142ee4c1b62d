"""How agreements take part in the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse

from governance.agreement.in_calendar import CALENDAR
from governance.agreement.models import of_partnerships_at
from governance.agreement.packed import PACKED, of_board
from governance.agreement.permissions import can_keep_agreement
from governance.agreement.views import (
    Agreements,
    AgreementsOfBoard,
    AgreementsOfPartnership,
    Parties,
)
from governance.board.sight import kept_by
from governance.models import Agreement, AgreementParty
from interface.paging import BoundedCount
from interface.parts import MenuItem, Theme
from interface.sections import Section, Task
from interface.words import date_words
from partnerships.models import PartnershipPlace
from partnerships.organisation.claim_models import ANEW
from records.absent import Absent, Whole
from records.differences import HistoryLabel
from records.merging import BodyRule, Does, InTime, Sides
from records.resting import CitesSource, SourceKept
from registry.agenda import DISCUSS, Drafting, OnAgenda, SuggestedItem
from registry.attached import HasAttachments
from registry.claimed import ClaimKind
from registry.reported import HasErrorReports
from registry.search import BODY, PLACE, SearchIndex, through
from registry.waiting import Row, TaskQuery, Work, in_columns

SOON = dt.timedelta(days=31)
MOST = 10
NAME = Coalesce("board__organisation__name", "partnership__name")


def _stands(sides: Sides) -> Q:
    """Parties of agreements that are not over on the day, as far as they are parties then."""
    rows = Agreement.objects.standing_on(sides.day).order_by().values("pk")
    return Q(valid_to=None, agreement__in=rows)


def _to_sign(work: Work) -> QuerySet[Any]:
    """Agreements that bodies are asked to sign for which they answer."""
    rows = AgreementParty.objects.waiting_on(work.today)
    return in_columns(
        "to_sign",
        rows.filter(organisation__in=sorted(work.reader.organisations)),
        key="pk",
        what="agreement__title",
        of="organisation__name",
        day=TruncDate("created_at"),
        state="agreement",
    )


def _sign_section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="to-sign",
        title="Agreements to sign or decline",
        short="Agreements to sign",
        items=[
            Task(
                title=f"Sign or decline: {title}",
                url=reverse("agreement", args=[agreement]),
                action="Answer",
                reason=f"for {body}",
            )
            for _, _, title, body, agreement, _ in rows
        ],
        count=count,
        note="Read it, then say whether your organisation signs",
    )


def _to_review(work: Work) -> QuerySet[Any]:
    """Agreements that they keep, to be looked at again soon."""
    mine = kept_by(work.user) | of_partnerships_at(work.reader.kept_places)
    rows = Agreement.objects.standing_on(work.today).filter(replaced_by=None)
    return in_columns(
        "to_review",
        rows.filter(mine, review_by__lte=work.today + SOON),
        key="pk",
        what="title",
        of=NAME,
        day="review_by",
    )


def _review_section(rows: list[Row], count: BoundedCount, today: dt.date) -> Section:
    return Section(
        key="to-review",
        title="Agreements to look at again",
        short="Agreements to review",
        items=[
            Task(
                title=f"Look at again: {title}",
                url=reverse("agreement", args=[key]),
                action="Look",
                note=of,
                due=day,
            )
            for _, key, title, of, _, day in rows
        ],
        count=count,
        note="Give each a later day, or replace it",
    )


def _suggested(drafting: Drafting) -> Iterator[SuggestedItem]:
    """Those to be looked at again before the meeting after this one."""
    until = drafting.following or drafting.meeting.on + SOON
    rows = of_board(drafting.board.pk, drafting.places).standing_on(drafting.meeting.on)
    due = drafting.seen(rows).filter(review_by__lte=until, replaced_by=None)
    for one in due.order_by("review_by", "id")[:MOST]:
        asks = f"It’s to be looked at again by {date_words(one.review_by)}"
        key = f"agreement-{one.pk}-{one.review_by}"
        yield SuggestedItem(key, one.title, asks, DISCUSS, one)


def _party_says(party: AgreementParty) -> str:
    day, role = date_words(party.answered_on), party.by_role
    said = f": {party.words}" if party.words else ""
    return f"It {party.get_state_display()} {party.agreement} on {day} ({role}){said}"


REGISTRATIONS = (
    *AgreementsOfBoard.registrations(),
    *AgreementsOfPartnership.registrations(),
    *Agreements.registrations(),
    *Parties.registrations(),
    PACKED,
    OnAgenda(key="agreement", head="Agreements", suggested=_suggested, record=Agreement, order=75),
    MenuItem(
        page="agreements",
        label="Agreements between partners",
        says="What boards and partnerships agreed in writing, and who signed",
        theme=Theme.PLACES,
        order=48,
        words="terms of reference memorandum understanding section 75 shared vision sign",
        within="boards",
    ),
    TaskQuery(kind="to_sign", rows=_to_sign, section=_sign_section, order=41),
    TaskQuery(kind="to_review", rows=_to_review, section=_review_section, order=51),
    HasErrorReports(model=Agreement, pages=("agreement",), of=("board", "partnership")),
    HasAttachments(model=Agreement, permission=can_keep_agreement, for_public=True, order=64),
    CitesSource(
        model=Agreement,
        key="signed-agreements",
        noun="agreement between partners,agreements between partners",
        order=264,
    ),
    SourceKept(model=Agreement, permission=can_keep_agreement),
    BodyRule(
        AgreementParty,
        "organisation",
        Does.MOVE,
        noun="agreement to which it is party,agreements to which it is party",
        record="agreement",
        order=272,
        once=("agreement_id",),
        first="row.state <> 'asked'",
        copied={"state": "asked", "answered_on": None, "by_role": "", "words": "", **ANEW},
        in_time=InTime(Does.DATE, _stands, ever=True, first="false"),
    ),
    ClaimKind(
        model=AgreementParty,
        says=_party_says,
        part_of="agreement",
        keeps=can_keep_agreement,
        still=lambda: Q(valid_to=None) & Q(state__in=AgreementParty.ANSWERED),
        reads=("agreement__board__organisation", "agreement__partnership", "agreement__source"),
        order=50,
    ),
    HistoryLabel(model=Agreement, noun="agreement", named_by=("title",)),
    HistoryLabel(model=AgreementParty, public=True, noun="party", named_by=("organisation",)),
    SearchIndex(
        model=Agreement,
        label="agreement between partners",
        plural="agreements between partners",
        page="agreement",
        title="title",
        text=("text", "values_words", "disputes_words"),
        note=("kind", NAME),
        within={
            PLACE: Coalesce(
                "board__reach_ids",
                ArraySubquery(
                    PartnershipPlace.objects.filter(partnership=OuterRef("partnership"))
                    .order_by()
                    .values("place")
                ),
            ),
            BODY: through(AgreementParty, "organisation", of="agreement"),
        },
        made_up=Q(is_example=True),
        order=49,
    ),
    Absent(
        model=Agreement,
        at=Whole.FILES,
        why="no format reads a register of agreements with who signed",
        to_come=True,
    ),
    *CALENDAR,
)
