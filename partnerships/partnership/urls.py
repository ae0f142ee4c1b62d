"""Addresses of partnerships and their members."""

from django.urls import path

from partnerships.partnership import views

urlpatterns = [
    path("add/", views.AddPartnershipPage.as_view(), name="partnership_add"),
    path("members/<int:pk>/edit/", views.EditMemberPage.as_view(), name="member_edit"),
    path("members/<int:pk>/take-back/", views.TakeBackMember.as_view(), name="member_take_back"),
    path("<slug:slug>/", views.PartnershipPage.as_view(), name="partnership"),
    path("<slug:slug>/edit/", views.EditPartnershipPage.as_view(), name="partnership_edit"),
    path("<slug:slug>/end/", views.EndPartnershipPage.as_view(), name="partnership_end"),
    path("<slug:slug>/members/add/", views.AddMemberPage.as_view(), name="member_add"),
    path("<slug:slug>/history/", views.PartnershipHistory.as_view(), name="partnership_history"),
    path(
        "<slug:slug>/take-back/",
        views.TakeBackPartnership.as_view(),
        name="partnership_take_back",
    ),
]
