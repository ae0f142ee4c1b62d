"""What is done with many priorities at once, by the rules that hold for one alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import ChoiceField
from django.utils import timezone

from interface import forms
from interface.words import capitalised, date_words
from partnerships.topic.adding import AddTopic
from policy.models import Priority, PriorityTopic
from policy.priority.forms import LEVEL_HINTS
from policy.priority.permissions import can_edit_priority
from records.bulk.levels import ChangeLevel, LevelForm
from records.bulk.lists import NOT_YOURS, Look, Operation, OperationForm


class WithdrawPriorities(Operation):
    """They hold no longer from today on. They are kept, and so is what was taken over from them."""

    key, label, done = "withdraw", "Withdraw", "withdrawn"
    form = OperationForm

    def permission(self, user: Any, record: Any) -> bool:
        return can_edit_priority(user, record)

    def look(self, user: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Look]:
        today, looks = timezone.localdate(), {}
        for record in records:
            before = "Holds" if record.standing(today) == "current" else record.standing(today)
            if not self.permission(user, record):
                looks[record.pk] = Look(why_not=NOT_YOURS)
            elif record.withdrawn_on:
                looks[record.pk] = Look(why_not="Withdrawn already")
            else:
                after = f"Withdrawn from {date_words(today)}"
                looks[record.pk] = Look(capitalised(before), after)
        return looks

    def write(self, by: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Any]:
        keys = [record.pk for record in records]
        Priority.objects.filter(pk__in=keys).update(withdrawn_on=timezone.localdate())
        return {key: {"fields": {"withdrawn_on": None}} for key in keys}


class AddPriorityTopic(AddTopic):
    """What they are about besides."""

    link, record = PriorityTopic, "priority"

    def permission(self, user: Any, record: Any) -> bool:
        return can_edit_priority(user, record)


class PriorityLevelForm(LevelForm):
    """The levels that a priority has: it belongs to no programme whose funder would read it."""

    visibility = ChoiceField(
        label="Who can see them?",
        choices=[(level.value, capitalised(level.label)) for level in LEVEL_HINTS],
        widget=forms.Radios(hints=dict(LEVEL_HINTS)),
        help_text="All of these can be asked for under the Freedom of Information Act.",
    )


class ChangePriorityLevel(ChangeLevel):
    """Who sees them."""

    form, noun = PriorityLevelForm, "priority,priorities"

    def permission(self, user: Any, record: Any) -> bool:
        return can_edit_priority(user, record)

    def may_publish(self, user: Any, record: Any) -> bool:
        """Whoever writes one says who reads it, everyone included."""
        return can_edit_priority(user, record)
