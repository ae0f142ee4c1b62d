"""A page that is one form: drafts, one sending, edit conflicts; the same for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from records import conflicts, form_draft
from records.drafts import Kind


@dataclass(frozen=True)
class FormPage:
    """What stands around a form.

    ``kind`` and ``target`` name it for drafts; ``back`` is where "Leave without saving" leads;
    ``kept`` says what is kept of people named in it, to what end and until when; ``seen_by`` is the
    record whose readers read what is written; ``context`` goes to the template as it is, which is
    one of its own only where the form needs more than its fields in a row.
    """

    kind: Kind
    target: str
    heading: str
    back: str
    crumbs: list[tuple[str, str]]
    lead: str = ""
    verb: str = "Save"
    said: str = "Saved."
    kept: str = ""
    seen_by: Any = None
    context: dict[str, Any] = field(default_factory=dict)
    template: str = "partnerships/form.html"


def answer(
    request: HttpRequest,
    page: FormPage,
    make: Callable[..., Any],
    write: Callable[[Any], Any] | None = None,
    **kwargs: Any,
) -> HttpResponse:
    """Show the form, or do what it asks for: ``write(form)``, else ``form.save()``.

    A ValidationError that ``write`` raises is shown at the top of the form.
    """
    sheet = form_draft.sheet(request, page.kind, target=page.target)
    form = sheet.form(make, **kwargs)
    if sheet.answer:
        return sheet.answer
    conflict = None
    if sheet.is_sent and form.is_valid():
        try:
            return sheet.send(lambda: _save(form, write), said=page.said)
        except conflicts.Conflict as found:
            conflict = found
        except ValidationError as problem:
            form.add_error(None, problem)
    context = {"form": form, "sheet": sheet, "conflict": conflict, "page": page}
    return render(request, page.template, {**context, "crumbs": page.crumbs, **page.context})


def _save(form: Any, write: Callable[[Any], Any] | None) -> Any:
    if isinstance(form, conflicts.Versioned) and form.instance.pk:
        return conflicts.save(form, (lambda: write(form)) if write else None)
    return write(form) if write else form.save()
