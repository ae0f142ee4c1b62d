"""Which lines of a list of payments come in: all, or those to some suppliers only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.db.models import Q, QuerySet

from interface import forms
from interface.words import capitalised_choices, list_words
from partnerships.models import Member, Organisation, OrganisationPlace, PlaceReach
from registry.import_readers import plain
from registry.imported import NARROWED, Row, Scope

ALL, KNOWN, HERE, KINDS, LISTED = "all", "known", "here", "kinds", "listed"
WHICH = (
    (ALL, "All of them"),
    (KNOWN, "Those to organisations in the directory"),
    (HERE, "Those to organisations of this place"),
    (KINDS, "Those to some kinds of organisation"),
    (LISTED, "Those to suppliers that you list"),
)
HINTS = {
    HERE: "They govern or work in the place or within it, or are partners there",
    KINDS: "Of those in the directory",
}
MOST_LISTED, LONGEST = 500, 20_000
# Why a line is left out, as what is said of it
WHY = {
    KNOWN: "is to a supplier that is not in the directory",
    HERE: "is to a supplier that is not of this place",
    KINDS: "is to a supplier that is not of the kinds you chose",
    LISTED: "is to a supplier that is not on your list",
}


class Narrowing:
    """The question which payments come in, as a part of the form that matches columns."""

    def fields(self) -> dict[str, django_forms.Field]:
        """What is asked."""
        return {
            "which": django_forms.ChoiceField(
                label="Which payments come in?",
                choices=WHICH,
                initial=ALL,
                widget=forms.Radios(hints=HINTS, reveals=[KINDS, LISTED]),
                error_messages={"required": "Say which payments come in"},
            ),
            "kinds": django_forms.MultipleChoiceField(
                label="Which kinds?",
                choices=capitalised_choices(Organisation.Sector.choices),
                required=False,
                widget=forms.Checkboxes(),
            ),
            "listed": django_forms.CharField(
                label="Suppliers, one on each line",
                help_text="As the file names them",
                required=False,
                max_length=LONGEST,
                widget=django_forms.Textarea({"rows": 4}),
            ),
        }

    def said(self, cleaned: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """What was answered, to be kept; and what is wrong, by the name of its field."""
        which = cleaned.get("which")
        if which == KINDS:
            kinds = list(cleaned.get("kinds") or ())
            return {"which": KINDS, "kinds": kinds}, (
                {} if kinds else {"kinds": "Choose at least one kind"}
            )
        if which == LISTED:
            names = [line.strip() for line in str(cleaned.get("listed") or "").splitlines()]
            names = list(dict.fromkeys(filter(None, names)))
            wrong = "" if names else "List at least one supplier"
            if len(names) > MOST_LISTED:
                wrong = f"List {MOST_LISTED} suppliers at most"
            return {"which": LISTED, "listed": names}, ({"listed": wrong} if wrong else {})
        return ({"which": which} if which else {}), {}

    def initial(self, said: Mapping[str, Any], row: Any) -> dict[str, Any]:
        """What was answered before, as the form shows it. Of a body that is none of the place's, as
        a department, what it paid elsewhere is not proposed."""
        if said:
            return {**said, "listed": "\n".join(said.get("listed", ()))}
        is_of_place = links_near(row.place).filter(organisation=row.within).exists()
        return {} if is_of_place else {"which": HERE}

    def words(self, said: Mapping[str, Any]) -> str:
        """What was answered, in words."""
        names = dict(capitalised_choices(Organisation.Sector.choices))
        kinds = list_words([str(names[kind]) for kind in said.get("kinds", ()) if kind in names])
        return kinds or str(dict(WHICH).get(said.get("which", ALL), ""))


def links_near(place: Any) -> QuerySet[OrganisationPlace]:
    """Which bodies govern or serve a place, what it is part of or what lies in it."""
    within = PlaceReach.objects.filter(ancestor=place).values("place")
    near = Q(place__in=place.reach) | Q(place__in=within)
    return OrganisationPlace.objects.filter(near, valid_to=None).order_by()


def rests_on(scope: Scope) -> list[Any]:
    """What a line is kept or left out by."""
    chosen = _chosen(scope)
    return [scope.kept.get(NARROWED), sorted(chosen) if isinstance(chosen, set) else None]


def why_not(row: Row, receiver: Any, scope: Scope) -> str:
    """Why a line stays out; empty where it comes in. ``receiver`` is the body that was paid."""
    said = scope.kept.get(NARROWED) or {}
    which = str(said.get("which", ALL))
    if which == ALL:
        return ""
    if which == KNOWN:
        comes_in = isinstance(receiver, int)
    elif which == LISTED:
        comes_in = plain(row.texts.get("receiver", "")) in _listed(scope)
    else:
        comes_in = receiver in (_chosen(scope) or ())
    return "" if comes_in else WHY[which]


def _listed(scope: Scope) -> set[str]:
    if "listed" not in scope.kept:
        scope.kept["listed"] = {plain(name) for name in scope.kept[NARROWED].get("listed", ())}
    listed: set[str] = scope.kept["listed"]
    return listed


def _chosen(scope: Scope) -> set[int] | None:
    """The bodies of this place, or of the kinds that were chosen; None where these are not asked
    for."""
    said = scope.kept.get(NARROWED) or {}
    if said.get("which") not in (HERE, KINDS):
        return None
    if "bodies" not in scope.kept:
        bodies = Organisation.objects.visible_to(scope.user)
        rule = Q(sector__in=said.get("kinds", ()))
        if said["which"] == HERE:
            here = PlaceReach.objects.filter(ancestor=scope.place).order_by().values("place")
            at = OrganisationPlace.objects.filter(Q(place__in=here) | Q(place=scope.place))
            at = at.filter(valid_to=None).order_by()
            partners = Member.objects.filter(valid_to=None, partnership__places__in=here).order_by()
            rule = Q(pk__in=at.values("organisation"))
            rule |= Q(pk__in=partners.values("organisation"))
        scope.kept["bodies"] = set(bodies.filter(rule).values_list("pk", flat=True))
    chosen: set[int] = scope.kept["bodies"]
    return chosen
