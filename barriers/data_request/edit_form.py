"""Keeping a request for data right: everything but where it stands."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import (
    CharField,
    ModelChoiceField,
    ModelMultipleChoiceField,
    MultipleChoiceField,
    Textarea,
    URLField,
)
from django.utils.html import format_html

from barriers.barrier import answers
from barriers.data_request import permissions
from barriers.data_request.actions import Parts, may_change_holder
from barriers.data_request.forms import NO_NAMES, READERS, AsksForData
from barriers.data_request.models.data_request import Known
from barriers.models import Barrier, DataRequest
from interface import forms
from interface.cells import summary, visibility
from interface.words import capitalised_choices
from partnerships.models import Organisation, Place
from partnerships.organisation.fields import (
    kept_places,
    long_text,
    organisation_field,
    place_field,
    radios,
    show_records,
)
from people.models import JobRole
from pilots.models import Pilot
from records.conflicts import Versioned

LONGEST_DESCRIBED = 200
ONLY_THEY = "Only its author, its team and the editors of its place can change that."


class EditDataRequest(Versioned, AsksForData):
    """Everything that a request's page shows, except where it stands and what advice was had."""

    purpose = long_text("What do you need it for?", required=False)
    dropped = ModelMultipleChoiceField(
        Barrier.objects.none(),
        label="Barriers that are linked",
        required=False,
        widget=forms.Checkboxes(),
        help_text="Tick a barrier to remove it",
    )
    contact = ModelChoiceField(
        JobRole.objects.none(),
        label="Who to ask at the body",
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
        label="What has already been done?",
        choices=capitalised_choices(DataRequest.First.choices),
        required=False,
        widget=forms.Checkboxes(),
    )
    bodies = ModelMultipleChoiceField(
        Organisation.objects.none(),
        label="Who else would give or get the data",
        required=False,
        widget=forms.Checkboxes(),
        help_text="Untick a body to remove it",
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
        help_texts = {
            "lawful_basis": "The lawful basis in data protection law, for example public task",
            "legal_gateway": "The law that lets the body give it to you: a lawful basis alone is "
            "not enough",
            "governance_lead": NO_NAMES,
        }

    sections = (
        forms.Section(
            "what",
            "What it is for",
            (
                *("dataset", "purpose", "people", "aggregate_would_do", "dropped", "barriers"),
                "add_barrier",
            ),
        ),
        forms.Section(
            "body", "Who holds it", ("holder", "contact", "bodies", "add_body", "described")
        ),
        forms.Section(
            "ground",
            "Legal basis",
            (
                *("lawful_basis", "legal_gateway", "governance_lead", "health_data"),
                *("caldicott_guardian", "caldicott_not_known", "agreement", "impact_assessment"),
                *("assessment_url", "first_time", "first_done"),
            ),
        ),
        forms.Section("without", "Without it", ("fallback", "fallback_note")),
        forms.Section(
            "where", "Who wants it", ("lead_place", "other_places", "add_place", "pilot")
        ),
        forms.Section("see", "Who reads it", ("visibility",)),
    )
    revealed = (*AsksForData.revealed, "first_done")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self._arguments |= {"user": user}
        lead = permissions.lead_place(self.instance)
        self.instead["lead_place"] = summary({"label": "Lead place", "value": lead})
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
            asked = f"{self.instance.body}, which was asked."
            self.instead["holder"] = f"{asked} To ask another body, withdraw the request first."
        field: Any = self.fields["contact"]
        body = self.instance.body
        if body is None:
            del self.fields["contact"]
            return
        around = Q(organisation=body) | Q(organisation__parent=body)
        if body.parent_id:
            around |= Q(organisation=body.parent_id)
        posts = JobRole.objects.visible_to(self.user).open().speaking_for_their_body()
        kept = Q(pk=self.instance.contact_id) if self.instance.contact_id else Q(pk__in=[])
        field.queryset = posts.filter(around | kept).order_by("title", "id")
        field.help_text = "A job role in the directory"
        hidden = self.instance.contact_id and not field.queryset.filter(kept).exists()
        if hidden:
            del self.fields["contact"]

    def _offer_parties(self) -> None:
        rows = list(self.instance.parties.all())
        bodies = [party.organisation_id for party in rows if party.organisation_id]
        self.initial["described"] = "\n".join(
            party.description for party in rows if party.description
        )
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

    def clean_described(self) -> str:
        """Each line is one body: none is cut to what a line of the record holds."""
        described: str = self.cleaned_data["described"]
        longest = max((len(line.strip()) for line in described.splitlines()), default=0)
        if longest > LONGEST_DESCRIBED:
            raise ValidationError(
                f"Shorten each line to {LONGEST_DESCRIBED} characters or fewer. One has {longest}"
            )
        return described

    def _offer_levels(self) -> None:
        """Who may not say who reads it adds no readers by way of a place or another programme."""
        if not permissions.can_set_level(self.user, self.instance):
            del self.fields["visibility"]
            self.instead["visibility"] = format_html(
                "<p>{} {}</p>", visibility(self.instance), ONLY_THEY
            )
            del self.fields["add_place"]
            if "pilot" in self.fields:
                field: Any = self.fields["pilot"]
                field.queryset = field.queryset.filter(programme=self.instance.programme_id)
            return
        place = permissions.lead_place(self.instance)
        team = self.instance.team
        offered = answers.level_answers(place.name if place else "", team.name if team else "")
        answers.offer(self, "visibility", **offered)
        self.fields["visibility"].help_text = f"{READERS}{answers.FOI}"

    @property
    def parts(self) -> Parts:
        """What the request covers beside its own columns."""
        data = self.cleaned_data
        added = {name: [data[name]] if data.get(name) else [] for name in ("add_body", "add_place")}
        described = [line.strip() for line in data["described"].splitlines()]
        return Parts(
            barriers=self.all_barriers(),
            dropped=data.get("dropped", []),
            other_places=[*data.get("other_places", []), *added["add_place"]],
            bodies=[*data.get("bodies", []), *added["add_body"]],
            described=[line for line in described if line],
        )
