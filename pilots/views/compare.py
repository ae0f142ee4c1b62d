"""Compare any two updates of a pilot."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst

from interface import forms
from pilots import comparing
from pilots.models import Update
from pilots.views import load

MOST = 200  # the updates that are offered, the newest first


class ChooseTwo(forms.Form):
    """Which two updates are compared; ``updates`` are those that the reader sees."""

    one = django_forms.ChoiceField(label="Compare")
    other = django_forms.ChoiceField(label="with")

    says_optional = False

    def __init__(self, *args: Any, updates: list[Update], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(one.number), capfirst(one.period.words)) for one in updates]
        for name in ("one", "other"):
            self.fields[name].choices = offered
            self.fields[name].error_messages["invalid_choice"] = "Choose an update of this pilot"


@login_not_required
def pilot_updates_compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two updates side by side; the newest two until the reader chooses."""
    pilot = load.pilot(request, slug)
    seen = Update.objects.visible_to(request.user).filter(pilot=pilot)
    people = seen.select_related("created_by", "questioned_by", "accepted_by")
    rows = list(people.order_by("-number")[:MOST])
    for row in rows:
        row.pilot = pilot
    newest = {"one": str(rows[1].number), "other": str(rows[0].number)} if rows[1:] else {}
    form = ChooseTwo({**newest, **request.GET.dict()}, updates=rows)
    found = None
    if len(rows) > 1 and form.is_valid():
        by_number = {str(row.number): row for row in rows}
        pair = (by_number[form.cleaned_data[name]] for name in ("one", "other"))
        found = comparing.compare(request.user, *pair)
    context = {
        **load.frame(pilot),
        "crumbs": load.crumbs(pilot, ("Compare updates", "")),
        "form": form,
        "has_two": len(rows) > 1,
        "found": found,
    }
    return render(request, "pilots/compare.html", context)
