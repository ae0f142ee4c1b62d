"""What others recorded of a body: its officers confirm it, or say that it is not so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, Textarea
from django.urls import reverse

from dashboards.claims.actions import answer
from interface import forms
from interface.words import capitalised, count_words, date_words
from partnerships.models import Organisation
from partnerships.organisation.claim_models import WORDS, Claim
from partnerships.organisation.frame import OfOrganisation
from partnerships.organisation.permissions import speaks_for
from records import drafts
from records.form_views import EditPage
from registry.claimed import claim_kinds

# More stand on the next look, once these have their answer
MOST = 100
NONE_CHOSEN = "Tick what you want to answer"
YES, NO = "yes", "no"
ANSWERS = (YES, NO)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is said of the body: in words, where it stands, and whose word it has. Its
    ``key`` names the version that is shown."""

    key: str
    says: str
    url: str
    where: str
    row: Claim
    source: Any

    @property
    def is_open(self) -> bool:
        """Whether the body has not said anything of it."""
        return self.row.claim in Claim.OPEN

    @property
    def is_confirmed(self) -> bool:
        """Whether the body has said that it is so, by somebody with an account."""
        return self.row.claim == Claim.Word.CONFIRMED and not self.row.came_by_link

    @property
    def is_refused(self) -> bool:
        """Whether the body has said that it is not, by somebody with an account."""
        return self.row.claim == Claim.Word.REFUSED and not self.row.came_by_link

    @property
    def standing(self) -> str:
        """Whose word it has, and since when."""
        said = {Claim.Word.CONFIRMED: "Confirmed", Claim.Word.REFUSED: "Not right"}
        word = said.get(Claim.Word(self.row.claim), "Not confirmed")
        day = f" on {date_words(self.row.claim_on)}" if self.row.claim_on else ""
        how = f", by a {self.row.claim_link}" if self.row.came_by_link else ""
        who = f" ({self.row.claim_link.who})" if how and self.row.claim_link.who else ""
        return f"{word}{day}{how}{who}"


def said_of(user: Any, body: Organisation) -> list[Said]:
    """All that is said of a body and not over, what waits for its word first. A query for each
    kind."""
    found = [
        Said(
            key=f"{kind.kind}-{row.pk}-{row.version}",
            says=capitalised(kind.says(row)),
            url=kind.url(row),
            where=str(kind.of(row)),
            row=row,
            source=row.claim_source,
        )
        for kind in claim_kinds()
        for row in kind.rows(user, [body.pk]).order_by("-pk")[: MOST + 1]
    ]
    return sorted(found, key=lambda one: not one.is_open)[:MOST]


class AnswerClaims(forms.Form):
    """What is so and what is not: the rows that are ticked, or the one beside which it is
    pressed."""

    words = CharField(
        label="If something isn’t right, what is?",
        required=False,
        max_length=WORDS,
        widget=Textarea({"rows": 2}),
        help_text="Whoever can see the board, the partnership or the programme can read it",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("instance", None)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Which rows, and whether they are so."""
        data = super().clean() or self.cleaned_data
        sent: Any = self.data
        word, _, key = str(sent.get("one", "")).partition(":")
        said = word or str(sent.get("answer", ""))
        chosen = [key] if key else sent.getlist("row")
        if said not in ANSWERS or not chosen:
            raise ValidationError(NONE_CHOSEN)
        return {**data, "chosen": chosen, "is_so": said == YES}


def _title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    body = Organisation.objects.visible_to(user).filter(slug=target).first()
    return f"What is said about {body}" if body and speaks_for(user, body) else None


class Claims(OfOrganisation, EditPage):
    """What is said of one body, for who speaks for it."""

    form, permission = AnswerClaims, speaks_for
    template_name = "dashboards/claims/page.html"
    title = page_title = "What others say about it"
    draft = drafts.register(
        "claims", title=_title, url=lambda target: reverse("organisation_claims", args=[target])
    )
    success_message = "Saved."

    @property
    def target(self) -> str:
        return str(self.record.slug)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        here = (self.record.name, self.record.get_absolute_url())
        return [("Organisations", reverse("organisations")), here, (str(self.title), "")]

    def get_context_data(self) -> dict[str, Any]:
        said = said_of(self.request.user, self.record)
        open_ones = sum(one.is_open for one in said)
        waits = f"{count_words(open_ones, 'question')} to answer" if open_ones else ""
        return {**super().get_context_data(), "said": said, "waits": waits}

    def save(self, form: AnswerClaims) -> str:
        data = form.cleaned_data
        answer(
            by=self.request.user,
            body=self.record,
            chosen=data["chosen"],
            is_so=data["is_so"],
            words=data["words"],
        )
        return reverse("organisation_claims", args=[self.record.slug])
