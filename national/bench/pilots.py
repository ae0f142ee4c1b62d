"""Pages of pilots in the speed table: one with as much as one may have, lists of all."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator

from national.bench.budgets import LARGEST_PILOT, LIST, PAGE, SIGNED_IN, UPLOAD, BenchPage, at
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
    for view, what, budget in (
        ("pilot_indicators", "figures", LARGEST_PILOT),
        ("pilot_updates", "updates", PAGE),
        ("pilot_engagement", "meetings", PAGE),
        ("pilot_timeline", "timeline", LARGEST_PILOT),
        ("pilot_life", "life", LARGEST_PILOT),
        ("pilot_evaluation", "evaluation", LARGEST_PILOT),
        ("theory", "theory", PAGE),
        ("pilot_calendar", "calendar", PAGE),
    ):
        yield BenchPage(f"{what} of the largest", at(view, pilot.slug), budget)
    yield BenchPage("risks of the largest", at("pilot_risks", pilot.slug), PAGE, SIGNED_IN)
    figure = Indicator.objects.filter(pilot=pilot).order_by("number")[0]
    yield BenchPage("a figure, ten years", figure.get_absolute_url(), PAGE)
    found = Evaluation.objects.filter(pilot=pilot, visibility="public").order_by("id")[0]
    yield BenchPage("an evaluation", found.get_absolute_url(), PAGE)
    yield BenchPage("findings", at("evaluation_findings"), LIST)
    asked = {"q": "made-up", "direction": "negative", "stands": "standing"}
    yield BenchPage("findings, narrowed", at("evaluation_findings", **asked), LIST)
    yield BenchPage("figures of all pilots", at("pilot_figures"), LIST)
    url = at("pilot_figures", chain="output", evidence="count")
    yield BenchPage("figures of all, narrowed", url, LIST)
    yield BenchPage("updates to review", at("updates_review"), LIST, "lead")
    yield BenchPage("visits", at("visits"), LIST, SIGNED_IN)
    yield BenchPage("promises", at("promises"), LIST, SIGNED_IN)
    sent = {"confidence": "on_track", "happened": "Ten made-up years, in one file."}
    url, team = at("pilot_upload", pilot.slug), "team of the largest"
    yield BenchPage("20,000 figures sent", url, UPLOAD, team, sent, 302, _filled_in(pilot), 1)


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
