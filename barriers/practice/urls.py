"""Addresses of the practice library."""

from django.urls import path, register_converter

from barriers.practice import believed_views as believed
from barriers.practice import views
from barriers.practice.guidance_views import guidance_checked


class Code:
    """A step: ``1a``."""

    regex = "[1-9][a-z]"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "practice_code")
BELIEVED = "practice/believed/<int:pk>/"

urlpatterns = [
    path("practice/", views.Library.as_view(), name="practice_library"),
    path("practice/partnership/", views.PartnershipPage.as_view(), name="practice_partnership"),
    path("practice/kinds/<slug:key>/", views.KindPage.as_view(), name="practice_kind"),
    path("practice/<practice_code:code>/", views.StepPage.as_view(), name="practice"),
    path("practice/guidance/<int:pk>/checked/", guidance_checked, name="guidance_checked"),
    path("practice/believed/", believed.BelievedList.as_view(), name="believed_list"),
    path(BELIEVED, believed.BelievedPage.as_view(), name="believed"),
    path(f"{BELIEVED}edit/", believed.EditBelieved.as_view(), name="believed_edit"),
    path(f"{BELIEVED}history/", believed.BelievedHistory.as_view(), name="believed_history"),
]
