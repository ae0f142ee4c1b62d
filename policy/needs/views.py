"""Needs assessments of a place, each beside the priorities that answer it and the pilots on its
topics."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from access.permissions import can_edit_place
from interface.cells import linked, links, small
from interface.columns import Column
from interface.pages import Empty, PageAction
from interface.words import NOT_KNOWN
from partnerships.place.kinds import NUMBER, KindInTable, with_ways
from policy.models import NeedsAssessment
from policy.needs.actions import save_assessment
from policy.needs.forms import AssessmentFilter, EditAssessment
from records.dates import known_day, period_words


def _title(one: Any) -> SafeString:
    said = with_ways(one, linked(one.title, one.source.url) if _url(one) else None)
    return format_html('<span id="needs-{}">{}</span>', one.pk, said)


def _url(one: NeedsAssessment) -> str:
    return one.source.url if one.source else ""


def _by(one: NeedsAssessment) -> SafeString:
    """Who made it, when it was published and which time it covers; each not known by itself."""
    published = f"Published {one.published}" if one.published else "Not known when published"
    covers = f"Covers {period_words(one)}" if period_words(one) else "Not known what time it covers"
    return format_html("{}{}", one.organisation or NOT_KNOWN, small(published, covers))


def _needs(one: NeedsAssessment) -> SafeString | str:
    items = format_html_join("", "<li>{}</li>", ((need,) for need in one.headlines))
    return format_html('<ul class="plain">{}</ul>', items) if items else NOT_KNOWN


def _pilots(one: NeedsAssessment) -> SafeString | str:
    """The ways to the pilots of its place on each of its topics."""
    at = f"{reverse('pilots')}?place={one.place.slug}&topic="
    ways = [(at, link.topic.slug, link.topic.name) for link in one.topic_links.all()]
    return format_html_join(", ", '<a href="{}{}">{}</a>', ways) if ways else NOT_KNOWN


def _answered(one: Any) -> Any:
    return links(one.answers_seen) or "None is recorded"


class NeedsAssessments(KindInTable):
    """What people at a place need, by what was published of it."""

    model, form, title, path = NeedsAssessment, EditAssessment, "Needs assessments", "needs"
    key, noun, may_edit, public, api = "needs", "needs assessment", can_edit_place, True, True
    draft_words, add_message = "Needs assessment", "Needs assessment saved."
    says = "What people here need, as published: who found it, when, and what it says first."
    filters = AssessmentFilter
    empty = Empty("No needs assessment is recorded yet.", "Editors of the place can add one.")
    menu = {
        "within": "place_needs",
        "label": "Add a needs assessment",
        "says": "What was published of what people at your place need",
        "order": 38,
        "words": "new jsna joint strategic needs population health",
    }
    columns = (
        NUMBER,
        Column("title", "Assessment", "What it is called", attrgetter("title"), _title, head=True),
        Column.of(NeedsAssessment, "place"),
        Column("by", "By whom, and when", cell=_by),
        Column.of(NeedsAssessment, "organisation"),
        known_day(
            *("published", "Published", "When it was published, as exactly as known"),
            of="published_on",
        ),
        known_day("covers_from", "Covers from", "The first day that it covers", of="start"),
        known_day("covers_until", "Covers until", "The last day that it covers", of="end"),
        Column.of(NeedsAssessment, "needs", cell=_needs),
        Column(
            *("answered_by", "Priorities that answer it", "Priorities that name it"),
            lambda one: "; ".join(priority.title for priority in one.answers_seen),
            cell=_answered,
            blank="none is recorded",
        ),
        Column(
            *("topics", "Topics", "What it is about"),
            lambda one: "; ".join(link.topic.name for link in one.topic_links.all()),
            cell=_pilots,
            table_label="Pilots here on its topics",
        ),
        Column.of(NeedsAssessment, "source", meaning="Where this is from"),
    )

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return rows.select_related("place", "organisation", "source")

    @staticmethod
    def write(by: Any, form: EditAssessment) -> NeedsAssessment:
        form.save(commit=False)
        topics = form.cleaned_data["topics"]
        return save_assessment(by=by, assessment=form.instance, topics=topics)

    class List(KindInTable.List):
        def get_queryset(self) -> Any:
            rows: Any = super().get_queryset()
            return rows.listed(self.request.user)

        def get_actions(self) -> Sequence[PageAction]:
            at = reverse("place_priorities", args=[self.place.slug])
            return [PageAction("Priorities", at)]
