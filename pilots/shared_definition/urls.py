from __future__ import annotations

from django.urls import path

from pilots.shared_definition.views import shared_definition_suggest

urlpatterns = [
    path("indicators/suggest/", shared_definition_suggest, name="shared_definition_suggest"),
]
