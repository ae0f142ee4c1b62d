from __future__ import annotations

from django.urls import path

from pilots.shared_definition import views

DEFINITION = "indicators/<slug:slug>/"

urlpatterns = [
    path("indicators/", views.SharedDefinitions.as_view(), name="shared_definitions"),
    path("indicators/add/", views.AddDefinition.as_view(), name="shared_definition_add"),
    path("indicators/suggest/", views.shared_definition_suggest, name="shared_definition_suggest"),
    path(
        f"{DEFINITION}history/",
        views.DefinitionHistory.as_view(),
        name="shared_definition_history",
    ),
    path(f"{DEFINITION}edit/", views.EditDefinition.as_view(), name="shared_definition_edit"),
]
