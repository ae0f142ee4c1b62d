"""Asking for data: the short form that logs a request, and the long one that keeps it right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    ModelChoiceField,
    ModelMultipleChoiceField,
    MultipleChoiceField,
    Textarea,
    URLField,
)

from barriers.data_requests import rights
from barriers.data_requests.asking import Parts, may_change_holder
from barriers.forms import answers
from barriers.models import Barrier, DataRequest
from barriers.models.data_requests import Known
from barriers.models.querysets import REFERENCE
from interface import forms
from partnerships.forms.fields import (
    kept_places,
    long_text,
    organisation_field,
    place_field,
    radios,
    show_records,
)
from partnerships.models import Organisation, Place, Post, Team
from partnerships.visibility import reader_of
from pilots.models import Pilot
from records.conflicts import Versioned
from records.models import Visibility

MOST_BARRIERS = 10
NO_NAMES = "A job role and its body, not a person’s name"
READERS = (
    "The body that is asked can read this one request once it is asked, whatever you answer. A "
    "request for data is never public. "
)


def _yes_no(label: str, **kwargs: Any) -> ChoiceField:
    return radios(label, Known.choices, initial=Known.NOT_KNOWN, **kwargs)


class _AsksForData(forms.ModelForm):
    """What both forms ask: the data, what for, who holds it, whose it is, what it would unlock."""

    dataset = CharField(
        label="Which data do you need?",
        max_length=200,
        help_text="The name of the dataset, or what it would hold",
    )
    purpose = long_text("What do you need it for?")
    people = long_text(
        "What would it change for people?",
        required=False,
        help_text="For example: who would be found sooner, or not asked twice?",
    )
    aggregate_would_do = _yes_no(
        "Would figures without anybody’s own record do?",
        help_text="Counts by area are often enough to see where the need is, and are far easier "
        "to share.",
    )
    holder = organisation_field("Who holds it?", required=False)
    health_data = _yes_no("Is there health or care data in it?")
    caldicott_guardian = CharField(
        label="Who is the Caldicott Guardian?",
        max_length=200,
        required=False,
        help_text="Who watches over health and care data at the body. " + NO_NAMES,
    )
    caldicott_not_known = BooleanField(label="Not known yet", required=False)
    first_time = _yes_no("Would it be shared for the first time ever?")
    barriers = ModelMultipleChoiceField(
        Barrier.objects.none(),
        label="Which barriers would it take away?",
        required=False,
        widget=forms.Checkboxes(),
    )
    add_barrier = CharField(
        label="Another barrier",
        max_length=20,
        required=False,
        help_text="Its reference, for example B-000123",
    )
    visibility = ChoiceField(label="Who can see this?")

    user: Any

    def _offer_health(self) -> None:
        self.fields["health_data"].widget.reveals = {Known.YES.value}

    def _offer_barriers(self, places: Sequence[Place], first: Barrier | None = None) -> None:
        """Those of the places that claim a rule about data and are not linked yet.

        The ``first`` is the one from whose page a new request starts.
        """
        seen = Barrier.objects.visible_to(self.user)
        at = Q(reach_ids__overlap=[place.pk for place in places]) if places else Q(pk__in=[])
        here = seen.open().filter(at, category__key="data-sharing")
        if self.instance.pk:
            here = here.exclude(pk__in=self.instance.barriers.values("pk"))
        offered = [one.pk for one in here.order_by("-updated_at", "-id")[:MOST_BARRIERS]]
        if first is not None:
            offered.append(first.pk)
            self.initial["barriers"] = [first]
        field: Any = self.fields["barriers"]
        field.queryset = seen.filter(pk__in=offered).order_by("-updated_at", "-id")
        if not offered:
            del self.fields["barriers"]

    def clean_add_barrier(self) -> Barrier | None:
        """A barrier that this person sees."""
        text = self.cleaned_data["add_barrier"].strip()
        if not text:
            return None
        reference = REFERENCE.fullmatch(text)
        seen = Barrier.objects.visible_to(self.user)
        found = seen.filter(pk=int(reference[1])).first() if reference else None
        if found is None:
            raise ValidationError(f"No barrier called “{text}” was found")
        return found

    def clean(self) -> dict[str, Any]:
        """Health data has a guardian, or it is said that nobody knows who that is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("health_data") != Known.YES:
            cleaned["caldicott_guardian"], cleaned["caldicott_not_known"] = "", False
        elif not (cleaned.get("caldicott_guardian") or cleaned.get("caldicott_not_known")):
            self.add_error(
                "caldicott_guardian", "Name the Caldicott Guardian, or tick “Not known yet”"
            )
        if cleaned.get("caldicott_guardian"):
            cleaned["caldicott_not_known"] = False
        return cleaned

    def all_barriers(self) -> list[Barrier]:
        """Those that were ticked, and the one that was named."""
        added = self.cleaned_data.get("add_barrier")
        return [*(self.cleaned_data.get("barriers") or ()), *([added] if added else [])]


class LogDataRequest(_AsksForData):
    """A new request. ``places`` are those where the person may ask; one is not asked for."""

    question_led = True

    pilot = answers.pilot_field(label="Which pilot is it for?", required=False)

    class Meta:
        model = DataRequest
        fields = (
            *("dataset", "purpose", "people", "aggregate_would_do", "holder", "health_data"),
            *("caldicott_guardian", "caldicott_not_known", "first_time", "pilot", "visibility"),
        )

    def __init__(
        self, *args: Any, user: Any, places: Sequence[Place], barrier: Barrier | None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.user = user
        self.only_place = places[0] if len(places) == 1 else None
        self._offer_health()
        self._offer_barriers(places, barrier)
        self._ask_where(places)
        pilots: Any = self.fields["pilot"]
        pilots.queryset = Pilot.objects.visible_to(user).filter(
            reach_ids__overlap=[place.pk for place in places]
        )
        own = sorted(reader_of(user).teams) if reader_of(user) else []
        self.teams = list(Team.objects.filter(pk__in=own))
        team = self.teams[0].name if len(self.teams) == 1 else "your team" if self.teams else ""
        at = self.only_place.name if self.only_place else ""
        answers.offer(self, "visibility", **answers.level_answers(at, team))
        self.initial["visibility"] = Visibility.TEAM.value
        self.fields["visibility"].help_text = f"{READERS}{answers.FOI}"

    def _ask_where(self, places: Sequence[Place]) -> None:
        if self.only_place is None:
            field = place_field("For which place?", error_messages={"required": "Choose the place"})
            field.queryset = Place.objects.filter(pk__in=[place.pk for place in places])
            self.fields = {"place": field, **self.fields}

    def clean(self) -> dict[str, Any]:
        """The pilot is at the place."""
        cleaned = super().clean()
        pilot, place = cleaned.get("pilot"), self.place
        if pilot and place and place.pk not in pilot.reach_ids:
            self.add_error("pilot", f"That pilot is not in {place}. Choose one that is, or none")
        self.instance.team = self.teams[0] if len(self.teams) == 1 else None
        return cleaned

    @property
    def place(self) -> Place | None:
        """The place for which the data is asked."""
        return self.only_place or self.cleaned_data.get("place")

    @property
    def parts(self) -> Parts:
        """What the request covers beside its own columns."""
        return Parts(barriers=self.all_barriers())


class EditDataRequest(Versioned, _AsksForData):
    """Everything that a request's page shows, except where it stands and what advice was had."""

    purpose = long_text("What do you need it for?", required=False)
    dropped = ModelMultipleChoiceField(
        Barrier.objects.none(),
        label="Barriers that are linked",
        required=False,
        widget=forms.Checkboxes(),
        help_text="Tick a barrier to take it off",
    )
    lawful_basis = CharField(
        label="Lawful basis",
        max_length=300,
        required=False,
        help_text="On which ground of data protection law it may be used, for example public task",
    )
    legal_gateway = CharField(
        label="Legal gateway",
        max_length=300,
        required=False,
        help_text="The law that lets the body give it to you: a lawful basis alone is not enough",
    )
    governance_lead = CharField(
        label="Information governance lead", max_length=200, required=False, help_text=NO_NAMES
    )
    contact = ModelChoiceField(
        Post.objects.none(),
        label="Whom to ask at the body",
        required=False,
        empty_label="Not known",
        help_text="A job role in the directory. Save the body first to choose one of its roles",
    )
    agreement = radios("Data sharing agreement", DataRequest.Paper.choices)
    impact_assessment = radios("Data protection impact assessment", DataRequest.Paper.choices)
    assessment_url = URLField(
        label="A link to the assessment, if it is published",
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    first_done = MultipleChoiceField(
        label="What is seen to already?",
        choices=[(key, said[:1].upper() + said[1:]) for key, said in DataRequest.First.choices],
        required=False,
        widget=forms.Checkboxes(),
    )
    bodies = ModelMultipleChoiceField(
        Organisation.objects.none(),
        label="Who else would give or get the data",
        required=False,
        widget=forms.Checkboxes(),
        help_text="Untick a body to take it off",
    )
    add_body = organisation_field("Who else would give or get the data? Add a body", required=False)
    described = CharField(
        label="Others, in words",
        required=False,
        max_length=1_000,
        widget=Textarea({"rows": 2}),
        help_text="One on each line, for example: voluntary groups in the ward",
    )
    pilot = answers.pilot_field(label="Pilot", required=False)
    other_places = kept_places("Other places that want it")
    add_place = place_field("Add a place", required=False)
    fallback = radios("What do you do without it?", DataRequest.Fallback.choices)
    fallback_note = long_text("More about that", rows=2, required=False)

    class Meta:
        model = DataRequest
        fields = (
            *("dataset", "purpose", "people", "aggregate_would_do", "holder", "contact"),
            *("lawful_basis", "legal_gateway", "governance_lead", "health_data"),
            *("caldicott_guardian", "caldicott_not_known", "agreement", "impact_assessment"),
            *("assessment_url", "first_time", "first_done", "pilot", "fallback"),
            *("fallback_note", "visibility"),
        )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self._arguments |= {"user": user}
        lead = rights.lead_place(self.instance)
        self._offer_health()
        self.fields["first_time"].widget.reveals = {Known.YES.value}
        self._offer_barriers([lead] if lead else [])
        self._offer_linked()
        self._offer_body()
        self._offer_parties()
        self._offer_places()
        self._offer_pilots()
        self._offer_levels()

    def _offer_linked(self) -> None:
        seen = Barrier.objects.visible_to(self.user)
        rows = seen.filter(pk__in=self.instance.barriers.values("pk"))
        field: Any = self.fields["dropped"]
        field.queryset = rows.order_by("-updated_at", "-id")
        if not rows.exists():
            del self.fields["dropped"]

    def _offer_body(self) -> None:
        """The body cannot be changed while it has the request in hand."""
        show_records(self, "holder")
        if not may_change_holder(self.instance):
            del self.fields["holder"]
        field: Any = self.fields["contact"]
        body = self.instance.body
        if body is None:
            del self.fields["contact"]
            return
        around = Q(organisation=body) | Q(organisation__parent=body)
        if body.parent_id:
            around |= Q(organisation=body.parent_id)
        posts = Post.objects.visible_to(self.user).open().speaking_for_their_body()
        kept = Q(pk=self.instance.contact_id) if self.instance.contact_id else Q(pk__in=[])
        field.queryset = posts.filter(around | kept).order_by("title", "id")
        field.help_text = "A job role in the directory"
        hidden = self.instance.contact_id and not field.queryset.filter(kept).exists()
        if hidden:
            del self.fields["contact"]

    def _offer_parties(self) -> None:
        rows = list(self.instance.parties.all())
        bodies = [one.organisation_id for one in rows if one.organisation_id]
        self.initial["described"] = "\n".join(one.description for one in rows if one.description)
        if not bodies:
            del self.fields["bodies"]
            return
        field: Any = self.fields["bodies"]
        field.queryset = Organisation.objects.filter(pk__in=bodies)
        self.initial["bodies"] = list(field.queryset)
        self.fields["add_body"].label = "Add a body"

    def _offer_places(self) -> None:
        links = self.instance.place_links.all()
        others = [link.place_id for link in links if not link.is_lead]
        if not others:
            del self.fields["other_places"]
            return
        field: Any = self.fields["other_places"]
        field.queryset = Place.objects.filter(pk__in=others)
        self.initial["other_places"] = list(field.queryset.values_list("slug", flat=True))

    def _offer_pilots(self) -> None:
        """A pilot that this person may not see is neither shown nor changed."""
        seen = Pilot.objects.visible_to(self.user)
        kept = self.instance.pilot_id
        if kept is not None and not seen.filter(pk=kept).exists():
            del self.fields["pilot"]
            return
        field: Any = self.fields["pilot"]
        at = [link.place_id for link in self.instance.place_links.all()]
        field.queryset = seen.filter(reach_ids__overlap=at)
        show_records(self, "pilot")

    def _offer_levels(self) -> None:
        """Who may not say who reads it adds no readers by way of a place or another programme."""
        if not rights.can_set_level(self.user, self.instance):
            del self.fields["visibility"]
            del self.fields["add_place"]
            if "pilot" in self.fields:
                field: Any = self.fields["pilot"]
                field.queryset = field.queryset.filter(programme=self.instance.programme_id)
            return
        place = rights.lead_place(self.instance)
        team = self.instance.team
        offered = answers.level_answers(place.name if place else "", team.name if team else "")
        answers.offer(self, "visibility", **offered)
        self.fields["visibility"].help_text = f"{READERS}{answers.FOI}"

    @property
    def parts(self) -> Parts:
        """What the request covers beside its own columns."""
        data = self.cleaned_data
        added = {name: [data[name]] if data.get(name) else [] for name in ("add_body", "add_place")}
        described = [line.strip()[:200] for line in data["described"].splitlines()]
        return Parts(
            barriers=self.all_barriers(),
            dropped=data.get("dropped", []),
            other_places=[*data.get("other_places", []), *added["add_place"]],
            bodies=[*data.get("bodies", []), *added["add_body"]],
            described=[line for line in described if line],
        )
