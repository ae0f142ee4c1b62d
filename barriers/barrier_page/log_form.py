"""What people type into one box, taken apart without losing a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, HiddenInput, ModelChoiceField
from django.urls import NoReverseMatch, reverse

from barriers.barrier import answers
from barriers.models import Barrier, BarrierLink, Category, Check
from interface import forms
from interface.articles import with_article
from interface.forms.messages import not_found
from partnerships.models import Place
from partnerships.organisation.fields import organisation_field
from pilots.models import Pilot
from records.models import Visibility

MOST_RADIOS = 8


class LogBarrier(forms.Form):
    """Nine short questions about what is in the way.

    ``places`` are those where the person may log: one is not asked for, a few are listed, more are
    chosen by typing. ``facts()`` is what ``log_barrier`` takes.
    """

    question_led = True

    said = answers.long_text(
        "What is getting in the way?",
        3,
        help_text="Start with “We cannot…” and say “because…”. "
        "Please don’t name residents or single out a person.",
    )
    pilot = answers.pilot_field(label="Which pilot does it affect?", required=False)
    kind = ChoiceField(label="What kind of barrier is it?")
    rule = ChoiceField(
        label="Has anyone confirmed that there is a rule?",
        required=False,
        help_text="Your answer is kept as a first view, and somebody can check it later.",
        choices=[
            (Check.Verdict.NOT_CHECKED, "Not checked"),
            (Check.Verdict.RULE, "Yes, there is a rule"),
            (Check.Verdict.NO_RULE, "Checked, and no rule stops it"),
            (Check.Verdict.PARTLY, "Partly"),
        ],
        widget=forms.Radios(),
    )
    people = answers.long_text(
        "What difference does it make to people?",
        3,
        help_text="For example: who waits longer, tells their story twice or goes without?",
    )
    unlock = ChoiceField(
        label="Who could change this?",
        choices=[
            (answers.ORGANISATION, "An organisation I can name"),
            (answers.FIND_OUT, "Not sure, find out for me"),
            (answers.NOT_KNOWN, "Not known, and nobody needs to find out now"),
        ],
        widget=forms.Radios(hints=answers.UNLOCK_HINTS, reveals=[answers.ORGANISATION]),
    )
    organisation = organisation_field("Organisation", required=False)
    organisation.is_asked_for = True
    ask = answers.long_text("What would you ask them to do?", 2, required=False)
    tried = answers.long_text(
        "What have you tried?", 2, required=False, help_text="What, when, and what came of it"
    )
    visibility = ChoiceField(label="Who can see this?", initial=Visibility.TEAM)
    same = CharField(required=False, max_length=40, widget=HiddenInput)

    def __init__(
        self, *args: Any, user: Any, places: Sequence[Place], pilot: Pilot | None = None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.only_place = places[0] if len(places) == 1 else None
        self.seen = Barrier.objects.visible_to(user)
        self.teams = answers.own_teams(user)
        self.categories = {category.key: category for category in answers.kinds()}
        self._ask_where(places)
        self._ask_pilot(user, places)
        answers.offer(self, "kind", **answers.kind_answers(list(self.categories.values())))
        self._ask_who_sees(pilot)

    def _ask_where(self, places: Sequence[Place]) -> None:
        if self.only_place is not None:
            return
        options: dict[str, Any] = {"label": "Where is it?"}
        options["error_messages"] = {
            "required": "Choose where it is",
            "invalid_choice": "Choose one of the places listed",
        }
        ids = [place.pk for place in places]
        rows = Place.objects.filter(pk__in=ids)
        field: Any = ModelChoiceField(
            rows, to_field_name="slug", empty_label=None, widget=forms.Radios(), **options
        )
        if len(places) > MOST_RADIOS:
            field = forms.RecordField(
                rows,
                noun="place where you may log",
                suggest="place_suggest",
                describe=Place.get_kind_display,
                help_text="Start to type its name",
                **options,
            )
        self.fields = {"place": field, **self.fields}

    def _ask_pilot(self, user: Any, places: Sequence[Place]) -> None:
        field: Any = self.fields["pilot"]
        field.queryset = Pilot.objects.visible_to(user).filter(
            reach_ids__overlap=[place.pk for place in places]
        )
        if self.only_place is not None:
            try:
                field.widget.suggest = f"{reverse('pilot_suggest')}?place={self.only_place.slug}"
            except NoReverseMatch:
                field.widget.suggest = ""

    def _ask_who_sees(self, pilot: Pilot | None) -> None:
        team = self.teams[0].name if len(self.teams) == 1 else "your team" if self.teams else ""
        place = self.only_place.name if self.only_place else ""
        answers.offer(self, "visibility", **answers.level_answers(place, team))
        said = "You can let more people see it later."
        self.fields["visibility"].help_text = answers.level_help(place, said, answers.FOI)
        if len(self.teams) > 1:
            chosen = pilot.team_id if pilot else None
            self.fields["team"] = answers.team_field(self.teams, chosen)

    def clean(self) -> dict[str, Any]:
        """Answers to questions that did not apply are no mistakes."""
        cleaned = super().clean() or self.cleaned_data
        category = self._category()
        if category is None or not category.concerns_rules:
            self._drop("rule")
        if cleaned.get("unlock") in (answers.FIND_OUT, answers.NOT_KNOWN):
            self._drop("organisation")
        elif cleaned.get("unlock") == answers.ORGANISATION and not (
            cleaned.get("organisation") or "organisation" in self.errors
        ):
            self.add_error("organisation", "Enter the organisation, or choose another answer")
        self._check_pilot(cleaned)
        return cleaned

    def clean_same(self) -> tuple[str, Barrier] | None:
        """Another barrier that this one is joined or linked to: ``joined:B-000123``."""
        kind, _, named = self.cleaned_data["same"].partition(":")
        if not kind:
            return None
        match = self.seen.called(named).first()
        if match is None or kind not in BarrierLink.Kind.values:
            raise ValidationError(not_found(named, "Choose again"))
        return kind, match

    def _drop(self, name: str) -> None:
        self.errors.pop(name, None)
        self.cleaned_data[name] = None if name == "organisation" else ""

    def _check_pilot(self, cleaned: dict[str, Any]) -> None:
        pilot, place = cleaned.get("pilot"), cleaned.get("place")
        if pilot and place and place.pk not in pilot.reach_ids:
            self.add_error(
                "pilot", f"That pilot is not in {with_article(place)}. Choose one that is, or none"
            )

    def _category(self) -> Category | None:
        return self.categories.get(self.cleaned_data.get("kind", ""))

    def facts(self) -> dict[str, Any]:
        """The answers as ``log_barrier`` takes them."""
        cleaned = self.cleaned_data
        only_team = self.teams[0] if len(self.teams) == 1 else None
        taken = ("said", "people", "rule", "pilot", "ask", "tried", "visibility", "same")
        return {
            **{name: cleaned[name] for name in taken},
            "place": self.only_place or cleaned["place"],
            "category": self._category(),
            "unlocker": cleaned["organisation"],
            "find_owner": cleaned["unlock"] == answers.FIND_OUT,
            "team": cleaned.get("team", only_team),
        }
