"""Addresses of the practice library."""

from django.urls import path, register_converter

from barriers.belief import pages
from barriers.practice import pages as practice
from barriers.practice import pages as practice_change


class Code:
    """A step: ``1a``."""

    regex = "[1-9][a-z]"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "practice_code")
GUIDANCE = "practice/guidance/<int:pk>/"
BELIEVED = "practice/believed/<int:pk>/"

urlpatterns = [
    path("practice/", practice.library, name="practice_library"),
    path("practice/kinds/<slug:slug>/", practice.kind, name="practice_kind"),
    path("practice/<practice_code:code>/", practice.step, name="practice"),
    path("practice/guidance/", practice.guidance_list, name="guidance_list"),
    path("practice/guidance/add/", practice_change.guidance_add, name="guidance_add"),
    path(GUIDANCE, practice.guidance, name="guidance"),
    path(f"{GUIDANCE}edit/", practice_change.guidance_edit, name="guidance_edit"),
    path(f"{GUIDANCE}checked/", practice_change.guidance_checked, name="guidance_checked"),
    path(f"{GUIDANCE}history/", practice.guidance_history, name="guidance_history"),
    path("practice/examples/", practice.examples, name="practice_examples"),
    path("practice/examples/add/", practice_change.example_add, name="practice_example_add"),
    path(
        "practice/examples/<int:pk>/edit/",
        practice_change.example_edit,
        name="practice_example_edit",
    ),
    path("practice/believed/", pages.believed_list, name="believed_list"),
    path(BELIEVED, pages.believed, name="believed"),
    path(f"{BELIEVED}edit/", pages.believed_edit, name="believed_edit"),
    path(f"{BELIEVED}history/", pages.believed_history, name="believed_history"),
]
