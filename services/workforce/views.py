"""What partners of a place do together about their workforce, and where the rest of it is."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from access.permissions import can_map_services
from interface.cells import NOT_SAID, links, small
from interface.columns import Column, Type
from interface.pages import Empty, PageAction
from interface.words import NOT_KNOWN, capitalised
from partnerships.place.kinds import NUMBER, KindInTable, with_ways
from records.dates import known_day, period_words
from records.switches import is_used
from services.models import WorkforceAction
from services.workforce.actions import save_action
from services.workforce.forms import ActionFilter, EditAction


def _kind(action: WorkforceAction) -> SafeString:
    return format_html(
        "{}{}", capitalised(action.get_kind_display()), small(capitalised(action.side))
    )


def _partners(action: WorkforceAction) -> list[Any]:
    return [link.organisation for link in action.partner_links.all()]


class Workforce(KindInTable):
    """Development and deployment of staff across partners."""

    model, form, title, path = WorkforceAction, EditAction, "Joint workforce", "workforce"
    key, noun, may_edit, public, api = (
        "workforce_action",
        "workforce action",
        can_map_services,
        True,
        True,
    )
    add_title, edit_title = "Add joint workforce work", "Change joint workforce work"
    add_message, draft_words = "Saved.", "Joint workforce work"
    says = (
        "What partners do together about their staff: training and developing them, and where "
        "they work."
    )
    filters = ActionFilter
    empty = Empty(
        "No joint work on the workforce is recorded yet.",
        "Anyone who logs progress here, and the editors of the place, can add some.",
    )
    menu = {
        "within": "place_workforce",
        "label": "Add joint workforce work",
        "says": "Training, joint posts, staff lent: what partners do together about their staff",
        "order": 34,
        "words": "new staff apprenticeships rota deployment development skills",
    }
    columns = (
        NUMBER,
        Column("what", "What it is", "In one line", attrgetter("what"), with_ways, head=True),
        Column.of(WorkforceAction, "kind", cell=_kind),
        Column(
            "side",
            "Development or deployment",
            "Whether it develops staff or deploys them",
            attrgetter("side"),
            values="development; deployment",
            type=Type.CHOICE,
        ),
        Column.of(WorkforceAction, "place"),
        Column(
            *("partners", "Partners", "The bodies that do it together"),
            lambda action: "; ".join(body.name for body in _partners(action)),
            cell=lambda action: links(_partners(action)) or NOT_KNOWN,
        ),
        Column.of(
            WorkforceAction,
            "staff",
            cell=lambda action: NOT_KNOWN if action.staff is None else f"{action.staff:,}",
            number=True,
        ),
        Column("when", "When", cell=lambda action: capitalised(period_words(action)) or NOT_KNOWN),
        known_day("from", "From", "Since when, as exactly as known", of="start"),
        known_day("until", "Until", "Its last day or period", of="end"),
        Column.of(WorkforceAction, "outcome", cell=lambda action: action.outcome or NOT_SAID),
        Column.of(WorkforceAction, "source", meaning="Where this is from"),
    )

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return rows.listed()

    @staticmethod
    def write(by: Any, form: EditAction) -> WorkforceAction:
        form.save(commit=False)
        return save_action(by=by, action=form.instance, partners=form.partners())

    @classmethod
    def in_all(cls, rows: Any) -> list[str]:
        """How much goes on today, and for how many staff as far as known."""
        found = rows.on(timezone.localdate()).counted()
        if not found["all"]:
            return []
        deployment = found["all"] - found["development"]
        said = f"Today: {found['development']} about development, {deployment} about deployment."
        if found["known"]:
            unknown = found["all"] - found["known"]
            added_up = f"Staff in these, added up: {found['people']:,}."
            left = f"How many take part in {unknown} of these isn’t known."
            return [said, added_up, *([left] if unknown else [])]
        return [said, "How many staff take part isn’t known."]

    class List(KindInTable.List):
        def get_actions(self) -> Sequence[PageAction]:
            """Where the rest of the workforce is: who is lent, what partners can do, the team."""
            slug = self.place.slug
            ways = [("Place team", reverse("place_team", args=[slug]))]
            if is_used("secondments"):
                ways.append(("Secondments", f"{reverse('secondments')}?place={slug}"))
            if is_used("training") and self.request.user.is_authenticated:
                ways.append(("Skills of partners", reverse("place_skills", args=[slug])))
            return [PageAction(words, url) for words, url in ways]
