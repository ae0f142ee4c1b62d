"""Personal data of one person, for administrators: find it, hand it over, remove the name."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BooleanField
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from access.permissions import must_be_administrator
from accounts.confirming import must_have_confirmed
from interface import forms
from interface.words import count_words
from partnerships.organisation.fields import radios
from people.models import Erasure
from people.personal_data.actions import check, erase
from people.personal_data.holdings import Holding, holdings, in_words
from people.personal_data.subjects import Subject, erasures_of, load, matching
from people.personal_data.texts import mentions, mentions_of

BY_HAND = (Erasure.Why.ASKED, Erasure.Why.NOT_NEEDED)


class EraseForm(forms.Form):
    """Why, and that the one who does it knows that it cannot be undone."""

    why = radios(
        "Why is the name removed?",
        [choice for choice in Erasure.Why.choices if choice[0] in BY_HAND],
    )
    sure = BooleanField(
        label="I know that this cannot be undone",
        widget=forms.Switch(),
        error_messages={"required": "Tick this: no page brings the name back afterwards"},
    )


TOP = "Personal data"
LONGEST = 200
SHORTEST_TEXT = 3
LATEST = 20


def personal_data(request: HttpRequest) -> HttpResponse:
    """Find somebody by name or address; ``?texts=1`` looks in all texts for these words."""
    must_be_administrator(request.user)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    in_texts = "texts" in request.GET and len(words) >= SHORTEST_TEXT
    context = {
        "words": words,
        "subjects": matching(words),
        "in_texts": in_texts,
        "mentions": mentions([words], request.user) if in_texts else [],
        "may_look_in_texts": len(words) >= SHORTEST_TEXT,
        "erasures": Erasure.objects.visible_to(request.user).select_related("created_by")[:LATEST],
        "breadcrumbs": [(TOP, "")],
    }
    return render(request, "people/personal_data/list.html", context)


def personal_data_of(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Everything that names one person; ``?format=json`` to hand it to them."""
    subject = _load(request, kind, pk)
    kept, texts = holdings(subject), mentions_of(subject, request.user)
    if request.GET.get("format") == "json":
        must_have_confirmed(request)
        return _as_json(subject, kept, texts)
    context = {
        "subject": subject,
        "holdings": [_drawn(kind) for kind in kept],
        "mentions": texts,
        "erasures": erasures_of(subject).select_related("created_by"),
        "breadcrumbs": _breadcrumbs((str(subject), "")),
    }
    return render(request, "people/personal_data/record.html", context)


def personal_data_erase(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What would go, what would stay, and the word to do it."""
    subject = _load(request, kind, pk)
    texts = mentions_of(subject, request.user)
    form = EraseForm(request.POST or None)
    refused = _refused(request.user, subject)
    if request.method == "POST" and not refused and form.is_valid():
        must_have_confirmed(request)
        try:
            done = erase(
                by=request.user,
                subject=subject,
                why=form.cleaned_data["why"],
                mentions=len(texts),
            )
        except ValidationError as problem:
            refused = problem.messages[0]
        else:
            messages.success(request, _done(done))
            return redirect("personal_data_of", kind, pk)
    context = {
        "subject": subject,
        "form": form,
        "refused": refused,
        "backups_kept": settings.BACKUPS_KEPT,
        "holdings": [_drawn(kind) for kind in holdings(subject)],
        "mentions": texts,
        "breadcrumbs": _breadcrumbs((str(subject), _at(subject)), ("Remove the name", "")),
    }
    return render(request, "people/personal_data/erase.html", context)


def _load(request: HttpRequest, kind: str, pk: int) -> Subject:
    must_be_administrator(request.user)
    subject = load(kind, pk)
    if subject is None:
        raise Http404
    return subject


def _refused(user: Any, subject: Subject) -> str:
    try:
        check(by=user, subject=subject)
    except ValidationError as problem:
        return str(problem.messages[0])
    return ""


def _done(done: Erasure) -> str:
    texts = count_words(done.mentions, "text")
    still = f" {texts} still hold the name: look at each." if done.mentions else ""
    return f"Name removed.{still}"


def _drawn(holding: Holding) -> dict[str, Any]:
    rows = [
        [{"label": key.capitalize(), "value": in_words(value)} for key, value in row.items()]
        for row in holding.rows
    ]
    return {"key": holding.key, "title": holding.title, "then": holding.then, "rows": rows}


def _as_json(subject: Subject, kept: list[Holding], texts: list[Any]) -> JsonResponse:
    answer = JsonResponse(
        {
            "about": "Everything in Placebook that names one person",
            "made": timezone.now(),
            "names": sorted(subject.names),
            "addresses": sorted(subject.emails),
            "kept": {kind.key: {"title": kind.title, "rows": kind.rows} for kind in kept},
            "texts": [
                {
                    "in": mention.what,
                    "number": mention.number,
                    "part": mention.column,
                    "history": mention.is_history,
                    "text": mention.excerpt or None,
                    "address": mention.url or None,
                    "ask": mention.author or None,
                }
                for mention in texts
            ],
        },
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    name = f"placebook-personal-data-{timezone.localdate():%Y-%m-%d}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _at(subject: Subject) -> str:
    return reverse("personal_data_of", args=[subject.kind, subject.pk])


def _breadcrumbs(*below: tuple[str, str]) -> list[tuple[str, str]]:
    return [(TOP, reverse("personal_data")), *below]
