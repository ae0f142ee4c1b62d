from django.urls import path

from deploy import views

urlpatterns = [path("server/", views.server, name="server")]
