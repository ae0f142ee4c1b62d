"""Addresses of people, their roles, teams and invitations."""

from django.urls import path, re_path

from partnerships.models import Organisation, Place, Programme
from people.models import Team
from people.role import (
    asking_views,
    confirming_views,
    ending_views,
    many_views,
    sign_in_views,
    taking_up_views,
    team_views,
    user_views,
    views,
)
from people.role.filters import PlaceRoleFilter, ProgrammeRoleFilter, RoleFilter

FILTERS = {Place: PlaceRoleFilter, Programme: ProgrammeRoleFilter}
urlpatterns = [
    path("people/", user_views.Users.as_view(), name="people"),
    path("people/add/", user_views.AddAdministrator.as_view(), name="administrator_add"),
    path("people/roles/", user_views.Roles.as_view(), name="roles"),
    path("people/confirm/", confirming_views.ConfirmRoles.as_view(), name="people_confirm"),
    path("people/<int:pk>/", user_views.UserPage.as_view(), name="person_roles"),
    path("people/<int:pk>/close/", user_views.account_close, name="account_close"),
    path("people/<int:pk>/two-step/", sign_in_views.two_step_off, name="person_two_step_off"),
    path("people/<int:pk>/sign-on/", sign_in_views.separate, name="person_separate"),
    path(
        "programmes/<slug:slug>/people/invite/",
        many_views.InviteManyOf.as_view(),
        name="programme_invite_many",
    ),
    path("roles/ask/", asking_views.AskWhere.as_view(), name="role_ask"),
    path("roles/<int:pk>/end/", ending_views.EndRole.as_view(), name="role_end"),
    re_path(
        r"^invitations/(?P<pk>\d{1,18})/(?P<what>again|withdraw)/$",
        ending_views.invitation_change,
        name="invitation_change",
    ),
    path("invitation/<str:token>/", taking_up_views.invitation, name="invitation"),
    path("teams/<int:pk>/end/", team_views.EndTeam.as_view(), name="team_end"),
    path("teams/<int:pk>/name/", team_views.EditTeam.as_view(), name="team_edit"),
]
for model, at in (
    (Place, "places/<slug:slug>"),
    (Programme, "programmes/<slug:slug>"),
    (Organisation, "organisations/<slug:slug>"),
    (Team, "teams/<int:pk>"),
):
    name, key = model._meta.model_name, "pk" if model is Team else "slug"
    narrowed = FILTERS.get(model, RoleFilter)
    of = views.People.as_view(of=model, filters=narrowed)
    give = views.AddRole.as_view(model=model, key=key)
    confirm = confirming_views.ConfirmRoles.as_view(of=model)
    urlpatterns += [
        path(f"{at}/people/", of, name=f"{name}_people"),
        path(f"{at}/people/add/", give, name=f"{name}_role_add"),
        path(f"{at}/people/confirm/", confirm, name=f"{name}_people_confirm"),
    ]
    if model is not Team:
        ask = asking_views.AskAt.as_view(model=model)
        urlpatterns += [path(f"{at}/people/ask/", ask, name=f"{name}_role_ask")]
    if model in (Place, Programme):
        team = team_views.AddTeam.as_view(model=model)
        urlpatterns += [path(f"{at}/people/teams/add/", team, name=f"{name}_team_add")]
