from __future__ import annotations

from django.urls import path

from pilots.total.views import DefinitionPage

urlpatterns = [path("indicators/<slug:slug>/", DefinitionPage.as_view(), name="shared_definition")]
