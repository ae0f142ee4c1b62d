"""Addresses of making public what names a body."""

from django.urls import path

from barriers.publication import list_pages, pages, reply_pages

ALL = "publications/"
ONE = f"{ALL}<int:pk>/"

urlpatterns = [
    path(
        "barriers/<barrier_reference:pk>/publish/",
        pages.MakePublic.as_view(),
        name="barrier_publish",
    ),
    path(ALL, list_pages.Publications.as_view(), name="publications"),
    path(f"{ALL}pauses/", list_pages.Pauses.as_view(), name="publishing_pauses"),
    path(f"{ALL}pauses/add/", list_pages.AddPause.as_view(), name="publishing_pause_add"),
    path(f"{ALL}pauses/<int:pk>/end/", list_pages.end_early, name="publishing_pause_end"),
    path(ONE, pages.PublicationPage.as_view(), name="publication"),
    path(f"{ONE}agree/", pages.Agree.as_view(), name="publication_agree"),
    path(f"{ONE}object/", pages.Object.as_view(), name="publication_object"),
    path(f"{ONE}reply/", reply_pages.Reply.as_view(), name="publication_reply"),
    path(f"{ONE}withdraw/", pages.Withdraw.as_view(), name="publication_withdraw"),
]
