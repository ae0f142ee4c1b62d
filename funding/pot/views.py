"""Writing the pots of a fund."""

from __future__ import annotations

from funding.fund.part_views import AddToFund, EditOfFund, TakeBackOfFund, part_draft
from funding.models import FundPot
from funding.pot.forms import PotForm

DRAFT = part_draft("fund_pot", "Pot of a fund", FundPot)


class AddPot(AddToFund):
    """One more pot of a fund, and the outcome that it pays for."""

    model, form, draft = FundPot, PotForm, DRAFT
    title, success_message = "Add a pot", "The pot is added."


class ChangePot(EditOfFund):
    """What a pot pays for, put right."""

    model, form, draft = FundPot, PotForm, DRAFT
    title, success_message = "Change a pot", "The pot is changed."


class TakeBackPot(TakeBackOfFund):
    """Take back a pot that was added by mistake."""

    model, noun = FundPot, "pot"
