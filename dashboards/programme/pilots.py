"""All pilots of a programme side by side: how they stand, what they said, what is in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone

from barriers.models import Barrier
from interface import words
from interface.columns import Column
from interface.filters import AnyOf, OneOf
from interface.made_up import is_marked
from pilots.models import Actual, Indicator, Pilot, Update
from pilots.pilot import permissions
from pilots.pilot.filters import PilotFilter
from records.dates import DateWithPrecision

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One pilot as the reader sees it.

    ``confidence`` is that of the latest accepted update; ``reported`` says how reporting stands,
    with its ``shape``; ``known`` of its ``figures`` have an actual figure. ``barriers`` are open,
    and of ``not_known`` nobody says whether they are.
    """

    pilot: Pilot
    confidence: str
    confidence_of: str
    reported: str
    shape: str | None
    report_url: str
    figures: int
    known: int
    barriers: int
    not_known: int

    @property
    def of_example(self) -> bool:
        """Whether it is made up, as the pilot that was read says."""
        return is_marked(self.pilot)

    @property
    def title(self) -> str:
        """Its name, or that it is not known."""
        return self.pilot.title

    @property
    def figures_words(self) -> str:
        """ "3 of 5 known", "none of 5 known"; that none is set."""
        if self.figures and not self.known:
            return f"none of {self.figures} known" if self.figures > 1 else "1 figure, not known"
        return f"{self.known} of {self.figures} known" if self.figures else ""

    @property
    def not_known_url(self) -> str:
        """The list of those of which nobody says how they stand."""
        return f"{reverse('barriers')}?pilot={self.pilot.slug}&status=not-known"


class ProgrammePilotFilter(PilotFilter):
    """What narrows the pilots of one programme."""

    reported = OneOf(
        "Update",
        choices=[
            ("waiting", "Waiting to be read"),
            ("asked", "Question asked"),
            ("never", "None that you can see"),
        ],
        method="by_report",
    )
    confidence = AnyOf(
        "Confidence in delivery",
        choices=[(key, label.capitalize()) for key, label in Update.Confidence.choices],
        method="by_confidence",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.filters["programme"]

    def by_report(self, rows: Any, name: str, which: str) -> QuerySet[Pilot]:
        """Pilots with an update in this state, or with none at all."""
        mine = Update.objects.visible_to(self.reader).filter(pilot=OuterRef("pk"))
        if which == "never":
            return rows.filter(~Exists(mine))
        state = Update.State.SUBMITTED if which == "waiting" else Update.State.QUESTIONED
        return rows.filter(Exists(mine.filter(state=state)))

    def by_confidence(self, rows: Any, name: str, chosen: list[str]) -> QuerySet[Pilot]:
        """Pilots whose latest accepted update says so."""
        if not chosen:
            return rows
        accepted = Update.objects.visible_to(self.reader).accepted().filter(pilot=OuterRef("pk"))
        later = accepted.filter(pilot=OuterRef("pilot"), number__gt=OuterRef("number"))
        latest = accepted.filter(~Exists(later), confidence__in=chosen)
        return rows.filter(Exists(latest))


COLUMNS = (
    Column("pilot", "Pilot", "Its name; empty where it is not known", lambda row: row.pilot.name),
    Column("place", "Place", "The place that leads it", lambda row: row.pilot.lead_place),
    Column("status", "Status", "The pilot’s own", lambda row: row.pilot.get_status_display()),
    Column(
        "end",
        "End",
        "When it ended or is to end, no more exact than known",
        lambda row: row.pilot.ended,
    ),
    Column(
        "confidence",
        "Confidence in delivery",
        "What the people who deliver say, in the latest accepted update",
        lambda row: row.confidence,
    ),
    Column("reported", "Reporting", "How its latest update stands", lambda row: row.reported),
    Column("figures", "Figures", "Number of its indicators", lambda row: row.figures),
    Column(
        "known",
        "Figures known",
        "Of these, how many have an actual figure that you can see",
        lambda row: row.known,
    ),
    Column(
        "barriers",
        "Open barriers",
        "Number of its barriers you can see that are known to be in the way",
        lambda row: row.barriers,
    ),
    Column(
        "status_not_known",
        "Barriers whose status is not known",
        "Number of its barriers you can see whose status nobody has given",
        lambda row: row.not_known,
    ),
    Column("address", "Address", "Its page", lambda row: row.pilot.get_absolute_url()),
)


def rows_of(user: Any, pilots: list[Pilot], today: dt.date) -> list[Row]:
    """These pilots, which came from ``visible_to`` and ``with_places``. Three queries."""
    ids = [pilot.pk for pilot in pilots]
    latest, accepted = _updates(user, ids)
    figures, barriers = _figures(user, ids), _barriers(user, ids)
    made = []
    for pilot in pilots:
        last = accepted.get(pilot.pk)
        total, known = figures.get(pilot.pk, (0, 0))
        opened, not_known = barriers.get(pilot.pk, (0, 0))
        newest = latest.get(pilot.pk)
        is_late = permissions.concerns(user, pilot) and bool(
            pilot.update_due and pilot.update_due < today
        )
        reported, shape = _reported(newest, pilot.update_due if is_late else None, today)
        made.append(
            Row(
                pilot=pilot,
                confidence=_confidence(last),
                confidence_of=last.period.words if last else "",
                reported=reported,
                shape=shape,
                report_url=_address(newest, pilot),
                figures=total,
                known=known,
                barriers=opened,
                not_known=not_known,
            )
        )
    return made


def in_parts(user: Any, pilots: Iterable[Pilot]) -> Iterator[Row]:
    """The rows of any number of pilots, so many at a time: for the file."""
    rest = iter(pilots)
    while some := list(islice(rest, AT_ONCE)):
        yield from rows_of(user, some, timezone.localdate())


def _updates(user: Any, ids: list[int]) -> tuple[dict[int, Update], dict[int, Update]]:
    """The newest update of each pilot, and the newest accepted one."""
    is_accepted = Case(When(state=Update.State.ACCEPTED, then=Value(1)), default=Value(0))
    rows = Update.objects.visible_to(user).filter(pilot__in=ids).annotate(is_accepted=is_accepted)
    latest: dict[int, Update] = {}
    accepted: dict[int, Update] = {}
    updates_held = rows.order_by("pilot_id", "is_accepted", "-number").distinct(
        "pilot_id", "is_accepted"
    )
    for update in updates_held:
        if update.state == Update.State.ACCEPTED:
            accepted[update.pilot_id] = update
        before = latest.get(update.pilot_id)
        if before is None or update.number > before.number:
            latest[update.pilot_id] = update
    return latest, accepted


def _figures(user: Any, ids: list[int]) -> dict[int, tuple[int, int]]:
    actuals = Actual.objects.standing_for(user).filter(indicator=OuterRef("pk"), missing="")
    rows = Indicator.objects.filter(pilot__in=ids, is_context=False).order_by()
    counted = rows.values("pilot").annotate(n=Count("pk"), known=Count("pk", Q(Exists(actuals))))
    return {row["pilot"]: (row["n"], row["known"]) for row in counted}


def _barriers(user: Any, ids: list[int]) -> dict[int, tuple[int, int]]:
    """How many of each pilot are open, and of how many nobody says."""
    seen = Barrier.objects.visible_to(user).open_or_not_known().filter(pilot__in=ids).order_by()
    is_open = Count("pk", filter=Q(status__in=Barrier.OPEN))
    counted = seen.values("pilot").annotate(n=is_open, together=Count("pk"))
    return {row["pilot"]: (row["n"], row["together"] - row["n"]) for row in counted}


def _reported(newest: Update | None, due: dt.date | None, today: dt.date) -> tuple[str, str | None]:
    """How reporting stands, the most pressing first, with the shape that marks it."""
    if due is not None:
        return f"{words.count_words((today - due).days, 'day')} late", "help"
    if newest is None:
        return "No update yet", "early"
    match newest.state:
        case Update.State.SUBMITTED:
            return "Waiting to be read", None
        case Update.State.QUESTIONED:
            return "Question asked", None
    when = DateWithPrecision(newest.period_end, "month")
    return f"Accepted, to {when}", "done"


def _confidence(last: Update | None) -> str:
    if last is None:
        return ""
    return last.get_confidence_display() if last.confidence else "no change"


def _address(newest: Update | None, pilot: Pilot) -> str:
    if newest is None:
        return ""
    newest.pilot = pilot
    return newest.get_absolute_url()
