from __future__ import annotations

from django.urls import path

from people.training.views import own_training

urlpatterns = [path("<int:pk>/own/", own_training, name="course_own")]
