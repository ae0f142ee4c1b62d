"""The form of the page "Who do I ask?": one box, and what narrows it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.forms import CharField, ModelChoiceField, TextInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from dashboards.who_to_ask import answers
from interface.filters import FilterForm
from interface.forms import RecordField
from interface.forms.records import Named
from partnerships.models import Organisation, Place, Topic
from partnerships.organisation.permissions import can_add_organisations


class BodyField(RecordField):
    """A body by its name, its abbreviation, a former one, or what people call it."""

    def _match(self, named: Named) -> Any:
        called = list(self.queryset.called(named.text)[:2]) if self.queryset is not None else []
        is_key = len(called) == 1 and called[0].slug == named.text  # then the box shows the name
        return called[0] if len(called) == 1 and not is_key else super()._match(named)


def _body(label: str, **kwargs: Any) -> BodyField:
    return BodyField(
        noun="department or body",
        label=label,
        required=False,
        key_first=True,
        suggest="organisation_suggest",
        describe=Organisation.get_sector_display,
        **kwargs,
    )


class AskForm(FilterForm):
    """What somebody wants to ask about, of whom, and where."""

    q = CharField(
        label="What is it about?",
        required=False,
        max_length=200,
        widget=TextInput({"type": "search"}),
        help_text="In your own words, such as “private rented sector energy”",
    )
    place = RecordField(
        noun="place",
        label="Place",
        required=False,
        key_first=True,
        suggest="place_suggest",
        describe=Place.get_kind_display,
    )
    body = _body("Department or body", help_text="Abbreviations such as DLUHC or BEIS work too")
    other_body = _body("A second department or body")
    topic = ModelChoiceField(
        Topic.objects.all(), to_field_name="slug", label="Theme", required=False, empty_label="Any"
    )

    answers_open = True

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:  # beside the answer, what was not asked folds
            self.folds = {"Department or theme": ("body", "other_body", "topic")}
        for name in ("body", "other_body"):
            field: Any = self.fields[name]
            field.queryset = Organisation.objects.visible_to(user)
        place: Any = self.fields["place"]
        place.queryset = Place.objects.visible_to(user).with_is_over()

    def facts(self) -> dict[str, Any]:
        """The answers as ``asking.understand`` takes them."""
        cleaned = self.cleaned_data
        bodies = [body for body in (cleaned["body"], cleaned["other_body"]) if body]
        typed = " ".join(str(self.data.get(name, "")) for name in ("body", "other_body"))
        return {
            "text": cleaned["q"],
            "said_of_bodies": typed,
            "bodies": bodies,
            "topic": cleaned["topic"],
            "place": cleaned["place"],
        }


@login_not_required
def who_to_ask(request: HttpRequest) -> HttpResponse:
    """One box, and who answers; the public sees teams and public job roles."""
    form = AskForm(request.GET or None, user=request.user)
    asked = None
    if form.is_bound and form.is_valid():
        asked = answers.build(request.user, form.facts(), timezone.localdate())
    context = {"form": form, "asked": asked, "add_url": _where_to_add(request.user, asked)}
    return render(request, "dashboards/who_to_ask/page.html", context)


def _where_to_add(user: Any, asked: answers.Asked | None) -> str:
    """Where a team is added that is not recorded, for who may; empty for others."""
    if asked is None or not can_add_organisations(user):
        return ""
    question = asked.question
    known = {
        "parent": question.bodies[0].organisation.slug if question.bodies else "",
        "place": question.place.slug if question.place else "",
    }
    return reverse("organisation_add", query={name: slug for name, slug in known.items() if slug})
