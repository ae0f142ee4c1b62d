"""The address at which somebody's roles are handed over."""

from django.urls import path

from people.hand_over.views import HandOver

urlpatterns = [path("people/<int:pk>/hand-over/", HandOver.as_view(), name="hand_over")]
