"""Agreements: the list, one with who signed it, and what is written of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from governance.agreement.filters import AgreementFilter
from governance.agreement.forms import EditAgreement, EditParty
from governance.agreement.permissions import answers_for, can_answer, can_keep_agreement
from governance.board.part_views import PartOfABoard
from governance.models import Agreement, AgreementParty
from interface.cells import linked
from interface.columns import ADDRESS, NUMBER, Column, Type
from interface.pages import Empty, PageAction
from interface.parts import nobody
from interface.words import capitalised, date_words
from partnerships.partnership.permissions import can_keep_partnership
from records.copied import CopyRule
from records.newest import NEWEST
from records.taking_back import Parts
from registry.kind_by_itself import KindByItself
from registry.kind_of_part import KindOfPart

State = AgreementParty.State
SHAPES = {State.ASKED: "early", State.SIGNED: "good", State.DECLINED: "some"}
NO_LONGER_ASKED = "It isn’t asked to sign any more. Look at the agreement again"
COPIED = CopyRule(
    model=Agreement,
    fields=("kind", "title", "values_words", "disputes_words"),
    also=lambda one, _: {"replaces": one},
    left_out="Enter again what you agreed and when it applies from. Everyone is asked again.",
)


COLUMNS = (
    NUMBER,
    Column(
        *("title", "Agreement", "What it is called", attrgetter("title")),
        cell=lambda one: linked(one.title, one.get_absolute_url(), str(one.of)),
        head=True,
        sort="newest",
    ),
    Column("of", "Of", "The board or partnership that it belongs to", lambda one: str(one.of)),
    Column.of(Agreement, "kind", cell=lambda one: capitalised(one.get_kind_display())),
    Column(
        *("signed", "Signed", "Who was asked, and what they said", attrgetter("tally")),
        cell=lambda one: one.tally or "Nobody asked",
    ),
    Column.of(Agreement, "valid_from", label="Since", meaning="When it applies from"),
    Column(
        "ends", "Until", "The last date on which it applies", attrgetter("ends"), type=Type.DATE
    ),
    Column.of(
        *(Agreement, "review_by"),
        label="Look at again",
        meaning="By when it is looked at again",
        cell=lambda one: date_words(one.review_by) if one.review_by else "",
    ),
    *Column.each(Agreement, ("text", "values_words", "disputes_words")),
    Column("source", "Source", "Where it is from", lambda one: one.source and one.source.title),
    Column("visibility", "Visible to", "Who can see this row", Agreement.get_visibility_display),
    ADDRESS,
)
ADDED = {
    "add_title": "Add an agreement",
    "add_message": "Agreement saved. It is waiting for those you named to sign it.",
}


class AgreementsOfBoard(PartOfABoard):
    """An agreement is added on the page of its board."""

    model, form, key, path, noun = (
        *(Agreement, EditAgreement, "board_agreement", "agreements", "agreement"),
    )
    draft_words, without = "Agreement", ("Edit",)
    add_title, add_message = ADDED["add_title"], ADDED["add_message"]

    class Add(PartOfABoard.Add):
        """A new one; ``?like=`` names one that it replaces."""

        copies = COPIED


class AgreementsOfPartnership(KindOfPart):
    """An agreement is added on the page of its partnership."""

    model, form, key, path, noun = (
        *(Agreement, EditAgreement, "partnership_agreement", "agreements", "agreement"),
    )
    link, whole_path, trail, form_takes_user = "partnership", "partnerships", (), True
    may_add, may_edit = can_keep_partnership, can_keep_agreement
    routes = {
        **KindOfPart.routes,
        "Add": ("partnerships/<slug:slug>/{kind.path}/add/", "{kind.key}_add"),
    }
    draft_words, without = "Agreement", ("Edit",)
    add_title, add_message = ADDED["add_title"], ADDED["add_message"]

    class Add(KindOfPart.Add):
        """A new one; ``?like=`` names one that it replaces."""

        copies = COPIED


class Agreements(KindByItself):
    """Agreements that this reader sees, and one of them with who signed it."""

    api = True
    model, form, form_takes_user, path = Agreement, EditAgreement, True, "agreements"
    title, noun, public, without = "Agreements between partners", "agreement", True, ("Add",)
    may_edit, filters, columns, sorts = can_keep_agreement, AgreementFilter, COLUMNS, (NEWEST,)
    empty = Empty("No agreement that you can see is recorded.")
    edit_title, edit_message = "Change this agreement", "Saved."

    may_add = staticmethod(nobody)  # from the list: one begins on the page of what it is of

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        return rows.as_rows()

    class List(KindByItself.List):
        """The list, which says how one is added."""

        lead = "What partners agreed in writing. Add one on the page of its board or partnership."

    class Page(KindByItself.Page):
        """One: what was agreed, who signed, and when it is looked at again."""

        template_name = "governance/agreement/record.html"
        texts = {
            "text": "What was agreed",
            "values_words": "How the parties work together",
            "disputes_words": "How disputes are settled",
        }
        empty_hint = "The people who look after it can write it down, or attach it."

        def missing_texts(self) -> str:
            return "" if self.record.text else "What was agreed isn’t written here."

        def lead(self) -> str:
            one = self.record
            over = f" It ended on {date_words(one.ends)}." if one.is_over else ""
            signed = f" {one.tally}." if one.tally else ""
            return f"{capitalised(one.get_kind_display())} of {one.of}.{signed}{over}"

        def facts(self) -> list[dict[str, Any]]:
            one = self.record
            tied = [("Replaces", one.replaces), ("Replaced by", one.successor)]
            ids = [other.pk for _, other in tied if other]
            seen = Agreement.objects.visible_to(self.request.user).in_bulk(ids) if ids else {}
            return [
                {"label": "Of", "value": one.of, "url": one.of.get_absolute_url()},
                {"label": "Since", "value": date_words(one.valid_from)},
                *([{"label": "Until", "value": date_words(one.ends)}] if one.ends else []),
                *(
                    []
                    if one.is_over
                    else [{"label": "Look at again by", "value": date_words(one.review_by)}]
                ),
                *(
                    {"label": label, "value": other, "url": other.get_absolute_url()}
                    for label, other in tied
                    if other is not None and other.pk in seen
                ),
            ]

        def get_actions(self) -> Sequence[PageAction]:
            one, ways = self.record, list(super().get_actions())
            if ways and one.successor is None:
                at = "board" if one.board_id else "partnership"
                like = COPIED.action(one, f"{at}_agreement_add", one.of.slug)
                words = "Start a new sign-off" if one.vision_changed else "Replace it"
                ways.append(PageAction(words, like.url))
            return [*(_answer(party) for party in self._parties if self._is_theirs(party)), *ways]

        @cached_property
        def _parties(self) -> list[Any]:
            rows = self.record.parties.select_related(
                "organisation", "claim_link"
            ).prefetch_related("organisation__names", "organisation__successors")
            user, found = self.request.user, [party for party in rows if party.is_told]
            for party in found:
                party.agreement, party.shape = self.record, SHAPES[State(party.state)]
                party.called = party.organisation.called_then(party.answered_on)
                is_kept = self._keeps and party.valid_to is None
                party.may_answer = is_kept or answers_for(user, party)
            return found

        @cached_property
        def _keeps(self) -> bool:
            return can_keep_agreement(self.request.user, self.record)

        def _is_theirs(self, party: Any) -> bool:
            return party.state == State.ASKED and answers_for(self.request.user, party)

        def get_context_data(self) -> dict[str, Any]:
            told = {"parties": self._parties, "keeps": self._keeps}
            return {**super().get_context_data(), **told}

    class History(KindByItself.History):
        """Who changed what of it and who answered."""

    class TakeBack(KindByItself.TakeBack):
        """Nobody takes back what somebody answered to."""

        instead = "Replace it instead."

        @property
        def parts(self) -> Parts:  # type: ignore[override]
            has_answers = self.record.parties.filter(state__in=AgreementParty.ANSWERED).exists()
            return () if has_answers else ((AgreementParty, "agreement"),)

        @transaction.atomic
        def take_back(self, because: str) -> None:
            """Whoever answers meanwhile waits for the agreement, or is waited for."""
            Agreement.objects.select_for_update(no_key=True).get(pk=self.record.pk)
            super().take_back(because)


def _answer(party: Any) -> PageAction:
    url = reverse("agreement_party_edit", args=[party.agreement_id, party.pk])
    return PageAction(f"Sign or decline for {party.organisation}", url)


class Parties(KindOfPart):
    """Who is asked to sign, and what they said."""

    model, form, key, path, noun = (
        *(AgreementParty, EditParty, "agreement_party", "parties"),
        "party",
    )
    link, whole_path, trail = (
        *("agreement", "agreements"),
        (("Agreements between partners", "/agreements/"),),
    )
    may_add, may_edit, form_takes_user, without = can_keep_agreement, can_answer, True, ("Add",)
    with_rows = (
        *("organisation", "agreement__board__organisation", "agreement__partnership"),
        "agreement__replaced_by",
    )
    draft_words, edit_title, edit_message = "Who signs", "Sign or decline", "Saved."

    class Edit(KindOfPart.Edit):
        """The answer of one body."""

        def _save(self, form: Any) -> Any:
            """Of two who change the agreement and answer to it at once, one is second."""
            party = self.record
            with transaction.atomic():
                rows = Agreement.objects.select_for_update(of=("self",))
                agreement = rows.filter(pk=party.agreement_id).first()
                if agreement is None or not agreement.parties.filter(pk=party.pk).exists():
                    raise ValidationError(NO_LONGER_ASKED)
                form.check_read(agreement.version)
                return super()._save(form)
