"""A further fund or programme that a board has to do with."""

from __future__ import annotations

from typing import Any

from funding.models import Fund
from governance.board.part_forms import PartOfBoard
from governance.models import BoardTie
from interface import forms
from partnerships.models import Programme
from partnerships.organisation.fields import offer_programmes, show_records

ONE = "Name a fund here or choose a programme, not both"
ITS_OWN = "The board is part of this programme already. Choose another"


class EditTie(PartOfBoard):
    """Which fund or programme, and what the board does for it."""

    fund = forms.RecordField(
        noun="fund",
        suggest="fund_suggest",
        label="Which fund?",
        required=False,
        help_text="Start to type its name",
    )

    class Meta:
        model = BoardTie
        fields = ("fund", "programme", "part", "valid_from", "valid_to")
        labels = {"programme": "Or which programme?", "part": "What does the board do for it?"}
        help_texts = {
            "programme": "",
            "part": "For example, advises on bids, or oversees how it is spent",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["fund"].queryset = Fund.objects.visible_to(self.user)
        show_records(self, "fund")
        offer_programmes(fields["programme"], Programme.objects.all())
        fields["programme"].empty_label = "No programme"

    def clean(self) -> dict[str, Any]:
        """One of the two, and not the programme that it is part of."""
        data = super().clean() or self.cleaned_data
        if bool(data.get("fund")) == bool(data.get("programme")) and "fund" not in self.errors:
            self.add_error("fund", ONE)
        own = self.instance.board.programme_id
        if own and data.get("programme") and data["programme"].pk == own:
            self.add_error("programme", ITS_OWN)
        return data
