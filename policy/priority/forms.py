from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.forms import ChoiceField, ModelMultipleChoiceField

from access.visibility import reader_of
from interface import forms
from interface.words import capitalised
from partnerships.models import Organisation, Place, Topic
from partnerships.organisation.fields import (
    kept_places,
    long_text,
    organisation_field,
    place_field,
    show_records,
    typed_places,
)
from policy.models import Priority
from policy.priority.permissions import can_give_priority, can_write_priority, priority_tiers
from records.conflicts import Versioned
from records.models import Source, Visibility
from records.periods import EARLIEST, OfAPeriod, end_field, start_field

LATEST = 2100
Tier = Priority.Tier
TIER_HINTS = {
    Tier.NATIONAL: "Of a department or another national body",
    Tier.REGIONAL: "For a region, or for several places together",
    Tier.LOCAL: "Of a place: its council and partners",
}
LEVEL_HINTS = {
    Visibility.TEAM: "You, and the editors of its places or of the areas that they are in",
    Visibility.PLACE: "Also the contributors and directory connectors there, and the organisation "
    "that owns it",
    Visibility.NETWORK: "Anyone with an account",
    Visibility.PUBLIC: "Also people who are not signed in",
}
NOT_YOURS = {
    Tier.NATIONAL: "You can write national priorities only for your own organisation",
    Tier.REGIONAL: "You can write regional priorities only for your own organisation, or for the "
    "places whose directory you look after",
    Tier.LOCAL: "You can write local priorities only for the places that you edit",
}


class EditPriority(OfAPeriod, Versioned, forms.ModelForm):
    """A priority, new or known. ``user`` is who writes it; ``places`` where a new one begins.

    ``all_places()`` and ``cleaned_data["topics"]`` are what the actions take beside the record.
    """

    tier = ChoiceField(label="Whose priority is it?")
    owner = organisation_field("Which body owns it?")
    text = long_text(
        "What does it say?",
        5,
        required=False,
        help_text="In the body’s own words, or as short as you like",
    )
    topics = ModelMultipleChoiceField(
        Topic.objects.none(), label="What is it about?", required=False, widget=forms.Checkboxes()
    )
    places = kept_places("Places that it is for")
    add_place = place_field(
        "Add a place",
        required=False,
        help_text="A national priority without a place is for all of England",
    )
    start = start_field("When does it start?", latest=LATEST)
    end = end_field("When does it end?", latest=LATEST)
    decide_from = forms.DayField(
        label="When do decisions on it start?",
        earliest=EARLIEST,
        latest=LATEST,
        required=False,
        help_text="The window in which others can still shape it. For example, 1 4 2027",
    )
    decide_to = forms.DayField(
        label="When do they end?", earliest=EARLIEST, latest=LATEST, required=False
    )
    regards = forms.RecordField(
        noun="source",
        exact=("title__iexact",),
        label="Which strategy does it have regard to?",
        required=False,
        help_text="For example a joint health and wellbeing strategy. Type the title of a source "
        "that is recorded",
    )
    answers = forms.RecordField(
        noun="needs assessment",
        exact=("title__iexact",),
        near=lambda rows, text: rows.filter(title__icontains=text),
        describe=lambda one: one.place.name,
        key="pk",
        label="Which needs assessment does it answer?",
        required=False,
        help_text="Type the title of one that is recorded at a place",
    )
    may_vary = long_text("What can places do their own way?", required=False)
    must_not_vary = long_text("What must be the same everywhere?", required=False)
    visibility = ChoiceField(
        label="Who can see this?",
        help_text="All of these can be asked for under the Freedom of Information Act.",
    )

    class Meta:
        model = Priority
        fields = (
            "title", "text", "tier", "owner", "start", "end", "decide_from", "decide_to",
            "regards", "answers", "may_vary", "must_not_vary", "visibility",
        )  # fmt: skip
        labels = {"title": "What is the priority, in one line?"}

    def __init__(self, *args: Any, user: Any, places: tuple[Place, ...] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._arguments |= {"user": user, "places": places}
        self.user, self.is_new = user, self.instance.pk is None
        self.order_fields(["title", "text", "tier", "owner", "topics", "places", "add_place"])
        self._offer("topics", Topic.objects.order_by("name"))
        self._offer_strategies()
        self._offer_tiers()
        self._offer_places(places)
        self._offer_levels()
        if self.is_new and not self.initial.get("owner"):
            self.initial["owner"] = self._own_body()
        if not self.is_new:
            self.initial["topics"] = list(self.instance.topics.all())

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows

    def _offer_strategies(self) -> None:
        """Documents that are open, or that they typed, and that stand; never one that somebody else
        typed: to name it would show it to all who read the priority. The one named stays."""
        may = Q(is_open=True) | Q(created_by=self.user.pk)
        known = Q(may, withdrawn_words__isnull=True) | Q(pk=self.instance.regards_id)
        self._offer("regards", Source.objects.visible_to(self.user).filter(known))
        assessments: Any = Priority._meta.get_field("answers").related_model
        self._offer("answers", assessments.objects.visible_to(self.user).select_related("place"))
        show_records(self, "owner", "regards", "answers")

    def _offer_tiers(self) -> None:
        mine = priority_tiers(self.user)
        offered: list[str] = mine if self.is_new else [self.instance.tier]
        if self.is_new and self.instance.parent is not None:
            offered = [Tier.LOCAL]
        field: Any = self.fields["tier"]
        field.widget = forms.Radios(hints=TIER_HINTS)
        field.choices = [(tier, f"{Tier(tier).label.capitalize()}") for tier in offered]
        if len(offered) == 1:
            field.initial = self.initial["tier"] = offered[0]

    def _offer_places(self, begins_with: tuple[Place, ...]) -> None:
        """Those it has, to untick; for a new one those that it begins with."""
        if self.is_new:
            known = begins_with or self.initial.get("places") or typed_places(self)
            ids = [place.pk for place in known]
        else:
            ids = list(self.instance.place_links.values_list("place_id", flat=True))
        if not ids:
            del self.fields["places"]
            return
        rows = Place.objects.filter(pk__in=ids).order_by("sort_key", "id")
        self._offer("places", rows)
        self.initial["places"] = list(rows)

    def _offer_levels(self) -> None:
        now = self.instance.visibility
        hints = dict(LEVEL_HINTS)
        if not self.is_new and now not in hints:
            hints[Visibility(now)] = "As it is now"
        field: Any = self.fields["visibility"]
        field.widget = forms.Radios(hints=hints)
        field.choices = [(hint, capitalised(hint.label)) for hint in hints]
        if self.is_new:
            self.initial["visibility"] = Visibility.NETWORK

    def _own_body(self) -> Organisation | None:
        reader = reader_of(self.user)
        own = sorted(reader.organisations) if reader else []
        return Organisation.objects.filter(pk__in=own).first() if len(own) == 1 else None

    def all_places(self) -> list[Place]:
        """The places that are left ticked, and the one that was added."""
        added = self.cleaned_data.get("add_place")
        kept = list(self.cleaned_data.get("places") or ())
        return kept + ([added] if added and added not in kept else [])

    def clean(self) -> dict[str, Any]:
        """Decisions end after they begin; the writer may write it so."""
        data = super().clean()
        decides, decided = data.get("decide_from"), data.get("decide_to")
        if decides and decided and decided < decides:
            self.add_error("decide_to", "The decisions can’t end before they begin")
        self._check_places(data)
        return data

    def _check_places(self, data: dict[str, Any]) -> None:
        tier, owner = data.get("tier"), data.get("owner")
        if not tier or not owner or "add_place" in self.errors:
            return
        places = self.all_places()
        field = "owner" if tier == Tier.NATIONAL else "add_place"
        if tier != Tier.NATIONAL and not places:
            self.add_error("add_place", f"A {Tier(tier).label} priority is for at least one place")
            return
        before = set() if self.is_new else set(self.initial.get("places", ()))
        new = [place for place in places if place not in before]
        if not can_write_priority(self.user, tier, owner.pk, places):
            self.add_error(field, NOT_YOURS[Tier(tier)])
        elif tier != Tier.NATIONAL:
            may = can_give_priority
            wrong = [place for place in new if not may(self.user, tier, owner.pk, place)]
            if wrong:
                self.add_error("add_place", f"{NOT_YOURS[Tier(tier)]}: not for {wrong[0]}")
