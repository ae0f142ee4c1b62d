"""An agreement with those who are asked to sign it, and the answer of one of them: their forms."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms import CharField, HiddenInput, ModelChoiceField, ModelMultipleChoiceField
from django.utils import timezone

from governance.agreement.notices import tell_signed
from governance.agreement.permissions import can_keep_agreement
from governance.board.models import LEVELS
from governance.board.part_forms import capitalise
from governance.models import Agreement, AgreementParty
from interface import forms
from interface.words import capitalised, date_words
from partnerships.models import Organisation
from partnerships.organisation.claims import own_word
from partnerships.organisation.fields import long_text, organisation_field, radios
from partnerships.place.models.place import holding
from people.review.parties import word_awaited
from records.conflicts import Versioned
from records.models import Visibility
from records.source_fields import NamesSource
from registry import claimed

State = AgreementParty.State
READERS = {
    Visibility.NETWORK: "Anyone with an account",
    Visibility.PUBLIC: "Also people who are not signed in",
}
NOT_TO_ALL = "Not everyone can see the board itself. Show the board to everyone first"
NO_VISION = "This partnership has no vision yet. Write it on its page first"
FROZEN = "Somebody has answered already. To agree on something else, replace this agreement"
ANSWERED = "{} has answered already, so it stays"
MOVED_ON = (
    "The agreement has changed since you opened this page. Read it again, then send your answer"
)
CLAUSES = ("values_words", "disputes_words")
WRITTEN = ("text", *CLAUSES)


def members_of(agreement: Agreement) -> QuerySet[Organisation]:
    """The bodies that belong to it today: members of its partnership, or seats of its board."""
    of: Any = agreement.of
    rows = of.members if agreement.partnership_id else of.seats
    today = rows.filter(holding(timezone.localdate()), organisation__isnull=False)
    return Organisation.objects.filter(pk__in=today.order_by().values("organisation"))


class EditAgreement(NamesSource, Versioned, forms.ModelForm):
    """What was agreed, from when to when, and who is asked to sign it."""

    question_led = True
    sections = (
        forms.Section("what", "What was agreed", ("kind", "title", "text", "replaces")),
        forms.Section("who", "Who signs it", ("parties", "another")),
        forms.Section("when", "From when to when", ("valid_from", "valid_to", "review_by")),
        forms.Section("how", "How you work together", CLAUSES, is_aside=True),
        forms.Section(
            "from", "Where it can be read", ("source_title", "source_url"), is_aside=True
        ),
        forms.Section("readers", "Who reads it", ("visibility",), is_aside=True),
    )

    text = long_text(
        "What did you agree?", required=False, help_text="Or say below where it can be read"
    )
    replaces = ModelChoiceField(
        Agreement.objects.none(),
        label="Does it replace an earlier one?",
        empty_label="No",
        required=False,
        help_text="That one ends on the day before this one begins",
    )
    values_words = long_text("How will you work together?", required=False)
    disputes_words = long_text("How do you settle what you don’t agree on?", required=False)
    parties = ModelMultipleChoiceField(
        Organisation.objects.none(),
        to_field_name="slug",
        label="Who is asked to sign it?",
        required=False,
        widget=forms.Checkboxes(),
        help_text="Their officers who have an account find it in My work",
    )
    another = organisation_field("Another body?", required=False)
    valid_from = forms.DayField(label="When does it apply from?", required=False)
    valid_to = forms.LastDayField(
        label="Until when?",
        required=False,
        help_text="The last date on which it applies. Leave it empty if it has no end",
    )
    review_by = forms.DayField(
        label="When will you review it?",
        required=False,
        help_text="We remind whoever keeps the agreement, and suggest it for the board’s agenda",
    )

    class Meta:
        model = Agreement
        fields = (
            *("kind", "title", *WRITTEN, "replaces"),
            *("valid_from", "valid_to", "review_by", "visibility"),
        )
        labels = {
            "kind": "What kind of agreement is it?",
            "title": "What is it called?",
            "visibility": "Who can see this?",
        }
        help_texts = {
            "kind": "",
            "title": "",
            "visibility": "All of it is covered by Freedom of Information",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        fields: Any = self.fields
        one: Agreement = self.instance
        capitalise(self, "kind")
        fields["visibility"].widget = forms.Radios(hints=READERS)
        fields["visibility"].choices = [
            (level.value, capitalised(level.label)) for level in reversed(LEVELS)
        ]
        parties = Q(pk__in=members_of(one).order_by().values("pk"))
        if one.pk:
            del fields["replaces"]
            asked = one.parties.filter(valid_to=None).order_by().values("organisation")
            parties |= Q(pk__in=asked)
            self.initial["parties"] = [
                party.organisation.slug
                for party in one.parties.filter(valid_to=None).select_related("organisation")
            ]
        else:
            fields["replaces"].queryset = one.of.agreements.filter(replaced_by=None)
            self.initial.setdefault("parties", [body.slug for body in members_of(one)])
        fields["parties"].queryset = Organisation.objects.filter(parties).order_by("sort_key", "id")
        self._offer_kinds()

    def _offer_kinds(self) -> None:
        """A board has no vision of its own. That of a partnership stays as it was signed."""
        fields: Any = self.fields
        if self.instance.pk and self.instance.kind == Agreement.Kind.VISION:
            del fields["kind"], fields["text"]
        elif self.instance.pk or self.instance.board_id:
            vision = Agreement.Kind.VISION
            fields["kind"].choices = [one for one in fields["kind"].choices if one[0] != vision]
        else:
            help_text = "For a shared vision, leave it empty: we use the partnership’s vision"
            fields["text"].help_text = help_text

    def clean_visibility(self) -> Any:
        """No wider than the board."""
        level, board = self.cleaned_data["visibility"], self.instance.board
        if level == Visibility.PUBLIC and board and board.visibility != Visibility.PUBLIC:
            raise ValidationError(NOT_TO_ALL)
        return level

    def clean(self) -> dict[str, Any]:
        """The text of a vision is the partnership’s; one takes the place of another after it
        began."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") == Agreement.Kind.VISION:
            data["text"] = self.instance.of.vision
            if not data["text"]:
                self.add_error("kind", NO_VISION)
        begins = data.get("valid_from")
        before = data.get("replaces") or self.instance.replaces
        after = self.instance.pk and self.instance.successor
        if begins and before and before.valid_from and begins <= before.valid_from:
            day = date_words(before.valid_from)
            self.add_error("valid_from", f"{before} applies from {day}. Enter a later date")
        if begins and after and after.valid_from and begins >= after.valid_from:
            day = date_words(after.valid_from)
            self.add_error("valid_from", f"{after} replaces it on {day}. Enter an earlier day")
        return data

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """With those who are asked. What somebody answered to stays as they read it.

        Raises ValidationError where that would change, or somebody who answered be left out.
        """
        sides = {body.pk for body in self.cleaned_data["parties"]}
        if another := self.cleaned_data["another"]:
            sides.add(another.pk)
        one = self.instance
        there = {}
        if one.pk:  # whoever answers waits for its lock
            rows = one.parties.select_related("organisation")
            there = {party.organisation_id: party for party in rows}
        answered = {pk: party for pk, party in there.items() if party.state != State.ASKED}
        stays = [party for party in answered.values() if party.valid_to is None]
        if gone := [party for party in stays if party.organisation_id not in sides]:
            raise ValidationError({"parties": ANSWERED.format(gone[0])})
        rewritten = [
            name
            for name in self.changed_data
            if name in WRITTEN and (self.initial[name] or name in CLAUSES)
        ]
        if answered and rewritten:
            raise ValidationError({rewritten[0]: FROZEN})
        late = self._written_late() if answered else {}
        one.correct(late)
        made = super().save(commit)
        if late:
            tell_signed(made, by=self.user)
        made.parties.filter(valid_to=None).exclude(organisation__in=sides).delete()
        new = Organisation.objects.filter(pk__in=sides - set(there)).order_by("sort_key", "pk")
        for body in new:
            AgreementParty.objects.create(agreement=made, organisation=body, created_by=self.user)
        word_awaited(new, by=self.user)
        return made

    def _written_late(self) -> dict[str, str]:
        """What is written down only now, or is from elsewhere, each with what it said before."""
        source = [self.initial.get(f"source_{name}") or "" for name in ("title", "url")]
        before = {
            "What was agreed": (["text"], ""),
            "Where it can be read": (["source_title", "source_url"], " ".join(source).strip()),
        }
        changed = set(self.changed_data)
        return {what: said for what, (names, said) in before.items() if changed & set(names)}


class EditParty(Versioned, forms.ModelForm):
    """Whether a body signs, on which day and in which job role; by an officer of it, or by who
    keeps the agreement for what was said on paper."""

    question_led = True

    answered_on = forms.DayField(label="On which day?", required=False)

    class Meta:
        model = AgreementParty
        fields = ("state", "answered_on", "by_role", "words")
        labels = {"by_role": "In which job role?", "words": "Do you want to add anything?"}
        help_texts = {
            "by_role": "The job role of whoever decided it, not their name",
            "words": "Everyone who can see the agreement can read it. Please don’t name anyone",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        fields: Any = self.fields
        answers = [(State.SIGNED, "It signs"), (State.DECLINED, "It declines")]
        keeps = can_keep_agreement(user, self.instance.agreement)
        if keeps:
            answers.append((State.ASKED, "Not answered yet"))
        fields["answered_on"].required = fields["by_role"].required = not keeps
        fields["state"] = radios(f"Does {self.instance.organisation} sign it?", answers)
        # Whoever answers has read the agreement as it was then
        version = str(self.instance.agreement.version)
        fields["read"] = CharField(widget=HiddenInput, required=False, initial=version)
        if self.instance.state == State.ASKED:
            self.initial.update(state="", answered_on=timezone.localdate())

    def save(self, commit: bool = True) -> Any:
        """An officer's answer is that of the body; what somebody else writes down waits for it."""
        own_word(self.instance, self.user)
        made = super().save(commit)
        claimed.word_awaited(made, by=self.user)
        return made

    def clean_answered_on(self) -> Any:
        """A day that has come."""
        day = self.cleaned_data["answered_on"]
        if day and day > timezone.localdate():
            raise ValidationError("This date is in the future. Enter today or an earlier date")
        return day

    def clean(self) -> dict[str, Any]:
        """An answer has a day and a job role; who has not answered has neither."""
        data = super().clean() or self.cleaned_data
        if data.get("state") == State.ASKED:
            data.update(answered_on=None, by_role="", words="")
        elif data.get("state"):
            if "answered_on" in data and not data["answered_on"]:
                self.add_error("answered_on", "Enter the day")
            if "by_role" in data and not data["by_role"]:
                self.add_error("by_role", "Enter the job role. If nobody knows it, say so")
        return data

    def check_read(self, version: int) -> None:
        """Raises ValidationError where the agreement changed since the form was opened; sent again,
        it is taken."""
        if self.cleaned_data["read"] != str(version):
            sent: Any = self.data
            self.data = {**sent.dict(), self.add_prefix("read"): str(version)}
            raise ValidationError(MOVED_ON)
