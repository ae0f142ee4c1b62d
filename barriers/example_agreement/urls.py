"""Addresses of example agreements."""

from django.urls import path

from barriers.example_agreement import pages

ALL = "data-requests/agreements/"

urlpatterns = [
    path(ALL, pages.ExampleAgreements.as_view(), name="example_agreements"),
    path(f"{ALL}add/", pages.AddAgreement.as_view(), name="example_agreement_add"),
    path(f"{ALL}<int:pk>/edit/", pages.EditAgreement.as_view(), name="example_agreement_edit"),
]
