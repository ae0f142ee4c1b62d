"""Addresses of making public what names a body."""

from django.urls import path

from barriers.publication import list_views, reply_views, views

ALL = "publications/"
ONE = f"{ALL}<int:pk>/"

urlpatterns = [
    path(
        "barriers/<barrier_reference:pk>/publish/",
        views.MakePublic.as_view(),
        name="barrier_publish",
    ),
    path(ALL, list_views.Publications.as_view(), name="publications"),
    path(f"{ALL}pauses/", list_views.Pauses.as_view(), name="publishing_pauses"),
    path(f"{ALL}pauses/add/", list_views.AddPause.as_view(), name="publishing_pause_add"),
    path(f"{ALL}pauses/<int:pk>/end/", list_views.end_early, name="publishing_pause_end"),
    path(ONE, views.PublicationPage.as_view(), name="publication"),
    path(f"{ONE}agree/", views.Agree.as_view(), name="publication_agree"),
    path(f"{ONE}object/", views.Object.as_view(), name="publication_object"),
    path(f"{ONE}reply/", reply_views.Reply.as_view(), name="publication_reply"),
    path(f"{ONE}withdraw/", views.Withdraw.as_view(), name="publication_withdraw"),
]
