"""What is chosen of a flow from a list of its own."""

from __future__ import annotations

from django.db import models


class Regrant(models.TextChoices):
    """Why money is given to be given on: the codes of the 360Giving Data Standard."""

    GRANTS = "FRG010", "to one grantmaker, for grants"
    INTERMEDIARY = "FRG020", "to a body that pays grantmakers"
    MATCH = "FRG030", "match funding, for grants"
    TOGETHER = "FRG040", "with other funders, into one fund"
    AGENT = "FRG050", "to a body that pays it out for the funder"
    ENDOWMENT = "FRG060", "capital of a grantmaker or fund"
    PARTLY = "FRG070", "partly for grants, partly for other work"


class Payments(models.TextChoices):
    """Which of what bodies published of their spending stands with other money."""

    APART = "", "not included"
    TOGETHER = "with", "included"
    ALONE = "only", "only these"
