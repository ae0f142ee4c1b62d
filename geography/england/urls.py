from django.urls import path

from geography.england import views

urlpatterns = [path("data/official-figures/", views.official_figures, name="official_figures")]
