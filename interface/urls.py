"""Pages about Placebook itself, and the components in DEBUG."""

from django.conf import settings
from django.urls import path

from interface import views

urlpatterns = [
    path("about/", views.about, name="about"),
    path("about/words/", views.words, name="about_words"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
if settings.DEBUG:
    urlpatterns.append(path("design/", views.design, name="design"))
