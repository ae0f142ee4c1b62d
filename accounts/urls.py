"""Addresses of accounts. Nobody signs up, so allauth's other pages are not routed."""

from django.urls import path, re_path

from accounts.account import pages as views
from accounts.notice import pages
from accounts.notice import pages as notices

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/notices/", notices.notices, name="notices"),
    path("account/notices/read/", notices.notices_read, name="notices_read"),
    path("account/notices/letter/", notices.notices_letter, name="notices_letter"),
    path("account/letter/stop/<str:token>/", pages.letter_leave, name="letter_leave"),
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
]
