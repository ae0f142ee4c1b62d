from __future__ import annotations

from django.urls import path

from people.secondment.opportunity_views import close, interest

urlpatterns = [
    path("opportunities/<int:pk>/close/", close, name="opportunity_close"),
    path("opportunities/<int:pk>/interest/", interest, name="opportunity_interest"),
]
