"""Which agreements: of which kind, of which board or partnership, where, with whom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from governance.board.part_forms import BY_NAME
from governance.models import Agreement, Board
from interface.filters import AnyOf, Chosen, FilterSet, Words
from interface.words import capitalised, capitalised_choices
from partnerships.models import Partnership
from partnerships.organisation.forms import body_filter
from partnerships.place.examples import LeavesOutExamples
from partnerships.place.forms import place_filter


def _boards(request: HttpRequest | None) -> Any:
    rows: Any = Board.objects.visible_to(getattr(request, "user", None))
    return rows.select_related("organisation")


def _partnerships(request: HttpRequest | None) -> Any:
    return Partnership.objects.visible_to(getattr(request, "user", None))


class AgreementFilter(LeavesOutExamples, FilterSet):
    """Which agreements: of which kind, of which board or partnership, where, with whom."""

    shown = ("q", "kind", "place")

    q = Words("Words", by="found_by")
    kind = AnyOf("Kind", field_name="kind", choices=capitalised_choices(Agreement.Kind.choices))
    place = place_filter(by="in_place", help_text="")
    board = Chosen("Board", rows=_boards, field_name="board", **BY_NAME)
    partnership = Chosen(
        "Partnership",
        rows=_partnerships,
        field_name="partnership",
        noun="partnership",
        exact=("name__iexact",),
        near=lambda rows, text: rows.filter(name__icontains=text),
        describe=lambda one: capitalised(one.kind),
    )
    body = body_filter("Party", field_name="parties__organisation")

    class Meta:
        model = Agreement
        fields: tuple[str, ...] = ()
