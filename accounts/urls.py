"""Addresses of accounts. Nobody signs up, so allauth's other pages are not routed."""

from django.urls import path, re_path

from accounts.account import views
from accounts.notice import views as notices
from accounts.session import views as sessions
from accounts.sign_on import views as sign_on
from accounts.two_step import views as two_step

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/notices/", notices.notices, name="notices"),
    path("account/notices/read/", notices.notices_read, name="notices_read"),
    path("account/notices/letter/", notices.notices_letter, name="notices_letter"),
    path("account/letter/stop/<str:token>/", notices.letter_leave, name="letter_leave"),
    path("account/notices/<int:pk>/read/", notices.notice_read, name="notice_read"),
    path("account/sign-in/", views.SignIn.as_view(), name="account_login"),
    path("account/sign-out/", views.SignOut.as_view(), name="account_logout"),
    path("account/password/", views.ChangePassword.as_view(), name="account_change_password"),
    path("account/forgotten/", views.forgotten, name="account_reset_password"),
    path("account/forgotten/sent/", views.forgotten_done, name="account_reset_password_done"),
    path(
        "account/forgotten/done/",
        views.new_password_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        views.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("account/confirm/", views.Confirm.as_view(), name="account_reauthenticate"),
    path("account/confirm/code/", two_step.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("account/confirm/done/", sign_on.confirmed, name="sign_on_confirmed"),
    path("account/confirm/with/<slug:provider_id>/", sign_on.again, name="sign_on_again"),
    path("account/sign-in/code/", two_step.SecondStep.as_view(), name="mfa_authenticate"),
    path("account/sign-in/with/<slug:provider_id>/", sign_on.begin, name="openid_connect_login"),
    path(
        "account/sign-in/with/<slug:provider_id>/back/",
        sign_on.callback,
        name="openid_connect_callback",
    ),
    path("account/sessions/", sessions.sessions, name="usersessions_list"),
    path("account/sessions/<int:pk>/end/", sessions.session_end, name="session_end"),
    path("account/two-step/", two_step.Overview.as_view(), name="mfa_index"),
    path("account/two-step/on/", two_step.TurnOn.as_view(), name="mfa_activate_totp"),
    path("account/two-step/off/", two_step.TurnOff.as_view(), name="mfa_deactivate_totp"),
    path(
        "account/two-step/codes/", two_step.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"
    ),
    path(
        "account/two-step/codes/new/",
        two_step.NewCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/two-step/codes/file/",
        two_step.DownloadCodes.as_view(),
        name="mfa_download_recovery_codes",
    ),
]
