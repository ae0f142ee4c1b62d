"""The official figures of all councils, taken away."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from geography.england.all_councils import COLUMNS, lines
from interface import exports
from interface.programs import closed_to_programs


@closed_to_programs("it is a file that is put together whole, and programs take it whole")
@login_not_required
def official_figures(request: HttpRequest) -> HttpResponseBase:
    """Every measure for every council as a file; without a format, the page about the data."""
    rows = lines()
    file = exports.of_rows(request, rows, COLUMNS, "official-figures", made_up=None)
    return file or redirect("data")
