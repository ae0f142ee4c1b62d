from __future__ import annotations

from django.urls import path

from pilots.shared_definition import pages

DEFINITION = "indicators/<slug:slug>/"

urlpatterns = [
    path("indicators/", pages.SharedDefinitions.as_view(), name="shared_definitions"),
    path("indicators/add/", pages.AddDefinition.as_view(), name="shared_definition_add"),
    path("indicators/suggest/", pages.shared_definition_suggest, name="shared_definition_suggest"),
    path(
        f"{DEFINITION}history/",
        pages.DefinitionHistory.as_view(),
        name="shared_definition_history",
    ),
    path(f"{DEFINITION}edit/", pages.EditDefinition.as_view(), name="shared_definition_edit"),
]
