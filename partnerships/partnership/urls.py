"""Addresses of partnerships and their members."""

from django.urls import path

from partnerships.partnership import pages

urlpatterns = [
    path("add/", pages.AddPartnershipPage.as_view(), name="partnership_add"),
    path("members/<int:pk>/edit/", pages.EditMemberPage.as_view(), name="member_edit"),
    path("members/<int:pk>/take-back/", pages.TakeBackMember.as_view(), name="member_take_back"),
    path("<slug:slug>/", pages.PartnershipPage.as_view(), name="partnership"),
    path("<slug:slug>/edit/", pages.EditPartnershipPage.as_view(), name="partnership_edit"),
    path("<slug:slug>/end/", pages.EndPartnershipPage.as_view(), name="partnership_end"),
    path("<slug:slug>/members/add/", pages.AddMemberPage.as_view(), name="member_add"),
    path("<slug:slug>/history/", pages.PartnershipHistory.as_view(), name="partnership_history"),
    path(
        "<slug:slug>/take-back/",
        pages.TakeBackPartnership.as_view(),
        name="partnership_take_back",
    ),
]
