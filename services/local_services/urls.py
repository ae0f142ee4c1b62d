from __future__ import annotations

from django.urls import path

from services.local_services import pages

urlpatterns = [
    path("places/<slug:slug>/services/", pages.Services.as_view(), name="place_services"),
    path("places/<slug:slug>/services/add/", pages.AddService.as_view(), name="service_add"),
    path("services/<int:pk>/", pages.ServicePage.as_view(), name="local_service"),
    path("services/<int:pk>/edit/", pages.ChangeService.as_view(), name="service_edit"),
    path("services/<int:pk>/same/", pages.SameService.as_view(), name="service_merge"),
    path("services/merges/<int:pk>/undo/", pages.UndoMerge.as_view(), name="service_merge_undo"),
    path("services/<int:pk>/clash/", pages.FlagClashPage.as_view(), name="service_clash"),
    path("services/<int:pk>/history/", pages.ServiceHistory.as_view(), name="service_history"),
    path("services/clashes/<int:pk>/", pages.SettleClashPage.as_view(), name="clash_settle"),
]
