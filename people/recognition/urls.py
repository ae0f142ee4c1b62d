from __future__ import annotations

from django.urls import path

from people.recognition import pages

urlpatterns = [
    path("recognition/", pages.Recognitions.as_view(), name="recognitions"),
    path(
        "organisations/<slug:slug>/thank/",
        pages.ThankOrganisation.as_view(),
        name="organisation_thank",
    ),
    path("job-roles/<int:pk>/thank/", pages.ThankPost.as_view(), name="post_thank"),
    path("recognition/<int:pk>/", pages.RecognitionPage.as_view(), name="recognition"),
    path("recognition/<int:pk>/edit/", pages.EditRecognition.as_view(), name="recognition_edit"),
    path(
        "recognition/<int:pk>/history/",
        pages.RecognitionHistory.as_view(),
        name="recognition_history",
    ),
]
