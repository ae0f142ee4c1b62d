"""Addresses of example agreements."""

from django.urls import path

from barriers.example_agreement import views

ALL = "data-requests/agreements/"

urlpatterns = [
    path(ALL, views.ExampleAgreements.as_view(), name="example_agreements"),
    path(f"{ALL}add/", views.AddAgreement.as_view(), name="example_agreement_add"),
    path(f"{ALL}<int:pk>/edit/", views.EditAgreement.as_view(), name="example_agreement_edit"),
]
