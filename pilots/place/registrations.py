"""How the pilots of a place take part in the whole: the name of a neighbourhood stands for them."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Concat

from interface.parts import RecordMenuItem
from partnerships.models import Place, PlaceReach
from partnerships.place.kind_groups import COUNCILS, WITHIN_COUNCILS
from pilots.models import Pilot
from registry.search import PILOT, PLACE, PROGRAMME, AlsoMeant, lexeme_of


def _meant(user: Any, places: Any) -> QuerySet[Any]:
    """What belongs to the pilots that work in such neighbourhoods or within them, of those that the
    reader sees; and what their programmes have at the council, where their money is recorded."""
    of_pilot = lexeme_of(PILOT, "place__pilot_links__pilot_id")
    at_council = Concat(
        *(Value("("), lexeme_of(PROGRAMME, "place__pilot_links__pilot__programme_id")),
        *(Value(" & "), lexeme_of(PLACE, "ancestor__reach_up__ancestor_id"), Value(")")),
        output_field=TextField(),
    )
    of_programme = _pilots(
        user,
        places,
        place__pilot_links__pilot__programme__isnull=False,
        ancestor__reach_up__ancestor__kind__in=COUNCILS,
    )
    pilots = _pilots(user, places).values_list("ancestor", of_pilot)
    return pilots.union(of_programme.values_list("ancestor", at_council))


def _pilots(user: Any, places: Any, **which: Any) -> QuerySet[PlaceReach]:
    """Each pilot that works at one of these places or within it."""
    seen = Pilot.objects.visible_to(user).order_by().values("pk")
    # In one: a second filter might be about another pilot, that the reader does not see
    rows = PlaceReach.objects.filter(
        ancestor__in=places, place__pilot_links__pilot__in=seen, **which
    )
    return rows.order_by()


REGISTRATIONS = (
    AlsoMeant(
        of=Place.objects.filter(kind__in=WITHIN_COUNCILS), kind="place", rows=_meant, order=10
    ),
    RecordMenuItem(
        page="place_pilots",
        label="Pilots",
        says="What is tried there",
        of="place",
        tab=2,
        counts=itemgetter("pilots"),
        words="pilot pilots project projects tried trying",
        answer="Pilots in",
    ),
    RecordMenuItem(
        page="place_before",
        label="Tried before",
        says="Earlier programmes, and what came of them",
        of="place",
        order=30,
        counts=itemgetter("tried"),
    ),
    RecordMenuItem(
        page="place_overlap",
        label="Where programmes overlap",
        says="Programmes that work on the same there",
        of="place",
        order=210,
        apart=True,
    ),
    RecordMenuItem(
        page="place_like",
        label="Places like this one",
        says="Places whose figures are near, and what they try",
        of="place",
        order=220,
        apart=True,
    ),
)
