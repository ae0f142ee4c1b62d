"""Addresses of people, their roles and invitations."""

from django.urls import path, re_path

from partnerships.models import Organisation, Place, Programme
from partnerships.role import pages, sign_in_pages, user_pages

urlpatterns = [
    path("people/", user_pages.Users.as_view(), name="people"),
    path("people/add/", user_pages.AddAdministrator.as_view(), name="administrator_add"),
    path("people/<int:pk>/", user_pages.UserPage.as_view(), name="person_roles"),
    path("people/<int:pk>/close/", user_pages.close_account, name="account_close"),
    path("people/<int:pk>/two-step/", sign_in_pages.two_step_off, name="person_two_step_off"),
    path("people/<int:pk>/sign-on/", sign_in_pages.separate, name="person_separate"),
    path("roles/<int:pk>/end/", pages.EndRole.as_view(), name="role_end"),
    re_path(
        r"^invitations/(?P<pk>\d{1,18})/(?P<what>again|withdraw)/$",
        pages.invitation_change,
        name="invitation_change",
    ),
    path("invitation/<str:token>/", pages.invitation, name="invitation"),
]
for model, folder in (
    (Place, "places"),
    (Programme, "programmes"),
    (Organisation, "organisations"),
):
    name = model._meta.model_name
    urlpatterns += [
        path(
            f"{folder}/<slug:slug>/people/",
            pages.People.as_view(model=model),
            name=f"{name}_people",
        ),
        path(
            f"{folder}/<slug:slug>/people/add/",
            pages.AddRole.as_view(model=model),
            name=f"{name}_role_add",
        ),
    ]
