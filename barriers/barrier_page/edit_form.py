from __future__ import annotations

from typing import Any

from django.forms import CharField, ChoiceField, DecimalField, ModelMultipleChoiceField
from django.utils.html import format_html

from barriers.barrier import answers, permissions
from barriers.barrier.models.kind import NOT_SURE
from barriers.barrier_page.actions import NAMES_A_BODY
from barriers.models import Barrier, Category, SubType
from interface import forms
from interface.cells import summary, visibility
from interface.paging import row_numbers
from interface.words import capitalised
from partnerships.models import Place
from partnerships.organisation.fields import kept_places, organisation_field, place_field
from pilots.models import Pilot
from records.addresses import address
from records.conflicts import Versioned
from records.figures import Qualifier
from records.models import Visibility

Status = Barrier.Status
NARROWER = (
    "A narrower answer hides it from people who can read it now; what they have copied stays with "
    "them. With a wider one, new readers see it as it is, not its earlier versions."
)
ENDED = "It is closed. To change how it ended, open it again on its page."
NO_LEVEL = "Only its author, its team and the editors of its place can change who sees it."


def _choices(choices: Any, empty: str = "") -> list[tuple[str, str]]:
    first = [("", empty)] if empty else []
    return [*first, *((value, capitalised(label)) for value, label in choices)]


def _amount(label: str, **kwargs: Any) -> DecimalField:
    return DecimalField(
        label=label, required=False, min_value=0, max_digits=16, decimal_places=2, **kwargs
    )


class _FinerKinds(ModelMultipleChoiceField):
    """Finer kinds; one that was merged while the form was open is the one that it is now."""

    def clean(self, value: Any) -> Any:
        given = row_numbers(map(str, value or ()))
        merged = SubType.objects.filter(pk__in=given, merged_into__isnull=False)
        now = {str(pk): str(into) for pk, into in merged.values_list("pk", "merged_into")}
        return super().clean(list(dict.fromkeys(now.get(str(pk), pk) for pk in value or ())))


class EditForm(Versioned, forms.ModelForm):
    """Everything that a barrier's page shows, except what was tried and checked.

    ``find_owner`` and ``all_other_places()`` are what ``edit_barrier`` takes beside the barrier.
    """

    kind = ChoiceField(label="Kind of barrier")
    sub_types = _FinerKinds(
        SubType.objects.none(), label="Sub-type", required=False, widget=forms.Checkboxes()
    )
    because = answers.long_text("Why?", 3, required=False, help_text="Start with “because…”")
    people = answers.long_text("What difference does it make to people?", 3, required=False)
    stage = ChoiceField(
        label="Stage", required=False, choices=_choices(Barrier.Stage.choices, "Not known")
    )
    severity = ChoiceField(
        label="How bad is it?",
        required=False,
        choices=_choices(Barrier.Severity.choices, "Not known"),
    )
    cost_low = _amount("What it costs, in pounds", help_text="Leave empty if it is not known")
    cost_high = _amount("Up to, if it is a range")
    cost_qualifier = ChoiceField(
        label="How exact is that?", choices=_choices(Qualifier.choices), required=False
    )
    cost_basis = CharField(label="How was the cost estimated?", max_length=300, required=False)
    time_low = _amount("Staff time that it takes, in hours a month", help_text="All staff together")
    time_high = _amount("Up to, if it is a range")
    time_qualifier = ChoiceField(
        label="How exact is that?", choices=_choices(Qualifier.choices), required=False
    )
    time_basis = CharField(label="How was the time estimated?", max_length=300, required=False)
    pilot = answers.pilot_field(label="Pilot", required=False)
    other_places = kept_places("Other places that have it")
    add_place = place_field("Add a place", required=False)
    unlock = ChoiceField(
        label="Who could change this?",
        choices=[
            (answers.ORGANISATION, "An organisation I can name"),
            (answers.FIND_OUT, "Not sure, find out for me"),
            (answers.NOT_KNOWN, "Not known, and nobody needs to find out now"),
        ],
        widget=forms.Radios(hints=answers.UNLOCK_HINTS, reveals=[answers.ORGANISATION]),
    )
    unlocker = organisation_field("Organisation", required=False)
    unlocker.is_asked_for = True
    lever = ChoiceField(
        label="What would they have to change?",
        required=False,
        choices=_choices(Barrier.Lever.choices, "Not known"),
    )
    ask = answers.long_text("What would you ask them to do?", 2, required=False)
    status = ChoiceField(label="Status", widget=forms.Radios())
    visibility = ChoiceField(label="Who can see this?")

    class Meta:
        model = Barrier
        fields = [
            *("title", "because", "people", "stage", "severity", "cost_low", "cost_high"),
            *("cost_qualifier", "cost_basis", "pilot", "unlocker", "lever", "ask", "status"),
            *("time_low", "time_high", "time_qualifier", "time_basis", "visibility"),
        ]
        labels = {"title": "What is getting in the way?"}

    sections = (
        forms.Section(
            "what",
            "What is in the way",
            (
                *("title", "because", "people", "kind", "sub_types", "stage", "severity"),
                *("cost_low", "cost_high", "cost_qualifier", "cost_basis"),
                *("time_low", "time_high", "time_qualifier", "time_basis"),
            ),
        ),
        forms.Section(
            "where", "Places affected", ("lead_place", "other_places", "add_place", "pilot")
        ),
        forms.Section("unlock", "Who could change it", ("unlock", "unlocker", "lever", "ask")),
        forms.Section("status", "Status", ("status",)),
        forms.Section("see", "Who reads it", ("visibility",)),
    )
    revealed = ("unlocker",)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.find_owner, self.was_narrowed = False, False
        self.categories = {category.key: category for category in answers.kinds()}
        self._offer_kinds()
        self._offer_places()
        self._offer_pilots(user)
        self._offer_statuses()
        self._offer_levels(user)

    def again(self, instance: Any) -> EditForm:
        """This form as it opens for ``instance``."""
        return type(self)(instance=instance, user=self.user)

    def _offer_kinds(self) -> None:
        saved = self.instance.category
        answers.offer(self, "kind", **answers.kind_answers(list(self.categories.values())))
        self.fields["kind"].widget.reveals = set()
        self.initial["kind"] = saved.key if saved else NOT_SURE
        if saved is None:
            del self.fields["sub_types"]
            return
        field: Any = self.fields["sub_types"]
        field.queryset = saved.sub_types.in_use()
        field.help_text = (
            f"Sub-types of {saved.name.lower()}. If you change the kind, save first, then choose "
            "its sub-types"
        )
        self.initial["sub_types"] = [link.sub_type_id for link in self._links("sub_type_links")]

    def _links(self, name: str) -> Any:
        return getattr(self.instance, name).all()

    def _offer_places(self) -> None:
        lead = permissions.lead_place(self.instance)
        fact = {"label": "Lead place", "value": lead}
        if permissions.can_set_level(self.user, self.instance):
            fact |= {"change": address("barrier_place", self.instance.reference)}
        self.instead["lead_place"] = summary(fact)
        others = [link.place_id for link in self._links("place_links") if not link.is_lead]
        if not others:
            del self.fields["other_places"]
            return
        field: Any = self.fields["other_places"]
        field.queryset = Place.objects.filter(pk__in=others)
        self.initial["other_places"] = list(field.queryset.values_list("slug", flat=True))

    def _offer_pilots(self, user: Any) -> None:
        """A pilot that this person may not see is neither shown nor changed."""
        seen = Pilot.objects.visible_to(user)
        kept = self.instance.pilot_id
        if kept is not None and not seen.filter(pk=kept).exists():
            del self.fields["pilot"]
            return
        field: Any = self.fields["pilot"]
        field.queryset = seen.filter(
            reach_ids__overlap=[link.place_id for link in self._links("place_links")]
        )
        self.initial["pilot"] = self.instance.pilot

    def _offer_statuses(self) -> None:
        """Needing an owner follows from who could change it; only an escalation escalates;
        closing and opening again have pages of their own."""
        barrier, status = self.instance, self.instance.status
        if status in Barrier.ENDED:
            del self.fields["status"]
            self.instead["status"] = ENDED
        left_out = {Status.NEEDS_OWNER, *Barrier.ENDED, *({Status.ESCALATED} - {status})}
        offered = [choice for choice in Status.choices if choice[0] not in left_out]
        if "status" in self.fields:
            self.fields["status"].choices = _choices(offered)
        needs_owner = status == Status.NEEDS_OWNER
        self.initial["status"] = Status.OPEN if needs_owner else status
        self.initial["unlock"] = (
            answers.ORGANISATION
            if barrier.unlocker_id
            else answers.FIND_OUT
            if needs_owner
            else answers.NOT_KNOWN
        )
        self.initial["unlocker"] = barrier.unlocker

    def _offer_levels(self, user: Any) -> None:
        if not permissions.can_set_level(user, self.instance):
            del self.fields["visibility"]
            level = visibility(Visibility(self.instance.visibility))
            self.instead["visibility"] = format_html("<p>{} {}</p>", NO_LEVEL, level)
            self._bring_no_readers()
            return
        is_public = self.instance.visibility == Visibility.PUBLIC
        lead = permissions.lead_place(self.instance)
        place = answers.ITS_PLACES if "other_places" in self.fields or lead is None else lead.name
        said = answers.level_help(place, NARROWER, answers.FOI)
        self.fields["visibility"].help_text = said
        offered = answers.level_answers(
            place,
            self.instance.team.name if self.instance.team else "",
            public=is_public or permissions.can_publish(user, self.instance),
        )
        answers.offer(self, "visibility", **offered)

    def _bring_no_readers(self) -> None:
        """Who may not say who reads it adds no readers by way of a place or another programme."""
        del self.fields["add_place"]
        if "pilot" in self.fields:
            field: Any = self.fields["pilot"]
            field.queryset = field.queryset.filter(programme=self.instance.programme_id)

    def clean(self) -> dict[str, Any]:
        """What must hold across answers; and the answers that become columns."""
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("kind"):
            self.instance.category = self._category()
        for name in ("cost", "time"):
            self._clean_range(cleaned, name)
        self._clean_unlocker(cleaned)
        self._clean_level(cleaned)
        return cleaned

    def _clean_range(self, cleaned: dict[str, Any], name: str) -> None:
        low, high = cleaned.get(f"{name}_low"), cleaned.get(f"{name}_high")
        if high is not None:
            cleaned[f"{name}_qualifier"] = Qualifier.EXACTLY
            if low is None or high <= low:
                self.add_error(f"{name}_high", "Enter more than the lower end of the range")
        cleaned[f"{name}_qualifier"] = cleaned.get(f"{name}_qualifier") or Qualifier.EXACTLY

    def _category(self) -> Category | None:
        return self.categories.get(self.cleaned_data["kind"])

    def _clean_unlocker(self, cleaned: dict[str, Any]) -> None:
        answer = cleaned.get("unlock")
        self.find_owner = answer == answers.FIND_OUT
        if answer != answers.ORGANISATION:
            self.errors.pop("unlocker", None)
            cleaned["unlocker"] = None
        elif not cleaned.get("unlocker") and "unlocker" not in self.errors:
            self.add_error("unlocker", "Enter the organisation, or choose another answer")

    def _clean_level(self, cleaned: dict[str, Any]) -> None:
        """A body is not named in public before that is agreed. Who may not set the level narrows
        it by naming one."""
        if not cleaned.get("unlocker"):
            return
        if self.instance.is_cleared:  # with other words it goes back to the place
            return
        if cleaned.get("visibility") == Visibility.PUBLIC:
            self.add_error("visibility", NAMES_A_BODY)
        elif "visibility" not in self.fields and self.instance.visibility == Visibility.PUBLIC:
            self.instance.visibility = Visibility.NETWORK
            self.was_narrowed = True

    def all_other_places(self) -> list[Place]:
        """The places beside the lead place."""
        added = self.cleaned_data.get("add_place")
        return [*self.cleaned_data.get("other_places", []), *([added] if added else [])]
