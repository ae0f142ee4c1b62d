"""Recommended steps: added, changed and ended by administrators."""

from __future__ import annotations

from typing import Any

from barriers.barrier.loading import BARRIERS
from barriers.models import Practice
from barriers.practice.actions import add_step
from barriers.practice.permissions import can_keep_steps
from barriers.practice.step_forms import AddStepForm, StepForm
from barriers.practice.views import LIBRARY
from interface.parts import Theme
from registry.kind_by_itself import KindByItself


class Steps(KindByItself):
    """Steps that are recommended against a kind of barrier; each has its page in the library."""

    model, form, title, path = Practice, StepForm, "Recommended steps", "practice/steps"
    noun, public = "recommended step", True
    named_by, address = "code", "<slug:code>"
    may_add = may_edit = can_keep_steps
    add_title, edit_title = "Add a recommended step", "Change a recommended step"
    add_message = edit_message = "Saved."
    draft_words, draft_field = "Recommended step", "step"
    menu = {
        "label": "Add a recommended step",
        "says": "What helps against a kind of barrier",
        "theme": Theme.BARRIERS,
        "order": 155,
        "words": "practice library new",
    }
    without = ("List", "Page", "TakeBack")

    @classmethod
    def above(cls) -> list[tuple[str, str]]:
        return [BARRIERS, LIBRARY]

    class Add(KindByItself.Add):
        form, lead = AddStepForm, "Everybody can read it."

        def write(self, form: Any) -> Practice:
            return add_step(by=self.request.user, step=form.instance)

    class Edit(KindByItself.Edit):
        lead, page_title = "Everybody can read it.", "Change"

    class History(KindByItself.History):
        public = True
