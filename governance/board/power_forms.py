"""What a board may do."""

from __future__ import annotations

from typing import Any

from governance.board.part_forms import PartOfBoard, capitalise
from governance.models import Power
from interface import forms
from interface.words import pounds
from partnerships.organisation.fields import long_text, organisation_field
from pilots.pounds import pounds_field, read_pounds
from records.figures import Quantity
from records.periods import day_field

LIMIT = "For example £150,000. Leave it empty if there is none, or it is not known"


class EditPower(PartOfBoard):
    """What a board may do, by whose authority, up to how much."""

    bodies = ("from_body", "accountable_body")

    sections = (
        forms.Section(
            "what",
            "What it may do",
            ("function", "words", "part", "limit", "year_limit"),
        ),
        forms.Section("when", "From when to when", ("valid_from", "valid_to", "planned_for")),
        forms.Section(
            "whose",
            "Whose power it is",
            (
                *("from_body", "extent", "accountable_body", "route", "conditions"),
                *("reserved", "meant"),
            ),
            is_aside=True,
        ),
    )

    from_body = organisation_field("Whose power is it?", required=False)
    accountable_body = organisation_field("Which body answers for it?", required=False)
    limit = pounds_field("Up to how much at a time, in pounds?", LIMIT)
    year_limit = pounds_field("Up to how much in a year?", LIMIT)
    conditions = long_text("On what conditions?", rows=2, required=False)
    reserved = long_text("What stays with the body that delegated it?", rows=2, required=False)
    planned_for = day_field("If it is planned, when will it begin?", "planned_for")

    class Meta:
        model = Power
        fields = (
            *("function", "words", "part", "from_body", "extent", "accountable_body", "route"),
            *("conditions", "reserved", "meant", "valid_from", "valid_to", "planned_for"),
        )
        labels = {
            "function": "What is it about?",
            "words": "What exactly?",
            "part": "What does the board do about it?",
            "extent": "How far is it delegated?",
            "route": "By which legal route?",
            "meant": "If another board does the same, why?",
        }
        help_texts = {
            **dict.fromkeys(("function", "part", "extent", "route", "meant"), ""),
            "words": "As its terms have it",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        capitalise(self, "function", "part", "extent", "route")
        for name in ("limit", "year_limit"):
            if (amount := getattr(self.instance, name)).known:
                self.initial[name] = str(amount)

    def clean(self) -> dict[str, Any]:
        """A board that delegates to another gives it no more than it may decide itself."""
        data = super().clean() or self.cleaned_data
        body, function = data.get("from_body"), data.get("function")
        above = Power.objects.filter(board__organisation=body, function=function) if body else ()
        held = [power for power in above if not power.standing]
        for name, each in (("limit", "a time"), ("year_limit", "a year")):
            limits = [getattr(power, name) for power in held]
            known = sorted(one.most for one in limits if one.most is not None)
            mine = data[name].most if data.get(name) else None
            if mine and known and len(known) == len(limits) and mine > known[-1]:
                self.add_error(name, f"{body} itself may decide up to {pounds(known[-1])} {each}")
        return data

    def clean_limit(self) -> Quantity | None:
        """The figure as its record says it; None where it is not known."""
        return read_pounds(self, "limit")

    def clean_year_limit(self) -> Quantity | None:
        """The figure as its record says it; None where it is not known."""
        return read_pounds(self, "year_limit")
