"""The page that a body without an account answers by, whether what is recorded of it is so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import BooleanField, CharField, HiddenInput, Textarea
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from dashboards.claims import links
from dashboards.claims.links import Word
from interface import forms, made_up
from interface.articles import with_article
from interface.reached import reaching
from interface.words import capitalised
from partnerships.models import ClaimLink
from partnerships.organisation.claim_models import WORDS, Claim
from partnerships.organisation.fields import radios
from registry.claimed import ClaimKind

YES, NO = "yes", "no"
SAYS = [(YES, "yes, this is right"), (NO, "no, this isn’t right")]
NONE_SAID = "Answer at least one"
KEEPS = (
    "You look after this record, so you can’t answer for {}. Pass the email on to somebody who "
    "answers for it"
)


def _boxes(name: str, kind: ClaimKind, row: Any, *, is_only: bool) -> dict[str, Any]:
    """Of one thing that is said: yes or no, words, and the version that is read. The only one that
    waits has to be answered."""
    words = CharField(
        label="Do you want to add anything?",
        required=False,
        max_length=WORDS,
        widget=Textarea({"rows": 2}),
        help_text="If it is not right: what is? Whoever can read the record can read this",
    )
    return {
        name: radios(f"{capitalised(kind.says(row))}. Is it right?", SAYS, required=is_only),
        f"{name}_words": words,
        f"{name}_read": CharField(widget=HiddenInput, required=False, initial=str(row.version)),
    }


class LinkForm(forms.Form):
    """Yes or no to each thing that is said, with words, and who answers."""

    question_led = True

    name = CharField(label="Your name", max_length=90)
    role = CharField(label="Your job role", max_length=100)
    speaks = BooleanField(
        label="I answer for it", error_messages={"required": "Tick that you answer for it"}
    )

    def __init__(self, *args: Any, link: ClaimLink, rows: list[Any], **kwargs: Any) -> None:
        self.link = link
        self.asked = [(f"{kind.kind}_{row.pk}", kind, row) for kind, row in rows]
        waits = [row for _, _, row in self.asked if row.claim in Claim.OPEN]
        boxes = [_boxes(*one, is_only=waits == [one[2]]) for one in self.asked]
        # Before any form is made of them, so that its rules hold for them too
        form: Any = self
        form.base_fields = dict(
            chain(*(one.items() for one in boxes), type(self).base_fields.items())
        )
        super().__init__(*args, **kwargs)
        self.fields["speaks"].label = f"I answer for {with_article(link.organisation)}"

    @property
    def parts(self) -> Iterator[tuple[Any, Any, Any]]:
        """The boxes of each thing that waits."""
        for name, _, row in self.asked:
            if row.claim in Claim.OPEN:
                yield self[name], self[f"{name}_words"], self[f"{name}_read"]

    def words(self) -> list[Word]:
        """What was answered, each of the version that was read."""
        data = self.cleaned_data
        return [
            Word(f"{kind.kind}-{row.pk}-{data[f'{name}_read']}", said == YES, data[f"{name}_words"])
            for name, kind, row in self.asked
            if (said := data.get(name))
        ]

    def clean(self) -> dict[str, Any]:
        """Something is answered."""
        data = super().clean() or self.cleaned_data
        names = [name for name, _, _ in self.asked]
        if names and not any(data.get(name) or name in self.errors for name in names):
            self.add_error(names[0], NONE_SAID)
        return data

    def read_again(self) -> None:
        """Shown again it names the versions that stand in it now."""
        typed: Any = self.data
        self.data = typed = typed.copy()
        for name, _, row in self.asked:
            typed[self.add_prefix(f"{name}_read")] = str(row.version)


@login_not_required
@never_cache
def claims_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """What one record says of a body, by an email's link, and its answer; reading it changes
    nothing."""
    link = links.link_at(token)
    record = links.record_of(link) if link else None
    if link is None or record is None:
        raise Http404
    context = {
        "link": link,
        "whole": record,
        "called": with_article(link.organisation),
        "example": made_up.is_marked(record),
        "breadcrumbs": [("Answer", "")],
    }
    form = LinkForm(request.POST or None, link=link, rows=_asked(link, record))
    with reaching() as told:
        is_used = request.method == "POST" and form.is_valid() and _is_used(request, form, record)
    if is_used:
        reached = bool(told.reached) or not told.reached.missing
        return _shown(request, context | {"sent": True, "reached": reached})
    if closed := link.why_closed:
        return _shown(request, context | {"closed": closed})
    if request.method == "POST":
        form.read_again()
    return _shown(request, context | {"form": form})


def _asked(link: ClaimLink, record: Any) -> list[tuple[ClaimKind, Any]]:
    """What waits, and what this link answered: the same may be sent twice."""
    said = links.said_by(link.kinds, link.organisation, record.pk)
    return [
        (kind, row) for kind, row in said if row.claim in Claim.OPEN or row.claim_link_id == link.pk
    ]


def _is_used(request: HttpRequest, form: LinkForm, record: Any) -> bool:
    """Whether the answer was taken; where not, the form says why."""
    by = request.user if request.user.is_authenticated else None
    name, role = form.cleaned_data["name"], form.cleaned_data["role"]
    if by and form.link.kinds[0].keeps(by, record):
        form.add_error(None, KEEPS.format(with_article(form.link.organisation)))
        return False
    try:
        links.use_link(link=form.link, by=by, said=form.words(), name=name, role=role)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True


def _shown(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Shut to what was typed, it shows that once more (``records.refused``)."""
    closed = context.get("closed", "")
    status = 410 if closed and request.method == "POST" else 200
    response: Any = render(request, "dashboards/claims/by_link.html", context, status=status)
    response["X-Robots-Tag"], response.why = "noindex, nofollow", closed
    return response
