from __future__ import annotations

from django.urls import path

from people.recognition import views

urlpatterns = [
    path("recognition/", views.Recognitions.as_view(), name="recognitions"),
    path(
        "organisations/<slug:slug>/thank/",
        views.ThankOrganisation.as_view(),
        name="organisation_thank",
    ),
    path("job-roles/<int:pk>/thank/", views.ThankPost.as_view(), name="post_thank"),
    path("recognition/<int:pk>/", views.RecognitionPage.as_view(), name="recognition"),
    path("recognition/<int:pk>/edit/", views.EditRecognition.as_view(), name="recognition_edit"),
    path(
        "recognition/<int:pk>/history/",
        views.RecognitionHistory.as_view(),
        name="recognition_history",
    ),
]
