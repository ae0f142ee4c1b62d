"""Risks of a pilot: how they are listed, written, taken away, and when they are reviewed."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interface.cells import linked, small, status
from interface.columns import Column
from interface.words import capitalised, date_words
from partnerships.place.examples import made_up_rule
from pilots.due import Due
from pilots.kinds import KindOfPilot, edit_link
from pilots.risk.forms import RiskForm
from pilots.risk.imported import RISKS
from pilots.risk.models import Risk
from pilots.risk.on_agenda import ON_AGENDA
from pilots.risk.packed import PACKED
from pilots.subjects import OF_PILOT
from registry.programme_files import Scope
from registry.search import SearchIndex

SHAPES = {"high": "help", "medium": "some", "low": "early"}


def _what(risk: Risk) -> SafeString:
    return format_html("{}{}", linebreaksbr(risk.what), small(f"It would mean: {risk.effect_said}"))


def _seriousness(risk: Risk) -> SafeString:
    weighs = f"likelihood {risk.get_likelihood_display()}, effect {risk.get_effect_display()}"
    word = risk.seriousness
    return format_html("{}{}", status(capitalised(word), SHAPES[word]), small(weighs))


def _response(risk: Risk) -> SafeString:
    nothing = format_html('<span class="nk">{}</span>', "Nothing is written")
    return linebreaksbr(risk.response) if risk.response else nothing


def _owner(risk: Any) -> SafeString | str:
    if role := risk.seen_owner:
        return format_html("{}, {}", linked(role.title, role.get_absolute_url()), role.organisation)
    return risk.owner_said or "A job role that you cannot see"


def _owner_words(risk: Any) -> str:
    role = risk.seen_owner
    return f"{role.title}, {role.organisation}" if role else risk.owner_said


def _review(risk: Risk) -> SafeString:
    is_due = risk.review_on < timezone.localdate()
    due = format_html(" {}", status("Review due", "some")) if is_due else ""
    link = edit_link(risk, "Review or close")
    return format_html("{}{}{}", date_words(risk.review_on), due, link)


class Risks(KindOfPilot):
    """Working text, kept short; the most serious first."""

    model, form, form_takes_user, title = Risk, RiskForm, True, "Risks"
    edit_title, add_message, says_readers = "Review a risk", "Risk saved.", False
    menu = {"says": "Something that may go wrong", "order": 40, "words": "new"}
    who_reads = (
        "Working text: read by those who are signed in and can see this pilot, never by the "
        "public. All of it is covered by Freedom of Information."
    )
    api = True
    none, caption = "No open risk is recorded.", "Open, the most serious first"
    columns = (
        Column("what", "What could happen", "", attrgetter("what"), cell=_what, head=True),
        Column.of(Risk, "state"),
        Column("serious", "How serious", cell=_seriousness),
        Column.of(Risk, "likelihood", label="How likely"),
        Column.of(Risk, "effect", label="How bad"),
        Column("effect_said", "What it would mean", "", attrgetter("effect_said")),
        Column(
            *("response", "What is done about it", "", attrgetter("response"), _response),
            blank="nothing is said",
        ),
        Column(
            *("owner", "Looked after by", "A job role", _owner_words, _owner),
            blank="one that you cannot see",
        ),
        Column("review_on", "Next review", "", attrgetter("review_on"), _review, values="date"),
        Column("state_said", "What came of it", "", attrgetter("state_said"), blank="it is open"),
    )
    says = "What may go wrong, and what is done about it"

    @staticmethod
    def counts(counted: Any) -> str:
        """How many are open, of what the page of its pilot counted."""
        return f"{counted['risks']} open"

    file, zip_order = "Something that could go wrong with a pilot; never for the public", 250
    due = Due(
        day="review_on",
        what="what",
        verb="review",
        note="their review is due",
        calendar_order=60,
        task_order=20,
    )

    @classmethod
    def in_zip(cls, scope: Scope) -> QuerySet[Risk]:
        rows: Any = super().in_zip(scope)
        written: QuerySet[Risk] = rows.with_owner_for(scope.user)
        return written

    @staticmethod
    def closed(risk: Risk) -> SafeString:
        state = status(capitalised(risk.get_state_display()), "done")
        return format_html("{} {} {}", risk.what, state, small(risk.state_said))

    class List(KindOfPilot.List):
        def get_queryset(self) -> QuerySet[Risk]:
            rows: Any = super().get_queryset()
            listed: QuerySet[Risk] = rows.worst_first().with_owner_for(self.request.user)
            return listed


REGISTRATIONS = (
    ON_AGENDA,
    PACKED,
    RISKS,
    *Risks.registrations(),
    SearchIndex(
        model=Risk,
        label="risk",
        page="pilot_risks",
        key=("pilot__slug",),
        title="what",
        text=("effect_said", "response"),
        note=("pilot__name",),
        status="state",
        within={**OF_PILOT},
        made_up=made_up_rule(Risk, "pilot"),
        weight=-0.2,
        order=108,
    ),
)
