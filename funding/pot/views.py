"""The pots of a fund, which stand on its page."""

from __future__ import annotations

from funding.fund.part_views import KindOfFund
from funding.models import FundPot
from funding.pot.forms import PotForm


class Pots(KindOfFund):
    """Each pot, and the outcome that it pays for."""

    model, form, key, path, noun = FundPot, PotForm, "fund_pot", "pots", "pot"
    without, draft_words = ("List", "Page", "History"), "Pot of a fund"
