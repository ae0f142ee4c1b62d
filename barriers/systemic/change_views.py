"""Keeping systemic barriers, publishing answers, and what a place says to an answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from barriers.barrier import loading
from barriers.barrier.loading import BARRIERS
from barriers.barrier.permissions import can_close
from barriers.barrier.views import BelowBarrier, ReferencedForm
from barriers.models import Barrier, SystemicBarrier, SystemicMember, SystemicOffer
from barriers.systemic import actions, page_data, permissions
from barriers.systemic.answer_forms import AcceptForm, AnswerForm, DeclineForm
from barriers.systemic.clusters import likeliest_body, together
from barriers.systemic.forms import AddSystemic, EditSystemic, MembersForm
from barriers.systemic.suggestions import suggestions
from barriers.systemic.views import SYSTEMIC, OneSystemic
from interface.paging import LARGEST_ID, row_number
from interface.words import count_words
from partnerships.models import Organisation
from records import drafts
from records.form_views import AddPage, EditPage


def _keeps(user: Any, systemic: SystemicBarrier) -> bool:
    return permissions.can_keep_systemic(user)


_draft = partial(loading.kind_about, rows=page_data.load, name="title")


def _draft_title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
    if not permissions.can_keep_systemic(user):
        return None
    return loading.draft_words("Systemic barrier", typed.get("title", ""))


LIKE = "like-"


def _add_url(target: str) -> str:
    """The form that a draft was begun in: of one barrier, of like ones, or of none."""
    if target.startswith(LIKE):
        return reverse("systemic_add", query={"like": target.removeprefix(LIKE)})
    return reverse("systemic_add", query={"barrier": target} if target else {})


_OURS_THEN = (
    "Everyone can read this because it says what a published source says. If you change its words, "
    "only people who are signed in can read it until a body that could change it has answered."
)


class AddSystemicBarrier(AddPage):
    """Record a cause that several barriers share, and ask the body that could change it.

    ``?barrier=`` is the first of them; ``?like=`` a sub-type that barriers of several places have.
    """

    template_name = "barriers/systemic/add.html"
    form, permission, guidance = AddSystemic, permissions.can_keep_systemic, "systemic"
    draft = drafts.register(
        "systemic-add",
        title=_draft_title,
        url=_add_url,
    )
    title = "Record a systemic barrier"
    lead = "One cause behind barriers of several places, and the body that could change it."
    success_message = "Systemic barrier saved."

    @cached_property
    def first(self) -> Barrier | None:
        """The barrier from whose page a new one starts, if the user sees it."""
        if reference := self.request.GET.get("barrier", ""):
            return get_object_or_404(loading.load(self.request.user).called(reference))
        return None

    @cached_property
    def cluster(self) -> list[Barrier]:
        """Similar barriers in several places, of those that the user sees."""
        number = row_number(self.request.GET.get("like"))
        return together(self.request.user, number) if number else []

    @property
    def target(self) -> str:
        if self.cluster:
            return f"{LIKE}{self.request.GET['like']}"
        return self.first.reference if self.first else ""

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "cluster": self.cluster}

    @property
    def cancel_url(self) -> str:
        return self.first.get_absolute_url() if self.first else SYSTEMIC[1]

    def breadcrumbs(self) -> list[tuple[str, str]]:
        return [BARRIERS, SYSTEMIC, ("Record one", "")]

    def arguments(self) -> dict[str, Any]:
        return {"user": self.request.user, "initial": self._taken_over()}

    def _taken_over(self) -> dict[str, Any]:
        """What a new one takes over from a barrier: none of its words, which may be private."""
        barrier = self.first
        if self.cluster:
            return self._of_cluster()
        if barrier is None:
            return {}
        facts = {"owner": barrier.unlocker, "category": barrier.category_id, "lever": barrier.lever}
        taken = {name: value for name, value in facts.items() if value}
        return taken | {"barriers": barrier.reference}

    def _of_cluster(self) -> dict[str, Any]:
        """The same of several like ones, with the body that most of them name, to be asked now."""
        body, kind = likeliest_body(self.cluster), self.cluster[0].category_id
        references = ", ".join(barrier.reference for barrier in self.cluster)
        taken = {"category": kind, "owner": body} if body else {"category": kind}
        return {**taken, "barriers": references, "asks_now": body is not None}

    def save(self, form: AddSystemic) -> SystemicBarrier:
        data = form.cleaned_data
        return actions.create_systemic(
            by=self.request.user,
            systemic=form.instance,
            barriers=data["barriers"],
            asks_now=data["asks_now"],
        )


class EditSystemicBarrier(ReferencedForm, OneSystemic):
    """Every fact of it; the second of two editors sees both versions.

    ``?owner=`` fills in the body that took over from one that has ended.
    """

    form, permission, guidance = EditSystemic, _keeps, "systemic"
    draft = _draft("systemic-edit", "Change of a systemic barrier", "systemic_edit", _keeps)
    page_title = "Edit"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.title = f"Edit {self.called}"
        ends = self.record.is_as_published and not self.record.answers.exists()
        self.lead = _OURS_THEN if ends else ""

    def arguments(self) -> dict[str, Any]:
        user = self.request.user
        slug = self.request.GET.get("owner", "").replace("\x00", "")
        heir = Organisation.objects.visible_to(user).filter(slug=slug).first() if slug else None
        return {**super().arguments(), "user": user, "heir": heir}

    def save(self, form: EditSystemic) -> SystemicBarrier:
        form.keep_unseen()
        return actions.edit_systemic(by=self.request.user, systemic=form.instance)


class AddMembers(ReferencedForm, OneSystemic):
    """Add barriers that share the cause, several at once."""

    form, permission = MembersForm, _keeps
    draft = _draft("systemic-members", "Members of a systemic barrier", "systemic_members", _keeps)
    title, page_title = "Add barriers that share the cause", "Add barriers"
    submit_label, success_message = "Add them", ""

    def arguments(self) -> dict[str, Any]:
        user = self.request.user
        return {"user": user, "suggested": suggestions(self.record, user)}

    def save(self, form: MembersForm) -> SystemicBarrier:
        barriers = form.all_barriers()
        new = actions.add_members(by=self.request.user, systemic=self.record, barriers=barriers)
        note = f"{count_words(len(new), 'barrier')} added." if new else "They were members already."
        messages.success(self.request, note)
        return self.record


@require_POST
def member_end(request: HttpRequest, pk: int, barrier: int) -> HttpResponse:
    """Take a barrier out: it has another cause after all."""
    systemic = get_object_or_404(page_data.load(request.user), pk=pk)
    rows = SystemicMember.objects.visible_to(request.user).filter(systemic=systemic)
    member = get_object_or_404(
        rows.select_related("barrier").defer("barrier__search"), barrier=min(barrier, LARGEST_ID)
    )
    if not permissions.can_keep_systemic(request.user):
        raise PermissionDenied
    actions.take_out(by=request.user, systemic=systemic, barrier=member.barrier)
    messages.success(request, f"Taken out: {member.barrier.reference}.")
    return redirect(systemic)


class AddAnswer(ReferencedForm, OneSystemic):
    """Publish what the body said."""

    form, permission = AnswerForm, permissions.can_publish_answer
    draft = _draft("systemic-answer", "Answer to a systemic barrier", "systemic_answer", permission)
    title, submit_label, success_message = (
        "Publish an answer",
        "Publish it",
        "The answer is on the page.",
    )
    form_takes_user = True

    def save(self, form: AnswerForm) -> SystemicBarrier:
        actions.publish_answer(by=self.request.user, systemic=self.record, **form.facts())
        return self.record


def _offer(user: Any, key: int | str) -> SystemicOffer:
    """An offer to a barrier that this user sees and may close; 404 or 403 where not."""
    rows = SystemicOffer.objects.visible_to(user).select_related("answer__systemic", "answer__body")
    offer: SystemicOffer = loading.row_of(rows.defer("answer__systemic__search"), key, user)
    offer.barrier = loading.load(user).get(pk=offer.barrier_id)
    if not can_close(user, offer.barrier):
        raise PermissionDenied
    return offer


def _offer_draft(key: str, address: str) -> drafts.Kind:
    return drafts.register_one(
        key,
        "Whether an answer helps",
        address,
        lambda user, target: _offer(user, target).barrier.title,
    )


class _OfferForm(EditPage, BelowBarrier):
    """What a place says to an answer that is offered to its barrier."""

    template_name = "barriers/systemic/offer.html"
    called = "Answer"
    record: SystemicOffer

    def load(self) -> SystemicOffer:
        return _offer(self.request.user, self.kwargs["pk"])

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.seen_by = self.record.barrier
        self.lead = self.record.barrier.title

    @property
    def cancel_url(self) -> str:
        return self.record.barrier.get_absolute_url()

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "offer": self.record}


class AcceptAnswer(_OfferForm):
    """The answer is the way out here: close the barrier with what unlocked it."""

    form, draft = AcceptForm, _offer_draft("systemic-accept", "systemic_accept")
    title, submit_label = "The answer resolves this barrier", "Close it as resolved"

    def arguments(self) -> dict[str, Any]:
        return {"offer": self.record}

    def save(self, form: AcceptForm) -> Barrier:
        actions.accept(by=self.request.user, offer=self.record, **form.cleaned_data)
        return self.record.barrier


class DeclineAnswer(_OfferForm):
    """The answer does not help here, and why."""

    form, draft = DeclineForm, _offer_draft("systemic-decline", "systemic_decline")
    title = "The answer does not help here"

    def arguments(self) -> dict[str, Any]:
        return {}

    def save(self, form: DeclineForm) -> Barrier:
        actions.decline(by=self.request.user, offer=self.record, **form.cleaned_data)
        return self.record.barrier
