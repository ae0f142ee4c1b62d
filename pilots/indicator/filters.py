"""The figures of all pilots as a list: what was counted, by which evidence, about whom."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from interface.filters import AnyOf, Chosen, OneOf
from interface.paging import Sort
from interface.words import capitalised
from pilots.models import Indicator, Pilot, SharedDefinition
from pilots.pilot.filters import PilotFilter

SORTS = (Sort("name", "name", says=str),)


def _said(choices: Any) -> list[tuple[str, str]]:
    named = [(key, capitalised(label)) for key, label in choices if key]
    return [*named, ("not-known", "Not known")]


class SharedBy(Chosen):
    """The shared definition that figures use."""

    def __init__(self) -> None:
        super().__init__(
            "Shared definition",
            rows=lambda request: SharedDefinition.objects.visible_to(request.user),
            noun="shared definition",
            suggest="shared_definition_suggest",
        )

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs


class FigureFilter(PilotFilter):
    """The filters of the list of pilots, and those of figures: ``.figures`` are what both leave."""

    evidence = AnyOf("Kind of evidence", choices=_said(Indicator.Method.choices), method="leave")
    independent = OneOf(
        "Who counted",
        choices=[("yes", "Somebody independent"), ("no", "The pilot itself"), ("?", "Not known")],
        method="leave",
    )
    chain = AnyOf("Results chain", choices=_said(Indicator.Chain.choices), method="leave")
    concerns = AnyOf("Who it is about", choices=_said(Indicator.Concerns.choices), method="leave")
    shared = SharedBy()
    shown = ("q", "place", "region", "evidence")

    def leave(self, rows: Any, name: str, chosen: Any) -> QuerySet[Pilot]:
        """A filter of figures, which leaves the pilots as they are."""
        return rows

    @property
    def figures(self) -> QuerySet[Indicator]:
        """The figures of the chosen pilots, narrowed by their own filters."""
        rows = Indicator.objects.filter(pilot__in=self.qs.order_by().values("pk"))
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        for name, column in (("evidence", "method"), ("chain", "chain"), ("concerns", "concerns")):
            if keys := chosen.get(name):
                wanted = ["" if key == "not-known" else key for key in keys]
                rows = rows.filter(**{f"{column}__in": wanted})
        if who := chosen.get("independent"):
            answer = {"yes": True, "no": False}.get(who)
            rows = (
                rows.filter(is_independent__isnull=True)
                if answer is None
                else rows.filter(is_independent=answer)
            )
        if shared := chosen.get("shared"):
            rows = rows.filter(shared=shared)
        return rows
