"""Addresses of the practice library."""

from django.urls import path, register_converter

from barriers.practice import believed_views as believed
from barriers.practice import guidance_views as guidance
from barriers.practice import views


class Code:
    """A step: ``1a``."""

    regex = "[1-9][a-z]"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "practice_code")
GUIDANCE = "practice/guidance/<int:pk>/"
EXAMPLES = "practice/examples/"
BELIEVED = "practice/believed/<int:pk>/"

urlpatterns = [
    path("practice/", views.Library.as_view(), name="practice_library"),
    path("practice/partnership/", views.PartnershipPage.as_view(), name="practice_partnership"),
    path("practice/kinds/<slug:key>/", views.KindPage.as_view(), name="practice_kind"),
    path("practice/<practice_code:code>/", views.StepPage.as_view(), name="practice"),
    path("practice/guidance/", guidance.GuidanceList.as_view(), name="guidance_list"),
    path("practice/guidance/add/", guidance.AddGuidance.as_view(), name="guidance_add"),
    path(GUIDANCE, guidance.GuidancePage.as_view(), name="guidance"),
    path(f"{GUIDANCE}edit/", guidance.EditGuidance.as_view(), name="guidance_edit"),
    path(f"{GUIDANCE}checked/", guidance.guidance_checked, name="guidance_checked"),
    path(f"{GUIDANCE}history/", guidance.GuidanceHistory.as_view(), name="guidance_history"),
    path(EXAMPLES, guidance.Examples.as_view(), name="practice_examples"),
    path(f"{EXAMPLES}add/", guidance.AddExample.as_view(), name="practice_example_add"),
    path(f"{EXAMPLES}<int:pk>/edit/", guidance.EditExample.as_view(), name="practice_example_edit"),
    path("practice/believed/", believed.BelievedList.as_view(), name="believed_list"),
    path(BELIEVED, believed.BelievedPage.as_view(), name="believed"),
    path(f"{BELIEVED}edit/", believed.EditBelieved.as_view(), name="believed_edit"),
    path(f"{BELIEVED}history/", believed.BelievedHistory.as_view(), name="believed_history"),
]
