from __future__ import annotations

from django.urls import path

from partnerships.secondment import pages

urlpatterns = [
    path("", pages.Secondments.as_view(), name="secondments"),
    path("add/", pages.AddSecondment.as_view(), name="secondment_add"),
    path("<int:pk>/", pages.SecondmentPage.as_view(), name="secondment"),
    path("<int:pk>/edit/", pages.EditSecondment.as_view(), name="secondment_edit"),
    path("<int:pk>/history/", pages.SecondmentHistory.as_view(), name="secondment_history"),
]
