"""Pages of pilots in the speed table: one with as much as one may have, lists of all."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator

from django.urls import reverse

from national.bench.budgets import LARGEST_PILOT, LIST, PAGE, SIGNED_IN, UPLOAD, BenchPage
from national.make.work import LARGEST
from national.make.world import TODAY
from pilots.models import Evaluation, Indicator, Pilot
from pilots.upload.template import COLUMNS, NAME, NUMBER, UNIT

SENT = 20_000


def largest_pilot() -> Pilot:
    """The pilot with 200 indicators and ten years of updates (at a scale worth measuring)."""
    return Pilot.objects.get(pk=LARGEST)


def of_pilots() -> Iterator[BenchPage]:
    """The largest pilot part by part, figures of all, visits; a file sent."""
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
    yield from _course(pilot)
    yield BenchPage("figures of all pilots", reverse("pilot_figures"), LIST)
    url = f"{reverse('pilot_figures')}?chain=output&evidence=count"
    yield BenchPage("figures of all, narrowed", url, LIST)
    yield BenchPage("updates to review", reverse("updates_review"), LIST, "lead")
    yield BenchPage("visits", reverse("visits"), LIST, SIGNED_IN)
    yield BenchPage("promises", reverse("promises"), LIST, SIGNED_IN)
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


def _course(pilot: Pilot) -> Iterator[BenchPage]:
    """How the largest pilot goes, what may go wrong with it, and what evaluations found."""
    for name, what, budget in (
        ("pilot_timeline", "timeline of the largest", LARGEST_PILOT),
        ("pilot_life", "life of the largest", LARGEST_PILOT),
        ("pilot_evaluation", "evaluation of the largest", LARGEST_PILOT),
        ("theory", "theory of the largest", PAGE),
        ("pilot_calendar", "calendar of the largest", PAGE),
    ):
        yield BenchPage(what, reverse(name, args=[pilot.slug]), budget)
    url = reverse("pilot_risks", args=[pilot.slug])
    yield BenchPage("risks of the largest", url, PAGE, SIGNED_IN)
    found = Evaluation.objects.filter(pilot=pilot, visibility="public").order_by("id")[0]
    yield BenchPage("an evaluation", found.get_absolute_url(), PAGE)
    yield BenchPage("findings", reverse("evaluation_findings"), LIST)
    url = f"{reverse('evaluation_findings')}?q=made-up&direction=negative&stands=standing"
    yield BenchPage("findings, narrowed", url, LIST)


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
