from __future__ import annotations

from typing import Any

from django.forms import CharField, URLField
from django.utils import timezone

from interface import forms
from partnerships.organisation.fields import long_text, radios
from people.lived_experience.models import Expense, Terms
from records.conflicts import Versioned

NO_NAMES = "Do not name the person or describe them so that they could be recognised"


class TermsForm(Versioned, forms.ModelForm):
    """What was agreed with whoever holds the role, without saying who that is."""

    paid = radios("How is the role paid?", Terms.Paid.choices)
    expenses = CharField(
        label="Which expenses are paid?",
        max_length=300,
        required=False,
        help_text="For example, travel, and care for children, within a week",
    )
    support = long_text("What support is there?", required=False, help_text=NO_NAMES)
    policy = URLField(
        label="Web page of the payment policy",
        max_length=500,
        required=False,
        assume_scheme="https",
    )

    class Meta:
        model = Terms
        fields = ("paid", "rate", "expenses", "months", "support", "policy")
        labels = {
            "rate": "How much, in pounds",
            "months": "How many months is it for?",
        }
        help_texts = {"rate": "For each hour or session, or a year’s salary"}

    def clean(self) -> dict[str, Any]:
        """An amount is more than nothing and belongs to a way of paying that has one."""
        data = super().clean() or {}
        rate = data.get("rate")
        if rate is not None and rate <= 0:
            self.add_error("rate", "Enter an amount of more than 0, or leave it empty")
        elif rate is not None and data.get("paid") in ("expenses_only", "not_paid", "not_agreed"):
            self.add_error("rate", "Leave this empty, or choose above how it is paid")
        return data


class ExpenseForm(forms.ModelForm):
    """One amount that was paid or agreed, and what for."""

    what = radios("What was it for?", Expense.What.choices)
    meaning = radios(
        "What does the amount mean?",
        Expense.Meaning.choices,
        hints={"committed": "Agreed, and not paid yet"},
    )
    on = forms.DayField(label="What date?", help_text="For example, 28 10 2026")

    class Meta:
        model = Expense
        fields = ("what", "amount", "meaning", "on", "note")
        labels = {"amount": "How much, in pounds?", "note": "Anything to know?"}
        help_texts = {"note": NO_NAMES}

    def clean(self) -> dict[str, Any]:
        """More than nothing; what was paid was paid already."""
        data = super().clean() or {}
        if (amount := data.get("amount")) is not None and amount <= 0:
            self.add_error("amount", "Enter an amount of more than 0")
        day, paid = data.get("on"), data.get("meaning") == Expense.Meaning.PAID
        if day and paid and day > timezone.localdate():
            self.add_error("on", "Enter a day that is not in the future")
        return data
