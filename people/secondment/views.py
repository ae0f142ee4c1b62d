"""The register of secondments: the list, one of them, its history and its form."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from interface.articles import with_article
from interface.cells import called, linked, status
from interface.columns import ADDRESS, NUMBER, Column
from interface.pages import Empty, PageAction
from interface.paging import Sort, row_number
from interface.parts import Theme
from interface.words import capitalised, count_words, date_words, with_precision
from partnerships.models import Organisation, Place
from partnerships.place.examples import of_the_country
from people.models import Opportunity
from people.secondment.forms import SecondmentFilter, SecondmentForm
from people.secondment.models import Secondment
from people.secondment.permissions import can_add_secondment, can_edit_secondment
from records.dates import DateWithPrecision
from registry.kind_by_itself import KindByItself


def _body(side: str, label: str, whom: str) -> tuple[Column, Column]:
    def name(secondment: Secondment) -> str:
        return getattr(secondment, side).name

    def sector(secondment: Secondment) -> str:
        return getattr(secondment, side).get_sector_display()

    return (
        Column(side, label, f"The body that {whom}", name),
        Column(f"{side}_sector", f"{label}: sector", f"The sector of the body that {whom}", sector),
    )


def _route(secondment: Any) -> str:
    giver = called(secondment.giver, secondment.giver_short)
    words = f"{giver} to {called(secondment.receiver, secondment.receiver_short)}"
    where = f"for {with_article(secondment.place.name)}" if secondment.place else ""
    return linked(words, secondment.get_absolute_url(), where)


def _start(secondment: Secondment) -> str:
    start = secondment.start
    return with_precision(start, secondment.start_precision) if start else ""


COLUMNS = (
    Column("route", "From and to", cell=_route, head=True),
    NUMBER,
    *_body("giver", "From", "the person comes from"),
    *_body("receiver", "To", "they work in during the secondment"),
    Column.of(Secondment, "place"),
    Column.of(Secondment, "state"),
    Column.of(Secondment, "grade"),
    Column.of(Secondment, "months"),
    Column.of(Secondment, "start"),
    Column(
        "start_precision", "Start known to", "Day, month or year", attrgetter("start_precision")
    ),
    Column.of(Secondment, "end"),
    Column("end_precision", "End known to", "Day, month or year", attrgetter("end_precision")),
    Column.of(Secondment, "aim"),
    Column.of(Secondment, "outcome"),
    Column.of(Secondment, "source"),
    ADDRESS,
    Column("what_for", "For what", cell=lambda row: Truncator(row.aim).words(12)),
    Column(
        "how_long",
        "How long",
        cell=lambda row: row.months and count_words(row.months, "month"),
    ),
    Column("began", "Start", cell=_start, sort="start"),
    Column("stands", "State", cell=lambda row: status(capitalised(row.get_state_display()))),
)
SORTS = (
    Sort(
        "newest",
        "updated_at",
        says=lambda row: date_words(timezone.localdate(row.updated_at)),
        starts_descending=True,
    ),
    Sort(
        "start",
        "start_key",
        says=lambda row: date_words(row.start) if row.start else "no start known",
        starts_descending=True,
    ),
)


class Secondments(KindByItself):
    """People lent by one body to another: the list, one of them, its history and its form."""

    api = True
    model, form, form_takes_user, filters = Secondment, SecondmentForm, True, SecondmentFilter
    columns, sorts, title, public = COLUMNS, SORTS, "Secondments", True
    may_add, may_edit = can_add_secondment, can_edit_secondment
    menu = {
        "says": "Somebody who works for another body for a time",
        "theme": Theme.PEOPLE,
        "order": 140,
        "words": "add new staff loan",
        "within": "secondments",
    }
    add_title = "Record a secondment"
    empty = Empty(
        "No secondment is recorded yet.",
        "Place editors and department officers can record those of their place or organisation.",
    )

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return super().prepared(rows).listed()

    class List(KindByItself.List):
        template_name, guidance = "people/secondment/list.html", "secondments"
        lead = (
            "People lent by one body to another, in any sector: for how long, to what end, and "
            "what came of it. Bodies are named, people are not."
        )

        def get_actions(self) -> list[PageAction]:
            cards = Opportunity.objects.visible_to(self.request.user).open_on(timezone.localdate())
            count = of_the_country(cards.listed(), self.request.user).count()
            words = f"Board of opportunities ({count})" if count else "Board of opportunities"
            return [PageAction(words, reverse("opportunities"))]

    class Page(KindByItself.Page):
        texts = {"aim": "What it is for", "outcome": "What came of it"}
        empty_hint = (
            "Its author, the officers of both organisations and the editors of the place can add "
            "it."
        )

        def title(self) -> str:
            return f"{self.record.giver.name} to {self.record.receiver.name}"

        def lead(self) -> str:
            return "A secondment. The record names the bodies, not the person."

        def facts(self) -> list[dict[str, Any]]:
            return _facts(self.record)

    class Add(KindByItself.Add):
        """``?opportunity=`` starts from a card of the board."""

        lead = "Which bodies, for how long and to what end. Never who it is."

        def arguments(self) -> dict[str, Any]:
            return {**super().arguments(), "initial": _start_from(self.request)}


def _start_from(request: HttpRequest) -> dict[str, Any]:
    """What a card of the board, a place or a body in the address already says."""
    asked, user = request.GET, request.user
    if number := row_number(asked.get("opportunity")):
        cards = Opportunity.objects.visible_to(user).select_related("organisation", "place")
        if card := cards.filter(pk=number).first():
            side = "giver" if card.kind == Opportunity.Kind.OFFER else "receiver"
            aim = f"{card.title}. {card.about}".strip()
            same = {"place": card.place, "grade": card.grade, "months": card.months}
            return {side: card.organisation, "aim": aim, "state": "agreed", **same}
    return {
        "place": Place.objects.visible_to(user).at_address(asked.get("place", "")),
        "receiver": Organisation.objects.visible_to(user).at_address(asked.get("body", "")),
    }


def _facts(secondment: Secondment) -> list[dict[str, Any]]:
    """Its facts in words; what is not known says so."""

    def body(label: str, named: Any) -> dict[str, Any]:
        value = f"{named.name} ({named.get_sector_display()})"
        return {"label": label, "value": value, "url": named.get_absolute_url()}

    start, end = (DateWithPrecision.of(secondment, name) for name in ("start", "end"))
    begun, ended = Secondment.BEGUN, Secondment.State.ENDED
    months, place = secondment.months, secondment.place
    rows = [body("From", secondment.giver), body("To", secondment.receiver)]
    if place:
        rows.append({"label": "Place", "value": place, "url": place.get_absolute_url()})
    return [
        *rows,
        {"label": "State", "value": secondment.get_state_display().capitalize()},
        {"label": "Grade", "value": secondment.grade or None},
        {"label": "How long", "value": count_words(months, "month") if months else None},
        {"label": "Started" if secondment.state in begun else "Starts", "value": start},
        {"label": "Ended" if secondment.state == ended else "Ends", "value": end},
    ]
