"""What is asked once for many barriers."""

from __future__ import annotations

from typing import Any

from barriers.barrier.bodies import must_stand
from barriers.closing.forms import CloseForm
from barriers.models import Barrier
from partnerships.models import Organisation
from partnerships.organisation.fields import organisation_field
from records.bulk.lists import OperationForm


class CloseSeveral(CloseForm):
    """How they ended. What was learned goes into no library: it would stand there many times."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, barrier=Barrier(), **kwargs)
        self.user = user
        fields: Any = self.fields
        fields["status"].label = "How did they end?"
        fields["status"].choices = [
            (Barrier.Status.RESOLVED, "They are resolved"),
            (Barrier.Status.CLOSED_UNRESOLVED, "They ended without being resolved"),
        ]
        fields["how"].label = "How were they resolved?"
        fields["unlocked_by"].label = "Who or what unlocked them?"
        fields["what"].help_text = "It is shown on each barrier’s page and in its history."
        fields["no_lesson_because"].label = "What can others learn from them?"
        fields[
            "no_lesson_because"
        ].help_text = "It is shown with how they ended, not in the lessons library"
        fields["no_lesson_because"].error_messages["required"] = (
            "Write what others can learn from them, or that there is nothing"
        )


class NameOwnerOfSeveral(OperationForm):
    """The body that could change them."""

    to = organisation_field("Which organisation could change them?")
    field_order = ("to", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        seen = Organisation.objects.visible_to(self.user)
        fields["to"].queryset = seen.filter(merged_into=None)

    def clean_to(self) -> Any:
        """It has not ended."""
        body = self.cleaned_data["to"]
        if body is not None:
            must_stand(body)
        return body
