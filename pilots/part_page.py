"""Forms about a part of a pilot (a referral, a cost, a lesson), below the pilot's address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse

from pilots.models import Pilot
from pilots.pilot import loading
from pilots.pilot.permissions import can_log_progress
from records import drafts
from records.drafts import Kind
from records.pages import FormPage

May = Callable[[Any, Pilot], bool]


def register_part(key: str, words: str, may: May = can_log_progress) -> Kind:
    """Make the form known that adds and changes parts of a pilot.

    It stands at the addresses ``<key>_add`` and ``<key>_edit``; the target is the pilot's slug,
    with the part's number behind a stroke.
    """

    def url(target: str) -> str:
        slug, _, pk = target.partition("/")
        return reverse(f"{key}_edit", args=[slug, pk]) if pk else reverse(f"{key}_add", args=[slug])

    return drafts.register(key.replace("_", "-"), title=loading.draft_title(words, may), url=url)


def title_of(
    words: str, model: Any, may: Callable[[Any, Any], bool], by: str = "pk"
) -> Callable[[Any, str, Mapping[str, str]], str | None]:
    """How drafts of a form about a record are called; None for who may not send it.

    The form's target is the record's number (its column ``by``), with what else it needs behind a
    stroke.
    """

    def title(user: Any, target: str, typed: Mapping[str, str]) -> str | None:
        value = target.partition("/")[0]
        if by == "pk" and not (value.isdecimal() and len(value) < 19):
            return None
        record = model.objects.visible_to(user).filter(**{by: value}).first()
        return f"{words}: {record}" if record and may(user, record) else None

    return title


def register_change(
    key: str, words: str, address: str, of: tuple[Any, Callable[[Any, Any], bool]], by: str = "pk"
) -> Kind:
    """Make the form known that stands at this address and is about one record.

    ``of`` is the record's model, and who may send the form: ``may(user, record)``.
    """
    model, may = of
    return drafts.register(
        key,
        title=title_of(words, model, may, by),
        url=lambda target: reverse(address, args=[target]),
    )


class NamesSourcePage(FormPage):
    """A form page whose record names the document that it is from."""

    def save(self, form: Any) -> Any:
        form.instance.source = form.named_source(self.request.user)
        return super().save(form)
