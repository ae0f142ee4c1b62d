"""Making the returns of a duty: for whom, and up to which day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import MultipleChoiceField
from django.utils import timezone

from funding.models import Flow, FlowPlace, ReportingDuty
from funding.monitoring_return.actions import OwedReturn
from funding.monitoring_return.rhythm import About
from interface import forms
from partnerships.organisation.fields import radios
from records.dates import DateWithPrecision, months_on

MOST = 200
LATEST = 2100


def owed_of(duty: ReportingDuty, user: Any) -> dict[str, OwedReturn]:
    """Who may owe its returns: those who receive money from its fund, as far as the user sees it.

    Money to nobody who is named is owed for at its places, each of them by itself. Two queries.
    """
    links = FlowPlace.objects.filter(place__is_example=duty.fund.is_example)
    money = Flow.objects.visible_to(user).filter(fund=duty.fund).select_related("receiver")
    places: dict[int, list[Any]] = {}
    flows = list(money.order_by("-updated_at", "-id")[:MOST])
    for link in links.filter(flow__in=[flow.pk for flow in flows]).select_related("place"):
        places.setdefault(link.flow_id, []).append(link.place)
    found: dict[str, OwedReturn] = {}
    for flow in flows:
        here = places.get(flow.pk, [])
        body = flow.receiver
        if body is not None and body.is_example == duty.fund.is_example:
            place = here[0] if len(here) == 1 else None
            found[f"{flow.pk}-0"] = OwedReturn(flow, body, place)
        elif body is None:
            found |= {f"{flow.pk}-{place.pk}": OwedReturn(flow, None, place) for place in here}
    return found


def _hint(owed: OwedReturn) -> str:
    """The money, and when it ends."""
    end = DateWithPrecision.of(owed.flow, "end")
    ends = f"its money ends {end}" if end else "when its money ends is not known"
    return f"{owed.flow}; {ends}"


def _begin_with(duty: ReportingDuty, owed: dict[str, OwedReturn], today: dt.date) -> list[str]:
    """Those that are ticked when the form opens: each who reports, once, for money that has not
    ended. Nobody where it is not known who must, or only some must."""
    if duty.of not in (ReportingDuty.Of.EACH, ReportingDuty.Of.FIRST):
        return []
    ticked: dict[str, str] = {}
    for key, one in owed.items():
        flow = one.flow
        passed_on = duty.of == ReportingDuty.Of.FIRST and flow.parent_id
        if passed_on or (flow.end and flow.end < today and not flow.end_follows):
            continue
        if one.called not in ticked or flow.meaning == Flow.Meaning.COMMITTED:
            ticked[one.called] = key
    return list(ticked.values())


class MakeReturns(forms.Form):
    """For whom the returns of a duty are made, from which day to which. ``duty`` says how often."""

    question_led = True

    owed = MultipleChoiceField(
        label="Who must report?",
        widget=forms.Checkboxes(),
        error_messages={"required": "Tick at least one"},
    )
    since = forms.DayField(label="From what date?", latest=LATEST)
    until = forms.DayField(label="Up to what date?", latest=LATEST)
    about = radios("What period does each return cover?", About.choices, initial=About.NOT_KNOWN)

    def __init__(self, *args: Any, duty: ReportingDuty, owed: dict[str, OwedReturn], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.duty, self.known = duty, owed
        field: Any = self.fields["owed"]
        field.choices = [(key, one.called) for key, one in owed.items()]
        field.widget.hints = {key: _hint(one) for key, one in owed.items()}
        today = timezone.localdate()
        self.initial = {
            "owed": _begin_with(duty, owed, today),
            "since": today,
            "until": months_on(today, 12),
            **self.initial,
        }

    def clean(self) -> dict[str, Any]:
        """The days are in order, and not too far apart."""
        data = super().clean() or self.cleaned_data
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", "It is before the start date")
        elif since and until and until - since > dt.timedelta(days=366 * 5):
            self.add_error("until", "Make them for five years at most")
        return data

    def clean_owed(self) -> list[OwedReturn]:
        """Those that are ticked."""
        found = [self.known[key] for key in self.cleaned_data["owed"] if key in self.known]
        if not found:
            raise ValidationError("Tick at least one")
        return found
