from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    EmailField,
    ModelChoiceField,
    ModelMultipleChoiceField,
    URLField,
)
from django.utils import timezone

from access.permissions import is_administrator
from access.visibility import reader_of
from interface import forms
from interface.words import capitalised_choices
from partnerships.models import Organisation, Place, PlaceReach, Topic
from partnerships.organisation.fields import kept_places, long_text, place_field
from partnerships.organisation.permissions import speaks_for
from people.job_role.actions import JOINS, TAKES_OVER, VACANT
from people.models import JobRole, Person
from records.conflicts import Versioned
from records.lookalikes import SHOWN, AsksIfAnother, Lookalike, alike
from records.models import Visibility
from records.switches import is_used
from registry.unsaid import names_nobody


class PostForm(Versioned, forms.ModelForm):
    """A job role: what it is for, where, and how to reach whoever holds it."""

    field_order = (
        *("title", "organisation", "kind", "remit", "training", "places", "add_place", "email"),
        *("phone", "contact_page", "visibility", "topics"),
    )

    organisation = forms.RecordField(
        noun="organisation or team",
        label="Which organisation or team is it in?",
        exact=("name__iexact", "names__short_name__iexact"),
        suggest="organisation_suggest",
        describe=Organisation.get_sector_display,
        help_text="Start to type its name",
    )
    remit = long_text(
        "What can people ask this role for?",
        required=False,
        help_text="Use the words that people outside would type. Everybody who sees the role "
        "sees this. Please don’t name anyone.",
    )
    topics = ModelMultipleChoiceField(
        Topic.objects.all(),
        to_field_name="slug",
        label="Themes",
        required=False,
        widget=forms.Checkboxes(),
    )
    places = kept_places("Places that it covers")
    add_place = place_field(
        "Add a place that it covers",
        required=False,
        help_text="A region covers every place in it. Leave it empty for the whole country.",
    )
    contact_page = URLField(
        label="Web page with contact details",
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    visibility = ChoiceField(
        label="Who can see this job role?",
        choices=[
            (Visibility.NETWORK, "Everyone signed in"),
            (Visibility.PUBLIC, "Everyone"),
            (Visibility.PLACE, "This place: people with a role at a place that it covers"),
        ],
        widget=forms.Radios(
            hints={
                Visibility.PUBLIC: "The public page shows the team and the job role, never a "
                "person, a phone number or an email address"
            }
        ),
    )

    class Meta:
        model = JobRole
        fields = [
            *("title", "organisation", "kind", "remit", "training", "email", "phone"),
            *("contact_page", "visibility"),
        ]
        labels = {
            "title": "Job title",
            "kind": "Kind of role",
            "training": "What training comes with it?",
            "email": "Mailbox of the role",
            "phone": "Phone of the role",
        }
        help_texts = {
            "training": "For example, health champion course, March 2026. Please don’t name anyone",
            "email": "An address that stays when the person changes",
            "phone": "",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self._arguments["user"] = user
        bodies: Any = self.fields["organisation"]
        bodies.queryset = Organisation.objects.visible_to(user).distinct()
        kind: Any = self.fields["kind"]
        choices = capitalised_choices(kind.choices)
        if not is_used("lived_experience"):
            choices = [one for one in choices if one[0] != JobRole.Kind.LIVED_EXPERIENCE]
        kind.choices = choices
        self.initial.setdefault("visibility", Visibility.NETWORK)
        post = self.instance
        if post.pk is None:
            self.initial["visibility"] = Visibility.NETWORK
            del self.fields["places"]
            return
        self.initial["organisation"] = post.organisation
        self.initial["topics"] = list(post.topics.values_list("slug", flat=True))
        places: Any = self.fields["places"]
        places.queryset = post.places.all()
        self.initial["places"] = list(post.places.values_list("slug", flat=True))
        if post.visibility not in dict(places_levels()):
            level = Visibility(post.visibility)
            self.fields["visibility"].choices += [(level.value, level.label.capitalize())]

    def clean_email(self) -> str:
        """A person's own address belongs to the person."""
        email = self.cleaned_data["email"]
        seen = Person.objects.visible_to(self.user)  # of others the message would tell
        if email and seen.filter(email__iexact=email, held__isnull=False).exists():
            raise ValidationError(
                "This is a person’s own address. Enter the mailbox of the role, or leave it empty"
            )
        return email

    def clean(self) -> dict[str, Any]:
        """A keeper of places keeps job roles there; an officer those of the own body."""
        super().clean()
        cleaned = self.cleaned_data
        body = cleaned.get("organisation")
        is_free = body is None or is_administrator(self.user) or speaks_for(self.user, body)
        if self.errors or is_free:
            return cleaned
        reader = reader_of(self.user)
        ids = [place.pk for place in self.all_places()]
        if not (reader and PlaceReach.of(ids) & reader.kept_places):
            self.add_error(
                "add_place",
                "Name a place that you look after: you may add job roles there, and "
                "those of your own "
                "organisation",
            )
        return cleaned

    def all_places(self) -> list[Place]:
        """Every place that it is to cover."""
        added = self.cleaned_data.get("add_place")
        return [*self.cleaned_data.get("places", []), *([added] if added else [])]


class AddPostForm(AsksIfAnother, PostForm):
    """A new job role; one of the same body that it looks like is shown, where the user sees it."""

    noun = "job role"

    def clean(self) -> dict[str, Any]:
        """Somebody has looked at those that are like it."""
        cleaned = super().clean()
        if not self.errors:
            self.ask_if_another()
        return cleaned

    def lookalikes(self) -> Sequence[Lookalike]:
        """Open job roles of the body with a title that is spelt nearly so."""
        title, body = self.cleaned_data["title"], self.cleaned_data["organisation"]
        rows = alike(JobRole.objects.visible_to(self.user).open(), title, organisation=body)
        return [Lookalike(post, str(body)) for post in rows[:SHOWN]]


def places_levels() -> list[tuple[Any, str]]:
    """The levels that the form offers for every job role."""
    field: Any = PostForm.base_fields["visibility"]
    return list(field.choices)


class HolderForm(forms.Form):
    """Who holds a job role from a day on."""

    question_led = True

    how = ChoiceField(
        label="What changes?",
        choices=[
            (TAKES_OVER, "Somebody takes it over"),
            (JOINS, "Somebody joins those who hold it"),
            (VACANT, "Nobody holds it: it is vacant"),
        ],
        widget=forms.Radios(reveals=[TAKES_OVER, JOINS]),
    )
    name = CharField(label="Name", required=False, max_length=150)
    email = EmailField(
        label="Work email",
        required=False,
        max_length=254,
        help_text="Only people who are signed in and can see this job role can read the name and "
        "address. Tell the person that they are named here.",
    )
    on = forms.DayField(
        label="From what date?",
        help_text="For example, 20 11 2026. Whoever leaves held it until the day before.",
        initial=timezone.localdate,
    )

    def clean_on(self) -> dt.date:
        """A handover may be announced, but not years ahead."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate() + dt.timedelta(days=366):
            raise ValidationError("Enter a day within the next year")
        return day

    def clean(self) -> dict[str, Any]:
        """A name is asked for unless it is vacant."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("how") == VACANT:
            for name in ("name", "email"):
                self.errors.pop(name, None)
                cleaned[name] = ""
        elif cleaned.get("how") and cleaned.get("name") and names_nobody(cleaned["name"]):
            self.add_error("name", "Choose “Nobody holds it” if the job role is vacant")
        elif cleaned.get("how") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", "Enter the name of the person, or choose that it is vacant")
        return cleaned


class CloseForm(forms.Form):
    """When a job role came to its end."""

    question_led = True

    on = forms.DayField(
        label="When was it closed?",
        help_text="For example, 20 11 2026",
        initial=timezone.localdate,
    )

    def clean_on(self) -> dt.date:
        """It cannot lie in the future."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError("This date is in the future. Enter the date when it was closed")
        return day


MOST = 200


class BackupForm(Versioned, forms.ModelForm):
    """Mark a job role as one that work hangs on, and name its backup."""

    is_key_person = BooleanField(
        label="Work would stop without the one person who holds this role",
        required=False,
        widget=forms.Switch(),
    )
    backup = ModelChoiceField(
        JobRole.objects.none(),
        label="Which job role can step in?",
        required=False,
        help_text="Job roles of the same body that you can see",
    )

    class Meta:
        model = JobRole
        fields = ("is_key_person", "backup")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        body = self.instance.organisation
        seen = JobRole.objects.visible_to(user).exclude(pk=self.instance.pk)
        near = seen.open().filter(organisation__in=[body.pk, body.parent_id or body.pk])
        now = seen.filter(pk=self.instance.backup_id)
        choice: Any = self.fields["backup"]
        choice.queryset = JobRole.objects.filter(
            Q(pk__in=near.values("pk")[:MOST]) | Q(pk__in=now.values("pk"))
        )
        self._unseen = None if now.exists() else self.instance.backup_id
        if self._unseen:
            self.initial["backup"] = None

    def save(self, commit: bool = True) -> Any:
        """A backup that this editor may not see stays unless they name another."""
        if self._unseen and not self.cleaned_data.get("backup"):
            self.instance.backup_id = self._unseen
        return super().save(commit)
