"""Pages of pilots in the speed table: one with as much as one may have, those of a programme."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse

from demo.bench_budgets import LARGEST_PILOT, LIST, PAGE, REPORT, UPLOAD, BenchPage
from demo.national.work import LARGEST
from demo.national.world import TODAY
from partnerships.models import Programme
from pilots.models import Indicator, Pilot
from pilots.upload.columns import COLUMNS, NAME, NUMBER, UNIT

PILOTS_OF_A_PROGRAMME = 500
SENT = 20_000


def largest_pilot() -> Pilot:
    """The pilot with 200 indicators and ten years of updates (at a scale worth measuring)."""
    return Pilot.objects.get(pk=LARGEST)


def of_pilots() -> Iterator[BenchPage]:
    """The largest pilot part by part, the pilots of one programme, visits; a file sent."""
    pilot = largest_pilot()
    yield BenchPage("pilot, largest", pilot.get_absolute_url(), LARGEST_PILOT)
    for name, what in (
        ("pilot_indicators", "figures of the largest"),
        ("pilot_updates", "updates of the largest"),
        ("pilot_engagement", "meetings of the largest"),
    ):
        budget = LARGEST_PILOT if name == "pilot_indicators" else PAGE
        yield BenchPage(what, reverse(name, args=[pilot.slug]), budget)
    figure = Indicator.objects.filter(pilot=pilot).order_by("number")[0]
    yield BenchPage("a figure, ten years", figure.get_absolute_url(), PAGE)
    url = reverse("programme_pilots", args=[_programme().slug])
    yield BenchPage("pilots of a programme", url, REPORT)
    yield BenchPage("updates to review", reverse("updates_review"), LIST, "lead")
    yield BenchPage("visits", reverse("visits"), LIST)
    yield BenchPage(
        "20,000 figures sent",
        reverse("pilot_upload", args=[pilot.slug]),
        UPLOAD,
        "team of the largest",
        {"confidence": "on_track", "happened": "Ten made-up years, in one file."},
        302,
        _filled_in(pilot),
        1,
    )


def _programme() -> Programme:
    """The programme whose number of pilots comes closest to 500."""
    counted = Programme.objects.annotate(n=Count("pilots"))
    return min(counted, key=lambda one: (abs(one.n - PILOTS_OF_A_PROGRAMME), one.pk))


def _filled_in(pilot: Pilot) -> bytes:
    """A CSV with a figure for each indicator and day, as many days as it takes or there are."""
    figures = list(Indicator.objects.filter(pilot=pilot).order_by("number"))
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([column.head for column in COLUMNS])
    start = pilot.start or TODAY
    for back in range(min(SENT // len(figures), (TODAY - start).days)):
        day = start + dt.timedelta(days=back)
        for one in figures:
            said = {
                NUMBER.head: one.number,
                NAME.head: one.name,
                UNIT.head: one.unit,
                "value": back % 90,
                "counts": "yes",
                "as_of_day": day.isoformat(),
                "source_said": "Made-up case records",
                "replaces": "yes",
            }
            writer.writerow([said.get(column.fills or column.head, "") for column in COLUMNS])
    return file.getvalue().encode()
