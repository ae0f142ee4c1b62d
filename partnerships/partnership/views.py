"""A partnership: its page, its members, adding, changing and ending both, taking back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from access.history import HistoryPage
from interface.articles import with_article
from interface.cells import links
from interface.pages import PageAction, PlainPage, RecordPage
from interface.paging import row_number
from interface.words import capitalised, date_words
from partnerships.models import Member, Partnership, Place
from partnerships.organisation.claims import own_word
from partnerships.partnership.actions import (
    PARTS,
    add_partnership,
    end_partnership,
    save_member,
    save_partnership,
)
from partnerships.partnership.forms import (
    AddMember,
    AddPartnership,
    EditMember,
    EditPartnership,
    EndPartnership,
)
from partnerships.partnership.permissions import (
    can_add_partnerships,
    can_change_member,
    can_keep_partnership,
    can_take_back_member,
    can_take_back_partnership,
)
from partnerships.place.frame import breadcrumbs as crumbs_of_place
from records import drafts
from records.form_views import AddPage, EditPage, TakeBackPage
from records.taking_back import is_just_added
from registry.claimed import word_awaited

PUBLIC = "It will be in the public directory: everyone can read what you write here."


def _title_of_new(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not can_add_partnerships(user):
        return None
    name = " ".join(typed.get("name", "").split())[:100]
    return f"Partnership: {name}" if name else "A new partnership"


def _kept(user: Any, target: str) -> Partnership:
    record = get_object_or_404(Partnership.objects.visible_to(user), slug=target)
    if not can_keep_partnership(user, record):
        raise Http404
    return record


def _kept_member(user: Any, target: str) -> str:
    rows = Member.objects.select_related("partnership", "organisation")
    member = get_object_or_404(rows, pk=row_number(target))
    _kept(user, member.partnership.slug)
    return f"{member} in {member.partnership}"


ADD = drafts.register(
    "add-partnership", title=_title_of_new, url=lambda _: reverse("partnership_add")
)
EDIT = drafts.register_one("edit-partnership", "A partnership", "partnership_edit", _kept)
END = drafts.register_one("end-partnership", "The end of", "partnership_end", _kept)
JOIN = drafts.register_one("add-member", "A member", "member_add", _kept)
MEMBER = drafts.register_one("edit-member", "A member", "member_edit", _kept_member)


class OfPartnership(RecordPage):
    """A page about one partnership, below the partners of its first place."""

    model, key = Partnership, "slug"

    def get_queryset(self) -> QuerySet[Partnership]:
        return super().get_queryset().select_related("host", "source").prefetch_related("places")

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        place = next(iter(self.record.places.all()), None)
        if place is None:
            return [("Places", reverse("places"))]
        return [*crumbs_of_place(place), ("Partners", reverse("place_partners", args=[place.slug]))]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.record.is_example}


class PartnershipPage(OfPartnership, PlainPage):
    """What it wants, for whom, and who belongs to it."""

    public, is_history_open = True, True
    template_name = "partnerships/partnership/record.html"
    texts, history = {"vision": "What it wants to achieve"}, "partnership_history"
    empty_hint = "Editors of the place can record it."

    def lead(self) -> str:
        record = self.record
        if record.ended_on:
            return f"A partnership that ended on {date_words(record.ended_on)}."
        hosted = f", hosted by {with_article(record.host)}" if record.host else ""
        return f"{capitalised(record.kind or 'A partnership')}{hosted}."

    def facts(self) -> list[dict[str, Any]]:
        record, host = self.record, self.record.host
        ended = {"label": "Ended", "value": date_words(record.ended_on)}
        return [
            {"label": "Works for", "value": links(record.places.all()) or None},
            {"label": "Kind", "value": capitalised(record.kind) or None},
            {"label": "Legal status", "value": capitalised(record.legal_status) or None},
            {
                "label": "Hosted by",
                "value": host,
                "url": host.get_absolute_url() if host else "",
            },
            *([ended] if record.ended_on else []),
            *(
                {"label": "Vision", "value": one.tally, "url": one.get_absolute_url()}
                for one in [one for one in self._agreements if one.is_vision][:1]
            ),
        ]

    @cached_property
    def _agreements(self) -> list[Any]:
        """What its members agreed in writing, the latest change first."""
        return list(self.record.agreements.visible_to(self.request.user).as_rows())

    def get_actions(self) -> Sequence[PageAction]:
        user, slug = self.request.user, [self.record.slug]
        ways = []
        if can_keep_partnership(user, self.record):
            ended = "When it ended" if self.record.ended_on else "It has ended"
            ways += [
                PageAction("Add a member", reverse("member_add", args=slug)),
                PageAction("Add an agreement", reverse("partnership_agreement_add", args=slug)),
                PageAction("Change", reverse("partnership_edit", args=slug)),
                PageAction(ended, reverse("partnership_end", args=slug)),
            ]
        if is_just_added(self.record) and can_take_back_partnership(user, self.record):
            ways.append(PageAction("Take back", reverse("partnership_take_back", args=slug)))
        return ways

    def get_context_data(self) -> dict[str, Any]:
        rows = self.record.members.select_related("organisation", "source", "claim_link")
        members = rows.order_by(
            F("valid_to").desc(nulls_first=True), "role", "organisation__sort_key", "id"
        )
        also = [("How it is doing", reverse("health_rounds", args=[self.record.slug]), 0)]
        if count := len(self._agreements):
            url = f"{reverse('agreements')}?partnership={self.record.slug}"
            also.append(("Agreements", url, count))
        return {
            **super().get_context_data(),
            "members": members,
            "may_edit": can_keep_partnership(self.request.user, self.record),
            "also_here": [dict(zip(("label", "url", "count"), one, strict=True)) for one in also],
        }


class PartnershipHistory(OfPartnership, HistoryPage):
    """Who changed what of it, of its places and of its members."""

    public = True


class AddPartnershipPage(AddPage):
    """A new partnership; ``?place=`` fills in where."""

    model, form, draft, permission = Partnership, AddPartnership, ADD, can_add_partnerships
    template_name = "records/lookalikes.html"
    title, submit_label, success_message = (
        "Add a partnership",
        "Add the partnership",
        "Partnership added.",
    )
    lead = f"{PUBLIC} Its members come next."
    form_takes_user = True

    def parent_breadcrumbs(self) -> list[tuple[str, str]]:
        return [("Places", reverse("places"))]

    def arguments(self) -> dict[str, Any]:
        slug = self.request.GET.get("place", "")
        place = Place.objects.visible_to(self.request.user).at_address(slug)
        return {**super().arguments(), "initial": {"place": place}}

    def save(self, form: AddPartnership) -> Partnership:
        return add_partnership(
            by=self.request.user,
            partnership=form.instance,
            places=[form.cleaned_data["place"]],
            check=form.ask_if_another,
        )


class _ChangePartnership(OfPartnership, EditPage):
    """A form about a partnership, for those who keep it right."""

    permission = can_keep_partnership

    @property
    def target(self) -> str:
        return str(self.record.slug)


class EditPartnershipPage(_ChangePartnership):
    """What it is and for whom; the second of two editors sees both versions."""

    form, draft, form_takes_user = EditPartnership, EDIT, True
    title, page_title, success_message = (
        "Change a partnership",
        "Change",
        "Partnership saved.",
    )

    def save(self, form: EditPartnership) -> Partnership:
        return save_partnership(partnership=form.instance, places=form.all_places())


class EndPartnershipPage(_ChangePartnership):
    """It ended, and its memberships with it; its page stays."""

    form, draft = EndPartnership, END
    title = page_title = "Say that it has ended"
    success_message = "Saved."

    def save(self, form: EndPartnership) -> Partnership:
        return end_partnership(partnership=self.record, on=form.cleaned_data["ended_on"])


def _save_member(member: Member, by: Any) -> None:
    before = member.claim if member.pk else None
    own_word(member, by)
    save_member(member=member)
    word_awaited(member, by=by, before=before)


class AddMemberPage(_ChangePartnership):
    """A body joins."""

    template_name = "partnerships/partnership/member.html"
    form, draft, title, page_title = AddMember, JOIN, "Add a member", "Add a member"
    submit_label, success_message = "Add the member", "Member added."

    def instance(self) -> Member:
        return Member(partnership=self.record, created_by_id=self.request.user.pk)

    def save(self, form: AddMember) -> Partnership:
        _save_member(form.instance, self.request.user)
        return self.record


class OfMember(RecordPage):
    """A page about one member of a partnership."""

    model = Member

    def get_queryset(self) -> QuerySet[Member]:
        seen = Partnership.objects.visible_to(self.request.user)
        rows = Member.objects.filter(partnership__in=seen)
        return rows.select_related("partnership", "organisation")

    def breadcrumbs(self) -> list[tuple[str, str]]:
        partnership = self.record.partnership
        return [(str(partnership), partnership.get_absolute_url()), (self.page_title, "")]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "example": self.record.partnership.is_example}


class EditMemberPage(OfMember, EditPage):
    """Its role, vote, commitment and dates; with a day on which it left, it has ended."""

    form, draft, permission = EditMember, MEMBER, can_change_member
    title, page_title, success_message = (
        "Change a member",
        "Change a member",
        "Member saved.",
    )

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)
        self.lead = f"{self.record}, {self.record.partnership}"

    @property
    def cancel_url(self) -> str:
        return str(self.record.partnership.get_absolute_url())

    def save(self, form: EditMember) -> str:
        _save_member(form.instance, self.request.user)
        return self.cancel_url


class TakeBackMember(TakeBackPage, OfMember):
    """Take back a member who was added by mistake."""

    permission, noun = can_take_back_member, "member"
    instead = "Say that it has left instead."

    @property
    def record_page(self) -> str:
        """A member stands on the page of its partnership."""
        return self.after

    @property
    def after(self) -> str:
        return str(self.record.partnership.get_absolute_url())


class TakeBackPartnership(TakeBackPage, OfPartnership):
    """Take back a partnership that was added by mistake."""

    permission, noun, parts = can_take_back_partnership, "partnership", PARTS
