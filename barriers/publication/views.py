"""Asking to make a barrier public that names a body, agreeing, objecting, withdrawing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from barriers.barrier import loading
from barriers.barrier.loading import BARRIERS
from barriers.barrier.permissions import can_publish
from barriers.barrier.views import BarrierForm, BelowBarrier, BelowBarrierForm
from barriers.models import Barrier, Publication
from barriers.publication import actions, page_data, permissions
from barriers.publication.agreed_words import mark_of
from barriers.publication.forms import (
    AgreeForm,
    AskToPublish,
    ObjectForm,
    WithdrawPublication,
)
from barriers.publication.list_views import PUBLICATIONS
from barriers.publication.named import Named, named_in
from barriers.publication.page_data import live_of
from interface.articles import with_article
from interface.words import list_words


def _agrees(user: Any, publication: Publication) -> bool:
    """Also once it is agreed: the second of two is told of the first."""
    return can_publish(user, publication.barrier)


def _objects(user: Any, publication: Publication) -> bool:
    return permissions.can_object(user, publication.barrier)


def _withdraws(user: Any, publication: Publication) -> bool:
    """Also once it is withdrawn: the second of two is told of the first."""
    if publication.is_over:
        return _agrees(user, publication)
    return permissions.can_withdraw(user, publication)


_draft = partial(loading.kind_about, rows=page_data.load, name="barrier.title")


class OnePublication(BelowBarrier):
    """What every page about one publication loads."""

    model, called = Publication, "Making it public"
    record: Publication

    def get_queryset(self) -> QuerySet[Publication]:
        return page_data.load(self.request.user)


class PublicationPage(OnePublication):
    """One barrier on its way to the public: its words as they will be, and where it stands."""

    template_name = "barriers/publication/record.html"

    @cached_property
    def facts(self) -> page_data.PublicationFacts:
        """What the page shows of it to this reader."""
        return page_data.build(self.record, self.request.user)

    def breadcrumbs(self) -> list[tuple[str, str]]:
        if self.facts.reads_barrier:
            return super().breadcrumbs()
        return [BARRIERS, PUBLICATIONS, ("One", "")]

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "page": self.facts}


def _asked(barrier: Barrier, named: list[Named]) -> str:
    """All that are asked, as far as is known before the place says who is meant."""
    linked = [with_article(barrier.unlocker)] if barrier.unlocker else []
    return list_words([*linked, "each organisation that is meant"] if named else linked)


def _or_show_again(form: Any, act: Callable[[], Publication], seen: str) -> Publication:
    """Do it; where it is refused, the form that is shown again has the words of today."""
    try:
        return act()
    except ValidationError:
        form.show_again(seen)
        raise


class MakePublic(BarrierForm):
    """Ask that everybody may read a barrier that names a body."""

    template_name = "barriers/publication/form.html"
    form, permission = AskToPublish, permissions.can_ask_to_publish
    draft = loading.kind_about_barrier(
        "barrier-publish", "Ask to make public", "barrier_publish", permission
    )
    title, page_title = "Make this barrier public", "Make public"

    @cached_property
    def seen(self) -> str:
        """The mark of the words that stand on the page."""
        return mark_of(self.record)

    @cached_property
    def named(self) -> list[Named]:
        """The bodies that its words name, beside the one that is linked."""
        return named_in(self.record)

    @cached_property
    def decides(self) -> bool:
        """Whether asking is agreeing."""
        return can_publish(self.request.user, self.record)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Leads elsewhere where it names nobody, or is on its way already."""
        if self.record.unlocker_id is None and not self.named:
            notice = "It names no organisation, so nobody has to be asked: choose who can see it."
            messages.info(request, notice)
            return redirect("barrier_edit", self.record.reference)
        live = live_of(self.record, request.user)
        return redirect(live) if live else super().get(request, **kwargs)

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        asked = _asked(self.record, self.named)
        self.submit_label = f"Ask {asked}" if self.decides else "Ask the place"
        self.success_message = "Agreed." if self.decides else "Your request is recorded."
        return super().answer(request)

    def arguments(self) -> dict[str, Any]:
        return {"seen": self.seen, "decides": self.decides, "named": self.named}

    def get_context_data(self) -> dict[str, Any]:
        preview = page_data.preview_of(self.record)
        asked = _asked(self.record, self.named)
        are_many = bool(self.named and self.record.unlocker)
        said = {"preview": preview, "decides": self.decides, "asked": asked, "are_many": are_many}
        return {**super().get_context_data(), **said}

    def save(self, form: AskToPublish) -> Publication:
        answers = {"because": form.cleaned_data["because"], "seen": form.cleaned_data["seen"]}
        submit = partial(
            actions.ask_to_publish,
            by=self.request.user,
            barrier=self.record,
            meant=form.meant(),
            **answers,
        )
        return _or_show_again(form, submit, self.seen)


class PublicationForm(BelowBarrierForm, OnePublication):
    """A form about one publication, with the words of the barrier above it."""

    template_name = "barriers/publication/form.html"

    def get_context_data(self) -> dict[str, Any]:
        return {
            **super().get_context_data(),
            "because": self.record.because,
            "preview": page_data.preview_of(self.record.barrier),
            "barrier": self.record.barrier,
        }


class Agree(PublicationForm):
    """The place agrees to these very words."""

    form, permission = AgreeForm, _agrees
    draft = _draft("publication-agree", "Agree to make public", "publication_agree", permission)
    title = "Agree to make it public"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = _asked(self.record.barrier, self.named)
        self.submit_label, self.success_message = f"Agree and ask {asked}", "Agreed."

    @cached_property
    def seen(self) -> str:
        """The mark of the words that stand on the page."""
        return mark_of(self.record.barrier)

    @cached_property
    def named(self) -> list[Named]:
        """The bodies that its words name, beside the one that is linked."""
        return named_in(self.record.barrier)

    def arguments(self) -> dict[str, Any]:
        return {"seen": self.seen, "named": self.named}

    def save(self, form: AgreeForm) -> Publication:
        agree = partial(
            actions.agree,
            by=self.request.user,
            publication=self.record,
            seen=form.cleaned_data["seen"],
            meant=form.meant(),
        )
        return _or_show_again(form, agree, self.seen)


class Object(PublicationForm):
    """Another of its places objects."""

    form, permission = ObjectForm, _objects
    draft = _draft("publication-object", "Object", "publication_object", permission)
    title, submit_label = "Object to making it public", "Object"
    success_message = "Objection saved. The lead place has to agree again, or withdraw."

    def save(self, form: ObjectForm) -> Publication:
        actions.object_to(by=self.request.user, publication=self.record, **form.cleaned_data)
        return self.record


class Withdraw(PublicationForm):
    """The place takes it back, before or after it was public."""

    form, permission = WithdrawPublication, _withdraws
    draft = _draft("publication-withdraw", "Withdraw", "publication_withdraw", permission)
    title = "Withdraw it"
    success_message = "Withdrawn. Everyone signed in who could read it still can."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.record.state == Publication.State.PUBLISHED:
            self.title = self.page_title = "Take it out of public view"
        self.submit_label = self.title

    def save(self, form: WithdrawPublication) -> Publication:
        actions.withdraw(by=self.request.user, publication=self.record, **form.cleaned_data)
        return self.record
