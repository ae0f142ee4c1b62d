from __future__ import annotations

from django.urls import path

from services.local_services import views

urlpatterns = [
    path("places/<slug:slug>/services/", views.Services.as_view(), name="place_services"),
    path("places/<slug:slug>/services/add/", views.AddService.as_view(), name="service_add"),
    path("services/<int:pk>/", views.ServicePage.as_view(), name="local_service"),
    path("services/<int:pk>/edit/", views.ChangeService.as_view(), name="service_edit"),
    path("services/<int:pk>/same/", views.SameService.as_view(), name="service_merge"),
    path("services/merges/<int:pk>/undo/", views.UndoMerge.as_view(), name="service_merge_undo"),
    path("services/<int:pk>/clash/", views.FlagClashPage.as_view(), name="service_clash"),
    path("services/<int:pk>/history/", views.ServiceHistory.as_view(), name="service_history"),
    path("services/clashes/<int:pk>/", views.SettleClashPage.as_view(), name="clash_settle"),
]
