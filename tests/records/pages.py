"""Two small form pages over a real record, for tests of drafts, double submits and conflicts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.urls import path

from access.permissions import edits
from config.urls import urlpatterns as real
from interface import forms
from partnerships.models import Place, Topic
from pilots.models import Pilot, PilotPlace
from records import conflicts, drafts, form_draft

PAGE = """{% extends "base.html" %}{% load placebook %}{% block title %}Topic{% endblock %}
{% block main %}{% error_summary form %}{% include "records/draft.html" %}
{% include "records/conflict.html" %}<h1>Topic</h1>
<form method="post" id="edited" data-autosave="/">{% csrf_token %}
{{ sheet.token_input }}{{ form }}<button>Send</button>
<button name="draft" value="1">Save as draft</button></form>{% endblock %}"""


def show(request: HttpRequest, **context: Any) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


class TopicForm(forms.ModelForm):
    class Meta:
        model = Topic
        fields = ("name", "slug")


def _topic_title(user: Any, target: str, typed: Any) -> str | None:
    place = Place.objects.filter(slug=target).first()
    if place is None or not edits(user, place):
        return None
    return f"Topic: {typed.get('name', '')}"


TOPIC = drafts.register(
    "test-topic", title=_topic_title, url=lambda target: f"/test/{target}/topic/"
)


def add_topic(request: HttpRequest, slug: str) -> HttpResponse:
    sheet = form_draft.FormDraft(request, TOPIC, slug)
    form = sheet.form(TopicForm)
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():

        def write() -> str:
            return f"/test/topics/{form.save().slug}/"

        return sheet.send(write, said="Topic added.")
    return show(request, form=form, sheet=sheet)


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse(f"<h1>{get_object_or_404(Topic, slug=slug)}</h1>")


class EditPilot(conflicts.Versioned, forms.ModelForm):
    start = forms.ReducedDateField(
        required=False, allow_partial=True, precision_to="start_precision"
    )
    target_place = forms.RecordField(required=False, label="Where it works")

    class Meta:
        model = Pilot
        fields = ("name", "challenge", "status", "start", "rhythm")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_place"].queryset = Place.objects.all()
        link = PilotPlace.objects.filter(pilot=self.instance, role="target").first()
        self.initial["target_place"] = link.place if link else None

    def save(self, commit: bool = True) -> Pilot:
        made = super().save(commit)
        PilotPlace.objects.filter(pilot=made, role="target").delete()
        if place := self.cleaned_data["target_place"]:
            PilotPlace.objects.create(pilot=made, place=place, role="target")
        return made


EDIT = drafts.register(
    "test-edit", title=lambda *_: "Edit", url=lambda target: f"/test/{target}/edit/"
)


def edit_pilot(request: HttpRequest, slug: str) -> HttpResponse:
    pilot = get_object_or_404(Pilot.objects.visible_to(request.user), slug=slug)
    sheet = form_draft.FormDraft(request, EDIT, slug)
    form = sheet.form(EditPilot, instance=pilot)
    conflict = None
    if sheet.answer:
        return sheet.answer
    if sheet.is_sent and form.is_valid():

        def write() -> str:
            return f"/test/{conflicts.save(form).slug}/edit/"

        try:
            return sheet.send(write, said="Saved.")
        except conflicts.Conflict as found:
            conflict = found
    return show(request, form=form, sheet=sheet, conflict=conflict)


urlpatterns = [
    *real,
    path("test/<slug:slug>/topic/", add_topic, name="test_topic"),
    path("test/topics/<slug:slug>/", topic),
    path("test/<slug:slug>/edit/", edit_pilot, name="test_edit"),
]
