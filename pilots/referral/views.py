"""Who came to a pilot and from where, and who was sent on; totals say what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from interface import exports
from interface.columns import Column
from interface.paging import Sort
from interface.words import count_words, list_words
from pilots.kinds import KindOfPilot
from pilots.models import Pilot, Referral
from pilots.people_counts import hides_few, shown
from pilots.pilot.permissions import can_log_progress
from pilots.referral.forms import ReferralForm
from records.dates import DateWithPrecision, known_day
from records.figures import Qualifier, Quantity

MOST = 500


@dataclass(frozen=True)
class ReadReferral:
    """One count as one reader sees it."""

    pk: int
    name: str
    url: str
    period: str
    people: Quantity
    reason: str
    note: str
    source: Any


@dataclass(frozen=True)
class Flowing:
    """All counts in one direction and what they come to.

    ``known`` is the sum of those that are known; it says "at least" where some are not, and to the
    public where some are of fewer than five.
    """

    title: str
    rows: list[ReadReferral]
    known: Quantity
    unknown: int
    hidden: int

    @property
    def left_out(self) -> str:
        """What the total does not hold."""
        parts = []
        if self.unknown:
            parts.append(f"{count_words(self.unknown, 'number')} not known")
        if self.hidden:
            parts.append(f"{count_words(self.hidden, 'number')} of fewer than 5")
        return f"Left out: {list_words(parts)}" if parts else ""


def build(user: Any, pilot: Pilot) -> list[Flowing]:
    """Both directions, for a pilot that the caller has authorised. One query."""
    seen = Referral.objects.visible_to(user).filter(pilot=pilot)
    newest = seen.select_related("organisation", "source").order_by("-period_end", "id")
    rows = list(newest[: MOST + 1])
    is_cut = len(rows) > MOST
    return [
        _flowing(user, title, [row for row in rows[:MOST] if row.direction == key], is_cut)
        for key, title in (
            (Referral.Direction.IN, "Who came, and from where"),
            (Referral.Direction.OUT, "Who was sent on, and where to"),
        )
    ]


def _flowing(user: Any, title: str, rows: list[Referral], is_cut: bool) -> Flowing:
    hides = hides_few(user)
    counts = [row.people for row in rows if row.people.known]
    small = [count for count in counts if hides and count.is_few]
    counted = [count for count in counts if count not in small]
    unknown = len(rows) - len(counts)
    is_exact = all(count.high is None and count.qualifier == Qualifier.EXACTLY for count in counted)
    is_whole = is_exact and not unknown and not small and not is_cut
    total = sum((count.low for count in counted if count.low is not None), Decimal(0))
    exact = Qualifier.EXACTLY if is_whole else Qualifier.AT_LEAST
    return Flowing(
        title=title,
        rows=[_read(user, row) for row in rows],
        known=Quantity(total if counted else None, None, exact, "people"),
        unknown=unknown,
        hidden=len(small),
    )


def _read(user: Any, row: Referral) -> ReadReferral:
    return ReadReferral(
        pk=row.pk,
        name=str(row),
        url=row.organisation.get_absolute_url() if row.organisation else "",
        period=period_of(row),
        people=shown(user, row.people),
        reason=str(row.get_missing_display()) if row.missing else "",
        note=row.note,
        source=row.source,
    )


def period_of(row: Referral) -> str:
    """From when to when, as precisely as known; empty where neither is."""
    start, end = DateWithPrecision.of(row, "period_start"), DateWithPrecision.of(row, "period_end")
    if start and end:
        return str(start) if str(start) == str(end) else f"{start} to {end}"
    return f"from {start}" if start else f"until {end}" if end else ""


SORTS = (Sort("id", "pk"),)


def columns(user: Any) -> list[Column]:
    """The columns of the file, each saying no more than this reader may see."""

    def people(row: Referral) -> str | None:
        return str(shown(user, row.people)) if row.people.known else None

    return [
        Column.of(Referral, "direction", meaning="To the pilot, or on from it"),
        Column("source", "From or to", "The organisation, or the way in words", str),
        known_day("from", "From", "No more exact than known", of="period_start"),
        known_day("until", "Until", "No more exact than known", of="period_end"),
        Column("people", "People", "The public reads 1 to 4 as fewer than 5", people),
        Column("why", "Why not known", "", Referral.get_missing_display),
        Column.of(Referral, "note"),
        Column("read_in", "Source", "Where it is from", attrgetter("source")),
    ]


class Referrals(KindOfPilot):
    """Both directions, with totals that say what they do not hold; as a file as well."""

    model, form, form_takes_user = Referral, ReferralForm, True
    title, draft_words, public = "Referrals", "Referrals", True
    add_title, edit_title = "Record referrals", "Change a count of referrals"
    add_message, with_rows = "Saved.", ("organisation", "source")
    menu = {"says": "How many people were sent on, and by whom", "order": 70, "words": "new"}
    says = "How many people were sent on, and which bodies took or sent them"

    @staticmethod
    def counts(counted: Any) -> str:
        """How many counts there are, as the page of its pilot counted them."""
        return str(counted["referral"])

    class List(KindOfPilot.List):
        closed_because = "not available to programs yet, because what it shows differs by reader"
        template_name = "pilots/referral/list.html"

        def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
            user, name = request.user, f"referrals-{self.pilot.slug}"
            if file := exports.respond(request, self.get_queryset(), columns(user), SORTS, name):
                return file
            flows, may_log = build(user, self.pilot), can_log_progress(user, self.pilot)
            return self.render_page(flows=flows, may_log=may_log)
