"""What is known of a barrier, as the rows of its page."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from barriers.models import ActionTried, Barrier
from interface import words
from interface.words import capitalised, count_words
from people.models import JobRole
from pilots.models import Pilot


@dataclass(frozen=True)
class Facts:
    """A barrier with what its reader sees of what it refers to, and whether they may change it."""

    barrier: Barrier
    pilot: Pilot | None
    unlocker_post: JobRole | None
    can_edit: bool

    @property
    def claims_rule(self) -> bool:
        """Whether it is of a kind that claims that there is a rule."""
        return self.barrier.category is not None and self.barrier.category.concerns_rules

    @property
    def check_count(self) -> int:
        """Checks, the first view not counted."""
        return sum(not check.is_claim for check in self.barrier.checks.all())

    @property
    def finer(self) -> str:
        """Its finer kinds, as words."""
        return ", ".join(link.sub_type.name for link in self.barrier.sub_type_links.all())

    @property
    def nature_sentence(self) -> str:
        """Where its nature is from, while there is no check."""
        barrier = self.barrier
        if barrier.nature == Barrier.Nature.NOT_STATED and barrier.nature_note:
            return f"Nobody has checked. Its source says: {barrier.nature_note}."
        if barrier.nature == Barrier.Nature.NOT_STATED:
            return "Nobody has said whether there is a rule, and nobody has checked."
        if barrier.nature == Barrier.Nature.UNTESTED:
            return "Nobody has checked yet."
        note = f": {barrier.nature_note}" if barrier.nature_note else ""
        return f"{barrier.get_nature_display().capitalize()}, according to its source{note}."

    @property
    def kind_rows(self) -> list[dict[str, Any]]:
        """Of what kind it is and, where that claims a rule, whether there is one."""
        kind = self.barrier.category
        words = kind.short_name if kind else "Not sure yet"
        rows: list[dict[str, Any]] = [
            {"label": "Kind", "value": f"{words}: {self.finer}" if self.finer else words}
        ]
        if self.claims_rule:
            said = f"{nature_words(self.barrier)}, {self._basis}"
            rows.append({"label": "Is there a rule?", "value": said})
        return rows

    @property
    def _basis(self) -> str:
        if self.check_count:
            return f"after {count_words(self.check_count, 'check')}"
        if self.barrier.nature in (Barrier.Nature.NOT_STATED, Barrier.Nature.UNTESTED):
            return "no check yet"
        return "according to its source"

    @property
    def unlock_rows(self) -> list[dict[str, Any]]:
        """Who can unlock it, and how."""
        body, post = self.barrier.unlocker, self.unlocker_post
        row = self._row("Organisation", body, "", url=body.get_absolute_url() if body else "")
        if self.can_edit:
            row["change"] = reverse("barrier_owner", args=[self.barrier.reference])
        rows = [row]
        if post:
            rows.append({"label": "Job role", "value": post, "url": post.get_absolute_url()})
        return [
            *rows,
            self._row("What would have to change", self.barrier.get_lever_display(), "lever"),
        ]

    @property
    def where_rows(self) -> list[dict[str, Any]]:
        """Where it bites, and how badly."""
        barrier = self.barrier
        rows: list[dict[str, Any]] = [{"label": "Places", "value": self.place_links}]
        if self.pilot:
            rows.append(
                {"label": "Pilot", "value": self.pilot, "url": self.pilot.get_absolute_url()}
            )
        if barrier.programme:
            url = barrier.programme.get_absolute_url()
            rows.append({"label": "Programme", "value": barrier.programme, "url": url})
        cost = str(barrier.cost) if barrier.cost.known else ""
        basis = f"{cost} ({barrier.cost_basis})" if cost and barrier.cost_basis else cost
        return [
            *rows,
            self._row("Stage", barrier.get_stage_display(), "stage"),
            self._row("How bad it is", barrier.get_severity_display(), "severity"),
            self._row("Cost", basis, "cost_low"),
            self._row("Staff time", self._time, "time_low"),
        ]

    @property
    def _time(self) -> str:
        barrier = self.barrier
        if not barrier.time.known:
            return ""
        return f"{barrier.time} ({barrier.time_basis})" if barrier.time_basis else str(barrier.time)

    def _row(self, label: str, value: Any, field: str, url: str = "") -> dict[str, Any]:
        """A fact, with a way to add or change it for those who may."""
        text = capitalised(value) if isinstance(value, str) else value
        row: dict[str, Any] = {"label": label, "value": text or None, "url": url}
        if self.can_edit:
            edit = reverse("barrier_edit", args=[self.barrier.reference])
            row |= {"change": f"{edit}#id_{field}", "verb": "Change" if value else "Add"}
        return row

    @property
    def place_links(self) -> SafeString:
        """Its places as links, the lead place first."""
        links = list(self.barrier.place_links.all())
        made = [
            (link.place.get_absolute_url(), link.place, " (leads)" if several else "")
            for link, several in ((link, link.is_lead and len(links) > 1) for link in links)
        ]
        return format_html_join(", ", '<a href="{}">{}</a>{}', made)


def place_names(barrier: Barrier, but: Container[int] = ()) -> str:
    """Its places, the lead place first: "Exampleshire and Northport"; some may be left out."""
    links = barrier.place_links.all()
    return words.list_words(link.place.name for link in links if link.place_id not in but)


def tried_words(barrier: Barrier) -> str:
    """What was tried first, and what came of it, on one line."""
    actions = list(barrier.actions.all())
    if not actions:
        return "Nothing is recorded as tried."
    first = actions[0]
    more = f" and {len(actions) - 1} more" if len(actions) > 1 else ""
    result = result_words(first).rstrip(".") or "not known"
    return f"Tried: {first.what.rstrip('.')}{more}. Result: {result}."


def result_words(action: ActionTried) -> str:
    """What came of something tried: "Helped a little: 9 in 10 answered"; empty if not known."""
    is_known = action.outcome in ActionTried.KNOWN
    outcome = action.get_outcome_display().capitalize() if is_known else ""
    return ": ".join(filter(None, [outcome, action.result]))


def nature_words(barrier: Barrier) -> str:
    """Whether there really is a rule; empty for kinds that claim none."""
    claims = barrier.category is not None and barrier.category.concerns_rules
    return barrier.get_nature_display().capitalize() if claims else ""
