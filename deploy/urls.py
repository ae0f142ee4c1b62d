from django.urls import path

from deploy import views

urlpatterns = [
    path("server/", views.server, name="server"),
    path("metrics", views.metrics, name="metrics"),
]
