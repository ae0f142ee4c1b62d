"""Every address, by app. The words of the addresses are in the design, section 6."""

from django.urls import path

from config import health

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
]
